"""What was understood and why, sentence by sentence, in both languages."""

import re
from pathlib import Path

import pytest

import flow_runtime
from flow_runtime.answers import REASONS
from flow_runtime.simulation import Press, Say, SendFile, Setting, Talk, Wait, begin_talk
from flow_runtime.simulation.fact_words import TOLD
from flow_runtime.simulation.refusal_words import refusal_clause
from flow_runtime.simulation.trace import SILENT
from tests.flow_runtime.building import TUESDAY_MORNING, end, menu, node, program, question
from tests.flow_runtime.scripts.stories import service
from tests.flow_runtime.simulation.test_talk import begun


def told(talk: Talk, language: str = "pt-BR") -> list[str]:
    return [line.text for line in talk.trace(talk.turn, language)]


def asked(kind: str, typed: str, language: str = "pt-BR", **fields: object) -> str:
    """Return the first sentence about an answer to a question of a kind."""
    built = program([question("x", kind, **fields), end()], ["x.answered>end", "x.invalid>end"])
    return told(begin_talk(built, Setting(TUESDAY_MORNING)).do(Say(typed)), language)[0]


@pytest.mark.parametrize(
    ("kind", "typed", "pt", "en"),
    [
        ("date", "amanhã", "'amanhã' → 11/03/2026.", "'amanhã' → 03/11/2026."),
        ("yes_no", "claro", "'claro' → sim.", "'claro' → yes."),
        ("integer", "dez", "'dez' → 10.", "'dez' → 10."),
        ("cpf", "529.982.247-25", "'529.982.247-25' → 52998224725.", None),
        ("text", "Minha conta", "Entendeu 'Minha conta'.", "Understood 'Minha conta'."),
    ],
)
def test_an_answer_is_shown_as_it_was_read(kind: str, typed: str, pt: str, en: str | None):
    assert asked(kind, typed) == pt
    if en is not None:
        assert asked(kind, typed, "en") == en


def test_a_refused_answer_says_why_and_which_try_it_was():
    talk = begun().do(Say("zzz"))
    assert told(talk) == ["Nenhuma opção parecida: pergunta de novo, 1 de 2."]
    assert told(talk, "en") == ["No option like it: asks again, 1 of 2."]
    talk = talk.do(Say("zzz"))
    assert told(talk)[0] == "Nenhuma opção parecida: foi a última tentativa, 2 de 2."


def test_a_choice_is_told_by_its_label_however_it_was_made():
    assert told(begun().do(Press("Fatura")))[0] == "Tocou em 'Fatura'."
    assert told(begun().do(Say("fatur")))[0] == "'fatur' → Fatura, a opção mais parecida."
    assert told(begun().do(Say("2")))[0] == "'2' → Pessoa, pelo número."
    assert told(begun().do(Say("FATURA")))[0] == "'FATURA' → Fatura."
    assert told(begun().do(Say("minha fatura")), "en")[0] == (
        "'minha fatura' → Fatura, which is in the text."
    )


def test_a_synonym_is_told_as_one():
    options = [{"id": "a", "label": "Fatura", "synonyms": ["boleto"]}, {"id": "b", "label": "Não"}]
    built = program([node("x", "menu", text="?", options=options), end()], ["x.a>end", "x.b>end"])
    talk = begin_talk(built, Setting(TUESDAY_MORNING)).do(Say("Boleto"))
    assert told(talk)[0] == "'Boleto' → Fatura, por um sinônimo."


@pytest.mark.parametrize(
    ("business", "line"),
    [
        ("open", "Sai por 'Aberto': 10/03/2026 às 10:00."),
        ("closed", "Sai por 'Fechado': 10/03/2026 às 18:00."),
        ("holiday", "Sai por 'Feriado': 03/04/2026 às 10:00, Sexta-feira Santa."),
    ],
)
def test_opening_hours_are_told_with_the_moment(business: str, line: str):
    built = program(
        [node("open", "hours", calendar="comercial"), end()],
        ["open.open>end", "open.closed>end", "open.holiday>end"],
    )
    talk = begin_talk(built, Setting(TUESDAY_MORNING, business=business))  # type: ignore[arg-type]
    assert line in told(talk)


def test_the_way_through_a_call_is_told_with_what_it_saved():
    talk = (
        begin_talk(service(), Setting(TUESDAY_MORNING)).do(Press("Fatura")).do(Say("52998224725"))
    )
    assert told(talk) == [
        "Entendeu '52998224725'.",
        "Guardou cpf = 52998224725.",
        "Sai por 'Respondeu'.",
        "Chegou a 'find'.",
        "O sistema respondeu 200.",
        "Guardou total = 10.00.",
        "Sai por 'Deu certo'.",
        "Chegou a 'invoice'.",
        "Sai por 'Seguir'.",
        "Chegou a 'end'.",
        "A conversa terminou: resolvida.",
    ]


