"""The inspector as a designer uses it, each story ending with what is stored."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from flow_runtime.conversations.setting_up import import_workspace
from flow_runtime.editing.documents import node_of
from flow_runtime.workspace import Connection, Workspace
from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.editor import Editor, edges_of, nodes_of
from tests.browser.builder.installation import Builder
from tests.browser.builder.keyboard_hand import text_on
from tests.browser.builder.panels_hand import Panels, choose_in
from tests.flow_runtime.building import end, flow, menu, message, node, question

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def keep_menu(builder: Builder, flow_id: str, **fields: object) -> None:
    builder.keep(
        flow(
            [
                question("client", save_as="cliente"),
                message("hello", "Olá!"),
                menu("pick", "Boleto", "Outro"),
                end("bye", text="Tchau"),
            ],
            ["client.answered>hello", "hello.next>pick", "pick.boleto>bye", "pick.outro>bye"],
            id=flow_id,
            name="Menu",
            stages=[{"id": "begin", "name": "Começo"}],
            layout={
                "start": [80, 80],
                "client": [416, 80],
                "hello": [80, 480],
                "pick": [416, 480],
                "bye": [752, 80],
            },
            **fields,
        )
    )


def opened(editor: Editor, name: str) -> Panels:
    editor.select(name)
    expect(editor.field("Nome do bloco")).to_have_value(name)
    return Panels(editor)


def test_a_variable_is_put_into_a_text_and_seen_with_an_example(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_menu(builder, "inspector-picker")
    editor = open_editor("inspector-picker")
    panels = opened(editor, "hello")
    panels.button("Inserir variável").first.click()
    popover = editor.page.get_by_test_id("stPopoverBody")
    choose_in(popover.get_by_role("combobox").first, "cliente")
    popover.get_by_role("button", name="Inserir", exact=True).click()
    document = editor.wait_until_stored(lambda stored: "{{ cliente }}" in text_on(stored, "hello"))
    assert text_on(document, "hello").startswith("Olá!")
    expect(panels.side.get_by_text(re.compile(r"^Olá! ?\S+")).last).to_be_visible()
    assert editor.examined().flow is not None


def test_the_first_block_shows_its_fields_without_waiting_for_their_code(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_menu(builder, "inspector-ready")
    editor = open_editor("inspector-ready")
    editor.page.wait_for_function(
        "widgets => widgets.every(widget => performance.getEntriesByType('resource')"
        ".some(({name}) => name.includes(`/static/js/${widget}.`)))",
        arg=["TextInput", "TextArea", "Selectbox", "MenuButton", "NumberInput", "Multiselect"],
    )
    fetched: list[str] = []
    editor.page.on("request", lambda request: fetched.append(request.url))
    opened(editor, "pick")
    assert [address for address in fetched if address.endswith(".js")] == []
    assert editor.examined().flow is not None


def test_options_are_added_named_and_moved_with_their_wires(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_menu(builder, "inspector-options")
    editor = open_editor("inspector-options")
    panels = opened(editor, "pick")
    panels.button("Acrescentar opção").click()
    panels.fill(editor.field("Opção 3"), "Falar com alguém")
    editor.wait_until_stored(lambda stored: labels_of(stored)[2:] == ["Falar com alguém"])
    panels.button("Mais sobre a opção 2").click()
    popover = editor.page.get_by_test_id("stPopoverBody")
    popover.get_by_role("button", name="Mover para cima").click()
    document = editor.wait_until_stored(
        lambda stored: labels_of(stored) == ["Outro", "Boleto", "Falar com alguém"]
    )
    assert {("pick", "boleto", "bye"), ("pick", "outro", "bye")} <= edges_of(document)
    panels.button("Mais sobre a opção 1").click()
    synonyms = popover.get_by_role("combobox").first
    synonyms.fill("outra coisa")
    synonyms.press("Enter")
    editor.wait_until_stored(lambda stored: "outra coisa" in str(node_of(stored, "pick")))


def labels_of(document: dict[str, object]) -> list[str]:
    (pick,) = (node for node in nodes_of(document) if node["id"] == "pick")  # type: ignore[arg-type]
    options = pick["options"]
    assert isinstance(options, list)
    return [str(option["label"]) for option in options]


def test_options_are_pasted_from_a_spreadsheet_and_wires_stay(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_menu(builder, "inspector-pasted")
    editor = open_editor("inspector-pasted")
    panels = opened(editor, "pick")
    panels.button("Colar tabela").click()
    popover = editor.page.get_by_test_id("stPopoverBody")
    popover.get_by_role("textbox").fill("Segunda via\t2via\tboleto, fatura\nCancelar\tfim\tsair")
    popover.get_by_role("button", name="Ver como fica").click()
    popover.get_by_role("button", name=re.compile("Usar")).click()
    document = editor.wait_until_stored(lambda stored: len(labels_of(stored)) == 4)
    assert labels_of(document) == ["Boleto", "Outro", "Segunda via", "Cancelar"]
    assert {("pick", "boleto", "bye"), ("pick", "outro", "bye")} <= edges_of(document)
    assert "fatura" in str(node_of(document, "pick"))


def test_a_long_text_says_what_the_channel_would_cut(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_menu(builder, "inspector-limits")
    editor = open_editor("inspector-limits")
    panels = opened(editor, "pick")
    panels.fill(editor.field("Opção 1"), "Segunda via do boleto vencido")
    expect(
        panels.side.get_by_text(re.compile("caracteres no botão|caracteres")).first
    ).to_be_visible()
    editor.wait_until_stored(lambda stored: labels_of(stored)[0].startswith("Segunda via"))
    assert editor.examined().flow is not None


def test_an_answer_is_saved_in_a_variable_that_is_made_on_the_way(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_menu(builder, "inspector-saved")
    editor = open_editor("inspector-saved")
    panels = opened(editor, "client")
    field = panels.side.locator("[class*=save_as]").get_by_role("combobox")
    field.click()
    field.press_sequentially("nome_completo")
    field.press("Enter")
    document = editor.wait_until_stored(
        lambda stored: (node_of(stored, "client") or {}).get("save_as") == "nome_completo"
    )
    assert "nome_completo" in str(document["variables"])
    assert editor.examined().flow is not None


def test_several_blocks_go_into_a_stage_together(builder: Builder, open_editor: OpenEditor) -> None:
    keep_menu(builder, "inspector-stage")
    editor = open_editor("inspector-stage")
    editor.canvas.press("Control+a")
    Panels(editor).choose("Mover para a etapa", "Começo")
    document = editor.wait_until_stored(
        lambda stored: all(one.get("stage") == "begin" for one in nodes_of(stored))
    )
    assert len(nodes_of(document)) == 5
    editor.take_back()
    editor.wait_until_stored(lambda stored: not any(one.get("stage") for one in nodes_of(stored)))


def test_a_translation_is_written_beside_its_original(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_menu(builder, "inspector-translated", languages=["pt-BR", "en"])
    editor = open_editor("inspector-translated")
    panels = opened(editor, "hello")
    panels.unfold("Traduções")
    panels.fill(panels.side.get_by_label("Tradução de “Olá!”"), "Hello!")
    document = editor.wait_until_stored(lambda stored: "Hello!" in str(stored.get("translations")))
    assert text_on(document, "hello") == "Olá!"
    assert editor.examined().flow is not None


def test_a_call_is_tried_and_a_click_on_its_answer_keeps_a_value(
    builder: Builder, open_editor: OpenEditor
) -> None:
    with answering({"cliente": {"nome": "Ana", "boletos": 2}}) as port:
        place = f"127.0.0.1:{port}"
        connection = Connection(
            id="loja", name="Loja", base_url=f"http://{place}", private_address=place
        )
        with builder.database.transaction() as tx:
            import_workspace(tx, Workspace(connections=(connection,)), replace=False)
        builder.keep(
            flow(
                [
                    node("ask", "api", method="GET", url="/cliente", connection="loja"),
                    end("bye", text="Tchau"),
                ],
                ["ask.success>bye", "ask.http_error>bye", "ask.failed>bye"],
                id="inspector-tried",
                name="API",
                layout={"start": [80, 80], "ask": [416, 80], "bye": [752, 80]},
            )
        )
        editor = open_editor("inspector-tried")
        panels = opened(editor, "ask")
        panels.unfold("Testar agora")
        panels.button("Chamar agora").click()
        panels.side.get_by_role("button", name=re.compile("nome: .?Ana")).click()
        panels.button("Guardar este valor").click()
        document = editor.wait_until_stored(
            lambda stored: (node_of(stored, "ask") or {}).get("save")
        )
        assert "cliente.nome" in str(node_of(document, "ask"))
        panels.button("Guardar como exemplo do simulador").click()
        document = editor.wait_until_stored(
            lambda stored: (node_of(stored, "ask") or {}).get("examples")
        )
        assert "Ana" in str((node_of(document, "ask") or {})["examples"])
        assert editor.examined().flow is not None


@contextmanager
def answering(body: object) -> Iterator[int]:
    """A system of the company on this machine that always answers the same."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield int(server.server_address[1])
    server.shutdown()
    server.server_close()


