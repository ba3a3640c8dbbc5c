"""People, asking, limits of channels and the law."""

from typing import Any

from tests.flow_runtime.building import menu, message, node, question
from tests.flow_runtime.checks.cases import Case, Document, document, one

PERSON = node("person", "handoff", queue="suporte", text="Um momento.")
WAYS_OUT = ("resolved", "no_agent", "out_of_hours", "timeout", "customer_gave_up")
NO_COMMANDS: dict[str, Any] = {"commands": []}
HELLO = message("hello", "Olá!")


def asks(*labels: str, **fields: Any) -> Document:
    step = menu("which", *labels)
    return one(step, *(option["id"] for option in step["options"]), **fields)


def ends(text: str) -> Document:
    plain = document([menu("which", "A", "B")], ["which.a>end", "which.b>end"])
    return {**plain, "nodes": [*plain["nodes"][:-1], node("end", "end", text=text)]}


def sac(*nodes: dict[str, Any], arrows: list[str], **settings: Any) -> Document:
    variables = ["cpf"]
    return document(nodes, arrows, variables=variables, settings={"sac_mode": True, **settings})


RECEIPT = node("number", "protocol")
FIRST_MENU = menu("subject", "Reclamação", "Cancelamento")
LAWFUL = sac(
    RECEIPT,
    FIRST_MENU,
    PERSON,
    arrows=[
        "number.next>subject",
        "subject.reclamacao>person",
        "subject.cancelamento>person",
        "person.resolved>end",
    ],
)
WITHOUT_NUMBER = sac(
    FIRST_MENU,
    PERSON,
    arrows=["subject.reclamacao>person", "subject.cancelamento>person", "person.resolved>end"],
)
DATA_FIRST = sac(
    RECEIPT,
    question("cpf"),
    FIRST_MENU,
    PERSON,
    arrows=[
        "number.next>cpf",
        "cpf.answered>subject",
        "cpf.invalid>end",
        "subject.reclamacao>person",
        "subject.cancelamento>person",
        "person.resolved>end",
    ],
    commands=[],
)
LONG = "a" * 4_097

CASES = [
    Case("people.no_way", one(HELLO, "next"), one(PERSON, *WAYS_OUT)),
    Case("people.no_plan_b", one(PERSON, "resolved"), one(PERSON, *WAYS_OUT), says=["person"]),
    Case("end.no_goodbye", ends(""), ends("Até logo!"), at="/nodes/2/text"),
    Case(
        "end.no_goodbye",
        {
            **one(node("nps", "survey", text="De 0 a 10?"), "answered", "skipped"),
            "nodes": [
                node("start", "start"),
                node("nps", "survey", text="De 0 a 10?"),
                node("end", "end"),
            ],
        },
        {
            **one(node("nps", "survey", text="De 0 a 10?"), "answered", "skipped"),
            "nodes": [
                node("start", "start"),
                node("nps", "survey", text="De 0 a 10?", thanks_text="Obrigado!"),
                node("end", "end"),
            ],
        },
        "after a survey without thanks",
    ),
    Case(
        "end.no_survey",
        one(HELLO, "next"),
        one(node("nps", "survey", text="De 0 a 10?"), "answered", "skipped"),
    ),
    Case("end.no_survey", one(HELLO, "next"), one(HELLO, "next", category="ativo"), "category"),
    Case(
        "question.invalid_loop",
        one(question("cpf"), "answered", variables=["cpf"])
        | {
            "edges": [
                *one(question("cpf"), "answered")["edges"],
                {"source": "cpf", "outcome": "invalid", "target": "cpf"},
            ]
        },
        one(question("cpf"), "answered", "invalid", variables=["cpf"]),
        at="/nodes/1",
    ),
    Case("menu.too_many", asks(*"ABCDEFGH"), asks(*"ABCDEFG"), says=["8", "7"]),
    # -- channels
    Case(
        "channel.text_too_long",
        one(message("hello", LONG), "next"),
        one(message("hello", LONG[1:]), "next"),
        channels=["whatsapp"],
        says=["WhatsApp", "4097"],
    ),
    Case(
        "channel.text_too_long",
        one(message("hello", LONG), "next"),
        one(message("hello", "{{ contact.name }}" + LONG[1:]), "next"),
        "variables",
        channels=["whatsapp"],
    ),
    Case(
        "channel.shown_as_list",
        asks("A", "B", "C", "D"),
        asks("A", "B", "C"),
        channels=["whatsapp"],
    ),
    Case(
        "channel.too_many_choices", asks(*"ABCDEFGHIJK"), asks(*"ABCDEFGHIJ"), channels=["WhatsApp"]
    ),
    Case("channel.label_too_long", asks("A" * 21), asks("A" * 20), "button", channels=["whatsapp"]),
    Case(
        "channel.label_too_long",
        asks("A" * 25, "B", "C", "D"),
        asks("A" * 24, "B", "C", "D"),
        "row",
        channels=["whatsapp"],
    ),
    # -- the SAC law
    Case(
        "sac.first_menu",
        sac(menu("subject", "Reclamação", "Vendas"), arrows=[]),
        LAWFUL,
        says=["subject"],
    ),
    Case("sac.first_menu", sac(HELLO, arrows=["hello.next>end"]), LAWFUL, "none"),
    Case(
        "sac.first_menu",
        sac(menu("subject", "Vendas"), arrows=[]),
        one(menu("subject", "Vendas"), "vendas"),
        "only in SAC mode",
    ),
    Case("sac.person_needs_data", DATA_FIRST, {**DATA_FIRST, "settings": {"sac_mode": True}}),
    Case("sac.no_protocol", WITHOUT_NUMBER, LAWFUL, says=["person"]),
]