def test_a_branch_says_its_rule_and_the_values_it_looked_at():
    row = {"variable": "total", "operator": "greater", "value": 100}
    branch = {"id": "big", "name": "Alto", "rows": [row]}
    built = program(
        [question("total", "number"), node("split", "condition", branches=[branch]), end()],
        ["total.answered>split", "split.big>end", "split.else>end"],
        variables=[{"name": "total", "type": "number"}],
    )
    begun = begin_talk(built, Setting(TUESDAY_MORNING))
    assert "Sai por 'Alto': total é maior que 100 (total = 150)." in told(begun.do(Say("150")))
    assert "Sai por 'Senão': nenhum ramo vale (total = 5)." in told(begun.do(Say("5")))
    assert "Leaves by 'Otherwise': no branch holds (total = 5)." in told(begun.do(Say("5")), "en")


def test_a_sensitive_value_is_not_told():
    declared = [{"name": "doenca", "sensitivity": "sensitive"}]
    built = program([question("doenca"), end()], ["doenca.answered>end"], variables=declared)
    talk = begin_talk(built, Setting(TUESDAY_MORNING)).do(Say("gripe"))
    assert told(talk)[1] == "Guardou doenca = •••."
    assert talk.variables[0].masked == "•••"


def test_time_and_files_are_told():
    assert told(begun().do(Wait(600)))[0] == "O tempo de espera acabou."
    built = program([question("foto", "image"), end()], ["foto.answered>end"])
    talk = begin_talk(built, Setting(TUESDAY_MORNING)).do(SendFile("rosto.png", "image/png"))
    assert told(talk)[:2] == ["Recebeu o arquivo 'rosto.png'.", "O arquivo serve."]


def test_a_listed_choice_is_told_by_what_it_saved():
    options = {"variable": "lojas", "label": "{{ item.nome }}", "value": "nome"}
    built = program(
        [menu("loja", save_as="loja", options_from=options), end()],
        ["loja.other>end"],
        variables=[{"name": "lojas", "type": "list", "default": [{"nome": "Centro"}]}],
    )
    talk = begin_talk(built, Setting(TUESDAY_MORNING)).do(Say("centro"))
    assert told(talk)[0] == "'centro' → Centro."


def test_steps_in_a_sub_flow_stand_at_the_node_that_calls_it():
    inner = program([question("cpf", "cpf"), end()], ["cpf.answered>end"], id="inner")
    outer = program(
        [node("call", "subflow", flow="inner"), end("bye", text="Tchau")],
        ["call.done>bye"],
        subflows={"inner": inner},
    )
    talk = begin_talk(outer, Setting(TUESDAY_MORNING))
    assert talk.here == "call"
    assert [bubble.node_id for bubble in talk.bubbles] == ["call"]
    assert [bubble.source for bubble in talk.bubbles] == ["cpf"]
    talk = talk.do(Say("52998224725"))
    assert {line.node_id for line in talk.trace(1)} == {"call", "bye"}
    assert talk.path == (("start", "next", "call"), ("call", "done", "bye"))


def test_flows_and_queues_are_named_as_people_do():
    inner = program([question("cpf", "cpf"), end()], ["cpf.answered>end"], id="inner")
    outer = program(
        [node("call", "subflow", flow="inner"), node("person", "handoff", queue="suporte"), end()],
        ["call.done>person", "person.resolved>end"],
        subflows={"inner": inner},
    )
    talk = begin_talk(outer, Setting(TUESDAY_MORNING))
    assert "Entrou no fluxo 'Story'." in told(talk)
    talk = talk.do(Say("52998224725"))
    assert "Abriu um chamado na fila 'Suporte'." in told(talk)
    assert "Chamado na fila Suporte, N1" in [leaving.title for leaving in talk.leaving(1)]
    assert told(talk.do(Say("oi?"))) == ["A mensagem vai para o chamado."]


def test_every_reason_of_a_refusal_has_its_clause_in_both_languages():
    unknown = refusal_clause("?", "pt-BR"), refusal_clause("?", "en")
    for reason in REASONS:
        clauses = refusal_clause(reason, "pt-BR"), refusal_clause(reason, "en")
        assert clauses[0] != unknown[0], reason
        assert clauses[1] != unknown[1], reason


def test_every_fact_that_the_runtime_records_is_told_or_silent_on_purpose():
    folder = Path(flow_runtime.__file__).parent
    sources = [*folder.glob("*.py"), *(folder / "nodes").glob("*.py")]
    texts = (path.read_text(encoding="utf-8") for path in sources)
    recorded = {name for text in texts for name in re.findall(r'\.record\(\s*"(\w+)"', text)}
    by_own_teller = {
        "answer_understood", "answer_refused", "node_entered", "node_left", "node_failed",
        "expression_error",
    }  # fmt: skip
    assert "node_left" in recorded
    assert recorded - TOLD - SILENT - by_own_teller == set()
