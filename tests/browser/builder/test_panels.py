"""Problems, variables and settings beside the drawing, each story ending with what is stored."""

import re

import pytest
from playwright.sync_api import expect

from flow_runtime.editing.documents import node_of, object_of
from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.editor import nodes_of
from tests.browser.builder.installation import Builder
from tests.browser.builder.keyboard_hand import keep_document
from tests.browser.builder.panels_hand import Panels
from tests.flow_runtime.building import edges, end, flow, message, node, question

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def keep_order(builder: Builder, flow_id: str) -> None:
    builder.keep(
        flow(
            [
                question("order", save_as="pedido"),
                node(
                    "check",
                    "condition",
                    branches=[
                        {
                            "id": "has",
                            "name": "Tem",
                            "rows": [{"variable": "pedido", "operator": "is_set"}],
                        }
                    ],
                ),
                message("told", "O pedido {{ pedido }} está a caminho."),
                end("bye", text="Tchau"),
            ],
            ["order.answered>check", "check.has>told", "check.else>bye", "told.next>bye"],
            variables=[{"name": "pedido"}, {"name": "sobra"}],
            id=flow_id,
            name="Pedido",
            layout={
                "start": [80, 80],
                "order": [416, 80],
                "check": [752, 80],
                "told": [1088, 80],
                "bye": [1424, 80],
            },
        )
    )


def keep_undeclared(builder: Builder, flow_id: str) -> None:
    keep_document(
        builder,
        {
            "schema_version": 1,
            "id": flow_id,
            "name": "Pendente",
            "nodes": [
                node("start", "start"),
                question("cpf", save_as="documento"),
                end("bye", text="Tchau"),
            ],
            "edges": edges("start.next>cpf", "cpf.answered>bye"),
            "layout": {"start": [80, 80], "cpf": [416, 80], "bye": [2600, 1200]},
        },
    )


def test_a_problem_leads_to_its_card(builder: Builder, open_editor: OpenEditor) -> None:
    keep_undeclared(builder, "panels-shown")
    editor = open_editor("panels-shown")
    before = editor.document
    panels = Panels(editor)
    editor.show("Pendências")
    panels.side.locator("[class*=st-key-problem-show-][class*=-bye]").get_by_role("button").click()
    expect(editor.card("bye")).to_be_focused()
    expect(editor.card("bye")).to_be_in_viewport()
    expect(panels.side.get_by_role("radio", name=re.compile("Pendências"))).to_be_checked()
    assert nodes_of(editor.document) == nodes_of(before)


