"""What outlives a reload of the page: undo steps, each person's own, and an open choice."""

from pages.editing.opening import Histories
from pages.editing.saving import join, save
from tests.pages.editing.desks import change, desk_of, field, gesture, stored, stored_document


def test_undo_steps_are_there_after_a_reload():
    histories, desk = Histories(), desk_of("ana")
    change(desk, "hello", "name", "Boas-vindas")
    save(desk)
    histories.remember(desk)
    recalled = histories.recall("ana", stored(), stored_document())
    assert field(recalled.undo().document, "hello", "name") == "hello"


def test_nobody_gets_anothers_undo_steps():
    histories, ana, bia = Histories(), desk_of("ana"), desk_of("bia")
    change(ana, "hello", "name", "De Ana")
    save(ana)
    histories.remember(ana)
    join(bia)
    histories.remember(bia)
    assert histories.recall("ana", stored(), stored_document()).can_undo
    assert not histories.recall("bia", stored(), stored_document()).can_undo
    assert not histories.recall("caio", stored(), stored_document()).can_undo


def test_undo_steps_stand_on_what_others_did_since():
    histories, ana, bia = Histories(), desk_of("ana"), desk_of("bia")
    change(ana, "hello", "name", "De Ana")
    save(ana)
    histories.remember(ana)
    join(bia)
    change(bia, "bye", "name", "De Bia")
    save(bia)
    recalled = histories.recall("ana", stored(), stored_document()).undo()
    assert field(recalled.document, "hello", "name") == "hello"
    assert field(recalled.document, "bye", "name") == "De Bia"


def test_an_open_choice_is_there_for_the_gestures_of_a_tab_that_was_loaded_again():
    histories, ana, bia = Histories(), desk_of("ana"), desk_of("bia")
    change(bia, "hello", "name", "De Bia")
    save(bia)
    gesture(ana, "tab", 1, "hello", "name", "De Ana")
    save(ana)
    histories.hold(ana)
    work = histories.held("story", "tab")
    assert work is not None
    assert field(work.editing.document, "hello", "name") == "De Ana"
    assert work.saved.revision == 1
    assert histories.held("story", "tab") is None


def test_a_settled_choice_is_forgotten():
    histories, ana = Histories(), desk_of("ana")
    gesture(ana, "tab", 1, "hello", "name", "De Ana")
    histories.hold(ana)
    save(ana)
    histories.remember(ana)
    assert histories.held("story", "tab") is None
