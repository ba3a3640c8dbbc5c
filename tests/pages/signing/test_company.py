"""The company's own sign-in, from a real provider to the builder and back: no browser needed."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

import httpx2
import pytest
from cryptography.fernet import Fernet

from flow_runtime import accounts
from storage import people
from storage.database import Database, open_database
from storage.people import Person
from storage.schema import upgrade
from tests.browser.processes import PythonProgram, free_port
from tests.pages.signing.provider import CLIENT, Provider

pytestmark = pytest.mark.timeout(180)

Company = tuple[PythonProgram, Database]
NewBrowser = Callable[..., httpx2.Client]
DORA = {"email": "Dora@exemplo.com.br", "email_verified": True, "name": "Dora Reis"}
SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{secret}"
client_id = "{client}"
client_secret = "kept by both sides"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as serving:
        yield serving


@pytest.fixture(scope="module")
def company(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A builder whose people come by the provider; Ana made the first account."""
    folder, port = tmp_path_factory.mktemp("company"), free_port()
    address, url = f"http://127.0.0.1:{port}", f"sqlite:///{folder}/fluxo.db"
    _keep_secrets(folder, address, provider)
    with _database(url) as database:
        program = PythonProgram(
            ("-m", "flow_runtime.cli", "builder", "--port", str(port)),
            port,
            folder / "builder.log",
            {
                "FLUXO_DATABASE_URL": url,
                "FLUXO_SECRET_KEY": Fernet.generate_key().decode(),
                "FLUXO_OIDC_ROLES_CLAIM": "roles",
                "HOME": str(folder),
            },
        )
        program.start()
        yield program, database
        program.stop()


@contextmanager
def _database(url: str) -> Iterator[Database]:
    with closing(open_database(url)) as database:
        upgrade(database)
        with database.transaction() as tx:
            accounts.create_person(
                tx,
                name="Ana",
                email="ana@exemplo.com.br",
                roles=["admin"],
                password=None,
                author="Ana",
                now=datetime.now(UTC),
            )
        yield database


def _keep_secrets(home: Path, address: str, provider: Provider) -> None:
    path = home / ".streamlit" / "secrets.toml"
    path.parent.mkdir()
    secret = Fernet.generate_key().decode()
    text = SECRETS.format(address=address, secret=secret, client=CLIENT, provider=provider.address)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def new_browser(company: Company) -> Iterator[Callable[..., httpx2.Client]]:
    """Gives browsers that have been here never before."""
    with ExitStack() as opened:
        yield lambda **options: opened.enter_context(
            httpx2.Client(base_url=company[0].address, **options)
        )


def come(browser: httpx2.Client, path: str = "/") -> httpx2.Response:
    """Go to the sign-in, over the provider, and back; return what the browser sees last."""
    page = browser.get("/sign-in", params={"next": path})
    assert "Entrar com a conta da sua empresa" in page.text
    answer = browser.get("/sign-in/company", params={"provider": "default", "next": path})
    for _ in range(10):
        if "location" not in answer.headers:
            break
        answer = browser.get(urljoin(str(answer.url), answer.headers["location"]))
    return answer


def known(database: Database) -> dict[str, Person]:
    with database.read() as tx:
        return {person.name: person for person in people.list_people(tx)}


def test_the_first_visit_makes_the_account_with_the_roles_of_the_company(
    company: Company, provider: Provider, new_browser: NewBrowser
) -> None:
    program, database = company
    provider.claims = {**DORA, "roles": ["designer", "something-else"]}
    browser = new_browser()
    answer = come(browser, "/editor?flow=a")
    assert str(answer.url) == f"{program.address}/editor?flow=a"
    assert '<div id="root">' in answer.text
    dora = known(database)["Dora Reis"]
    assert (dora.email, dora.roles) == ("dora@exemplo.com.br", ["designer"])
    left = {cookie.name for cookie in browser.cookies.jar}
    assert "fluxo_sign_in" in left
    assert not [name for name in left if name.startswith("_streamlit_user")]
    provider.claims = {**DORA, "roles": "tester approver"}
    come(new_browser())
    assert known(database)["Dora Reis"].roles == ["tester", "approver"]


def test_what_the_other_side_said_is_taken_once_and_not_after_signing_out(
    company: Company, provider: Provider, new_browser: NewBrowser
) -> None:
    _program, database = company
    provider.claims = {**DORA, "roles": ["designer"]}
    browser = new_browser()
    come(browser)
    accounts.sign_out_everywhere(database, known(database)["Dora Reis"].id, now=datetime.now(UTC))
    assert browser.get("/").headers["location"] == "/sign-in"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "eva@exemplo.com.br"},
        {"email": "eva@exemplo.com.br", "email_verified": False},
        {"email": "eva@exemplo.com.br", "email_verified": "true"},
        {"email_verified": True},
        {"email": 7, "email_verified": True},
        {"email": "no address", "email_verified": True},
    ],
)
def test_an_address_that_nobody_verified_lets_nobody_in(
    claims: dict[str, object], company: Company, provider: Provider, new_browser: NewBrowser
) -> None:
    _program, database = company
    before = set(known(database))
    provider.claims = claims
    browser = new_browser()
    answer = come(browser)
    assert answer.status_code == 403
    assert browser.get("/").headers["location"] == "/sign-in"
    assert set(known(database)) == before


def test_a_closed_account_stays_closed(
    company: Company, provider: Provider, new_browser: NewBrowser
) -> None:
    _program, database = company
    provider.claims = {**DORA, "email": "fim@exemplo.com.br", "name": "Fim", "roles": []}
    come(new_browser())
    with database.transaction() as tx:
        fim = known(database)["Fim"]
        accounts.close_account(tx, fim.id, author="Ana", now=datetime.now(UTC))
    browser = new_browser()
    answer = come(browser)
    assert answer.status_code == 403
    assert browser.get("/").headers["location"] == "/sign-in"


@pytest.mark.parametrize("said", ["", "x", "eyJlbWFpbCI6ICJhbmFAZXhlbXBsby5jb20uYnIifQ.x.y"])
def test_a_cookie_that_the_other_side_did_not_write_is_nobodys(
    said: str, new_browser: NewBrowser
) -> None:
    browser = new_browser(cookies={"_streamlit_user": said})
    assert browser.get("/").headers["location"] in ("/sign-in/back", "/sign-in")
    assert browser.get("/sign-in/back").status_code == 403
    assert not [one for one in browser.cookies.jar if one.name == "fluxo_sign_in"]
