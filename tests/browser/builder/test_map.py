"""Stories of the map: what needs what, and what a change touches."""

import re

import pytest
from playwright.sync_api import Page, expect

from flow_runtime.flow import Flow
from tests.browser.builder.installation import Builder
from tests.browser.builder.site import PATIENCE_MS, Site
from tests.flow_runtime.building import end, flow, node

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)>"
BESIDE_A_BOX = "script: Cannot read properties of undefined (reading 'div')"


def choose(page: Page, name: str) -> None:
    field = page.get_by_role("combobox", name="O que mudaria?")
    field.click()
    field.fill(name)  # only some of the options are there at a time
    page.get_by_role("option", name=name).click()


def test_the_home_leads_to_the_map_and_a_connection_tells_what_it_touches(
    site: Site, page: Page
) -> None:
    site.open()
    page.get_by_role("button", name="Mapa").click()
    canvas = page.frame_locator("iframe").locator("canvas")
    expect(canvas).to_be_visible(timeout=PATIENCE_MS)
    choose(page, "ERP de demonstração · conexão")
    expect(page.get_by_text("Uma mudança afeta")).to_be_visible()
    touched = page.locator("[class*=st-key-map-touched-segunda-via-boleto]")
    expect(touched).to_contain_text("Localizar o cadastro")
    expect(touched).to_contain_text("No ar em")
    touched.get_by_role("link", name="Segunda via de boleto").click()
    expect(page).to_have_url(f"{site.address}/editor?flow=segunda-via-boleto")


def test_a_click_on_the_drawing_chooses(site: Site, page: Page) -> None:
    site.open("/map")
    canvas = page.frame_locator("iframe").locator("canvas")
    expect(canvas).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(1_500)
    box = canvas.bounding_box()
    assert box is not None
    heading = page.get_by_text("Uma mudança afeta")
    # The first column begins at the left; its boxes are as wide as a sixth of the map.
    for down in range(60, 660, 20):
        page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + down)
        page.wait_for_timeout(400)
        if heading.count():
            break
    expect(heading).to_be_visible()


def test_a_flow_that_is_called_tells_who_calls_it_and_what_it_needs(site: Site, page: Page) -> None:
    site.open("/map")
    choose(page, "Identificar o cliente · fluxo")
    # At least three of the samples call it; other stories may have left copies of them.
    touched = page.get_by_text(re.compile(r"Uma mudança afeta ([3-9]|\d\d+) fluxos"))
    expect(touched).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("[class*=st-key-map-touched-carrinho]")).to_be_visible()
    expect(page.get_by_text("Do que este fluxo precisa")).to_be_visible()


def missing_queue(name: str) -> Flow:
    people = node("people", "handoff", queue="fila-sem-dono", name=name)
    return flow([people, end()], ["people.resolved>end"], id="mapa-hostil", name=name)


def test_a_missing_queue_is_said_and_hostile_names_stay_text(
    site: Site, page: Page, builder: Builder, harm: list[str]
) -> None:
    builder.keep(missing_queue(HOSTILE))
    site.open("/map")
    choose(page, "fila-sem-dono · fila")
    expect(page.get_by_text("Não existe aqui, mas há fluxos que precisam dela.")).to_be_visible()
    assert HOSTILE in site.texts()
    canvas = page.frame_locator("iframe").locator("canvas")
    box = canvas.bounding_box()
    assert box is not None
    for down in range(40, 660, 40):
        page.mouse.dblclick(box["x"] + box["width"] * 0.2, box["y"] + down)
    page.wait_for_timeout(500)
    assert len(page.context.pages) == 1
    assert page.frame_locator("iframe").locator("img").count() == 0
    # The component itself stumbles over a double click beside a box; nobody sees anything of it.
    harm[:] = [one for one in harm if one != BESIDE_A_BOX]
    assert harm == []
