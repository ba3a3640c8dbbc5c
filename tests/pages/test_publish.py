"""The page that publishes as Streamlit draws it: on a real database, without a browser."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from flow_runtime.conversations import utc_now
from flow_runtime.conversations.releasing import carry_out_due
from storage import audit, candidates, planned_publications, publications, versions
from storage.database import Database, open_database
from storage.policy import Role, Scope
from storage.publications import Publication
from storage.schema import upgrade
from tests.approving import decide, frozen_version
from tests.browser.builder.releases import (
    FLOW_ID,
    SHOP,
    fill_releases,
    prepare_releases,
    talk,
    welcome,
)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}/fluxo.db"
    monkeypatch.setenv("FLUXO_DATABASE_URL", url)
    with closing(open_database(url)) as opened:
        upgrade(opened)
        yield opened


def _script() -> None:
    """Draw the page itself: AppTest knows no pages that are functions."""
    import streamlit as st

    from pages.publish import show
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


def texts(app: AppTest) -> str:
    return "\n".join(one.value for one in app.markdown).replace("\u2060", "").replace("\\", "")


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return shown(app.run())


def press_label(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label == label).click()
    return shown(app.run())


def live(database: Database) -> Publication:
    with database.read() as tx:
        found = publications.current(tx, SHOP)
    assert found is not None
    return found


def test_an_installation_without_channels_says_how_to_make_one(database: Database) -> None:
    assert "fluxo channel set" in page().info[0].value
    assert "no channel" in page("en").info[0].value


def test_the_first_screen_says_what_is_live_where_since_when_and_by_whom(
    database: Database,
) -> None:
    fill_releases(database)
    said = texts(page())
    for words in (
        "**Produção**",
        "**Teste**",
        "Boas-vindas, versão 2",
        "por rui — textos novos",
        "Boas-vindas, versão 3, para 20% das conversas novas",
        "vai ao ar: Boas-vindas, versão 4, marcado por rui — campanha de dezembro",
        "versão 1: **3**",
        "Nada está no ar aqui ainda",
    ):
        assert words in said
    assert "On trial" in texts(page("en"))


def test_a_version_is_published_now_and_rolled_back(database: Database) -> None:
    prepare_releases(database)
    app = press(page(), f"publish-new-{SHOP}")
    app.text_input(key="publish-reason").set_value("melhor")
    app = press_label(shown(app.run()), "Publicar agora")
    assert "Agora no ar em loja: Boas-vindas, versão 4." in texts(app)
    assert (live(database).version, live(database).reason) == (4, "melhor")
    app = press(app, f"publish-back-{SHOP}")
    app = press_label(app, "Voltar agora")
    assert "De novo no ar em loja: Boas-vindas, versão 1." in texts(app)
    assert live(database).version == 1
    with database.read() as tx:
        newest, *_ = audit.newest(tx)
    assert newest.action == "flow.rolled_back"


def test_a_version_is_planned_and_the_plan_taken_back(database: Database) -> None:
    prepare_releases(database)
    app = press(page(), f"publish-new-{SHOP}")
    app.segmented_control(key="publish-way").set_value("later")
    app = press_label(shown(app.run()), "Marcar")
    with database.read() as tx:
        (plan,) = planned_publications.list_to_come(tx)
    assert plan.version == 4
    app = press(app, f"publish-cancel-{plan.id}")
    app = press_label(app, "Cancelar a publicação")
    with database.read() as tx:
        assert planned_publications.list_to_come(tx) == []


def test_a_plan_that_could_not_be_carried_out_says_why(database: Database) -> None:
    fill_releases(database)
    (number,) = _planned_versions(database)
    with database.transaction() as tx:
        decide(tx, versions.get(tx, FLOW_ID, number), "sent_back", now=utc_now())
    carry_out_due(database, now=utc_now() + timedelta(days=400))
    (said,) = page().warning
    words = said.value.replace("\\", "")
    assert "não foi ao ar: Boas-vindas, versão 4, marcado por rui. Ainda sem aprovação" in words
    assert "did not go live" in page("en").warning[0].value


def _planned_versions(database: Database) -> list[int]:
    with database.read() as tx:
        return [one.version for one in planned_publications.list_to_come(tx)]


def test_a_trial_is_started_and_decided(database: Database) -> None:
    prepare_releases(database)
    for key, label in (("stop", "Encerrar a experiência"), ("promote", "Publicar para todos")):
        app = press(page(), f"publish-new-{SHOP}")
        app.segmented_control(key="publish-way").set_value("share")
        app = press_label(shown(app.run()), "Começar a experiência")
        with database.read() as tx:
            trial = candidates.on_trial(tx, SHOP)
        assert trial is not None
        assert (trial.version, trial.share_percent, trial.over_conversations) == (4, 10, 50)
        app = press(app, f"publish-{key}-{SHOP}")
        next(one for one in reversed(list(app.button)) if one.label == label).click()
        shown(app.run())
    assert live(database).version == 4


def test_open_conversations_move_and_what_would_break_is_told(database: Database) -> None:
    prepare_releases(database)
    talk(database, 2)
    app = press(page(), f"publish-new-{SHOP}")
    app = press_label(app, "Publicar agora")
    app = press(app, f"publish-move-{SHOP}")
    assert "**2** ficam na versão delas, porque quebrariam:" in texts(app)
    assert "O bloco 'Nome', em que a conversa espera, não existe mais. (2)" in texts(app)


def test_what_is_refused_is_said(database: Database) -> None:
    prepare_releases(database)
    app = press(page(), f"publish-new-{SHOP}")
    with database.transaction() as tx:
        decide(
            tx,
            frozen_version(tx, welcome("Como posso chamar você?", "nick"), now=utc_now()),
            "sent_back",
            now=utc_now(),
        )
    app = press_label(app, "Publicar agora")
    assert live(database).version == 1
    assert "aprova" in texts(app)


def test_who_may_not_publish_sees_and_changes_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_releases(database)
    designer = Scope("ana", frozenset({Role.DESIGNER}), 1)
    monkeypatch.setattr("pages.allowed.current_scope", lambda: designer)
    monkeypatch.setattr("pages.installation.current_scope", lambda: designer)
    app = page()
    assert "Boas-vindas, versão 2" in texts(app)
    assert not [one for one in app.button if str(one.key).startswith("publish-new")]
    attendant = Scope("eva", frozenset({Role.ATTENDANT}), 2)
    monkeypatch.setattr("pages.allowed.current_scope", lambda: attendant)
    monkeypatch.setattr("pages.installation.current_scope", lambda: attendant)
    assert "Isto não existe" in page().info[0].value