def test_a_fix_mends_with_one_click_and_is_one_undo(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_undeclared(builder, "panels-fixed")
    editor = open_editor("panels-fixed")
    editor.show("Pendências")
    Panels(editor).button("Criar a variável 'documento'").click()
    document = editor.wait_until_stored(lambda stored: stored.get("variables"))
    assert [p.code for p in editor.examined().problems if p.severity == "error"] == []
    assert "documento" in str(document["variables"])
    editor.take_back()
    editor.wait_until_stored(lambda stored: not stored.get("variables"))
    assert editor.examined().flow is None or editor.examined().problems


def test_a_variable_is_renamed_in_texts_and_rows(builder: Builder, open_editor: OpenEditor) -> None:
    keep_order(builder, "panels-renamed")
    editor = open_editor("panels-renamed")
    panels = Panels(editor)
    editor.show("Variáveis")
    panels.side.get_by_role("button", name=re.compile("^pedido")).click()
    panels.fill(editor.field("Nome"), "numero_do_pedido")
    document = editor.wait_until_stored(lambda stored: "numero_do_pedido" in str(stored))
    told, check = node_of(document, "told"), node_of(document, "check")
    assert "{{ numero_do_pedido }}" in str(told)
    assert "'variable': 'numero_do_pedido'" in str(check)
    assert (node_of(document, "order") or {})["save_as"] == "numero_do_pedido"
    assert editor.examined().flow is not None


def test_a_variable_that_is_used_says_where_and_cannot_be_deleted(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_order(builder, "panels-deleted")
    editor = open_editor("panels-deleted")
    panels = Panels(editor)
    editor.show("Variáveis")
    panels.side.get_by_role("button", name=re.compile("^pedido")).click()
    expect(panels.button("Excluir variável")).to_be_disabled()
    expect(panels.side.get_by_text("Só dá para excluir quando nada a usa.")).to_be_visible()
    for place in ("order", "check", "told"):
        expect(panels.side.locator(f"[class*=-use-{place}]")).to_be_visible()
    panels.side.get_by_role("button", name=re.compile("^sobra")).click()
    expect(panels.side.get_by_text("Nada a usa.")).to_be_visible()
    panels.button("Excluir variável").last.click()
    document = editor.wait_until_stored(lambda stored: "sobra" not in str(stored))
    assert "pedido" in str(document["variables"])
    assert editor.examined().flow is not None


def test_a_variable_that_is_used_but_not_created_is_offered(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_undeclared(builder, "panels-offered")
    editor = open_editor("panels-offered")
    editor.show("Variáveis")
    Panels(editor).button("Criar ‘documento’").click()
    editor.wait_until_stored(lambda stored: "documento" in str(stored.get("variables")))
    assert editor.examined().flow is not None


def test_the_settings_of_a_flow_are_kept(builder: Builder, open_editor: OpenEditor) -> None:
    keep_order(builder, "panels-settings")
    editor = open_editor("panels-settings")
    panels = Panels(editor)
    editor.show("Fluxo")
    panels.unfold("Ficha do atendimento")
    need = panels.side.get_by_label(re.compile(r"Do que ele precisa, e quando\?$"))
    panels.fill(need, "Saber onde está o pedido.")
    panels.unfold("Comandos")
    panels.fill(editor.field("Novo comando: o que o cliente diz"), "menu")
    panels.button("Acrescentar comando").click()
    editor.wait_until_stored(lambda stored: "menu" in str(object_of(stored, "settings")))
    panels.unfold("Quando o cliente some")
    panels.fill(editor.field("Encerrar depois de"), "2")
    panels.unfold("Quando algo dá errado")
    panels.choose("Depois de uma falha, continuar em", "bye")
    document = editor.wait_until_stored(
        lambda stored: object_of(stored, "settings").get("error_route") == "bye"
    )
    assert object_of(document, "brief")["need"] == "Saber onde está o pedido."
    assert "close_after_s" in str(object_of(document, "settings")["idle"])
    assert editor.examined().flow is not None


def test_a_long_panel_scrolls_beside_the_drawing(builder: Builder, open_editor: OpenEditor) -> None:
    keep_order(builder, "panels-long")
    editor = open_editor("panels-long")
    editor.show("Fluxo")
    panels = Panels(editor)
    for title in ("Ficha do atendimento", "Comandos", "Quando o cliente some"):
        panels.unfold(title)
    assert panels.side.evaluate("side => side.scrollHeight > side.clientHeight")
    whole = editor.page.get_by_test_id("stMain")
    assert whole.evaluate("page => page.scrollHeight === page.clientHeight")
    panels.side.get_by_label("Despedida").focus()
    expect(editor.card_of("order")).to_be_in_viewport()
    assert editor.examined().flow is not None


def test_a_second_language_says_what_it_still_lacks(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_order(builder, "panels-languages")
    editor = open_editor("panels-languages")
    panels = Panels(editor)
    editor.show("Fluxo")
    panels.unfold("Idiomas")
    panels.add("Também em", "Inglês")
    document = editor.wait_until_stored(lambda stored: "en" in str(stored.get("languages")))
    expect(panels.side.get_by_text(re.compile(r"texto.? sem tradução")).first).to_be_visible()
    assert document["languages"] == ["pt-BR", "en"]
    assert editor.examined().flow is not None
