"""What is typed without a long pause is one step; anything else begins a new one."""

from datetime import UTC, datetime, timedelta

from flow_runtime.editing import begin_editing, read_changes
from pages.editing.typing import Typing

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
DOCUMENT = {"schema_version": 1, "id": "f", "name": "F", "nodes": [{"id": "a", "type": "question"}]}


def typed(text: str, node: str = "a", path: str = "text"):
    return read_changes([{"change": "set", "node": node, "path": path, "value": text}])


def test_the_letters_of_one_text_are_one_step_of_undo():
    typing, editing = Typing(), begin_editing(DOCUMENT)
    for second, text in enumerate(("O", "Ol", "Olá")):
        changes = typed(text)
        goes_on = typing.goes_on(changes, NOW + timedelta(seconds=second))
        editing = editing.apply("set_text", changes, goes_on=goes_on)
    assert len(editing.done) == 1
    assert editing.undo().document is DOCUMENT


def test_a_pause_another_field_and_another_gesture_end_what_was_typed():
    typing = Typing()
    assert not typing.goes_on(typed("O"), NOW)
    assert not typing.goes_on(typed("Ol"), NOW + timedelta(seconds=9))
    assert not typing.goes_on(typed("N", path="name"), NOW + timedelta(seconds=10))
    assert typing.goes_on(typed("No", path="name"), NOW + timedelta(seconds=11))
    typing.stop()
    assert not typing.goes_on(typed("Nome", path="name"), NOW + timedelta(seconds=12))
