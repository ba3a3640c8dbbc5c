"""A form counts only from a page of ours, in the browser that it was shown to."""

import pytest

from storage.database import Database
from tests.pages.signing.conftest import OpenBrowser
from tests.pages.signing.visitor import ADDRESS, PASSWORD, Visitor

OLD_OR_FOREIGN = "Esta página ficou aberta tempo demais ou o formulário veio de outro lugar"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://mau.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://mau.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999", "Sec-Fetch-Site": "same-site"},
        {"Origin": ADDRESS, "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://mau.example", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_form_of_another_site_is_refused(
    headers: dict[str, str], database: Database, visitor: Visitor
) -> None:
    visitor.fill_in("/sign-in", headers, login="Ana", password=PASSWORD)
    assert visitor.status == 403
    assert OLD_OR_FOREIGN in visitor.form.text
    assert "fluxo_sign_in" not in visitor.set_cookies()
    assert not visitor.is_in


@pytest.mark.parametrize("headers", [{"Origin": ADDRESS}, {"Sec-Fetch-Site": "same-origin"}])
def test_one_of_the_two_is_enough(
    headers: dict[str, str], database: Database, visitor: Visitor
) -> None:
    assert visitor.fill_in("/sign-in", headers, login="Ana", password=PASSWORD).led_to == "/"


def test_behind_a_proxy_the_public_name_is_ours(
    database: Database, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLUXO_PUBLIC_URL", "http://fluxo.example")
    headers = {"Origin": "http://fluxo.example"}
    assert visitor.fill_in("/sign-in", headers, login="Ana", password=PASSWORD).led_to == "/"


@pytest.mark.parametrize("word", ["", "x", None])
def test_a_form_without_its_word_is_refused(
    word: str | None, database: Database, visitor: Visitor
) -> None:
    visitor.see("/sign-in")
    said = visitor.form.values["form"][:-1] if word is None else word
    assert visitor.send(login="Ana", password=PASSWORD, form=said).status == 403
    assert visitor.send(login="Ana", password=PASSWORD).led_to == "/"


def test_a_form_of_another_browser_is_refused(database: Database, new_browser: OpenBrowser) -> None:
    theirs = new_browser().see("/sign-in").form.values["form"]
    visitor = new_browser().see("/sign-in")
    assert visitor.send(login="Ana", password=PASSWORD, form=theirs).status == 403


def test_a_form_for_something_else_is_refused(database: Database, visitor: Visitor) -> None:
    word = visitor.see("/sign-in").form.values["form"]
    visitor.client.post("/set-password?token=x", data={"form": word})
    answer = visitor.client.post(
        "/set-password?token=x",
        data={"form": word, "password": PASSWORD},
        headers={"Origin": ADDRESS},
    )
    assert answer.status_code == 410


@pytest.mark.parametrize(
    "body", [b"a=" + b"x" * 20_000, b"&".join(b"a%d=1" % n for n in range(20)), b"login=\xff%ff"]
)
def test_what_no_form_of_ours_holds_is_not_read(
    body: bytes, database: Database, visitor: Visitor
) -> None:
    visitor.see("/sign-in")
    headers = {"Origin": ADDRESS, "Content-Type": "application/x-www-form-urlencoded"}
    visitor.answer = visitor.client.post("/sign-in", content=body, headers=headers)
    assert visitor.status == 413
