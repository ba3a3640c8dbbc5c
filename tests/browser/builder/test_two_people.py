"""Two people on one draft: they see each other, both works are kept, and nobody wins by haste."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.builder.editor import names_in
from tests.browser.builder.installation import Builder
from tests.browser.builder.people import SOON_MS, NewPerson, Person, join, keep_talk
from tests.browser.builder.site import READY
from tests.browser.builder.wires import Wire, wire_to

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

Meet = Callable[[str], tuple[Person, Person]]


@pytest.fixture
def wire(builder: Builder) -> Iterator[Wire]:
    """What leads Ana to the builder; Bia has one of her own."""
    with wire_to(builder.program.port) as laid:
        yield laid


@pytest.fixture
def meet(builder: Builder, new_person: NewPerson, wire: Wire) -> Iterator[Meet]:
    """Bring Ana and Bia to one draft; nothing may fail on either's page."""
    harm: list[str] = []
    with wire_to(builder.program.port) as other:

        def come(flow_id: str) -> tuple[Person, Person]:
            keep_talk(builder, flow_id)
            ana, bia = (
                join(name, flow_id, builder, new_person, harm, line)
                for name, line in (("Ana", wire), ("Bia", other))
            )
            return ana, bia

        yield come
    assert harm == []


def both_rename(ana: Person, bia: Person, wire: Wire) -> None:
    """Let both give one block a name while Ana's connection is cut; Bia's is stored first."""
    wire.cut()
    bia.rename("hello", "Nome de Bia")
    bia.editor.wait_until_stored(lambda stored: "Nome de Bia" in names_in(stored))
    ana.rename("hello", "Nome de Ana")
    wire.mend()
    expect(ana.line).to_contain_text("Bia mudou 1 coisa que você também mudou", timeout=SOON_MS)


def test_each_sees_that_the_other_is_here_and_that_she_left(meet: Meet) -> None:
    ana, bia = meet("two-here")
    expect(ana.company()).to_contain_text("Bia também está editando", timeout=SOON_MS)
    expect(bia.company()).to_contain_text("Ana também está editando", timeout=SOON_MS)
    bia.editor.page.close()
    expect(ana.company()).to_have_count(0, timeout=SOON_MS)


def test_changes_of_different_blocks_are_kept_and_seen_and_undo_is_ones_own(meet: Meet) -> None:
    ana, bia = meet("two-blocks")
    ana.rename("hello", "Boas-vindas")
    bia.rename("bye", "Despedida")
    expect(ana.editor.card("Despedida")).to_be_visible(timeout=SOON_MS)
    expect(bia.editor.card("Boas-vindas")).to_be_visible(timeout=SOON_MS)
    ana.editor.wait_until_stored(
        lambda stored: {"Boas-vindas", "Despedida"} <= set(names_in(stored))
    )
    ana.editor.press("Control+z")
    stored = ana.editor.wait_until_stored(lambda stored: "hello" in names_in(stored))
    assert "Despedida" in names_in(stored)
    expect(ana.editor.card("Despedida")).to_be_visible()
    expect(bia.editor.card("hello")).to_be_visible(timeout=SOON_MS)


@pytest.mark.parametrize(
    ("side", "name"), [("O meu", "Nome de Ana"), ("O de Bia", "Nome de Bia")], ids=["mine", "hers"]
)
def test_two_names_of_one_block_are_a_choice_and_work_goes_on_meanwhile(
    meet: Meet, wire: Wire, side: str, name: str
) -> None:
    ana, bia = meet(f"two-names-{name[-3:].lower()}")
    both_rename(ana, bia, wire)
    assert "Nome de Ana" not in names_in(ana.editor.document)
    ana.rename("bye", "Enquanto isso")
    ana.line.get_by_role("button", name="Escolher").click()
    for said in ("hello", "Nome de Ana", "Nome de Bia"):
        expect(ana.choices.get_by_text(said, exact=True)).to_be_visible()
    ana.editor.page.keyboard.press("Escape")
    expect(ana.choices).to_have_count(0)
    expect(ana.editor.page.locator(READY)).to_be_attached()
    ana.choose(side)
    stored = ana.editor.wait_until_stored(lambda stored: "Enquanto isso" in names_in(stored))
    assert name in names_in(stored)
    expect(ana.editor.card(name)).to_be_visible()
    expect(bia.editor.card(name)).to_be_visible(timeout=SOON_MS)
    expect(bia.editor.card("Enquanto isso")).to_be_visible(timeout=SOON_MS)


def test_an_open_choice_is_still_open_after_a_reload(meet: Meet, wire: Wire) -> None:
    ana, bia = meet("two-reload")
    both_rename(ana, bia, wire)
    ana.editor.page.reload()
    ana.editor.wait()
    expect(ana.line).to_be_visible(timeout=SOON_MS)
    assert "Nome de Bia" in names_in(ana.editor.document)
    ana.choose("O meu")
    ana.editor.wait_until_stored(lambda stored: "Nome de Ana" in names_in(stored))


def test_what_was_done_before_the_lid_was_closed_is_a_choice_as_well(
    meet: Meet, wire: Wire
) -> None:
    ana, bia = meet("two-lid")
    wire.cut()
    bia.rename("hello", "Nome de Bia")
    bia.editor.wait_until_stored(lambda stored: "Nome de Bia" in names_in(stored))
    ana.rename("hello", "Nome de Ana")
    ana.rename("bye", "Despedida")
    time.sleep(1)  # the browser writes its journal
    address, context = ana.editor.page.url, ana.editor.page.context
    ana.editor.page.close()
    wire.mend()
    ana = ana.opened_again(context, address)
    expect(ana.line).to_contain_text("Bia mudou 1 coisa que você também mudou", timeout=SOON_MS)
    assert "Nome de Bia" in names_in(ana.editor.document)
    ana.choose("O meu")
    stored = ana.editor.wait_until_stored(lambda stored: "Nome de Ana" in names_in(stored))
    assert "Despedida" in names_in(stored)
