"""Stories of the review: two maps in step, sentences that choose, comments, and a decision."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from flow_runtime.conversations.reviewing import list_comments, review_of
from flow_runtime.flow import Flow
from tests.browser.builder.conftest import watched
from tests.browser.builder.editor import Editor
from tests.browser.builder.installation import Builder
from tests.browser.builder.reviewing import Reviewing, hand_in
from tests.browser.builder.site import PATIENCE_MS, Site
from tests.flow_runtime.building import end, flow, message

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)>"
BESIDE_A_BOX = "script: Cannot read properties of undefined (reading 'div')"
LAYOUT = {"start": (0, 0), "oi": (320, 0), "velho": (640, 200), "novo": (640, 0), "end": (960, 0)}


def talk(flow_id: str, *names: str, text: str = "Olá!", **fields: object) -> Flow:
    nodes = [message("oi", text), *(message(name, f"Aqui é {name}.") for name in names)]
    ids = [node["id"] for node in nodes]
    arrows = [f"{one}.next>{other}" for one, other in zip(ids, [*ids[1:], "end"], strict=True)]
    layout = {name: LAYOUT[name] for name in ("start", *ids, "end")}
    given = {"id": flow_id, "name": "Conversa em revisão", "layout": layout, **fields}
    return flow([*nodes, end()], arrows, **given)


def changed(builder: Builder, flow_id: str, **fields: object) -> int:
    """Send a version for review: a block came, one went, one says something else."""
    before = talk(flow_id, "velho")
    return hand_in(builder, before, talk(flow_id, "novo", text="Oi!", **fields))


@pytest.fixture
def reviewing(page: Page, builder: Builder) -> Reviewing:
    return Reviewing(page, builder.address)


def test_what_one_map_shows_the_other_shows_too(reviewing: Reviewing, builder: Builder) -> None:
    changed(builder, "revisao-mapas")
    reviewing.open("revisao-mapas")
    reviewing.expect_in_step()
    before = reviewing.views[0]
    mouse, box = reviewing.page.mouse, reviewing.map(0).bounding_box()
    assert box is not None
    corner = (box["x"] + 12, box["y"] + box["height"] - 12)
    mouse.move(*corner)
    mouse.down()
    mouse.move(corner[0] + 90, corner[1] - 60, steps=6)
    mouse.up()
    reviewing.expect_in_step()
    assert reviewing.views[0] != before
    dragged = reviewing.views[1]
    right = reviewing.map(1).bounding_box()
    assert right is not None
    mouse.move(right["x"] + 200, right["y"] + 100)
    mouse.wheel(0, -240)
    reviewing.expect_in_step()
    assert reviewing.views[0][2] > dragged[2]
    for name in ("Afastar", "Aproximar", "Ver tudo", "Próxima mudança"):
        reviewing.press(name)
        reviewing.expect_in_step()


def test_blocks_stand_at_the_same_place_in_both_maps(
    reviewing: Reviewing, builder: Builder
) -> None:
    changed(builder, "revisao-lugares")
    reviewing.open("revisao-lugares")
    left, right = (reviewing.map(side).bounding_box() for side in (0, 1))
    assert left is not None
    assert right is not None
    for node_id in ("oi", "velho", "novo", "end"):
        (x, y), (other_x, other_y) = (reviewing.place(side, node_id) for side in (0, 1))
        assert abs((x - left["x"]) - (other_x - right["x"])) < 1
        assert abs(y - other_y) < 1


def test_a_sentence_selects_its_block_in_both_maps(reviewing: Reviewing, builder: Builder) -> None:
    changed(builder, "revisao-frases")
    reviewing.open("revisao-frases")
    line = reviewing.sentence("Bloco novo: 'novo'")
    button = line.get_by_role("button")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert reviewing.selected == [["novo"], ["novo"]], "its place is empty in the older version"
    reviewing.says("Sobre o bloco “novo”")
    text = reviewing.sentence("A mensagem de 'oi' mudou")
    expect(text.locator("del")).to_contain_text("Olá")
    expect(text.locator("ins")).to_contain_text("Oi")
    text.get_by_role("button").focus()
    reviewing.page.keyboard.press("Enter")
    expect(text.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    assert reviewing.selected == [["oi"], ["oi"]]


def test_a_click_on_a_map_chooses_the_sentences(reviewing: Reviewing, builder: Builder) -> None:
    changed(builder, "revisao-cliques")
    reviewing.open("revisao-cliques")
    reviewing.page.mouse.click(*reviewing.place(0, "velho"))
    button = reviewing.sentence("O bloco 'velho'").get_by_role("button")
    expect(button).to_have_attribute("aria-pressed", "true", timeout=PATIENCE_MS)
    assert reviewing.selected == [["velho"], ["velho"]]
    reviewing.says("Sobre o bloco “velho”")


def test_from_the_home_to_a_comment_and_back_to_the_author(
    site: Site, page: Page, builder: Builder
) -> None:
    number = changed(builder, "revisao-devolvida")
    site.open()
    page.get_by_role("button", name="Revisão ·").click()
    waiting = page.locator(".st-key-rv-waiting-revisao-devolvida")
    expect(waiting).to_contain_text("por bia", timeout=PATIENCE_MS)
    ahead = page.locator(".st-key-rv-ready iframe")  # what draws maps is fetched while one reads
    expect(ahead).to_have_count(1)
    expect(ahead).to_be_hidden()
    waiting.get_by_role("button", name="Revisar").click()
    reviewing = Reviewing(page, builder.address).wait_for_maps()
    reviewing.sentence("Bloco novo: 'novo'").get_by_role("button").click()
    reviewing.says("Sobre o bloco “novo”")
    page.get_by_role("textbox", name="Comentário").fill("Quem pediu?")
    reviewing.press("Comentar")
    expect(reviewing.sentence("Bloco novo: 'novo'")).to_contain_text("1 comentário")
    with builder.database.read() as tx:
        (comment,) = list_comments(tx, "revisao-devolvida", number)
    assert (comment.node_id, comment.text) == ("novo", "Quem pediu?")
    page.get_by_role("button", name="Devolver").first.click()
    page.get_by_role("textbox", name="O que deve mudar").fill("Falta o prazo.")
    reviewing.press(f"Devolver a versão {number}")
    reviewing.says(f"A versão {number} foi devolvida.")
    page.get_by_role("radio", name="Histórico").click()
    reviewing.says("Falta o prazo.")
    reviewing.press("Todas as revisões")
    reviewing.says("À espera de revisão")
    expect(waiting).to_have_count(0)


def test_a_draft_is_sent_from_the_editor_and_another_person_approves(
    page: Page,
    builder: Builder,
    new_person: Callable[..., BrowserContext],
    harm: list[str],
) -> None:
    builder.keep(talk("revisao-enviada"), author="ana")
    Editor(page, builder, "revisao-enviada").open()
    page.locator(".st-key-submit button").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="O que você mudou").fill("Primeira versão")
    dialog.get_by_role("textbox", name="Por que o fluxo").fill("É só um aviso.")
    dialog.get_by_role("button", name="Enviar para revisão").click()
    expect(dialog).to_contain_text("agora espera revisão", timeout=PATIENCE_MS)
    dialog.get_by_role("link", name="Ver a revisão").click()
    own = Reviewing(page, builder.address).wait_for_maps()
    own.says("outra pessoa faz a revisão")
    assert page.get_by_role("button", name="Aprovar").count() == 0
    other = watched(new_person().new_page(), harm)
    theirs = Reviewing(other, builder.address).open("revisao-enviada")
    Site(other, builder.address).say_name("Bia")
    other.get_by_role("button", name="Aprovar").first.click()
    theirs.press("Aprovar a versão 1")
    theirs.says("A versão 1 foi aprovada.")
    with builder.database.read() as tx:
        (decision,) = review_of(tx, "revisao-enviada", 1).decisions
    assert (decision.decided_by, decision.by_author) == ("Bia", False)


def test_hostile_names_stay_text(
    reviewing: Reviewing, builder: Builder, page: Page, harm: list[str]
) -> None:
    after = talk("revisao-hostil", "novo", name=HOSTILE)
    nodes = tuple(
        node.model_copy(update={"name": HOSTILE}) if node.id == "novo" else node
        for node in after.nodes
    )
    hand_in(builder, talk("revisao-hostil"), after.model_copy(update={"nodes": nodes}))
    reviewing.open("revisao-hostil")
    expect(reviewing.sentence("Bloco novo:").first).to_contain_text(HOSTILE)
    for side in (0, 1):
        page.mouse.dblclick(*reviewing.place(side, "novo"))
        page.mouse.dblclick(*reviewing.place(side, "oi"))
    page.wait_for_timeout(500)
    assert len(page.context.pages) == 1
    for frame in page.frames:
        assert frame.locator("img[src=x]").count() == 0
    harm[:] = [one for one in harm if one != BESIDE_A_BOX]


def test_in_english(reviewing: Reviewing, builder: Builder) -> None:
    changed(builder, "revisao-ingles")
    reviewing.open("revisao-ingles", language="en")
    expect(reviewing.sentence("New block: 'novo'")).to_be_visible()
    reviewing.press("See all")
    reviewing.expect_in_step()
