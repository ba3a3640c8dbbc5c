"""Saving what people do at the same time: both works are kept, and nobody wins by being last."""

import pytest

from pages.editing.saving import join, save, settle
from tests.pages.editing.desks import (
    change,
    desk_of,
    field,
    gesture,
    stored,
    stored_document,
    unavailable,
)


def two_names(node: str = "hello"):
    """Ana and Bia gave one block two names; Bia's is stored."""
    ana, bia = desk_of("ana"), desk_of("bia")
    change(bia, node, "name", "De Bia")
    save(bia)
    change(ana, node, "name", "De Ana")
    save(ana)
    return ana, bia


def test_a_gesture_is_acknowledged_once_it_is_stored():
    desk = desk_of("ana")
    gesture(desk, "tab", 1, "hello", "name", "Boas-vindas")
    assert desk.saved.acknowledged == {}
    save(desk)
    assert stored().acknowledged == {"tab": 1}
    assert desk.saved.acknowledged == {"tab": 1}
    assert field(stored_document(), "hello", "name") == "Boas-vindas"


def test_changes_of_different_blocks_are_both_kept():
    ana, bia = desk_of("ana"), desk_of("bia")
    change(bia, "bye", "name", "De Bia")
    save(bia)
    change(ana, "hello", "name", "De Ana")
    save(ana)
    assert ana.conflict is None
    assert field(stored_document(), "hello", "name") == "De Ana"
    assert field(stored_document(), "bye", "name") == "De Bia"
    assert ana.notices == ["bia também mudou este rascunho: o trabalho dos dois foi mantido."]


def test_undo_after_joining_takes_back_ones_own_step_only():
    ana, bia = desk_of("ana"), desk_of("bia")
    change(bia, "bye", "name", "De Bia")
    save(bia)
    change(ana, "hello", "name", "De Ana")
    save(ana)
    ana.undo()
    save(ana)
    assert field(stored_document(), "hello", "name") == "hello"
    assert field(stored_document(), "bye", "name") == "De Bia"


def test_what_another_did_arrives_without_a_gesture():
    ana, bia = desk_of("ana"), desk_of("bia")
    change(bia, "bye", "name", "De Bia")
    save(bia)
    join(ana)
    assert field(ana.document, "bye", "name") == "De Bia"
    assert ana.is_saved
    assert ana.notices == []


def test_two_names_of_one_block_wait_for_a_choice_and_nothing_is_overwritten():
    ana, _bia = two_names()
    assert ana.conflict is not None
    assert [one.key for one in ana.conflict.merge.conflicts] == ["nodes/hello"]
    assert field(stored_document(), "hello", "name") == "De Bia"
    assert field(ana.document, "hello", "name") == "De Ana"


@pytest.mark.parametrize(("side", "name"), [("mine", "De Ana"), ("theirs", "De Bia")])
def test_the_chosen_side_is_stored(side: str, name: str):
    ana, _bia = two_names()
    settle(ana, {"nodes/hello": side})
    assert ana.conflict is None
    assert ana.is_saved
    assert field(stored_document(), "hello", "name") == name
    assert field(ana.document, "hello", "name") == name


def test_what_one_does_while_the_choice_is_open_is_kept():
    ana, _bia = two_names()
    gesture(ana, "tab", 1, "bye", "name", "Despedida")
    save(ana)
    assert field(stored_document(), "bye", "name") == "bye"
    settle(ana, {"nodes/hello": "theirs"})
    assert field(stored_document(), "bye", "name") == "Despedida"
    assert field(stored_document(), "hello", "name") == "De Bia"
    assert stored().acknowledged == {"tab": 1}


def test_a_choice_stays_open_while_another_place_has_none():
    ana, bia = two_names()
    change(bia, "bye", "name", "Tchau")
    save(bia)
    join(ana)
    change(ana, "bye", "name", "Adeus")
    save(ana)
    settle(ana, {"nodes/hello": "mine"})
    assert ana.conflict is not None
    assert {one.key for one in ana.conflict.merge.conflicts} == {"nodes/hello", "nodes/bye"}
    settle(ana, {"nodes/hello": "mine", "nodes/bye": "theirs"})
    assert field(stored_document(), "hello", "name") == "De Ana"
    assert field(stored_document(), "bye", "name") == "Tchau"


def test_the_open_choice_shows_what_the_other_saved_last():
    ana, bia = two_names()
    change(bia, "hello", "name", "De Bia, outra vez")
    save(bia)
    join(ana)
    assert ana.conflict is not None
    (conflict,) = ana.conflict.merge.conflicts
    assert isinstance(conflict.theirs, dict)
    assert conflict.theirs["name"] == "De Bia, outra vez"


def test_a_choice_that_undo_made_needless_closes_and_the_rest_is_saved():
    ana, _bia = two_names()
    change(ana, "bye", "name", "Despedida")
    ana.undo()
    ana.undo()
    save(ana)
    assert ana.conflict is None
    assert ana.is_saved
    assert field(ana.document, "hello", "name") == "De Bia"


def test_undo_does_not_bring_back_what_was_given_up():
    ana, _bia = two_names()
    change(ana, "bye", "name", "Despedida")
    settle(ana, {"nodes/hello": "theirs"})
    ana.undo()
    save(ana)
    assert field(stored_document(), "hello", "name") == "De Bia"
    assert field(stored_document(), "bye", "name") == "bye"


def test_while_the_database_is_away_work_stays_on_the_desk_and_is_saved_later(
    monkeypatch: pytest.MonkeyPatch,
):
    desk = desk_of("ana")
    gesture(desk, "tab", 1, "hello", "name", "Boas-vindas")
    with unavailable(monkeypatch):
        save(desk)
        assert desk.unsaved_because == "O banco de dados não responde."
        assert desk.saved.acknowledged == {}
    save(desk)
    assert desk.unsaved_because is None
    assert field(stored_document(), "hello", "name") == "Boas-vindas"
    assert stored().acknowledged == {"tab": 1}


def test_a_desk_without_work_is_not_called_unsaved(monkeypatch: pytest.MonkeyPatch):
    desk = desk_of("ana")
    with unavailable(monkeypatch):
        join(desk)
    save(desk)
    assert desk.unsaved_because is None


def test_an_archived_draft_is_never_written():
    desk = desk_of("ana")
    desk.read_only = True
    change(desk, "hello", "name", "Outro")
    save(desk)
    assert stored().revision == 1