def test_a_condition_is_written_row_by_row_and_a_formula_says_what_is_wrong(
    builder: Builder, open_editor: OpenEditor
) -> None:
    branch = {"id": "is", "name": "Tem", "rows": [{"variable": "cliente", "operator": "is_set"}]}
    builder.keep(
        flow(
            [
                question("client", save_as="cliente"),
                node("check", "condition", branches=[branch]),
                end("bye", text="Tchau"),
            ],
            ["client.answered>check", "check.is>bye", "check.else>bye"],
            id="inspector-condition",
            name="Condição",
            layout={"start": [80, 80], "client": [416, 80], "check": [80, 480], "bye": [752, 80]},
        )
    )
    editor = open_editor("inspector-condition")
    panels = opened(editor, "check")
    panels.choose("Comparação da condição 1", "é igual a")
    panels.fill(editor.field("Valor da condição 1"), "Ana")
    document = editor.wait_until_stored(lambda stored: "'Ana'" in str(node_of(stored, "check")))
    assert "'operator': 'equals'" in str(node_of(document, "check"))
    panels.unfold("Mais sobre este item")
    panels.fill(editor.field("Expressão (CEL)"), "cliente == ")
    expect(panels.side.get_by_text(re.compile("Aqui:")).first).to_be_visible()
    panels.fill(editor.field("Expressão (CEL)"), 'cliente == "Ana"')
    editor.wait_until_stored(lambda stored: 'cliente == "Ana"' in str(node_of(stored, "check")))
