"""What the outline does to a document, gesture by gesture."""

from flow_runtime.editing import Document, apply_changes
from flow_runtime.editing.documents import edges_of, node_of
from flow_runtime.editing.outline_ways import JUMP
from pages.widgets.outline.gestures import (
    connection,
    deletion_and_reconnection,
    insertion,
    new_node,
    stage_changes,
)
from tests.flow_runtime.building import edges, end, message, node, question

DOCUMENT: Document = {
    "nodes": [
        node("start", "start"),
        {**message("hello", "Oi"), "stage": "entrada"},
        question("cpf", "cpf"),
        node("jump", "goto", target="hello"),
        end(),
    ],
    "edges": edges("start.next>hello", "hello.next>cpf", "cpf.answered>end", "cpf.invalid>hello"),
    "stages": [{"id": "entrada", "name": "Entrada"}],
    "layout": {"start": [80, 80], "hello": [400, 80], "cpf": [720, 80]},
}
MESSAGE = {"type": "message", "name": "Mensagem", "bubbles": [{"text": "Olá"}]}


def test_a_connection_is_made_moved_and_undone():
    connected = apply_changes(DOCUMENT, connection("cpf", "timeout", "end"))
    assert ("cpf", "timeout", "end") in edges_of(connected)
    assert ("cpf", "timeout", "end") not in edges_of(
        apply_changes(connected, connection("cpf", "timeout", None))
    )


def test_a_jump_is_led_by_its_field():
    (change,) = connection("jump", JUMP, "end")
    assert node_of(change.apply(DOCUMENT), "jump")["target"] == "end"


def test_an_inserted_step_takes_over_what_followed():
    node_id, changes = insertion(DOCUMENT, MESSAGE, "hello", "next", "next")
    document = apply_changes(DOCUMENT, changes)
    assert node_id == "mensagem"
    assert ("hello", "next", "mensagem") in edges_of(document)
    assert ("mensagem", "next", "cpf") in edges_of(document)
    assert node_of(document, "mensagem")["stage"] == "entrada"


def test_an_inserted_end_leaves_what_followed_loose():
    _, changes = insertion(DOCUMENT, {"type": "end", "name": "Fim"}, "hello", "next", None)
    assert ("fim", "next", "cpf") not in edges_of(apply_changes(DOCUMENT, changes))


def test_a_new_card_stands_beside_the_one_that_leads_to_it():
    node_id, changes = insertion(DOCUMENT, MESSAGE, "cpf", "timeout", "next")
    layout = apply_changes(DOCUMENT, changes)["layout"]
    assert layout[node_id][0] > layout["cpf"][0]
    assert layout["cpf"] == [720, 80]


def test_a_second_of_the_same_name_gets_an_id_of_its_own():
    first_id, changes = new_node(DOCUMENT, MESSAGE)
    second_id, _ = new_node(apply_changes(DOCUMENT, changes), MESSAGE)
    assert first_id != second_id


def test_deleting_and_reconnecting_leads_past_the_node():
    document = apply_changes(DOCUMENT, deletion_and_reconnection(DOCUMENT, "hello"))
    assert node_of(document, "hello") is None
    assert ("start", "next", "cpf") in edges_of(document)
    assert ("cpf", "invalid", "cpf") in edges_of(document)


def test_deleting_the_last_step_leaves_what_came_before_open():
    document = apply_changes(DOCUMENT, deletion_and_reconnection(DOCUMENT, "end"))
    assert not [edge for edge in edges_of(document) if "end" in edge]


def test_a_stage_that_is_there_is_taken_and_a_new_name_becomes_one():
    assert stage_changes(DOCUMENT, "entrada") == ("entrada", [])
    assert stage_changes(DOCUMENT, None) == (None, [])
    stage_id, changes = stage_changes(DOCUMENT, "Pós-venda")
    assert stage_id == "pos_venda"
    stages = apply_changes(DOCUMENT, changes)["stages"]
    assert stages[-1] == {"id": "pos_venda", "name": "Pós-venda"}
