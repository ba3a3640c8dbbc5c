"""The outline: a whole flow is read, found, written and connected without a canvas."""

from typing import Any

from streamlit.testing.v1 import AppTest

from flow_runtime.editing import begin_editing
from flow_runtime.editing.documents import edges_of, node_of
from tests.flow_runtime.building import edges, end, menu, message, node, question
from tests.pages.panels.paper_desk import PaperDesk, at, desk_of, page, ran, words

DRAWN = "outline.draw_outline"


def boleto() -> PaperDesk:
    return desk_of(
        [
            {**message("hello", "Olá!"), "name": "Saudação"},
            menu("help", "Boleto", "Outro", name="Como ajudar?"),
            question("cpf", "cpf", text="Qual é o seu CPF?"),
            end("end", text="Até logo"),
        ],
        "start.next>hello",
        "hello.next>help",
        "help.boleto>cpf",
        "cpf.answered>end",
        variables=[{"name": "cpf"}],
        stages=[{"id": "triagem", "name": "Triagem"}],
    )


def key(name: str) -> str:
    return f"outline-story-{name}"


def opened(desk: PaperDesk, node_id: str, language: str = "pt-BR") -> AppTest:
    return ran(page(desk, DRAWN, language).button(key=key(f"step-{node_id}")).click().run())


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def picked(app: AppTest, name: str, value: Any) -> AppTest:
    """Choose from a menu of actions."""
    return ran(app.menu_button(key=key(name)).click(value).run())


def test_the_script_is_read_from_the_top_with_its_conditions():
    app = page(boleto(), DRAWN)
    told = labels(app)
    assert any("Saudação" in label for label in told)
    assert "Se responder ‘Boleto’ →" in words(app)
    assert any("Se responder ‘Outro’ → falta ligar" in label for label in told)
    assert r"Qual é o seu CPF?" in words(app)


def test_a_text_is_written_in_its_line_and_undo_brings_the_old_one_back():
    desk = boleto()
    app = opened(desk, "cpf")
    ran(at(app.text_area, key("cpf-text")).set_value("Seu CPF, por favor?").run())
    assert node_of(desk.document, "cpf")["text"] == "Seu CPF, por favor?"
    assert desk.kinds == ["set_text"]
    desk.undo()
    assert at(ran(app.run()).text_area, key("cpf-text")).value == "Qual é o seu CPF?"


def test_a_step_is_renamed_and_given_a_stage():
    desk = boleto()
    app = opened(desk, "hello")
    app = ran(at(app.text_input, key("hello-name")).set_value("Boas-vindas").run())
    app = ran(at(app.selectbox, key("hello-stage")).set_value("triagem").run())
    assert node_of(desk.document, "hello")["stage"] == "triagem"
    app = ran(at(app.text_input, key("hello-name")).set_value("").run())
    assert "precisa de um nome" in words(app)
    assert node_of(desk.document, "hello")["name"] == "Boas-vindas"
    ran(at(app.selectbox, key("hello-stage")).set_value("").run())
    assert "stage" not in node_of(desk.document, "hello")


def test_what_is_pending_is_listed_and_opens_its_step():
    desk = boleto()
    app = page(desk, DRAWN)
    app.session_state[key("pending")] = True
    app = ran(app.run())
    show = next(b for b in app.button if b.label == "Mostrar" and b.key.endswith("-help"))
    app = ran(show.click().run())
    assert at(app.text_input, key("help-name"))


def test_a_problem_is_mended_at_its_step():
    desk = boleto()
    app = opened(desk, "help")
    fix = next(b for b in app.button if b.key.startswith("problem-fix-story-outline-help"))
    ran(fix.click().run())
    assert desk.kinds == ["fix"]
    assert ("help", "outro", "end") in edges_of(desk.document)


def test_an_outcome_is_connected_to_a_block_that_exists():
    desk = boleto()
    app = opened(desk, "help")
    ran(at(app.selectbox, key("help-way-outro")).set_value("end").run())
    assert ("help", "outro", "end") in edges_of(desk.document)
    ran(at(app.selectbox, key("help-way-outro")).set_value("").run())
    assert ("help", "outro", "end") not in edges_of(desk.document)
    assert desk.kinds == ["connect", "disconnect"]


def test_an_outcome_is_connected_to_a_new_block_which_opens():
    desk = boleto()
    app = opened(desk, "help")
    app = ran(at(app.selectbox, key("help-way-outro")).set_value("new:handoff").run())
    (new,) = [target for source, outcome, target in edges_of(desk.document) if outcome == "outro"]
    assert node_of(desk.document, new)["type"] == "handoff"
    assert at(app.text_input, key(f"{new}-name"))
    desk.undo()
    assert node_of(desk.document, new) is None
    ran(app.run())


def test_options_are_added_renamed_moved_and_removed():
    desk = boleto()
    app = opened(desk, "help")
    at(app.text_input, key("help-options-new")).set_value("Suporte")
    app = ran(app.button(key=key("help-options-new-add")).click().run())
    app = ran(at(app.text_input, key("help-options-0")).set_value("Segunda via").run())
    app = ran(app.button(key=key("help-options-2-up")).click().run())
    app = ran(app.button(key=key("help-options-2-remove")).click().run())
    options = node_of(desk.document, "help")["options"]
    assert [option["label"] for option in options] == ["Segunda via", "Suporte"]
    assert ("help", "boleto", "cpf") in edges_of(desk.document)
    assert len(desk.kinds) == 4
    assert at(app.text_input, key("help-options-new")).value == ""


