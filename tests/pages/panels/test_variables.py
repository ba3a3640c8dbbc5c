"""The variables panel: what the flow remembers, renamed everywhere, never lost by mistake."""

import pytest

from tests.flow_runtime.building import end, message, question
from tests.pages.panels.paper_desk import PaperDesk, at, desk_of, page, ran, words

DRAWN = "panels.draw_variables"


def desk(*extra: dict[str, object]) -> PaperDesk:
    return desk_of(
        [
            question("ask", "cpf", save_as="cpf"),
            message("tell", "Seu CPF é {{ cpf }}, {{ nome }}"),
            end(),
        ],
        "start.next>ask",
        "ask.answered>tell",
        "tell.next>end",
        variables=[{"name": "cpf", "sensitivity": "personal"}, {"name": "total"}, *extra],
    )


def key(name: str) -> str:
    return f"variables-story-{name}"


def opened(on: PaperDesk, name: str):
    return ran(page(on, DRAWN).button(key=key(f"row-{name}")).click().run())


def variable(on: PaperDesk, name: str) -> dict[str, object] | None:
    found = [item for item in on.document["variables"] if item["name"] == name]
    return found[0] if found else None


def test_each_variable_is_a_row_in_words():
    app = page(desk(), DRAWN)
    assert app.button(key=key("row-cpf")).label == "**cpf** :gray[Texto · pessoal]"


def test_a_variable_is_renamed_everywhere_in_one_step():
    on = desk()
    app = ran(at(opened(on, "cpf").text_input, key("cpf-name")).set_value("Documento").run())
    assert variable(on, "cpf") is None
    assert on.document["nodes"][1]["save_as"] == "documento"
    assert "{{ documento }}" in on.document["nodes"][2]["bubbles"][0]["text"]
    assert on.kinds == ["variables"]
    assert at(app.text_input, key("documento-name")).value == "documento"
    on.undo()
    assert on.document["nodes"][1]["save_as"] == "cpf"


@pytest.mark.parametrize(
    ("typed", "told"),
    [("Total", "Já existe"), ("contact", "é do sistema"), ("123", "começa com letra")],
)
def test_a_name_that_cannot_be_is_refused_with_the_reason(typed: str, told: str):
    on = desk()
    app = ran(at(opened(on, "cpf").text_input, key("cpf-name")).set_value(typed).run())
    assert told in words(app)
    assert variable(on, "cpf") is not None


def test_uses_are_listed_and_lead_to_their_blocks():
    on = desk()
    app = opened(on, "cpf")
    assert app.button(key=key("cpf-use-ask")).label == "ask :gray[guarda aqui]"
    assert app.button(key=key("cpf-use-tell")).label == "tell :gray[lê]"
    ran(app.button(key=key("cpf-use-tell")).click().run())
    assert on.selection == ("tell",)


def test_only_a_variable_that_nothing_uses_can_be_deleted():
    on = desk()
    assert opened(on, "cpf").button(key=key("cpf-delete")).disabled
    ran(opened(on, "total").button(key=key("total-delete")).click().run())
    assert variable(on, "total") is None


def test_a_variable_is_added_with_a_name_made_of_what_was_typed():
    on = desk()
    app = page(on, DRAWN)
    at(app.text_input, "variables-story~new").set_value("Número do pedido")
    app = ran(app.button(key="variables-story~new-add").click().run())
    assert variable(on, "numero_do_pedido") == {"name": "numero_do_pedido", "type": "text"}
    assert at(app.text_input, key("numero_do_pedido-name"))


def test_a_taken_name_is_refused_when_adding():
    on = desk()
    app = page(on, DRAWN)
    at(app.text_input, "variables-story~new").set_value("CPF")
    app = ran(app.button(key="variables-story~new-add").click().run())
    assert "Já existe a variável" in words(app)
    assert on.kinds == []


def test_a_variable_that_is_used_but_not_declared_is_offered():
    on = desk()
    app = ran(page(on, DRAWN).button(key=key("declare-nome")).click().run())
    assert variable(on, "nome") == {"name": "nome", "type": "text"}
    assert not [button for button in app.button if "declare" in button.key]


def test_type_and_default_go_together():
    on = desk({"name": "valor", "type": "number"})
    app = opened(on, "valor")
    app = ran(at(app.text_input, key("valor-default")).set_value("1.234,56").run())
    assert variable(on, "valor")["default"] == 1234.56
    app = ran(at(app.text_input, key("valor-default")).set_value("muito").run())
    assert "Escreva um número" in words(app)
    app = ran(at(app.selectbox, key("valor-type")).set_value("boolean").run())
    assert "default" not in variable(on, "valor")
    ran(at(app.selectbox, key("valor-default")).set_value("no").run())
    assert variable(on, "valor")["default"] is False


def test_scope_privacy_and_purpose_are_chosen_in_words():
    on = desk()
    app = opened(on, "total")
    app = ran(at(app.selectbox, key("total-scope")).set_value("contact").run())
    app = ran(at(app.selectbox, key("total-sensitivity")).set_value("sensitive").run())
    ran(at(app.text_input, key("total-purpose")).set_value("Cobrança").run())
    assert variable(on, "total") == {
        "name": "total",
        "scope": "contact",
        "sensitivity": "sensitive",
        "purpose": "Cobrança",
    }


def test_many_variables_can_be_searched():
    on = desk(*({"name": f"v{n}", "purpose": f"Compra {n}"} for n in range(12)))
    app = page(on, DRAWN)
    app = ran(at(app.text_input, "variables-story~find").set_value("compra 11").run())
    assert [b.key for b in app.button if "-row-" in b.key] == [key("row-v11")]


def test_a_flow_without_variables_says_what_they_are_for():
    on = desk_of([end()], "start.next>end")
    assert "guardam nelas as respostas" in words(page(on, DRAWN))


def test_who_may_only_read_can_look():
    on = desk()
    on.read_only = True
    app = opened(on, "total")
    assert at(app.text_input, key("total-name")).disabled
    assert app.button(key=key("total-delete")).disabled
    assert not [field for field in app.text_input if field.key.endswith("~new")]
