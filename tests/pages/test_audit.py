"""The page of the audit as Streamlit draws it: on a real database, without a browser."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from storage import audit
from storage.audit import NewAuditEntry
from storage.database import Database, open_database
from storage.schema import upgrade

BEGIN = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
HOSTILE = "<b>Eva</b> :material/home: [x](https://mau.example)"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}/fluxo.db"
    monkeypatch.setenv("FLUXO_DATABASE_URL", url)
    with closing(open_database(url)) as opened:
        upgrade(opened)
        note(opened, "Ana", "flow.imported", "boleto")
        note(opened, "Bia", "flow.published", "loja: boleto v1")
        yield opened


def note(database: Database, actor: str, action: str, subject: str, days: int = 0) -> None:
    with database.transaction() as tx:
        at = BEGIN + timedelta(days=days)
        audit.append(tx, NewAuditEntry(actor, action, subject, {}), now=at)


def _script() -> None:
    """Draw the page itself: AppTest knows no pages that are functions."""
    import streamlit as st

    from pages.audit import show
    from pages.widgets.header import draw_header

    draw_header(st.Page(lambda: None, title="Fluxo", url_path="home"))
    show()


def page(language: str = "pt-BR") -> AppTest:
    app = AppTest.from_function(_script, default_timeout=60)
    app.query_params["language"] = language
    return shown(app.run())


def shown(app: AppTest) -> AppTest:
    assert not app.exception, app.exception[0].stack_trace
    return app


def rows(app: AppTest) -> list[list[str]]:
    """Return the table's rows without their moments."""
    return [list(map(str, row[1:])) for row in app.table[0].value.to_numpy().tolist()]


def choose(app: AppTest, label: str, value: object) -> AppTest:
    next(box for box in app.selectbox if box.label == label).set_value(value)
    return shown(app.run())


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return shown(app.run())


def test_who_did_what_newest_first(database: Database) -> None:
    assert rows(page()) == [
        ["Bia", "publicou um fluxo", r"loja\: boleto v1"],
        ["Ana", "importou um fluxo", "boleto"],
    ]
    assert rows(page("en"))[0][1] == "published a flow"


def test_one_can_ask_for_a_person_an_action_a_subject_and_days(database: Database) -> None:
    app = page()
    assert [row[0] for row in rows(choose(app, "Quem", "Ana"))] == ["Ana"]
    choose(app, "Quem", "")
    assert [row[0] for row in rows(choose(app, "O que fez", "flow.published"))] == ["Bia"]
    choose(app, "O que fez", "")
    app.text_input[-1].set_value("loja")
    assert [row[0] for row in rows(shown(app.run()))] == ["Bia"]


def test_days_are_whole_days(database: Database) -> None:
    today = (datetime.now(UTC) - BEGIN).days
    note(database, "Caio", "flow.created", "troca", days=today - 20)
    note(database, "Davi", "flow.created", "troca", days=today + 1)
    app = page()
    assert [row[0] for row in rows(choose(app, "Quando", 7))] == ["Davi"]
    assert [row[0] for row in rows(choose(app, "Quando", 30))] == ["Davi", "Caio"]
    assert len(rows(choose(app, "Quando", 0))) == 4


def test_nothing_that_fits_says_so(database: Database) -> None:
    app = choose(page(), "O que fez", "secret.set")
    assert app.info[0].value == "Nada anotado combina com isto."


def test_names_are_text(database: Database) -> None:
    note(database, HOSTILE, "flow.created", HOSTILE)
    person, _action, subject = rows(page())[0]
    assert person == subject
    assert r"\<b\>" in person
    assert ":material" not in person.replace("\u2060", "|")


def test_older_entries_come_when_asked_for(database: Database) -> None:
    for number in range(60):
        note(database, "Ana", "flow.created", f"fluxo {number}")
    app = page()
    assert len(rows(app)) == 50
    assert len(rows(press(app, "Mostrar mais antigas"))) == 62


def test_the_record_can_be_checked(database: Database) -> None:
    assert "inteira" in press(page(), "Conferir").success[0].value
    with database.transaction() as tx:
        tx.execute(update(audit.audit).where(audit.audit.c.actor == "Bia").values(actor="Ana"))
    assert "foi mudada depois de escrita" in press(page(), "Conferir").error[0].value
