"""Everybody can use every page: axe-core finds nothing serious, by day and by night."""

from collections.abc import Callable, Mapping
from typing import Final, Literal

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.builder.axe import serious_violations
from tests.browser.builder.conftest import watched
from tests.browser.builder.editor import Editor
from tests.browser.builder.installation import Builder
from tests.browser.builder.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

FLOW: Final = "segunda-via-boleto"


def _see_home(_: Editor, site: Site) -> None:
    site.open()


def _see_new_flow(_: Editor, site: Site) -> None:
    site.open()
    site.page.get_by_role("button", name="Novo fluxo").click()
    site.page.get_by_role("menuitem", name="Fluxo vazio").click()
    expect(site.page.get_by_role("dialog")).to_be_visible()


def _see_canvas(editor: Editor, _: Site) -> None:
    editor.open()


def _see_inspector(editor: Editor, _: Site) -> None:
    editor.open()
    editor.select("Saudação e aviso de privacidade")
    expect(editor.side.get_by_role("textbox").first).to_be_visible()


def _see_problems(editor: Editor, _: Site) -> None:
    editor.open().show("Pendências")


def _see_settings(editor: Editor, _: Site) -> None:
    editor.open().show("Fluxo")


def _see_script(editor: Editor, _: Site) -> None:
    editor.open().view("Roteiro")


def _see_person(_: Editor, site: Site) -> None:
    site.open()
    site.person.click()
    expect(site.menu).to_be_visible()


PAGES: Final[Mapping[str, Callable[[Editor, Site], None]]] = {
    "home": _see_home,
    "new flow": _see_new_flow,
    "person": _see_person,
    "canvas": _see_canvas,
    "inspector": _see_inspector,
    "problems": _see_problems,
    "settings": _see_settings,
    "script": _see_script,
}


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_serious_stands_in_anybodys_way(
    builder: Builder,
    new_person: Callable[..., BrowserContext],
    harm: list[str],
    name: str,
    colours: Literal["light", "dark"],
) -> None:
    page = watched(new_person(color_scheme=colours).new_page(), harm)
    PAGES[name](Editor(page, builder, FLOW), Site(page, builder.address))
    page.wait_for_timeout(500)
    assert serious_violations(page) == []
    assert harm == []
