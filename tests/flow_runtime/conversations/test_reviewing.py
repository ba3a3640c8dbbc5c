"""From a draft to an approved version: what stands in the way, and who decides."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flow_runtime.conversations import reviewing
from flow_runtime.conversations.delivering import deliver, deliver_version
from flow_runtime.conversations.freezing import freeze_flow
from flow_runtime.conversations.publishing import import_flow, publish_flow
from flow_runtime.conversations.testing import keep_test, load_tests, remove_tests
from flow_runtime.errors import FlowInvalid, FluxoError, UnknownReference
from flow_runtime.flow import Flow
from flow_runtime.scripts import read_conversation
from storage import audit, channels, publications, reviews, versions
from storage.audit import AuditEntry, AuditFilter
from storage.channels import Channel
from storage.database import Database
from storage.errors import (
    AlreadyDecided,
    Forbidden,
    NotApproved,
    NotFound,
    OtherContent,
    OwnVersion,
)
from storage.policy import Role, Scope
from storage.versions import Version
from tests.flow_runtime.building import TUESDAY_MORNING as NOW
from tests.flow_runtime.building import end, flow, message, node

DESIGNER = Scope("ana", frozenset({Role.DESIGNER}))
APPROVER = Scope("bia", frozenset({Role.APPROVER}))
OPS = Scope("otto", frozenset({Role.OPS}))


def boleto(text: str = "Olá!", **fields: object) -> Flow:
    given = {"id": "boleto", "name": "Boleto", **fields}
    return flow([message("hello", text), end(text="Até logo!")], ["hello.next>end"], **given)


GREETS = {"name": "Cumprimenta", "steps": [{"expect": "Olá!"}, {"expect": "Até logo!"}]}


@pytest.fixture
def kept(database: Database) -> Callable[[Flow], None]:
    """Stores a flow as the draft of ana."""
    with database.transaction() as tx:
        channels.save(tx, Channel("site", "webchat", {}))

    def keep(built: Flow) -> None:
        with database.transaction() as tx:
            import_flow(tx, built, author="ana", now=NOW)

    return keep


Keep = Callable[[Flow], None]


def with_test(database: Database, conversation: dict[str, object] = GREETS) -> None:
    with database.transaction() as tx:
        keep_test(tx, "boleto", read_conversation(conversation), author="ana", now=NOW)


def submit(
    database: Database, flow_id: str = "boleto", *, by: str = "ana", **fields: object
) -> Version:
    given = {"warnings_reason": "Serve assim", **fields}
    with database.transaction() as tx:
        return reviewing.submit(tx, flow_id, author=by, now=NOW, **given)  # type: ignore[arg-type]


def approve(database: Database, version: Version, *, by: str = "bia") -> reviewing.Decision:
    with database.transaction() as tx:
        return reviewing.approve(
            tx, version.flow_id, version.number, sha256=version.sha256, author=by, now=NOW
        )


def written_down(database: Database, beginning: str) -> list[AuditEntry]:
    with database.read() as tx:
        return audit.newest(tx, AuditFilter(action=beginning))


# -- examining ---------------------------------------------------------------------------------


def test_a_sound_draft_can_be_handed_in(database: Database, kept: Keep) -> None:
    kept(boleto())
    with_test(database)
    with database.read() as tx:
        found = reviewing.examine_draft(tx, "boleto")
    assert (found.can_submit, found.needs_reason, found.refusals) == (True, True, ())
    assert found.report is not None
    assert found.report.passed
    assert found.coverage is not None
    assert found.coverage.is_complete


def test_everything_in_the_way_is_told_at_once(database: Database, kept: Keep) -> None:
    kept(flow([message("hello", "Oi!"), end()], [], id="boleto"))
    with_test(database)
    with database.read() as tx:
        found = reviewing.examine_draft(tx, "boleto")
    assert not found.can_submit
    assert [type(one) for one in found.refusals] == [FlowInvalid, reviewing.TestsFailed]
    assert all(one.words["pt-BR"] != one.words["en"] for one in found.refusals)


def test_an_unfinished_drawing_is_examined_all_the_same(database: Database, kept: Keep) -> None:
    kept(Flow(schema_version=1, id="boleto", name="Vazio"))
    with database.read() as tx:
        found = reviewing.examine_draft(tx, "boleto")
    assert found.report is None
    assert found.coverage is None
    assert found.errors
    with pytest.raises(FlowInvalid):
        submit(database)


def test_what_does_not_exist_is_not_found(database: Database, kept: Keep) -> None:
    with database.read() as tx, pytest.raises(NotFound):
        reviewing.examine_draft(tx, "nada")
    with pytest.raises(NotFound):
        submit(database)


# -- handing in --------------------------------------------------------------------------------


def test_what_is_handed_in_holds_its_tests_and_what_was_found(
    database: Database, kept: Keep
) -> None:
    kept(boleto())
    with_test(database)
    with pytest.raises(reviewing.ReasonNeeded):
        submit(database, warnings_reason="  ")
    version = submit(database, comment=" Nova saudação ", warnings_reason="É o texto da lei")
    assert (version.number, version.comment, version.author) == (1, "Nova saudação", "ana")
    assert [dict(one)["name"] for one in version.tests] == ["Cumprimenta"]  # type: ignore[call-overload]
    with database.read() as tx:
        review = reviewing.review_of(tx, "boleto", 1)
        [waiting] = reviewing.list_waiting(tx)
        assert not reviewing.is_approved(tx, "boleto", 1)
    assert review.state == "waiting"
    assert (waiting.flow_id, waiting.submitted_by) == ("boleto", "ana")
    given = review.submission
    assert given is not None
    assert given.warnings_reason == "É o texto da lei"
    codes = [one["code"] for one in given.findings["warnings"]]  # type: ignore[attr-defined]
    assert codes == ["end.no_survey"]
    assert (given.tests["passed"], given.tests["names"]) == (1, ["Cumprimenta"])
    [entry] = written_down(database, "version.")
    assert (entry.action, entry.actor, entry.subject) == ("version.submitted", "ana", "boleto v1")
    assert entry.details == {"sha256": version.sha256, "warnings": 1, "tests": 1}


def test_failing_tests_are_named_and_nothing_is_kept(database: Database, kept: Keep) -> None:
    kept(boleto("Bom dia!"))
    with_test(database)
    with pytest.raises(reviewing.TestsFailed, match="Cumprimenta"):
        submit(database)
    with database.read() as tx:
        assert versions.latest(tx, "boleto") is None
    assert written_down(database, "version.") == []


def test_the_same_is_not_handed_in_twice(database: Database, kept: Keep) -> None:
    kept(boleto())
    first = submit(database)
    with pytest.raises(reviewing.AlreadySubmitted, match="version 1, which waits"):
        submit(database, by="dora")
    approve(database, first)
    with pytest.raises(reviewing.AlreadySubmitted, match="approved already"):
        submit(database)


def test_changed_tests_alone_make_a_version_to_review(database: Database, kept: Keep) -> None:
    kept(boleto())
    submit(database)
    with_test(database)
    assert submit(database).number == 2
    with database.transaction() as tx:
        remove_tests(tx, "boleto", load_tests(tx, "boleto"), author="ana", now=NOW)
    assert submit(database).number == 3


def test_a_version_that_nobody_handed_in_can_still_be(database: Database, kept: Keep) -> None:
    kept(boleto())
    with database.transaction() as tx:
        frozen = freeze_flow(tx, "boleto", author="ana", now=NOW)
    assert submit(database, by="dora") == frozen
    for person in ("ana", "dora"):
        with pytest.raises(OwnVersion):
            approve(database, frozen, by=person)


def test_a_text_has_bounds(database: Database, kept: Keep) -> None:
    kept(boleto())
    with pytest.raises(reviewing.TextTooLong):
        submit(database, comment="x" * 2_001)


def test_a_called_flow_needs_a_version_and_its_approval(database: Database, kept: Keep) -> None:
    kept(flow([message("hi", "Oi"), end()], ["hi.next>end"], id="nps", name="NPS"))
    calls = [node("call", "subflow", flow="nps"), end()]
    kept(flow(calls, ["call.done>end", "call.failed>end"], id="boleto", name="Boleto"))
    with pytest.raises(UnknownReference, match="nps"):
        submit(database)
    called = submit(database, "nps")
    calling = submit(database)
    assert calling.pins == {"nps": 1}
    approve(database, calling)
    with pytest.raises(NotApproved, match="nps@1"), database.transaction() as tx:
        publish_flow(tx, "boleto", 1, "site", author="otto", now=NOW)
    approve(database, called)
    with database.transaction() as tx:
        assert publish_flow(tx, "boleto", 1, "site", author="otto", now=NOW).version == 1


def test_what_was_examined_before_is_used_unless_something_changed(
    database: Database, kept: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(boleto())
    with database.read() as tx:
        before = reviewing.examine_draft(tx, "boleto")
    marked = replace(before, refusals=(FluxoError("seen before"),))
    with pytest.raises(FluxoError, match="seen before"):
        submit(database, examined=marked)
    with_test(database)
    assert submit(database, examined=marked).number == 1
    kept(boleto("Oi!"))
    with pytest.raises(reviewing.TestsFailed):
        submit(database, examined=before)


# -- deciding ----------------------------------------------------------------------------------


def test_an_approved_version_goes_live(database: Database, kept: Keep) -> None:
    kept(boleto())
    version = submit(database)
    with pytest.raises(NotApproved), database.transaction() as tx:
        publish_flow(tx, "boleto", 1, "site", author="otto", now=NOW)
    decision = approve(database, version)
    assert (decision.verdict, decision.by_author) == ("approved", False)
    with database.transaction() as tx:
        first = publish_flow(tx, "boleto", 1, "site", author="otto", now=NOW)
        assert publish_flow(tx, "boleto", 1, "site", author="otto", now=NOW) == first
    [entry] = written_down(database, "version.approved")
    assert (entry.actor, entry.details) == ("bia", {"sha256": version.sha256})
    assert len(written_down(database, "flow.published")) == 1


def test_a_version_is_sent_back_with_a_reason(database: Database, kept: Keep) -> None:
    kept(boleto())
    version = submit(database)
    given = {"sha256": version.sha256, "author": "bia", "now": NOW}
    with pytest.raises(reviewing.ReasonNeeded), database.transaction() as tx:
        reviewing.send_back(tx, "boleto", 1, reason=" \n", **given)
    with database.transaction() as tx:
        reviewing.send_back(tx, "boleto", 1, reason="Falta o valor", **given)
        assert reviewing.list_waiting(tx) == []
        assert reviewing.review_of(tx, "boleto", 1).state == "sent_back"
    with pytest.raises(AlreadyDecided), database.transaction() as tx:
        reviewing.send_back(tx, "boleto", 1, reason="De novo", **given)
    with pytest.raises(reviewing.AlreadySubmitted, match="change what was asked for"):
        submit(database)
    [entry] = written_down(database, "version.sent_back")
    assert "Falta" not in str(entry.details)


def test_what_was_looked_at_must_be_what_is_there(database: Database, kept: Keep) -> None:
    kept(boleto())
    version = submit(database)
    with pytest.raises(OtherContent):
        approve(database, replace(version, sha256="0" * 64))


def test_one_person_does_it_all_where_the_company_says_so(database: Database, kept: Keep) -> None:
    from storage.review_steps import APPROVE_OWN
    from storage.rules import rules

    kept(boleto())
    version = submit(database)
    with pytest.raises(OwnVersion):
        approve(database, version, by="Ana")
    with database.transaction() as tx:
        values = {"name": APPROVE_OWN, "value": True, "set_at": NOW, "set_by": "adm"}
        tx.execute(rules.insert(), values)
    assert approve(database, version, by="ana").by_author
    assert [e.action for e in written_down(database, "version.approved")] == [
        "version.approved_by_author"
    ]


def test_each_does_their_part_in_their_own_name(database: Database, kept: Keep) -> None:
    kept(boleto())
    version = submit(database.within(DESIGNER))
    for scope in (DESIGNER, OPS):
        with pytest.raises(Forbidden):
            approve(database.within(scope), version, by=scope.person)
    approve(database.within(APPROVER), version)
    with pytest.raises(Forbidden):
        submit(database.within(DESIGNER), by="bia")
    with database.within(OPS).transaction() as tx:
        publish_flow(tx, "boleto", 1, "site", author="otto", now=NOW)
    kept(boleto("Oi!"))
    with pytest.raises(Forbidden), database.within(OPS).transaction() as tx:
        deliver(tx, "boleto", "site", author="otto", approver="bia", now=NOW)


# -- comments ----------------------------------------------------------------------------------


def test_comments_are_written_resolved_and_reopened(database: Database, kept: Keep) -> None:
    kept(boleto())
    submit(database)
    with database.transaction() as tx:
        one = reviewing.write_comment(
            tx, "boleto", 1, text=" E à noite? ", node_id="hello", author="tito", now=NOW
        )
        assert (one.text, one.node_id, one.resolved_by) == ("E à noite?", "hello", None)
        for _ in range(2):
            done = reviewing.resolve_comment(tx, one.id, author="ana", now=NOW)
            assert done.resolved_by == "ana"
        for _ in range(2):
            assert reviewing.reopen_comment(tx, one.id, author="bia", now=NOW) == one
        assert reviewing.list_comments(tx, "boleto", 1) == (one,)
    actions = [entry.action for entry in written_down(database, "comment.")]
    assert actions == ["comment.reopened", "comment.resolved", "comment.written"]


def test_a_comment_has_words_and_a_version(database: Database, kept: Keep) -> None:
    kept(boleto())
    with database.transaction() as tx, pytest.raises(NotFound):
        reviewing.write_comment(tx, "boleto", 1, text="Oi", author="tito", now=NOW)
    submit(database)
    with database.transaction() as tx, pytest.raises(reviewing.ReasonNeeded):
        reviewing.write_comment(tx, "boleto", 1, text=" ", author="tito", now=NOW)


# -- what comes with the product ---------------------------------------------------------------


def test_delivering_takes_two_names(database: Database, kept: Keep) -> None:
    kept(boleto())
    for step in (
        lambda tx: deliver(tx, "boleto", "site", author="Fluxo", approver="FLUXO ", now=NOW),
        lambda tx: deliver_version(tx, "boleto", author="Fluxo", approver="fluxo", now=NOW),
    ):
        with database.transaction() as tx, pytest.raises(OwnVersion):
            step(tx)
    with database.transaction() as tx:
        live = deliver(tx, "boleto", "site", author="Fluxo", approver="ana", now=NOW)
        assert deliver(tx, "boleto", "site", author="Fluxo", approver="ana", now=NOW) == live
        assert reviews.is_approved(tx, "boleto", live.version)
        assert publications.history(tx, "site") == [live]
