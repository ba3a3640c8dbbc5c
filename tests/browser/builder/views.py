"""Every page of the builder in each of its states, to be looked at, photographed and checked.

A new page, dialog or panel is one function here; the accessibility tests and `make screenshots`
find it by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, Page, expect

from flow_runtime.conversations import utc_now
from flow_runtime.conversations.testing import keep_test, load_tests, remove_tests
from flow_runtime.scripts import Conversation, Step
from storage import candidates
from tests.browser.builder.editor import Editor
from tests.browser.builder.installation import Builder
from tests.browser.builder.releases import fill_releases
from tests.browser.builder.reviewing import Reviewing, hand_in_copy
from tests.browser.builder.site import PATIENCE_MS, Site

FLOW: Final = "segunda-via-boleto"
REVIEWED: Final = "boleto-revisado"
CARD: Final = "Saudação e aviso de privacidade"
BROKEN_FILE: Final = Path(__file__).with_name("broken-flow.json")

IN_ENGLISH: Final[Mapping[str, str]] = {
    "Novo fluxo": "New flow",
    "Fluxo vazio": "Empty flow",
    "Fluxo pronto": "Ready-made flow",
    "De um arquivo": "From a file",
    "Pendências": "Problems",
    "Variáveis": "Variables",
    "Fluxo": "Flow",
    "Roteiro": "Script",
}


@dataclass(frozen=True, slots=True)
class Look:
    """A person before a builder with the samples, and one before an empty one."""

    page: Page
    builder: Builder
    empty: Builder
    language: str = "pt-BR"

    def word(self, portuguese: str) -> str:
        """Return what a button says in the language of this look."""
        return portuguese if self.language == "pt-BR" else IN_ENGLISH[portuguese]

    def open(self, path: str = "/", builder: Builder | None = None) -> Site:
        """Open a page."""
        joined = f"{path}{'&' if '?' in path else '?'}language={self.language}"
        site = Site(self.page, (builder or self.builder).address)
        return site.open(joined, language=self.language)

    def edit(self) -> Editor:
        """Open the sample in the editor."""
        self.open(f"/editor?flow={FLOW}")
        editor = Editor(self.page, self.builder, FLOW)
        expect(editor.canvas).to_be_visible(timeout=PATIENCE_MS)
        expect(editor.card(CARD)).to_be_visible(timeout=PATIENCE_MS)
        return editor

    def begin(self, way: str) -> Locator:
        """Open one of the dialogs that begin a flow."""
        self.open()
        self.page.get_by_role("button", name=self.word("Novo fluxo")).click()
        self.page.get_by_role("menuitem", name=self.word(way)).click()
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        return dialog


View = Callable[[Look], None]


def home(look: Look) -> None:
    """The flows as cards."""
    look.open()


def home_without_flows(look: Look) -> None:
    """What a newcomer sees."""
    look.open(builder=look.empty)


def new_flow(look: Look) -> None:
    """The dialog of an empty flow."""
    look.begin("Fluxo vazio")


def gallery(look: Look) -> None:
    """The ready-made flows with their preview."""
    look.begin("Fluxo pronto")


def file_with_problems(look: Look) -> None:
    """A file that cannot be brought."""
    dialog = look.begin("De um arquivo")
    dialog.locator("input[type=file]").set_input_files(BROKEN_FILE)
    expect(dialog.get_by_test_id("stAlert").first).to_be_visible()


def person(look: Look) -> None:
    """One's menu."""
    site = look.open()
    site.person.click()
    expect(site.menu).to_be_visible()


def unknown_address(look: Look) -> None:
    """An address without a page."""
    look.open("/nowhere")
    expect(look.page.get_by_role("dialog")).to_be_visible()


def editor(look: Look) -> None:
    """The drawing."""
    look.edit()


def inspector(look: Look) -> None:
    """A selected block."""
    opened = look.edit()
    opened.select(CARD)
    expect(opened.side.get_by_role("textbox").first).to_be_visible(timeout=PATIENCE_MS)


def quick_add(look: Look) -> None:
    """The question what comes next."""
    opened = look.edit()
    opened.card(CARD).locator(".fx-handle").first.click()
    expect(opened.quick_add).to_be_visible()


