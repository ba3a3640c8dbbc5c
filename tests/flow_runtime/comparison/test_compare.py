"""What changed between two flows, in the words that an approver reads."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from flow_runtime.comparison import Difference, DifferenceKind, Subject, compare
from flow_runtime.flow import Flow, dump_flow
from flow_runtime.loading import load_flow

DOCUMENT: dict[str, Any] = {
    "schema_version": 1,
    "id": "segunda_via",
    "name": "Segunda via",
    "languages": ["pt-BR", "en"],
    "variables": [{"name": "motivo"}],
    "stages": [{"id": "entrada", "name": "Entrada"}, {"id": "fim", "name": "Desfecho"}],
    "nodes": [
        {"id": "start", "type": "start", "name": "Início"},
        {
            "id": "oi",
            "type": "message",
            "name": "Boas-vindas",
            "stage": "entrada",
            "bubbles": [{"kind": "text", "text": "Olá! Como posso ajudar?"}],
        },
        {
            "id": "menu",
            "type": "menu",
            "name": "Assunto",
            "text": "Qual é o assunto?",
            "save_as": "motivo",
            "options": [
                {"id": "boleto", "label": "Boleto"},
                {"id": "cancelar", "label": "Cancelar"},
            ],
        },
        {"id": "tchau", "type": "end", "name": "Encerrar"},
        {
            "id": "ajuda",
            "type": "message",
            "name": "Ajuda",
            "bubbles": [{"text": "Ligue para nós."}, {"text": "Ou escreva."}],
        },
    ],
    "edges": [
        {"source": "start", "outcome": "next", "target": "oi"},
        {"source": "oi", "outcome": "next", "target": "menu"},
        {"source": "menu", "outcome": "boleto", "target": "tchau"},
    ],
    "translations": {"en": {"menu.text": "What is it about?"}},
    "layout": {"oi": [0, 0]},
}

Change = Callable[[dict[str, Any]], object]


def read(document: dict[str, Any]) -> Flow:
    return load_flow(json.dumps(document).encode()).flow


def after(change: Change) -> tuple[Difference, ...]:
    """Return what a change of the document is told as."""
    document = json.loads(json.dumps(DOCUMENT))
    change(document)
    return compare(read(DOCUMENT), read(document))


def node(document: dict[str, Any], node_id: str) -> Any:
    return next(node for node in document["nodes"] if node["id"] == node_id)


def remove_node(document: dict[str, Any]) -> None:
    document["nodes"].remove(node(document, "tchau"))
    document["edges"].pop()


SENTENCES: list[tuple[Change, str, str]] = [
    (
        lambda d: node(d, "oi")["bubbles"][0].update(text="Olá! Em que posso ajudar?"),
        "A mensagem de 'Boas-vindas' mudou.",
        "The message of 'Boas-vindas' changed.",
    ),
    (
        lambda d: node(d, "menu").update(text="Sobre o que é?"),
        "A pergunta de 'Assunto' mudou.",
        "The question of 'Assunto' changed.",
    ),
    (
        lambda d: node(d, "menu").update(retry_text="Qual deles?"),
        "Em 'Assunto', “Quando não entender” mudou.",
        "In 'Assunto', “When not understood” changed.",
    ),
    (
        lambda d: node(d, "ajuda")["bubbles"][1].update(text="Ou pelo chat."),
        "A mensagem de 'Ajuda' (balão 2) mudou.",
        "The message of 'Ajuda' (bubble 2) changed.",
    ),
    (
        lambda d: node(d, "ajuda")["bubbles"].append({"text": "Até logo!"}),
        "Em 'Ajuda', entrou o balão 3.",
        "In 'Ajuda', the bubble 3 was added.",
    ),
    (
        lambda d: node(d, "menu")["options"][0].update(label="2ª via"),
        "Em 'Assunto' › opção '2ª via', “Rótulo” mudou.",
        "In 'Assunto' › option '2ª via', “Label” changed.",
    ),
    (
        lambda d: node(d, "menu").update(name="Motivo"),
        "O bloco 'Assunto' agora se chama 'Motivo'.",
        "The block 'Assunto' is called 'Motivo' now.",
    ),
    (
        lambda d: node(d, "menu")["options"].append({"id": "outro", "label": "Outro"}),
        "Em 'Assunto', entrou a opção 'Outro'.",
        "In 'Assunto', the option 'Outro' was added.",
    ),
    (
        lambda d: node(d, "menu")["options"].pop(),
        "Em 'Assunto', saiu a opção 'Cancelar'.",
        "In 'Assunto', the option 'Cancelar' was removed.",
    ),
    (
        lambda d: node(d, "menu")["options"].reverse(),
        "Em 'Assunto' › “Opções”, a ordem mudou.",
        "In 'Assunto' › “Options”, the order changed.",
    ),
    (
        lambda d: d["edges"].append({"source": "menu", "outcome": "cancelar", "target": "tchau"}),
        "A opção 'Cancelar' de 'Assunto' agora leva a 'Encerrar'.",
        "The option 'Cancelar' of 'Assunto' leads to 'Encerrar' now.",
    ),
    (
        lambda d: d["edges"][0].update(target="menu"),
        "A saída 'Seguir' de 'Início' agora leva a 'Assunto', e não mais a 'Boas-vindas'.",
        "The outcome 'Next' of 'Início' leads to 'Assunto' now, no longer to 'Boas-vindas'.",
    ),
    (
        lambda d: d["edges"][2].update(target="oi"),
        "A opção 'Boleto' de 'Assunto' agora leva a 'Boas-vindas', e não mais a 'Encerrar'.",
        "The option 'Boleto' of 'Assunto' leads to 'Boas-vindas' now, no longer to 'Encerrar'.",
    ),
    (
        lambda d: d["edges"].pop(),
        "A opção 'Boleto' de 'Assunto' não leva mais a 'Encerrar'.",
        "The option 'Boleto' of 'Assunto' no longer leads to 'Encerrar'.",
    ),
    (
        lambda d: d["nodes"].append({"id": "fim", "type": "end", "name": "Desistiu"}),
        "Bloco novo: 'Desistiu' (Fim).",
        "New block: 'Desistiu' (End).",
    ),
    (
        lambda d: d["variables"].append({"name": "cpf"}),
        "Variável nova: 'cpf'.",
        "New variable: 'cpf'.",
    ),
    (
        lambda d: d["variables"][0].update(sensitivity="personal"),
        "Em 'motivo', “Sigilo” mudou.",
        "In 'motivo', “Sensitivity” changed.",
    ),
    (
        lambda d: d["stages"].pop(),
        "A etapa 'Desfecho' saiu.",
        "The stage 'Desfecho' was removed.",
    ),
    (
        lambda d: d.update(objective="Resolver sem espera"),
        "No fluxo, “Objetivo” mudou.",
        "In the flow, “Objective” changed.",
    ),
    (
        lambda d: d["translations"]["en"].update({"menu.text": "What do you need?"}),
        "Em 'Assunto', mudou a tradução de um texto (inglês).",
        "In 'Assunto', the translation of a text (English) changed.",
    ),
    (
        lambda d: d["translations"]["en"].update({"oi.bubbles.0.text": "Hello!"}),
        "Em 'Boas-vindas', entrou a tradução de um texto (inglês).",
        "In 'Boas-vindas', the translation of a text (English) was added.",
    ),
    (
        lambda d: d["translations"]["en"].pop("menu.text"),
        "Em 'Assunto', saiu a tradução de um texto (inglês).",
        "In 'Assunto', the translation of a text (English) was removed.",
    ),
]


@pytest.mark.parametrize(("change", "pt", "en"), SENTENCES, ids=[pt for _, pt, _ in SENTENCES])
def test_a_change_is_one_sentence(change: Change, pt: str, en: str) -> None:
    (found,) = after(change)
    assert (found.sentence("pt-BR"), found.sentence("en")) == (pt, en)


def test_a_removed_block_takes_its_ways_along_and_those_to_it_are_told() -> None:
    told = [one.sentence("pt-BR") for one in after(remove_node)]
    assert told == [
        "O bloco 'Encerrar' (Fim) saiu.",
        "A opção 'Boleto' de 'Assunto' não leva mais a 'Encerrar'.",
    ]


def test_values_are_words_not_codes() -> None:
    (found,) = after(lambda d: d["variables"][0].update(type="number"))
    assert (found.before["pt-BR"], found.after["pt-BR"]) == ("Texto", "Número")
    assert (found.before["en"], found.after["en"]) == ("Text", "Number")


def test_a_stage_is_called_by_its_name() -> None:
    (found,) = after(lambda d: node(d, "oi").update(stage="fim"))
    assert (found.before["pt-BR"], found.after["pt-BR"]) == ("Entrada", "Desfecho")


def test_a_difference_belongs_to_its_block() -> None:
    (found,) = after(lambda d: node(d, "menu").update(text="Sobre o que é?"))
    assert (found.kind, found.subject, found.node_id) == (
        DifferenceKind.CHANGED,
        Subject.NODE,
        "menu",
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["layout"].update(oi=[400, 800]),
        lambda d: d.update(lanes={"entrada": {"x": 10, "width": 900}}),
        lambda d: d.update(notes=[{"id": "n", "text": "Rever com o jurídico"}]),
        lambda d: d.update(groups=[{"id": "g", "name": "Abertura", "nodes": ["oi"]}]),
    ],
)
def test_how_it_is_drawn_is_no_change(change: Change) -> None:
    assert after(change) == ()


def test_another_order_of_the_blocks_is_said_to_change_nothing() -> None:
    (found,) = after(lambda d: d["nodes"].reverse())
    assert "a conversa é a mesma" in found.sentence("pt-BR")


def test_a_block_of_another_type_is_told_in_one_sentence() -> None:
    def retype(document: dict[str, Any]) -> None:
        place = document["nodes"].index(node(document, "oi"))
        document["nodes"][place] = {"id": "oi", "type": "end", "name": "Boas-vindas"}
        document["edges"].pop(1)

    told = [one.sentence("pt-BR") for one in after(retype)]
    assert told == ["O bloco 'Boas-vindas' era Mensagem e agora é Fim."]


def test_a_flow_is_read_and_written_without_a_difference() -> None:
    flow = read(DOCUMENT)
    assert compare(flow, load_flow(dump_flow(flow)).flow) == ()
