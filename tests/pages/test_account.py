"""The page of one's own account as Streamlit draws it, without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from storage.policy import Scope


def _script() -> None:
    """Draw the page itself: AppTest knows no pages that are functions."""
    import streamlit as st

    from pages.account import show
    from pages.widgets.header import draw_header

    draw_header(st.Page(lambda: None, title="Fluxo", url_path="home"))
    show()


@pytest.mark.parametrize(
    ("language", "words"), [("pt-BR", "ainda não tem papel"), ("en", "has no role yet")]
)
def test_who_has_no_role_yet_is_told_so(
    language: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.account.current_scope", lambda: Scope("Eva", person_id=7))
    app = AppTest.from_function(_script, default_timeout=60)
    app.query_params["language"] = language
    app.run()
    assert not app.exception
    assert words in app.info[0].value