def test_bubbles_are_added_and_removed():
    desk = boleto()
    app = opened(desk, "hello")
    app = ran(app.button(key=key("hello-add-bubble")).click().run())
    app = ran(at(app.text_area, key("hello-bubbles.1.text")).set_value("Tudo bem?").run())
    app = picked(app, "hello-remove-bubble", 0)
    bubbles = node_of(desk.document, "hello")["bubbles"]
    assert [bubble["text"] for bubble in bubbles] == ["Tudo bem?"]


def test_a_step_is_inserted_after_another():
    desk = boleto()
    app = picked(opened(desk, "hello"), "hello-insert", "question")
    (new,) = [target for source, _, target in edges_of(desk.document) if source == "hello"]
    assert (new, "answered", "help") in edges_of(desk.document)
    assert desk.kinds == ["insert"]
    assert at(app.text_input, key(f"{new}-name"))


def test_a_step_is_deleted_with_and_without_reconnecting():
    desk = boleto()
    app = opened(desk, "hello")
    ran(app.button(key=key("hello-reconnect")).click().run())
    assert ("start", "next", "help") in edges_of(desk.document)
    desk.undo()
    app = ran(app.run())
    app = opened(desk, "hello")
    ran(app.button(key=key("hello-delete")).click().run())
    assert not [edge for edge in edges_of(desk.document) if edge[0] == "start"]


def test_one_moves_on_from_step_to_step():
    app = opened(boleto(), "hello")
    app = ran(app.button(key=key("hello-next")).click().run())
    assert at(app.text_input, key("help-name"))
    app = ran(app.button(key=key("help-close")).click().run())
    assert not [area for area in app.text_input if area.key.endswith("-name")]


def test_a_jump_leads_to_the_step_it_names():
    desk = desk_of([message("hello", "Oi")], "start.next>hello", "hello.next>hello")
    app = page(desk, DRAWN)
    jump = next(b for b in app.button if "continua em 2\\. hello" in b.label)
    app = ran(jump.click().run())
    assert at(app.text_input, key("hello-name")).value == "hello"


def test_steps_are_found_by_their_words():
    app = page(boleto(), DRAWN)
    app = ran(at(app.text_input, key("find")).set_value("seu cpf").run())
    assert "1 passo encontrado" in words(app)
    assert not any("Saudação" in label for label in labels(app))


def test_the_script_is_read_without_any_widget_and_all_its_words_are_escaped():
    desk = boleto()
    hostile = "<img src=x onerror=alert(1)> & </blockquote>"
    hello = {**message("hello", hostile), "name": "<script>alert(1)</script>"}
    desk.editing = begin_editing(
        {**desk.document, "nodes": [node("start", "start"), hello], "name": "<b>x</b>"}
    )
    app = page(desk, DRAWN)
    app = ran(app.segmented_control(key=key("view")).set_value("read").run())
    script = next(html.value for html in app.get("html") if "outline-script" in html.value)
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; &lt;/blockquote&gt;" in script
    assert "<script>" not in script
    assert "<b>" not in script


def test_hostile_names_are_text_in_every_line():
    desk = desk_of(
        [{**menu("m", "**[a](javascript:alert(1))**", "B"), "name": ":red[x] <b>"}],
        "start.next>m",
        "m.a>m",
    )
    told = "\n".join([*labels(opened(desk, "m")), words(page(desk, DRAWN))])
    assert r"\:red\[x\] \<b\>" in told
    assert "](javascript" not in told


def test_a_flow_is_built_from_nothing_in_the_outline_only():
    desk = PaperDesk(begin_editing({"schema_version": 1, "id": "story", "name": "Novo"}))
    app = page(desk, DRAWN)
    app = ran(app.button(key=key("begin")).click().run())
    app = ran(at(app.selectbox, key("inicio-way-next")).set_value("new:message").run())
    app = ran(at(app.text_area, key("mensagem-bubbles.0.text")).set_value("Bom dia!").run())
    app = ran(at(app.selectbox, key("mensagem-way-next")).set_value("new:end").run())
    assert desk.kinds == ["add", "add", "set_text", "add"]
    assert edges_of(desk.document) == [
        ("inicio", "next", "mensagem"),
        ("mensagem", "next", "fim"),
    ]
    errors = [p for p in desk.examination.problems if p.severity == "error"]
    assert errors == []


def test_all_fields_of_a_step_are_the_inspectors():
    desk = boleto()
    app = opened(desk, "cpf")
    app.session_state[key("cpf-fields")] = True
    app = ran(app.run())
    assert len(app.selectbox) > 4


def test_who_may_only_read_sees_everything_and_changes_nothing():
    desk = boleto()
    desk.read_only = True
    app = opened(desk, "help")
    assert at(app.text_input, key("help-name")).disabled
    assert at(app.selectbox, key("help-way-outro")).disabled
    assert app.button(key=key("help-delete")).disabled


def test_unknown_types_are_told_and_can_be_led_on():
    desk = desk_of([node("x", "hologram", name="Holograma")], "start.next>x", "x.blink>start")
    app = opened(desk, "x", "en")
    assert at(app.text_input, key("x-name")).value == "Holograma"


def test_two_hundred_steps_are_drawn():
    nodes = [question(f"q{number}", save_as="cpf") for number in range(200)]
    arrows = edges("start.next>q0", *(f"q{n}.answered>q{n + 1}" for n in range(199)))
    desk = desk_of(nodes, edges=arrows)
    app = ran(opened(desk, "q3").run())
    assert app.button(key=key("step-q5"))
