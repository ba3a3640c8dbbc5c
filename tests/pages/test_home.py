"""People find, open, copy, file and put away flows; nothing disappears without a way back."""

import re
from contextlib import closing
from pathlib import Path

import pytest
import streamlit as st

from flow_runtime.conversations.delivering import deliver
from flow_runtime.conversations.publishing import import_flow
from pages.home_parts import cards
from pages.home_parts.rows import Row
from storage import channels, drafts, flow_cards, flows
from storage.database import open_database
from storage.schema import upgrade
from tests.flow_runtime.building import end, flow, message
from tests.pages.home_app import (
    NOW,
    act,
    button,
    home,
    markup,
    names,
    read,
    shown,
    stand_in,
    store,
    write,
)
from tests.storage.stories import a_flow


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/fluxo.db"
    monkeypatch.setenv("FLUXO_DATABASE_URL", url)
    monkeypatch.setattr("pages.home_parts.cards.mount", stand_in)
    monkeypatch.setenv("FLUXO_PUBLIC_URL", "http://localhost:8080")
    with closing(open_database(url)) as database:
        upgrade(database)
    return url


def publish_one(url: str) -> None:
    built = flow(
        [message("hello", "Olá!"), end()],
        ["hello.next>end"],
        name="Boleto *urgente*",
        objective="O cliente recebe a segunda via",
    )

    def work(tx) -> None:
        channels.save(tx, channels.Channel("site", "webchat", {}))
        import_flow(tx, built, author="ana", now=NOW)
        deliver(tx, built.id, "site", author="ana", approver="bia", now=NOW)

    write(url, work)


def test_an_empty_home_says_how_to_begin_in_three_steps(url: str):
    app = home()
    assert not app.exception
    assert "Seu primeiro atendimento em três passos" in shown(app)
    assert "Começar com um fluxo pronto" in [one.label for one in app.button]


def test_a_flow_is_a_card_with_its_words_and_where_it_is_live(url: str):
    publish_one(url)
    app = home()
    assert not app.exception
    assert names(app) == ["Boleto *urgente*"]
    said = shown(app)
    assert "No ar em site, versão 1" in said
    assert "http://localhost:8080/chat/site" in said
    assert "O cliente recebe a segunda via" in said
    assert "Receptivo" in said
    assert "por ana" in said


def test_the_page_speaks_english_when_asked(url: str):
    publish_one(url)
    assert "Live on site, version 1" in shown(home("en"))


def test_a_database_that_does_not_answer_is_one_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FLUXO_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    app = home()
    assert not app.exception
    assert "fluxo doctor" in app.error[0].value


def test_a_card_tells_how_many_problems_its_draft_has(url: str):
    store(url, "Boleto")
    app = home()
    assert "pendência" in shown(app)
    app.segmented_control(key="home-state").set_value("problems").run()
    assert names(app) == ["Boleto"]


def test_flows_are_found_without_accents_and_by_any_of_their_words(url: str):
    store(url, "Cobrança", objective="Segunda via")
    store(url, "Suporte", category="triagem")
    app = home()
    for words, found in (
        ("cobranca", ["Cobrança"]),
        ("SEGUNDA cobrança", ["Cobrança"]),
        ("triagem", ["Suporte"]),
        ("nada disso", []),
    ):
        app.text_input(key="home-words").set_value(words).run()
        assert names(app) == found, words
    assert "Nenhum fluxo combina" in shown(app)
    button(app, "Mostrar todos os fluxos").click().run()
    assert len(names(app)) == 2


def test_folders_and_categories_narrow_the_list(url: str):
    store(url, "Boleto", folder="Financeiro")
    store(url, "Visita", folder="Campo", category="ativo")
    app = home()
    app.selectbox(key="home-folder").set_value("Financeiro").run()
    assert names(app) == ["Boleto"]
    app.selectbox(key="home-folder").set_value("").run()
    app.selectbox(key="home-category").set_value("ativo").run()
    assert names(app) == ["Visita"]


def test_a_copy_is_told_and_can_be_opened(url: str):
    store(url, "Boleto")
    app = act(home(), "boleto", "duplicate")
    assert not app.exception
    assert "Copiado como “Boleto \\(cópia\\)”." in shown(app)
    assert read(url, flows.ids) == {"boleto", "boleto-copia"}


