"""The home of the builder, drawn by Streamlit itself on a real database."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from flow_runtime.conversations.publishing import import_flow, publish_flow
from pages.widgets.words import LANGUAGES, WORDS
from storage import channels
from storage.database import open_database
from storage.schema import upgrade
from tests.flow_runtime.building import end, flow, message

ENTRY = Path(__file__).parents[2] / "builder_app.py"
NOW = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)


@pytest.fixture
def database_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/fluxo.db"
    monkeypatch.setenv("FLUXO_DATABASE_URL", url)
    monkeypatch.setenv("FLUXO_PUBLIC_URL", "https://atende.example.com")
    with closing(open_database(url)) as database:
        upgrade(database)
    return url


def home(language: str = "pt-BR") -> AppTest:
    app = AppTest.from_file(ENTRY, default_timeout=30)
    app.query_params["language"] = language
    return app.run()


def shown(app: AppTest) -> str:
    texts = [
        element.value for kind in (app.markdown, app.caption, app.subheader) for element in kind
    ]
    return "\n".join(texts)


def publish_one(url: str) -> None:
    built = flow(
        [message("hello", "Olá!"), end()],
        ["hello.next>end"],
        name="Boleto *urgente*",
        objective="O cliente recebe a segunda via",
    )
    with closing(open_database(url)) as database, database.transaction() as tx:
        channels.save(tx, channels.Channel("site", "webchat", {}))
        import_flow(tx, built, author="ana", now=NOW)
        publish_flow(tx, built.id, "site", author="ana", now=NOW)


def test_an_empty_home_says_how_to_begin(database_url: str):
    app = home()
    assert not app.exception
    assert "fluxo import" in app.info[0].value


def test_a_flow_is_a_card_that_says_where_it_is_live(database_url: str):
    publish_one(database_url)
    app = home()
    assert not app.exception
    assert "No ar em site, versão 1" in shown(app)
    assert "**Boleto \\*urgente\\***" in shown(app)


def test_the_page_speaks_english_when_asked(database_url: str):
    publish_one(database_url)
    assert "Live on site, version 1" in shown(home("en"))


def test_a_database_that_does_not_answer_is_one_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FLUXO_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    app = home()
    assert not app.exception
    assert "fluxo doctor" in app.error[0].value


def test_every_word_is_in_every_language():
    for key, words in WORDS.items():
        assert set(words) == set(LANGUAGES), key
        assert all(words.values()), key
