"""Nothing that was done is lost or done twice, whatever happens to the page and the builder."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import expect
from sqlalchemy import make_url

from flow_runtime.editing import Document
from storage.database import Database
from tests.browser.builder.editor import Editor, names_in, nodes_of
from tests.browser.builder.installation import Builder
from tests.browser.builder.people import SOON_MS, NewPerson, Person, join, keep_talk
from tests.browser.builder.site import READY
from tests.browser.builder.wires import Wire, wire_to

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

NAMES = ("Um", "Dois", "Três", "Quatro", "Cinco")


@pytest.fixture
def wire(builder: Builder) -> Iterator[Wire]:
    with wire_to(builder.program.port) as laid:
        yield laid


@pytest.fixture
def harm() -> Iterator[list[str]]:
    """What must be empty at the end, also where a story opens its own pages."""
    found: list[str] = []
    yield found
    assert found == []


def come(
    flow_id: str, builder: Builder, new_person: NewPerson, harm: list[str], wire: Wire
) -> Person:
    keep_talk(builder, flow_id)
    return join("Ana", flow_id, builder, new_person, harm, wire)


def rename_all(person: Person, first: str, names: tuple[str, ...] = NAMES) -> None:
    """Rename a block again and again: each name is a gesture of its own."""
    for before, after in zip((first, *names), names, strict=False):
        person.rename(before, after)


def add_card(editor: Editor) -> None:
    """Duplicate a block: a gesture that would show if it were done twice."""
    editor.select("bye")
    before = editor.cards.count()
    editor.press("Control+d")
    expect(editor.cards).to_have_count(before + 1)


def test_a_gesture_just_before_a_reload_is_stored_and_can_be_undone(
    builder: Builder, new_person: NewPerson, harm: list[str], wire: Wire
) -> None:
    ana = come("lost-reload", builder, new_person, harm, wire)
    ana.rename("bye", "Despedida")
    ana.editor.wait_until_stored(lambda stored: "Despedida" in names_in(stored))
    ana.rename("hello", "Boas-vindas")
    ana.editor.page.reload()
    ana.editor.wait()
    expect(ana.editor.card("Boas-vindas")).to_be_visible(timeout=SOON_MS)
    ana.editor.wait_until_stored(lambda stored: "Boas-vindas" in names_in(stored))
    ana.editor.press("Control+z")
    ana.editor.wait_until_stored(lambda stored: "hello" in names_in(stored))
    ana.editor.press("Control+z")
    ana.editor.wait_until_stored(lambda stored: "bye" in names_in(stored))


def test_a_tab_closed_after_a_gesture_and_opened_again_has_it(
    builder: Builder, new_person: NewPerson, harm: list[str], wire: Wire
) -> None:
    ana = come("lost-tab", builder, new_person, harm, wire)
    wire.cut()
    ana.rename("hello", "Boas-vindas")
    ana.editor.page.close()
    wire.mend()
    page = ana.editor.page.context.new_page()
    page.goto(f"{wire.address}/editor?flow=lost-tab")
    editor = Editor(page, builder, "lost-tab").wait()
    expect(editor.card("Boas-vindas")).to_be_visible(timeout=SOON_MS)
    editor.wait_until_stored(lambda stored: "Boas-vindas" in names_in(stored))


def test_what_is_done_without_a_connection_is_stored_once_it_is_back(
    builder: Builder, new_person: NewPerson, harm: list[str], wire: Wire
) -> None:
    ana = come("lost-connection", builder, new_person, harm, wire)
    wire.cut()
    rename_all(ana, "hello", NAMES[:4])
    add_card(ana.editor)
    assert "hello" in names_in(ana.editor.document)
    wire.mend()
    stored = ana.editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 5)
    assert NAMES[3] in names_in(stored)
    ana.editor.press("Control+z")
    ana.editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 4)


def test_a_builder_that_is_killed_between_gestures_loses_and_doubles_none(
    empty_builder: Builder, new_person: NewPerson, harm: list[str]
) -> None:
    with wire_to(empty_builder.program.port) as wire:
        ana = come("lost-kill", empty_builder, new_person, harm, wire)
        add_card(ana.editor)
        empty_builder.program.kill()
        rename_all(ana, "hello", NAMES[:3])
        add_card(ana.editor)
        empty_builder.program.start()
        ana.rename(NAMES[2], NAMES[3])
        expect(ana.editor.page.locator(READY)).to_be_attached(timeout=SOON_MS)
        expect(ana.editor.saved).to_contain_text("Salvo às", timeout=SOON_MS)
        stored = ana.editor.wait_until_stored(
            lambda stored: NAMES[3] in names_in(stored) and len(nodes_of(stored)) >= 6
        )
        assert len(nodes_of(stored)) == 6
        ana.rename(NAMES[3], NAMES[4])
        ana.editor.wait_until_stored(lambda stored: NAMES[4] in names_in(stored))


def test_a_database_that_is_held_up_is_said_and_everything_is_stored_afterwards(
    builder: Builder, new_person: NewPerson, harm: list[str], wire: Wire
) -> None:
    ana = come("lost-locked", builder, new_person, harm, wire)
    toolbar = ana.editor.page.locator(".st-key-fx-toolbar")
    with closing(held(builder.database)):
        ana.rename("hello", "Boas-vindas")
        expect(toolbar.get_by_text("Ainda não salvo")).to_be_visible(timeout=SOON_MS)
        ana.rename("bye", "Despedida")
        assert "hello" in names_in(ana.editor.document)
    ana.editor.wait_until_stored(has_both)
    expect(toolbar.get_by_text("Ainda não salvo")).to_have_count(0, timeout=SOON_MS)
    expect(ana.editor.saved).to_contain_text("Salvo às", timeout=SOON_MS)


def has_both(stored: Document) -> bool:
    return {"Boas-vindas", "Despedida"} <= set(names_in(stored))


def held(database: Database) -> sqlite3.Connection:
    """Hold the database, so that nobody can write, until the connection is closed."""
    path = make_url(database.address).database
    assert path is not None
    connection = sqlite3.connect(path, isolation_level=None, timeout=20)
    connection.execute("BEGIN IMMEDIATE")
    return connection