def test_an_archived_flow_is_away_until_the_step_is_undone(url: str):
    store(url, "Boleto", "Visita")
    app = act(home(), "boleto", "archive")
    assert "“Boleto” foi arquivado." in shown(app)
    assert "Visita" in names(app)
    assert read(url, lambda tx: flows.get(tx, "boleto").archived_at) is not None
    button(app, "Desfazer").click().run()
    assert set(names(app)) == {"Boleto", "Visita"}


def test_an_archived_flow_comes_back_from_the_archive(url: str):
    store(url, "Boleto", "Visita")
    app = act(home(), "boleto", "archive")
    app.segmented_control(key="home-state").set_value("archived").run()
    assert names(app) == ["Boleto"]
    act(app, "boleto", "restore")
    assert read(url, lambda tx: flows.get(tx, "boleto").archived_at) is None


def test_archiving_a_live_flow_is_asked_about_first(url: str):
    publish_one(url)
    app = act(home(), "story", "archive")
    assert "continua atendendo clientes em site" in shown(app)
    assert read(url, lambda tx: flows.get(tx, "story").archived_at) is None
    button(app, "Arquivar").click().run()
    assert read(url, lambda tx: flows.get(tx, "story").archived_at) is not None


def test_a_flow_moves_into_a_folder_that_is_named_on_the_way_and_back(url: str):
    store(url, "Boleto")
    app = act(home(), "boleto", "move")
    app.selectbox(key="home-move-boleto-folder").select_index(1).run()
    app.text_input(key="home-move-boleto-new-folder").set_value(" Cobrança ").run()
    button(app, "Mover").click().run()
    assert read(url, lambda tx: flows.get(tx, "boleto").folder) == "Cobrança"
    assert "agora está na pasta “Cobrança”" in shown(app)
    button(app, "Desfazer").click().run()
    assert read(url, lambda tx: flows.get(tx, "boleto").folder) == ""


def test_an_export_is_the_draft_as_it_stands(url: str):
    store(url, "Boleto")
    app = act(home(), "boleto", "export")
    assert not app.exception
    (download,) = app.get("download_button")
    assert download.label == "Salvar boleto\\.json"
    assert read(url, lambda tx: drafts.get(tx, "boleto").revision) == 1


def test_a_flow_that_somebody_removed_meanwhile_is_a_sentence(url: str):
    store(url, "Boleto", "Visita")
    app = home()
    with closing(open_database(url)) as database, database.transaction() as tx:
        for table in (flow_cards.flow_cards, drafts.drafts, flows.flows):
            key = table.primary_key.columns.values()[0]
            tx.execute(table.delete().where(key == "boleto"))
    app = act(app, "boleto", "archive")
    assert not app.exception
    assert "não está mais aqui" in shown(app)


def test_five_hundred_flows_are_drawn_a_page_at_a_time(url: str):
    store(url, *(f"Fluxo{number}" for number in range(60)))
    app = home()
    assert len(names(app)) == 24
    button(app, "Mostrar mais (faltam 36 fluxos)").click().run()
    assert len(names(app)) == 48
    app.text_input(key="home-words").set_value("fluxo1").run()
    assert len(names(app)) == 11


HOSTILE = "<img src=x onerror=alert(1)> **b** [x](javascript:alert(1)) :material/home: $x$"


def test_a_hostile_name_is_text_everywhere(url: str):
    store(url, "Nice")
    document = {"id": "evil", "name": HOSTILE, "objective": HOSTILE, "category": HOSTILE}
    store(url, "Evil", folder=HOSTILE, **document)
    app = home()
    for action in ("duplicate", "archive"):
        app = act(app, "evil", action)
        assert not app.exception
        said = markup(app)
        assert "onerror" in said
        for trap in ("<img", "**b**", "[x](", ":material/home", "$x$"):
            assert not re.search(rf"(?<!\\){re.escape(trap)}", said), trap
    assert not [html for html in app.get("html") if "onerror" in html.body]


@pytest.mark.parametrize(
    "asked",
    [None, 7, {}, {"action": "archive"}, {"action": "archive", "flow": ["boleto"]},
     {"action": "archive", "flow": "other"}, {"action": "burn", "flow": "boleto"}],
)  # fmt: skip
def test_what_no_card_offers_is_not_done(monkeypatch: pytest.MonkeyPatch, asked: object):
    done: list[object] = []
    monkeypatch.setattr(st, "session_state", {"home-cards": {"asked": asked}})
    monkeypatch.setattr("pages.home_parts.actions.archive", done.append)
    cards._asked({"boleto": Row(a_flow(), None, None, ())})
    assert done == []
