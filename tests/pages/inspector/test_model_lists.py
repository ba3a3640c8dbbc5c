"""Parts of a node: lists of them, and one that may be left out."""

from tests.pages.inspector.desks import document_of, inspect

MESSAGE = {"id": "m", "type": "message", "name": "M", "bubbles": [{"text": "Oi"}]}


def test_a_bubble_is_added_and_only_what_it_needs_is_shown():
    inspector = inspect(document_of(MESSAGE), "m").click("bubbles/add")
    assert inspector.node()["bubbles"] == [{"text": "Oi"}, {}]
    assert "Endereço (https)" not in inspector.labels
    inspector.choose("bubbles.1.kind", "image")
    assert "Endereço (https)" in inspector.labels


def test_what_a_start_begins_with_is_shown_although_it_is_not_written():
    inspector = inspect(document_of(), "start")
    assert inspector.widget("triggers.0.kind").value == "any_message"
    inspector.click("triggers/add")
    kinds = [trigger["kind"] for trigger in inspector.node()["triggers"]]
    assert kinds == ["any_message", "any_message"]
    inspector.choose("triggers.1.kind", "keyword").type_in("triggers.1.value", "oi")
    assert inspector.node()["triggers"][1] == {"kind": "keyword", "value": "oi"}


def test_the_first_change_of_a_default_writes_it():
    inspector = inspect(document_of(), "start").choose("triggers.0.kind", "channel")
    assert inspector.node()["triggers"] == [{"kind": "channel"}]


def test_a_part_that_may_be_left_out_has_a_switch():
    menu = {"id": "m", "type": "menu", "name": "M", "text": "?", "options": []}
    inspector = inspect(document_of(menu), "m").open("group/advanced")
    inspector.check("options_from/there")
    assert inspector.node()["options_from"] == {"variable": "", "label": ""}
    inspector.choose_new("options_from.variable", "faturas[0].itens")
    assert inspector.node()["options_from"]["variable"] == "faturas[0].itens"
    inspector.check("options_from/there", on=False)
    assert "options_from" not in inspector.node()


def test_a_path_that_may_not_be_read_is_refused():
    part = {"variable": "lista", "label": "x"}
    menu = {"id": "m", "type": "menu", "name": "M", "text": "?", "options_from": part}
    inspector = inspect(document_of(menu, variables=[{"name": "lista", "type": "list"}]), "m")
    inspector.open("group/advanced").choose_new("options_from.variable", "secrets.x")
    assert inspector.node()["options_from"]["variable"] == "lista"
    assert "não pode ser usado" in inspector.shown.replace("\\", "")


def test_texts_of_a_list_are_added_and_moved():
    handoff = {"id": "h", "type": "handoff", "name": "H", "queue": "q", "waiting_texts": ["Um"]}
    inspector = inspect(document_of(handoff), "h").click("waiting_texts/add")
    inspector.type_in("waiting_texts.1", "Dois").act("waiting_texts/0", "down")
    assert inspector.node()["waiting_texts"] == ["Dois", "Um"]


def test_weights_and_names_of_a_split_begin_filled_in():
    split = {"id": "s", "type": "split", "name": "S", "branches": []}
    inspector = inspect(document_of(split), "s").click("branches/add")
    assert inspector.node()["branches"] == [{"id": "ramos_1", "name": "Ramos 1", "weight": 1}]


def test_many_items_are_drawn_in_portions():
    bubbles = [{"text": f"Balão {n}"} for n in range(20)]
    inspector = inspect(document_of({**MESSAGE, "bubbles": bubbles}), "m")
    assert len(inspector.app.menu_button) == 8
    assert len(inspector.click("bubbles/more").app.menu_button) == 20
