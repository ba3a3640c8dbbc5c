"""Where one may go on to after signing in: pages of ours, whatever a link says."""

import pytest

from pages.signing.addresses import own_page, sign_in_for


@pytest.mark.parametrize(
    "wanted", ["/", "/editor?flow=boleto", "/read?flow=a&language=en", "/editor?next=//x.example"]
)
def test_a_page_of_ours_is_gone_on_to(wanted: str) -> None:
    assert own_page(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "editor",
        "https://mau.example",
        "//mau.example",
        "///mau.example",
        "/\\mau.example",
        "\\\\mau.example",
        "/\t/mau.example",
        "/\n/mau.example",
        "\t//mau.example",
        " //mau.example",
        "javascript:alert(1)",
        "/sign-in?next=/sign-in",
        "/first-account",
        "/" + "a" * 3_000,
    ],
)
def test_anything_else_leads_home(wanted: str) -> None:
    assert own_page(wanted) == "/"


def test_the_way_back_is_kept() -> None:
    assert sign_in_for("/editor", "flow=a&b=c") == "/sign-in?next=/editor%3Fflow%3Da%26b%3Dc"
    assert sign_in_for("/", "") == "/sign-in"


def test_a_known_language_becomes_that_of_the_sign_in() -> None:
    assert sign_in_for("/", "language=en") == "/sign-in?language=en"
    both = "/sign-in?next=/editor%3Fflow%3Da%26draft%3D&language=pt-BR"
    assert sign_in_for("/editor", "flow=a&language=pt-BR&draft=") == both
    for strange in ("language=xx", "language=", "language=%22%3E"):
        assert "&language" not in sign_in_for("/", strange)
        assert sign_in_for("/", strange).startswith("/sign-in?next=/%3Flanguage%3D")
