"""The whole way of a change by four people who signed in: drawn, tested, approved, live, back."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from flow_runtime import accounts
from flow_runtime.conversations import Conversations, utc_now
from flow_runtime.conversations.releasing import publish
from storage import audit, channels, publications
from storage.channels import Channel
from storage.policy import Role
from tests.approving import approved_version
from tests.browser.builder.conftest import watched
from tests.browser.builder.editor import Editor
from tests.browser.builder.installation import Builder, prepare_builder, running
from tests.browser.builder.reviewing import Reviewing
from tests.browser.builder.site import PATIENCE_MS, wait_until_drawn
from tests.browser.builder.visitors import PASSWORD, sign_in
from tests.flow_runtime.building import end, flow, message, question

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

FLOW = "boas-vindas"
SHOP = "loja"
PEOPLE = {
    "Dora": Role.DESIGNER,
    "Tito": Role.TESTER,
    "Alda": Role.APPROVER,
    "Otto": Role.OPS,
}
Come = Callable[[str, str], Page]


@pytest.fixture
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """A builder with four people of one role each, and a flow that is live in a shop."""
    prepared = prepare_builder(
        tmp_path_factory.mktemp("company"), with_samples=False, is_open=False
    )
    begin = flow(
        [
            {**message("oi", "Olá!"), "name": "Saudação"},
            question("name", text="Qual é o seu nome?", name="Nome"),
            end(),
        ],
        ["oi.next>name", "name.answered>end"],
        id=FLOW,
        name="Boas-vindas",
        layout={"start": (0, 0), "oi": (320, 0), "name": (640, 0), "end": (960, 0)},
    )
    prepared.keep(begin, author="Dora")
    with prepared.database.transaction() as tx:
        for name, role in PEOPLE.items():
            accounts.create_person(
                tx,
                name=name,
                email=f"{name.lower()}@loja.example",
                roles=[role],
                password=PASSWORD,
                author="Fluxo",
                now=utc_now(),
            )
        channels.save(tx, Channel(SHOP, "webchat", {}))
        approved_version(tx, begin, now=utc_now())
        publish(tx, FLOW, 1, SHOP, author="Otto", reason="primeira", now=utc_now())
    with running(prepared):
        yield prepared


@pytest.fixture
def come(company: Builder, new_person: Callable[..., BrowserContext], harm: list[str]) -> Come:
    """Let somebody sign in, in a browser of their own, on the way to a page."""

    def arrive(name: str, path: str) -> Page:
        page = watched(new_person().new_page(), harm)
        sign_in(page, company, name, path)
        return page

    return arrive


def live_version(builder: Builder) -> int:
    with builder.database.read() as tx:
        found = publications.current(tx, SHOP)
    assert found is not None
    return found.version


def test_from_the_drawing_to_the_customers_and_back(company: Builder, come: Come) -> None:
    customer = Conversations(company.database, b"the key of this story")
    before = customer.begin(SHOP, "an early visitor of the shop")

    dora = come("Dora", f"/editor?flow={FLOW}")
    drawing = Editor(dora, company, FLOW).wait()
    drawing.write_on("Saudação", "Oi! Que bom ver você.")
    drawing.wait_until_stored(lambda stored: "Que bom ver" in str(stored))
    dora.locator(".st-key-submit button").first.click()
    asked = dora.get_by_role("dialog")
    asked.get_by_role("textbox", name="O que você mudou").fill("Saudação mais calorosa")
    reason = asked.get_by_role("textbox", name="Por que o fluxo")
    if reason.count():
        reason.fill("Os avisos são conhecidos.")
    asked.get_by_role("button", name="Enviar para revisão").click()
    expect(asked).to_contain_text("agora espera revisão", timeout=PATIENCE_MS)

    tito = come("Tito", f"/review?flow={FLOW}")
    seen = Reviewing(tito, company.address).wait_for_maps()
    seen.says("Saudação")
    assert tito.get_by_role("button", name="Aprovar").count() == 0
    tito.get_by_role("textbox", name="Comentário").fill("Testei no simulador: tudo certo.")
    seen.press("Comentar")
    seen.says("Testei no simulador: tudo certo.")

    alda = come("Alda", f"/review?flow={FLOW}")
    judged = Reviewing(alda, company.address).wait_for_maps()
    judged.says("Testei no simulador: tudo certo.")
    alda.get_by_role("button", name="Aprovar").first.click()
    judged.press("Aprovar a versão 2")
    judged.says("A versão 2 foi aprovada.")
    assert live_version(company) == 1

    otto = come("Otto", "/publish")
    shop = otto.locator(f".st-key-publish-channel-{SHOP}")
    expect(shop).to_contain_text("Boas-vindas, versão 1", timeout=PATIENCE_MS)
    shop.get_by_role("button", name="Publicar…").click()
    _say_why(otto, "Publicar agora", "aprovada por Alda")
    expect(shop).to_contain_text("Boas-vindas, versão 2", timeout=PATIENCE_MS)
    assert live_version(company) == 2
    after = customer.begin(SHOP, "a later visitor of the shop")
    assert (before.version, after.version) == (1, 2)
    again = customer.begin(SHOP, "an early visitor of the shop")
    assert (again.id, again.version) == (before.id, 1)

    shop.get_by_role("button", name="Voltar à versão 1").click()
    _say_why(otto, "Voltar agora", "clientes acharam comprida")
    expect(shop).to_contain_text("Boas-vindas, versão 1", timeout=PATIENCE_MS)
    assert live_version(company) == 1

    with company.database.read() as tx:
        noted = [(one.actor, one.action) for one in reversed(audit.newest(tx))]
        assert audit.verify(tx) == []
    assert [one for one in noted if one[1].startswith(("version.", "flow."))][-4:] == [
        ("Dora", "version.submitted"),
        ("Alda", "version.approved"),
        ("Otto", "flow.published"),
        ("Otto", "flow.rolled_back"),
    ]


def test_each_finds_only_what_their_role_includes(company: Builder, come: Come) -> None:
    tito = come("Tito", "/publish")
    expect(tito.locator(f".st-key-publish-channel-{SHOP}")).to_be_visible(timeout=PATIENCE_MS)
    assert tito.get_by_role("button", name="Publicar…").count() == 0
    tito.goto(company.address + "/people")
    wait_until_drawn(tito)
    assert tito.get_by_text("Quem trabalha com o Fluxo").count() == 0
    alda = come("Alda", f"/editor?flow={FLOW}")
    expect(alda.get_by_text("Só para ver")).to_be_visible(timeout=PATIENCE_MS)
    otto = come("Otto", f"/review?flow={FLOW}")
    Reviewing(otto, company.address).wait_for_maps()
    assert otto.get_by_role("button", name="Aprovar").count() == 0


def _say_why(page: Page, button: str, reason: str) -> None:
    asked = page.get_by_role("dialog")
    asked.get_by_role("textbox", name="Por quê").fill(reason)
    asked.get_by_role("button", name=button).click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=PATIENCE_MS)
    wait_until_drawn(page)
