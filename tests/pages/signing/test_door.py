"""The door: nothing but what everybody may have is answered to a stranger."""

import pytest
from starlette.websockets import WebSocketDisconnect

from storage.database import Database
from tests.pages.signing.conftest import OpenBrowser
from tests.pages.signing.visitor import ADDRESS, Visitor

PAGES = ("/", "/editor?flow=a", "/account", "/people", "/audit", "/anything", "/stati", "/%2e%2e/x")
DATA = ("/_stcore/stream", "/_stcore/upload_file/a/b", "/_stcore/agent/interact", "/media/a.png")
FOR_ALL = ("/static/js/index.js", "/_stcore/health", "/_stcore/host-config")


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_led_from_every_page_to_the_sign_in(
    path: str, database: Database, visitor: Visitor
) -> None:
    assert str(visitor.see(path).led_to).startswith("/sign-in")
    assert visitor.answer.headers["cache-control"] == "no-store"
    assert "the builder" not in visitor.answer.text


@pytest.mark.parametrize("path", DATA)
def test_a_stranger_gets_no_data(path: str, database: Database, visitor: Visitor) -> None:
    for method in ("GET", "POST", "PUT"):
        assert visitor.client.request(method, path).status_code == 401


@pytest.mark.parametrize("path", FOR_ALL)
def test_what_everybody_may_have_passes(path: str, database: Database, visitor: Visitor) -> None:
    assert visitor.see(path).answer.text == "the builder"


@pytest.mark.parametrize("path", ["/static/../media/a", "/static/..%2fmedia"])
def test_no_way_round_by_a_path(path: str, database: Database, visitor: Visitor) -> None:
    assert visitor.see(path).answer.text != "the builder"


def test_a_web_socket_is_for_those_who_signed_in(database: Database, visitor: Visitor) -> None:
    stream = visitor.address.replace("http", "ws") + "/_stcore/stream"
    with pytest.raises(WebSocketDisconnect), visitor.client.websocket_connect(stream):
        pass
    visitor.sign_in()
    with visitor.client.websocket_connect(stream) as opened:
        assert opened.receive_text() == "drawn"


# -- the open demo -----------------------------------------------------------------------------


@pytest.fixture
def _open(empty_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLUXO_OPEN_WITHOUT_ACCOUNTS", "true")


@pytest.mark.usefixtures("_open")
@pytest.mark.parametrize("address", [ADDRESS, "http://localhost:8700", "http://[::1]:8700"])
def test_without_accounts_this_machine_may_do_everything(
    address: str, new_browser: OpenBrowser
) -> None:
    assert new_browser(address).is_in


@pytest.mark.usefixtures("_open", "database")
def test_the_first_account_closes_the_open_demo(visitor: Visitor) -> None:
    assert not visitor.is_in


@pytest.mark.usefixtures("_open")
@pytest.mark.parametrize(
    ("address", "peer", "headers", "public_url"),
    [
        ("http://fluxo.example", "127.0.0.1", {}, ""),
        ("http://mau.example:8700", "127.0.0.1", {}, ""),
        (ADDRESS, "10.0.0.9", {}, ""),
        (ADDRESS, "127.0.0.1", {"x-forwarded-for": "10.0.0.9"}, ""),
        (ADDRESS, "127.0.0.1", {"forwarded": "for=10.0.0.9"}, ""),
        (ADDRESS, "127.0.0.1", {}, "https://fluxo.example"),
    ],
)
def test_nobody_else_finds_the_demo_open(
    address: str,
    peer: str,
    headers: dict[str, str],
    public_url: str,
    new_browser: OpenBrowser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FLUXO_PUBLIC_URL", public_url)
    assert new_browser(address, peer).see("/", **headers).led_to == "/sign-in"


def test_a_database_that_is_away_is_a_sentence_and_no_open_door(
    database: Database, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLUXO_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    monkeypatch.setenv("FLUXO_OPEN_WITHOUT_ACCOUNTS", "true")
    assert visitor.see("/").status == 503
    assert "O Fluxo não pode ser aberto agora" in visitor.form.text