def problems(look: Look) -> None:
    """The list of problems."""
    look.edit().show(look.word("Pendências"))


def variables(look: Look) -> None:
    """The variables of the flow."""
    look.edit().show(look.word("Variáveis"))


def settings(look: Look) -> None:
    """The settings of the flow."""
    look.edit().show(look.word("Fluxo"))


def script(look: Look) -> None:
    """The flow as a script."""
    look.edit().view(look.word("Roteiro"))


def shortcuts(look: Look) -> None:
    """The list of shortcuts."""
    opened = look.edit()
    opened.canvas.focus()
    look.page.keyboard.press("?")
    expect(look.page.locator(".fx-help")).to_be_visible()


def commands(look: Look) -> None:
    """Every action by its name."""
    opened = look.edit()
    opened.canvas.focus()
    look.page.keyboard.press("Control+k")
    expect(look.page.locator(".fx-command")).to_be_visible()


def simulator(look: Look) -> None:
    """A conversation with the draft."""
    talk_in(look)


def simulator_steps(look: Look) -> None:
    """What happened in a conversation."""
    open_drawer(look, 0)


def simulator_values(look: Look) -> None:
    """What a conversation found out."""
    open_drawer(look, 1)


def simulator_world(look: Look) -> None:
    """Time and other systems around a conversation."""
    open_drawer(look, 2)


def simulator_scene(look: Look) -> None:
    """With whom, where and when a conversation is."""
    open_drawer(look, 3)


def talk_in(look: Look) -> None:
    """Talk to the sample until it asks a second time."""
    look.edit()
    look.page.locator(".st-key-simulate button").first.click()
    field = look.page.locator(".st-key-fx-simulator").get_by_test_id("stChatInputTextArea")
    field.fill("529.982.247-25")
    field.press("Enter")
    answers = look.page.locator("[class*='st-key-fx-said-flow']")
    expect(answers.nth(2)).to_be_visible(timeout=PATIENCE_MS)


def open_drawer(look: Look, number: int) -> None:
    """Open one of the simulator's drawers in a conversation."""
    talk_in(look)
    look.page.locator(".st-key-simulate-drawer").get_by_role("radio").nth(number).click()
    expect(look.page.locator(".st-key-fx-drawer")).to_be_visible(timeout=PATIENCE_MS)


def tests(look: Look) -> None:
    """The tests of a flow, all of them run."""
    look.open(f"/tests?flow={FLOW}")
    expect(look.page.locator(".st-key-ts-script-one")).to_be_visible(timeout=PATIENCE_MS)


def tested_being_changed(look: Look) -> None:
    """A test whose steps are being changed."""
    tests(look)
    look.page.locator(".st-key-ts-test-line button").first.click()
    expect(look.page.locator(".st-key-ts-editing")).to_be_visible(timeout=PATIENCE_MS)


def tested_failing(look: Look) -> None:
    """A test that expects what the flow does not say, with what would mend it."""
    waiting = Conversation(name="Espera outra coisa", steps=(Step(expect="Olá, tudo bem?"),))
    with look.builder.database.transaction() as tx:
        kept = keep_test(tx, "pesquisa-nps", waiting, author="ana", now=utc_now())
    look.open("/tests?flow=pesquisa-nps")
    look.page.locator(".st-key-ts-reworded button").click()
    expect(look.page.locator(".st-key-ts-changes")).to_be_visible(timeout=PATIENCE_MS)
    with look.builder.database.transaction() as tx:
        remove_tests(tx, "pesquisa-nps", [kept], author="ana", now=utc_now())


def without_tests(look: Look) -> None:
    """A flow that has no tests yet."""
    with look.builder.database.transaction() as tx:
        for test in load_tests(tx, "identificacao"):
            remove_tests(tx, "identificacao", [test], author="ana", now=utc_now())
    look.open("/tests?flow=identificacao")
    expect(look.page.locator(".st-key-ts-empty")).to_be_visible(timeout=PATIENCE_MS)


def share(look: Look) -> None:
    """Open the page that shares the sample."""
    look.open(f"/share?flow={FLOW}")
    expect(look.page.locator(".share-picture")).to_be_visible(timeout=PATIENCE_MS)


