"""Signing in and out: one sentence for whatever is wrong, a new token each time."""

import re
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from flow_runtime import accounts
from pages.opened import settings
from pages.signing import cookies
from storage import people
from storage.database import Database
from tests.pages.signing.conftest import OpenBrowser
from tests.pages.signing.visitor import ADDRESS, Visitor

REFUSED = "O nome ou a senha não confere"


def now() -> datetime:
    return datetime.now(UTC)


def person_id(database: Database, name: str) -> int:
    with database.read() as tx:
        return next(one.id for one in people.list_people(tx) if one.name == name)


@pytest.mark.parametrize("login", ["Ana", "ana", "ana@exemplo.com.br", "ANA@exemplo.com.br"])
def test_name_or_e_mail_and_password_let_in(
    login: str, database: Database, visitor: Visitor
) -> None:
    visitor.see("/editor?flow=boleto")
    visitor.sign_in(login, path=str(visitor.led_to))
    assert (visitor.status, visitor.led_to) == (303, "/editor?flow=boleto")
    assert visitor.is_in
    assert visitor.see("/sign-in?next=/people").led_to == "/people"


def test_nobody_is_led_off_the_site(database: Database, visitor: Visitor) -> None:
    assert visitor.sign_in(path="/sign-in?next=https://mau.example").led_to == "/"
    assert visitor.see("/sign-in?next=//mau.example").led_to == "/"


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("Ana", "outra coisa qualquer"),
        ("Ninguém", "um rio que corre manso"),
        ("Bia", "x"),
        ("", ""),
    ],
)
def test_whatever_is_wrong_the_sentence_is_the_same(
    login: str, password: str, database: Database, visitor: Visitor
) -> None:
    with database.transaction() as tx:
        accounts.close_account(tx, person_id(database, "Bia"), author="Ana", now=now())
    visitor.sign_in(login, password)
    assert visitor.status == 422
    assert REFUSED in visitor.form.text
    assert visitor.form.values["login"] == login
    assert visitor.form.values["password"] == ""
    assert not visitor.is_in


def test_five_wrong_passwords_lock_for_a_while(database: Database, visitor: Visitor) -> None:
    for _ in range(5):
        visitor.sign_in("Ana", "uma senha errada")
    assert visitor.sign_in().status == 429
    assert "tente de novo em 15 minutos" in visitor.form.text
    assert not visitor.is_in


def test_who_sends_too_many_forms_waits(database: Database, new_browser: OpenBrowser) -> None:
    visitor = new_browser().see("/sign-in")
    # Some grow back meanwhile; a form without its word costs no time.
    sent = (visitor.send(form="").status for _ in range(200))
    assert next(status for status in sent if status != 403) == 429
    assert int(visitor.answer.headers["retry-after"]) >= 1
    assert new_browser(peer="10.0.0.9").sign_in().led_to == "/"


# -- the cookie ------------------------------------------------------------------------------------


def test_the_cookie_is_out_of_reach(database: Database, visitor: Visitor) -> None:
    said = visitor.sign_in().set_cookies()["fluxo_sign_in"]
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=604800"} <= set(said.split("; "))
    assert "Secure" not in said
    assert "Domain" not in said


