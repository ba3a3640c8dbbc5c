"""The page of tests as Streamlit draws it: on a real database, without a browser."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from flow_runtime.conversations.publishing import import_flow
from flow_runtime.conversations.testing import change_test, keep_tests, load_tests
from flow_runtime.scripts import Conversation, Step
from storage import drafts
from storage.database import Database, open_database
from storage.schema import upgrade
from tests.flow_runtime.building import end, flow, menu, message

NOW = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
HOSTILE = "<b>Oi</b> :material/home: [x](https://mau.example) $x$ `y`"
PAYS = Conversation(
    name="Recebe",
    steps=(Step(press="Boleto"), Step(expect="Aqui está"), Step(expect_end="resolved")),
)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    url = f"sqlite:///{tmp_path}/fluxo.db"
    monkeypatch.setenv("FLUXO_DATABASE_URL", url)
    with closing(open_database(url)) as opened:
        upgrade(opened)
        keep_flow(opened, "Aqui está o boleto.")
        yield opened


def keep_flow(database: Database, here: str) -> None:
    nodes = [menu("choose", "Boleto", "Sair"), message("here", here), end()]
    arrows = ["choose.boleto>here", "choose.sair>end", "here.next>end"]
    with database.transaction() as tx:
        import_flow(tx, flow(nodes, arrows, id="boleto", name=HOSTILE), author="ana", now=NOW)


def keep(database: Database, *conversations: Conversation) -> None:
    with database.transaction() as tx:
        keep_tests(tx, "boleto", conversations, author="ana", now=NOW)


def _script() -> None:
    """Draw the page itself: AppTest knows no pages that are functions."""
    import streamlit as st

    from pages.tests import show
    from pages.widgets.header import draw_header

    draw_header(st.Page(lambda: None, title="Fluxo", url_path="home"))
    show()


def page(flow_id: str = "boleto", language: str = "pt-BR") -> AppTest:
    app = AppTest.from_function(_script, default_timeout=60)
    app.query_params["language"] = language
    app.query_params["flow"] = flow_id
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.subheader, app.info, app.warning, app.error, app.text)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def stored(database: Database) -> list[Conversation]:
    with database.read() as tx:
        return [test.conversation for test in load_tests(tx, "boleto")]


def test_the_figures_say_what_passes_and_what_is_missed(database: Database):
    keep(database, PAYS)
    words = said(page())
    assert "1 de 1 passam" in words
    assert "87 % de cobertura" in words
    assert "7 de 8 blocos e saídas são alcançados" in words
    assert "1 saída nunca usada" in words


def test_the_page_speaks_english(database: Database):
    keep(database, PAYS)
    words = said(page(language="en"))
    assert "1 of 1 pass" in words
    assert "The flow answers as expected." in words


def test_names_and_words_of_people_are_never_taken_for_marks(database: Database):
    keep(database, PAYS.model_copy(update={"name": HOSTILE, "contact": {"name": HOSTILE}}))
    app = page()
    assert not app.exception
    assert "<b>" not in said(app).replace("\\<", "")
    assert not any(element.allow_html for element in app.markdown)


def test_a_flow_that_is_not_there_is_told_about(database: Database):
    assert "Não há fluxo “nada” aqui." in said(page("nada"))


def test_a_failing_test_shows_its_difference_and_takes_the_new_words(database: Database):
    keep(database, PAYS)
    keep_flow(database, "Segue o boleto.")
    app = page()
    assert "0 de 1 passam" in said(app)
    assert ":gray[Agora:] :green-background[Segue o boleto\\.]" in said(app)
    press(app, "Ver e atualizar")
    press(app, "Atualizar 1 teste")
    assert "1 teste foi atualizado." in said(app)
    assert "1 de 1 passam" in said(app)
    assert stored(database)[0].steps[1] == Step(expect="Segue o boleto.")


def test_a_change_of_somebody_else_is_not_overwritten(database: Database):
    keep(database, PAYS)
    app = press(page(), "Alterar")
    with database.transaction() as tx:
        [test] = load_tests(tx, "boleto")
        theirs = PAYS.model_copy(update={"name": "Dela"})
        change_test(tx, test, theirs, author="bia", now=NOW)
    press(app, "Salvar")
    assert "Outra pessoa alterou este teste" in said(app)
    assert stored(database) == [theirs]


def test_the_beginning_of_a_test_is_changed_in_fields(database: Database):
    keep(database, PAYS)
    app = press(page(), "Alterar")
    fields = {one.label: one for one in (*app.text_input, *app.text_area)}
    fields["Em que momento"].set_value("10/03/2026 18:30")
    fields["O que se sabe do contato"].set_value("name = Ana\nvip = true")
    fields["Primeiras palavras do cliente"].set_value("oi")
    app.run()
    press(app, "Salvar")
    [kept] = stored(database)
    assert kept.at is not None
    assert kept.at.isoformat() == "2026-03-10T18:30:00-03:00"
    assert (kept.contact, kept.text) == ({"name": "Ana", "vip": True}, "oi")


def test_a_beginning_that_cannot_be_read_says_why_and_keeps_the_form(database: Database):
    keep(database, PAYS)
    app = press(page(), "Alterar")
    next(one for one in app.text_input if one.label == "Em que momento").set_value("ontem").run()
    press(app, "Salvar")
    assert "Escreva o momento como" in said(app)
    assert stored(database) == [PAYS]


def test_a_test_of_a_block_that_is_gone_says_so(database: Database):
    keep(database, PAYS.model_copy(update={"node": "lost"}))
    app = page()
    assert not app.exception
    assert "que não existe mais" in said(app)


def test_an_unfinished_draft_is_tested_and_one_without_beginning_is_told_about(database: Database):
    keep(database, PAYS)
    with database.transaction() as tx:
        known = drafts.get(tx, "boleto")
        document = {**known.document, "nodes": []}
        drafts.save(
            tx, "boleto", document=document, expected_revision=known.revision, author="a", now=NOW
        )
    app = page()
    assert not app.exception
    assert "Este fluxo ainda não tem início" in said(app)