def read(look: Look) -> None:
    """Open the sample to read."""
    look.open(f"/read?flow={FLOW}")
    frame = look.page.frame_locator("iframe")
    expect(frame.locator("html")).to_have_attribute("data-ready", "true", timeout=PATIENCE_MS)


def needs(look: Look) -> None:
    """Open the map of what needs what."""
    look.open("/map")
    expect(look.page.frame_locator("iframe").locator("canvas")).to_be_visible(timeout=PATIENCE_MS)


def record(look: Look) -> None:
    """Open the record of who did what, checked."""
    look.open("/audit")
    expect(look.page.get_by_role("table")).to_be_visible(timeout=PATIENCE_MS)
    look.page.locator(".st-key-audit-check button:visible").click()
    expect(look.page.get_by_test_id("stAlert")).to_be_visible(timeout=PATIENCE_MS)


def people(look: Look) -> None:
    """Open the people of a company where nobody has an account yet."""
    look.open("/people")
    expect(look.page.locator(".st-key-people-beginning")).to_be_visible(timeout=PATIENCE_MS)


def publishing(look: Look) -> None:
    """Open what is live where, with a trial and a plan."""
    with look.builder.database.read() as tx:
        is_filled = bool(candidates.list_on_trial(tx))
    if not is_filled:
        fill_releases(look.builder.database)
    look.open("/publish")
    expect(look.page.locator(".st-key-publish-trial-loja")).to_be_visible(timeout=PATIENCE_MS)


def publishing_a_share(look: Look) -> None:
    """Be about to give a version to a share of new conversations."""
    publishing(look)
    look.page.locator(".st-key-publish-new-atendimento button").click()
    dialog = look.page.get_by_role("dialog")
    dialog.get_by_role("radio").last.click()
    expect(dialog.get_by_role("slider")).to_be_visible(timeout=PATIENCE_MS)


def moving_conversations(look: Look) -> None:
    """Be told who could move to the live version."""
    publishing(look)
    look.page.locator(".st-key-publish-move-loja button").click()
    expect(look.page.get_by_role("dialog").get_by_role("textbox")).to_be_visible(
        timeout=PATIENCE_MS
    )


def review(look: Look) -> None:
    """A version that waits, beside what was approved before."""
    hand_in_copy(look.builder, FLOW, REVIEWED)
    look.open(f"/review?flow={REVIEWED}")
    Reviewing(look.page, look.builder.address).wait_for_maps()


def review_of_a_block(look: Look) -> None:
    """A block chosen by its sentence, with the comments beside it."""
    review(look)
    look.page.locator(".rv-line button").nth(1).click()
    expect(look.page.locator(".st-key-rv-about-all")).to_be_visible(timeout=PATIENCE_MS)


def review_findings(look: Look) -> None:
    """What checks and tests said."""
    review(look)
    look.page.locator("[class*=st-key-review-panel]").get_by_role("radio").nth(1).click()
    expect(look.page.locator("[class*=st-key-rv-warning]").first).to_be_visible(timeout=PATIENCE_MS)


def reviews_waiting(look: Look) -> None:
    """What waits for review."""
    hand_in_copy(look.builder, FLOW, REVIEWED)
    look.open("/review")
    row = look.page.locator(f".st-key-rv-waiting-{REVIEWED}")
    expect(row).to_be_visible(timeout=PATIENCE_MS)


def sending_for_review(look: Look) -> None:
    """The dialog that sends a draft."""
    look.open("/review?flow=suporte&version=draft")
    look.page.locator(".st-key-rv-submit button").click()
    expect(look.page.locator(".st-key-rv-submit-go")).to_be_visible(timeout=PATIENCE_MS)


VIEWS: Final[tuple[View, ...]] = (
    home,
    home_without_flows,
    new_flow,
    gallery,
    file_with_problems,
    person,
    unknown_address,
    editor,
    inspector,
    quick_add,
    problems,
    variables,
    settings,
    script,
    shortcuts,
    commands,
    simulator,
    simulator_steps,
    simulator_values,
    simulator_world,
    simulator_scene,
    tests,
    tested_being_changed,
    tested_failing,
    without_tests,
    share,
    read,
    needs,
    publishing,
    publishing_a_share,
    moving_conversations,
    record,
    review,
    review_of_a_block,
    review_findings,
    reviews_waiting,
    sending_for_review,
    people,
)