@pytest.mark.parametrize(
    ("public_url", "proxies", "headers", "is_secure"),
    [
        ("https://fluxo.example", "", {}, True),
        ("", "127.0.0.1", {"x-forwarded-proto": "https"}, True),
        ("", "127.0.0.1", {"x-forwarded-proto": "http"}, False),
        ("", "10.0.0.1", {"x-forwarded-proto": "https"}, False),
        ("", "", {"x-forwarded-proto": "https"}, False),
    ],
)
def test_behind_tls_the_cookie_is_of_this_host_alone(
    public_url: str,
    proxies: str,
    headers: dict[str, str],
    is_secure: bool,
    database: Database,
    new_browser: OpenBrowser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FLUXO_PUBLIC_URL", public_url)
    monkeypatch.setenv("FLUXO_TRUSTED_PROXIES", proxies)
    visitor = new_browser("https://127.0.0.1" if is_secure else ADDRESS)
    visitor.client.headers.update(headers)
    said = visitor.sign_in().set_cookies()
    assert ("__Host-fluxo_sign_in" in said) is is_secure
    assert ("fluxo_sign_in" in said) is not is_secure
    assert all("Secure" in one for name, one in said.items() if name.startswith("__Host-"))


def test_behind_tls_a_cookie_of_a_neighbour_counts_for_nothing(
    database: Database, new_browser: OpenBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = new_browser().sign_in().client.cookies["fluxo_sign_in"]
    monkeypatch.setenv("FLUXO_PUBLIC_URL", "https://fluxo.example")
    stranger = new_browser("https://fluxo.example")
    stranger.client.cookies.set("fluxo_sign_in", token)
    assert not stranger.is_in


def test_a_changed_cookie_is_nobodys(database: Database, visitor: Visitor) -> None:
    held = visitor.sign_in().client.cookies["fluxo_sign_in"]
    for wrong in (held[:-1], held[1:], held.rpartition(".")[0], "x", ""):
        visitor.client.cookies.delete("fluxo_sign_in")
        visitor.client.cookies.set("fluxo_sign_in", wrong, domain="127.0.0.1")
        assert not visitor.is_in


def test_every_sign_in_has_a_token_of_its_own(database: Database, new_browser: OpenBrowser) -> None:
    fixed = new_browser().sign_in("Bia").client.cookies["fluxo_sign_in"]
    victim = new_browser()
    victim.client.cookies.set("fluxo_sign_in", "fixed-by-somebody", domain="127.0.0.1")
    tokens = {victim.sign_in().client.cookies["fluxo_sign_in"] for _ in range(2)}
    victim.client.cookies.clear()
    tokens.add(victim.sign_in().client.cookies["fluxo_sign_in"])
    assert not {fixed, "fixed-by-somebody"} & tokens


def test_a_cookie_is_worth_nothing_after_signing_out(
    database: Database, new_browser: OpenBrowser
) -> None:
    visitor = new_browser().sign_in()
    held = visitor.client.cookies["fluxo_sign_in"]
    token = cookies.read({"fluxo_sign_in": held}, cookies.SIGN_IN, settings(), is_secure=False)
    accounts.sign_out(database, token, now=now())
    assert not visitor.is_in
    thief = new_browser()
    thief.client.cookies.set("fluxo_sign_in", held, domain="127.0.0.1")
    assert not thief.is_in
    assert visitor.see("/sign-in?signed_out=1").status == 200
    assert "Você saiu." in visitor.form.text
    assert "fluxo_sign_in" not in visitor.client.cookies


def test_signing_out_everywhere_ends_every_browser(
    database: Database, new_browser: OpenBrowser
) -> None:
    browsers = [new_browser().sign_in() for _ in range(3)]
    accounts.sign_out_everywhere(database, person_id(database, "Ana"), now=now())
    assert not any(one.is_in for one in browsers)


# -- the page ------------------------------------------------------------------------------------


def test_the_page_is_kept_by_nobody_and_allows_nothing_else(
    database: Database, visitor: Visitor
) -> None:
    headers = visitor.see("/sign-in").answer.headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", visitor.answer.text, re.DOTALL)
        digest = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_what_was_typed_stays_text(database: Database, visitor: Visitor) -> None:
    hostile = '"><script>alert(1)</script>'
    visitor.sign_in(hostile, "uma senha errada")
    assert visitor.form.values["login"] == hostile
    assert "<script>alert" not in visitor.answer.text
    visitor.see("/sign-in", cookie="fluxo_person=%7B%22theme%22%3A%22%5C%22%3E%3Cb%3E%22%7D")
    assert "<b>" not in visitor.answer.text


def test_the_language_is_chosen_before_and_kept_afterwards(
    database: Database, visitor: Visitor
) -> None:
    assert "E-mail ou nome" in visitor.see("/sign-in").form.text
    assert "E-mail or name" in visitor.see("/sign-in?language=en").form.text
    assert "E-mail or name" in visitor.see("/sign-in").form.text
    visitor.sign_in("Ana", "uma senha errada")
    assert "The name or the password is wrong" in visitor.form.text
    assert "%22language%22%3A%22en%22" in visitor.client.cookies["fluxo_person"]


def test_the_door_takes_the_language_of_the_address_along(
    database: Database, visitor: Visitor
) -> None:
    for path in ("/?language=en", "/editor?flow=a&language=en"):
        visitor.see(path).see(str(visitor.led_to))
        assert "E-mail or name" in visitor.form.text
    assert visitor.sign_in(path=visitor.form.action).led_to == "/editor?flow=a"
    visitor.client.cookies.clear()
    visitor.see("/?language=xx").see(str(visitor.led_to))
    assert "E-mail ou nome" in visitor.form.text
