"""The page of the review as Streamlit draws it: on a real database, without a browser."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert

from flow_runtime.conversations.reviewing import (
    approve,
    list_comments,
    resolve_comment,
    review_of,
    write_comment,
)
from storage import audit, drafts, versions
from storage.audit import AuditFilter
from storage.database import Database, open_database
from storage.policy import Role, Scope
from storage.review_steps import APPROVE_OWN
from storage.rules import rules
from storage.schema import upgrade
from tests.flow_runtime.building import TUESDAY_MORNING as NOW
from tests.flow_runtime.building import message
from tests.pages.review_app import (
    boleto,
    hand_in,
    keep,
    labels,
    page,
    press,
    shown,
    words,
    write,
)

HOSTILE = "<b>Eva</b> :material/home: [x](https://mau.example)"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}/fluxo.db"
    monkeypatch.setenv("FLUXO_DATABASE_URL", url)
    with closing(open_database(url)) as opened:
        upgrade(opened)
        yield opened


def state(database: Database, number: int = 1) -> str:
    with database.read() as tx:
        return review_of(tx, "boleto", number).state


# -- the list ------------------------------------------------------------------------------------


def test_nothing_waits(database: Database) -> None:
    assert "Nada espera revisão." in words(page())


def test_what_waits_is_listed_with_who_sent_it_and_why(database: Database) -> None:
    hand_in(database, boleto(), comment="Novo texto")
    said = words(page())
    assert "**Segunda via** · Versão 1" in said
    assert "por ana" in said
    assert "Novo texto" in said
    assert "outra pessoa revisa" not in said
    assert "outra pessoa revisa" in words(page("Aná"))
    assert "Waiting for review" in words(page(language="en"))


# -- deciding ------------------------------------------------------------------------------------


def test_another_person_approves(database: Database) -> None:
    hand_in(database, boleto())
    app = page(flow="boleto")
    assert "Espera revisão" in words(app)
    press(write(app, "Por quê (se houver mais a dizer)", "Ficou claro"), "Aprovar a versão 1")
    assert "A versão 1 foi aprovada." in words(app)
    with database.read() as tx:
        (decision,) = review_of(tx, "boleto", 1).decisions
        (entry,) = audit.newest(tx, AuditFilter(action="version.approved"), limit=5)
    assert (decision.decided_by, decision.reason, decision.verdict) == (
        "bia",
        "Ficou claro",
        "approved",
    )
    assert entry.actor == "bia"
    assert "Aprovar a versão 1" not in labels(app)


def test_sending_back_needs_a_reason(database: Database) -> None:
    hand_in(database, boleto())
    app = press(page(flow="boleto"), "Devolver a versão 1")
    assert "Escreva o que deve mudar" in words(app)
    assert state(database) == "waiting"
    press(write(app, "O que deve mudar", "Falta o prazo"), "Devolver a versão 1")
    assert "A versão 1 foi devolvida." in words(app)
    assert state(database) == "sent_back"


@pytest.mark.parametrize("person", ["ana", "ANA", " Aná "])
def test_nobody_decides_about_their_own_version(database: Database, person: str) -> None:
    hand_in(database, boleto())
    app = page(person, flow="boleto", version="1")
    assert not [one for one in labels(app) if "versão 1" in one]
    assert "outra pessoa faz a revisão" in words(app)


def test_a_company_of_one_may_decide_about_its_own(database: Database) -> None:
    hand_in(database, boleto())
    with database.transaction() as tx:
        allowed = {"name": APPROVE_OWN, "value": True, "set_at": NOW, "set_by": "ana"}
        tx.execute(insert(rules), allowed)
    press(page("ana", flow="boleto"), "Aprovar a versão 1")
    with database.read() as tx:
        assert review_of(tx, "boleto", 1).decisions[0].by_author


def test_who_may_not_review_is_offered_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(database, boleto())
    tester = Scope("bia", frozenset({Role.OPS}))
    monkeypatch.setattr("pages.allowed.current_scope", lambda: tester)
    monkeypatch.setattr("pages.installation.current_scope", lambda: tester)
    app = page(flow="boleto")
    assert not [one for one in labels(app) if "versão 1" in one]
    assert "Espera revisão" in words(app)
    assert "Enviar para revisão" not in labels(page(flow="boleto", version="draft"))


def test_what_another_decided_meanwhile_is_said(database: Database) -> None:
    version = hand_in(database, boleto())
    app = page(flow="boleto")
    with database.transaction() as tx:
        approve(tx, "boleto", 1, sha256=version.sha256, author="caio", now=NOW)
    press(app, "Aprovar a versão 1")
    assert "já foi aprovada por caio" in words(app)


# -- comments ------------------------------------------------------------------------------------


def test_comments_are_written_resolved_and_opened_again(database: Database) -> None:
    hand_in(database, boleto())
    app = write(page(flow="boleto"), "Comentário", "E o prazo?")
    press(app, "Comentar")
    with database.read() as tx:
        (comment,) = list_comments(tx, "boleto", 1)
    assert (comment.text, comment.written_by, comment.node_id) == ("E o prazo?", "bia", None)
    assert "E o prazo?" in words(app)
    press(app, "Resolver")
    assert "resolvido por bia" in words(app)
    press(app, "Reabrir")
    assert "resolvido por" not in words(app)


def test_a_comment_is_about_the_chosen_block(database: Database) -> None:
    hand_in(database, boleto())
    app = page(flow="boleto")
    app.session_state["review:chosen"] = "hello"
    shown(app.run())
    assert "Sobre o bloco “hello”" in words(app)
    press(write(app, "Comentário", "Mais curto?"), "Comentar")
    with database.read() as tx:
        assert list_comments(tx, "boleto", 1)[0].node_id == "hello"
    press(app, "Sobre a versão inteira")
    assert "Sobre o bloco" not in words(app)


def test_an_empty_comment_is_not_written(database: Database) -> None:
    hand_in(database, boleto())
    assert "Escreva o comentário antes." in words(press(page(flow="boleto"), "Comentar"))


def test_what_people_wrote_is_text(database: Database) -> None:
    hand_in(database, boleto(name=HOSTILE), author=HOSTILE[:20], comment=HOSTILE)
    with database.transaction() as tx:
        one = write_comment(tx, "boleto", 1, text=HOSTILE, author=HOSTILE[:20], now=NOW)
        resolve_comment(tx, one.id, author=HOSTILE[:20], now=NOW)
    for said in (words(page()), words(page(flow="boleto"))):
        for element in said.splitlines():
            assert element == HOSTILE or "<b>" not in element.replace(r"\<b\>", "")
            assert element == HOSTILE or ":material/home" not in element


# -- what is compared ----------------------------------------------------------------------------


def chosen(label: str, **query: str) -> str:
    app = page(flow="boleto", **query)
    return next(str(box.value) for box in app.selectbox if box.label == label)


def test_a_first_version_is_compared_with_nothing(database: Database) -> None:
    hand_in(database, boleto())
    assert (chosen("Antes"), chosen("Depois")) == ("0", "1")


def test_one_first_sees_what_waits_beside_what_was_approved(database: Database) -> None:
    first = hand_in(database, boleto())
    with database.transaction() as tx:
        approve(tx, "boleto", 1, sha256=first.sha256, author="bia", now=NOW)
    assert (chosen("Antes"), chosen("Depois")) == ("1", "draft")
    hand_in(database, boleto(text="Oi!"))
    hand_in(database, boleto(text="Oi, tudo bem?"))
    assert (chosen("Antes"), chosen("Depois")) == ("1", "3")
    assert (chosen("Antes", version="2"), chosen("Depois", version="2")) == ("1", "2")


def test_choosing_changes_the_address(database: Database) -> None:
    hand_in(database, boleto())
    hand_in(database, boleto(text="Oi!"))
    app = page(flow="boleto")
    next(box for box in app.selectbox if box.label == "Depois").set_value("draft")
    shown(app.run())
    assert app.query_params["version"] == "draft"
    assert "Rascunho" in words(app)


def test_the_same_twice_says_that_nothing_changed(database: Database) -> None:
    hand_in(database, boleto())
    assert "Nada mudou na conversa." in words(page(flow="boleto", version="1", **{"from": "1"}))


@pytest.mark.parametrize("query", [{"flow": "nada"}, {"flow": "boleto", "version": "9"}])
def test_what_is_not_there_is_said(database: Database, query: dict[str, str]) -> None:
    hand_in(database, boleto())
    assert "não existe" in words(page(**query)) or "Não há" in words(page(**query))


def test_a_draft_that_is_no_whole_flow_cannot_be_compared(database: Database) -> None:
    hand_in(database, boleto())
    keep(database, boleto(message("alone", "…")))
    with database.transaction() as tx:
        draft = drafts.get(tx, "boleto")
        document = {**draft.document, "nodes": [{"id": "x", "type": "menu", "name": "x"}]}
        drafts.save(
            tx,
            "boleto",
            document=document,
            expected_revision=draft.revision,
            author="ana",
            now=NOW,
        )
    said = words(page(flow="boleto", version="draft"))
    assert "ainda não é um fluxo completo" in said


# -- sending for review --------------------------------------------------------------------------


def test_a_draft_is_sent_with_its_words(database: Database) -> None:
    keep(database, boleto())
    app = press(page("ana", flow="boleto"), "Enviar para revisão")
    assert "Não há testes" in words(app)
    app.text_area(key="rv-submit-comment").set_value("Primeira versão")
    shown(app.button(key="rv-submit-go").click().run())
    if state_of_first(database) is None:  # there are warnings: a reason is asked for
        assert "escreva por que" in words(app)
        app.text_area(key="rv-submit-reason").set_value("Os testes vêm depois")
        shown(app.button(key="rv-submit-go").click().run())
    assert "A versão 1 agora espera revisão." in words(app)
    with database.read() as tx:
        review = review_of(tx, "boleto", 1)
    assert review.submission is not None
    assert (review.version.comment, review.submission.submitted_by) == ("Primeira versão", "ana")


def state_of_first(database: Database) -> object:
    with database.read() as tx:
        return versions.latest(tx, "boleto")


def test_a_draft_with_errors_cannot_be_sent(database: Database) -> None:
    keep(database, boleto(message("lost", "Ninguém chega aqui", "{{ nada }}")))
    app = press(page("ana", flow="boleto"), "Enviar para revisão")
    assert "erro" in words(app)
    assert not [one for one in app.button if one.key == "rv-submit-go"]


def test_what_waits_already_is_not_sent_twice(database: Database) -> None:
    hand_in(database, boleto())
    app = press(page("ana", flow="boleto", version="draft"), "Enviar para revisão")
    assert "igual à versão 1" in words(app)


def test_findings_and_history_are_told(database: Database) -> None:
    hand_in(database, boleto(), comment="Primeira")
    app = page(flow="boleto")
    app.session_state["review:panel"].turn_to("findings")
    said = words(shown(app.run()))
    assert "Não há testes" in said
    app.session_state["review:panel"].turn_to("history")
    said = words(shown(app.run()))
    assert "Enviada para revisão" in said
    assert "Primeira" in said
