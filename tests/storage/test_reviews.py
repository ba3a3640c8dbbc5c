"""Reviews: who may decide what, and what may go live."""

from functools import partial

import pytest
from sqlalchemy import Connection, insert

from storage import channels, flows, publications, review_lists, review_steps, reviews, versions
from storage.channels import Channel
from storage.database import Database
from storage.errors import (
    AlreadyDecided,
    Conflict,
    Forbidden,
    InvalidValue,
    NotApproved,
    NotFound,
    OtherContent,
    OwnVersion,
    StorageError,
)
from storage.names import folded, same_name
from storage.policy import NOBODY, Role, Scope
from storage.publications import NewPublication
from storage.review_steps import APPROVE_OWN, NewDecision
from storage.reviews import Submission
from storage.rules import rules
from storage.versions import NewVersion
from tests.storage.reviewing import decide, submit
from tests.storage.stories import NOW, World, a_flow, a_version, at_once, later

BIA = Scope("bia", frozenset({Role.APPROVER}))
ANA = Scope("ana", frozenset({Role.DESIGNER}))


def allow_own(tx: Connection, value: object = True) -> None:
    tx.execute(insert(rules), {"name": APPROVE_OWN, "value": value, "set_at": NOW, "set_by": "adm"})


def test_a_version_waits_until_another_person_decides(database: Database, world: World) -> None:
    with database.transaction() as tx:
        given = submit(tx, 1)
        assert reviews.review_of(tx, "boleto", 1).state == "waiting"
        assert not reviews.is_approved(tx, "boleto", 1)
        [waiting] = review_lists.list_waiting(tx)
        assert (waiting.flow_name, waiting.version, waiting.comment) == (
            "Segunda via de boleto",
            1,
            "primeira",
        )
        first = decide(tx, 1, "sent_back")
        second = decide(tx, 1, by="caio")
        review = reviews.review_of(tx, "boleto", 1)
        assert reviews.is_approved(tx, "boleto", 1)
        assert review_lists.list_waiting(tx) == []
    assert (review.state, review.submission) == ("approved", given)
    assert review.decisions == (second, first)
    assert not second.by_author


def test_what_was_sent_back_again_is_not_approved(database: Database, world: World) -> None:
    with database.transaction() as tx:
        decide(tx, 1)
        decide(tx, 1, "sent_back", by="caio")
        assert not reviews.is_approved(tx, "boleto", 1)
        with pytest.raises(NotApproved, match="boleto@1"):
            reviews.require_approved(tx, "boleto", 1)


@pytest.mark.parametrize(
    "person", ["ana", "ANA", " Âna ", "a n a", "ａｎａ", "an\u200ba", "dora", "DÓRA"]
)
@pytest.mark.parametrize("verdict", ["approved", "sent_back"])
def test_nobody_decides_about_their_own(
    database: Database, world: World, person: str, verdict: reviews.Verdict
) -> None:
    with database.transaction() as tx:
        submit(tx, 1, by="dora")
        with pytest.raises(OwnVersion):
            decide(tx, 1, verdict, by=person)
        assert reviews.review_of(tx, "boleto", 1).decisions == ()


@pytest.mark.parametrize("person", ["", "  ", "\u200b"])
def test_a_decision_has_a_name(database: Database, world: World, person: str) -> None:
    with database.transaction() as tx, pytest.raises(InvalidValue):
        decide(tx, 1, by=person)


def test_a_company_of_one_may_say_so_and_it_is_marked(database: Database, world: World) -> None:
    with database.transaction() as tx:
        allow_own(tx)
        assert decide(tx, 1, by="Ana").by_author
        assert reviews.is_approved(tx, "boleto", 1)
        assert not decide(tx, 1, "sent_back", by="bia").by_author


@pytest.mark.parametrize("value", [False, "true", None, {}])
def test_any_other_value_of_the_rule_allows_nothing(
    database: Database, world: World, value: object
) -> None:
    with database.transaction() as tx:
        allow_own(tx, value)
        with pytest.raises(OwnVersion):
            decide(tx, 1, by="ana")


def test_the_hash_must_be_the_versions(database: Database, world: World) -> None:
    new = NewDecision("boleto", 1, "b" * 64, "approved", "", "bia")
    with database.transaction() as tx:
        with pytest.raises(OtherContent):
            review_steps.decide(tx, new, now=NOW)
        with pytest.raises(NotFound):
            decide(tx, 2)


@pytest.mark.parametrize("verdict", ["approved", "sent_back"])
def test_the_same_is_not_decided_twice(
    database: Database, world: World, verdict: reviews.Verdict
) -> None:
    with database.transaction() as tx:
        decide(tx, 1, verdict)
        with pytest.raises(AlreadyDecided, match="bia"):
            decide(tx, 1, verdict, by="caio")


def test_of_eight_who_approve_at_once_one_does(database: Database, world: World) -> None:
    def approve(person: str) -> bool:
        try:
            with database.transaction() as tx:
                decide(tx, 1, by=person)
        except AlreadyDecided:
            return False
        return True

    people = [f"p{number}" for number in range(8)]
    assert sum(at_once([partial(approve, person) for person in people])) == 1
    with database.read() as tx:
        assert len(reviews.review_of(tx, "boleto", 1).decisions) == 1


def test_a_version_is_handed_in_once(database: Database, world: World) -> None:
    with database.transaction() as tx:
        submit(tx, 1)
    with pytest.raises(Conflict), database.transaction() as tx:
        submit(tx, 1, by="bia")
    with pytest.raises(Conflict), database.transaction() as tx:
        submit(tx, 9)


# -- going live --------------------------------------------------------------------------------


def publish(tx: Connection, number: int = 1) -> None:
    publications.publish(tx, NewPublication("site", "boleto", number, "otto", ""), now=NOW)


def test_only_what_is_approved_goes_live(database: Database, world: World) -> None:
    with database.transaction() as tx:
        with pytest.raises(NotApproved, match="boleto@1"):
            publish(tx)
        decide(tx, 1, "sent_back")
        with pytest.raises(NotApproved):
            publish(tx)
        decide(tx, 1, by="caio")
        publish(tx)
        with pytest.raises(NotFound):
            publish(tx, 7)


def test_an_approval_holds_for_its_own_version_alone(database: Database, world: World) -> None:
    with database.transaction() as tx:
        decide(tx, 1)
        versions.freeze(tx, a_version("b" * 64), now=NOW)
        with pytest.raises(NotApproved, match="boleto@2"):
            publish(tx, 2)


def test_an_approval_of_another_hash_counts_for_nothing(database: Database, world: World) -> None:
    with database.transaction() as tx:
        row = {
            "flow_id": "boleto",
            "version": 1,
            "sha256": "f" * 64,
            "verdict": "approved",
            "reason": "",
            "decided_by": "bia",
            "decided_at": NOW,
            "by_author": False,
        }
        tx.execute(insert(reviews.decisions), row)
        assert not reviews.is_approved(tx, "boleto", 1)


def test_a_sub_flow_must_be_approved_in_the_version_that_is_pinned(
    database: Database, world: World
) -> None:
    with database.transaction() as tx:
        flows.create(tx, a_flow("nps"))
        for letter in "ab":
            versions.freeze(tx, a_version(letter * 64, "nps"), now=NOW)
        calling = NewVersion("boleto", {"calls": "nps"}, "c" * 64, {"nps": 2}, "ana")
        versions.freeze(tx, calling, now=NOW)
        decide(tx, 2)
        decide(tx, 1, flow_id="nps")
        assert reviews.unapproved(tx, "boleto", 2) == [("nps", 2)]
        with pytest.raises(NotApproved, match="nps@2"):
            publish(tx, 2)
        decide(tx, 2, flow_id="nps")
        publish(tx, 2)


def test_going_back_asks_for_the_approval_again(database: Database, world: World) -> None:
    with database.transaction() as tx:
        versions.freeze(tx, a_version("b" * 64), now=NOW)
        for number in (1, 2):
            decide(tx, number)
            publish(tx, number)
        decide(tx, 1, "sent_back", by="caio")
        with pytest.raises(NotApproved):
            publications.rollback(tx, "site", author="otto", reason="erro", now=NOW)


# -- what waits --------------------------------------------------------------------------------


def test_a_newer_version_waits_in_the_place_of_an_older_one(
    database: Database, world: World
) -> None:
    with database.transaction() as tx:
        versions.freeze(tx, a_version("b" * 64), now=NOW)
        submit(tx, 1)
        submit(tx, 2)
        assert [one.version for one in review_lists.list_waiting(tx)] == [2]
        assert review_lists.number_waiting(tx) == 1


def test_the_longest_waits_first_and_an_archived_flow_not_at_all(
    database: Database, world: World
) -> None:
    with database.transaction() as tx:
        for place, flow_id in enumerate(("agenda", "nps", "fim")):
            flows.create(tx, a_flow(flow_id))
            versions.freeze(tx, a_version(flow_id=flow_id), now=NOW)
            moment = later(10 - place)
            review_steps.submit(tx, Submission(flow_id, 1, "ana", moment, "", {}, {}))
        flows.archive(tx, "nps", now=NOW)
        assert [one.flow_id for one in review_lists.list_waiting(tx)] == ["fim", "agenda"]
        assert review_lists.number_waiting(tx) == 2


# -- versions with tests -----------------------------------------------------------------------


def test_other_tests_make_another_version(database: Database, world: World) -> None:
    first = NewVersion("boleto", {"a": 1}, "d" * 64, {}, "ana", tests=[{"name": "um\x00"}])
    second = NewVersion("boleto", {"a": 1}, "d" * 64, {}, "ana", tests=[{"name": "dois"}])
    with database.transaction() as tx:
        numbers = [versions.freeze(tx, new, now=NOW).number for new in (first, first, second)]
        assert numbers == [2, 2, 3]
        assert versions.get(tx, "boleto", 3).tests == [{"name": "dois"}]


# -- in whose name -----------------------------------------------------------------------------


@pytest.mark.parametrize("scope", [NOBODY, ANA, Scope("bia", frozenset({Role.OPS}))])
def test_only_approvers_decide(database: Database, world: World, scope: Scope) -> None:
    with pytest.raises(Forbidden), database.within(scope).transaction() as tx:
        decide(tx, 1, by=scope.person)


@pytest.mark.parametrize("name", ["caio", "BIA", ""])
def test_a_person_decides_under_no_other_name(database: Database, world: World, name: str) -> None:
    with pytest.raises(Forbidden), database.within(BIA).transaction() as tx:
        decide(tx, 1, by=name)
    with database.within(BIA).transaction() as tx:
        assert decide(tx, 1, by="bia").decided_by == "bia"


@pytest.mark.parametrize("name", ["bia", ""])
def test_nobody_freezes_submits_or_publishes_for_another(
    database: Database, world: World, name: str
) -> None:
    everything = Scope("ana", frozenset(Role))
    steps = (
        lambda tx: submit(tx, 1, by=name),
        lambda tx: versions.freeze(tx, NewVersion("boleto", {}, "e" * 64, {}, name), now=NOW),
        lambda tx: publications.publish(tx, NewPublication("site", "boleto", 1, name, ""), now=NOW),
    )
    for step in steps:
        with pytest.raises(Forbidden), database.within(everything).transaction() as tx:
            step(tx)


def test_who_may_not_see_flows_sees_no_review(database: Database, world: World) -> None:
    attendant = Scope("rui", frozenset({Role.ATTENDANT}))
    asked = (
        lambda tx: reviews.review_of(tx, "boleto", 1),
        lambda tx: reviews.is_approved(tx, "boleto", 1),
        lambda tx: reviews.submission_of(tx, "boleto", 1),
        review_lists.list_waiting,
        review_lists.number_waiting,
    )
    for question in asked:
        with pytest.raises(Forbidden), database.within(attendant).read() as tx:
            question(tx)


# -- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Lima", "ana  lima"),
        ("José", "JOSE\u0301"),
        ("Groß", "GROSS"),
        ("İpek", "ipek"),
        ("ana", "a\u00adna"),
        ("Ⅷ", "viii"),
    ],
)
def test_one_person_has_one_name(one: str, other: str) -> None:
    assert same_name(one, other)
    assert folded(folded(one)) == folded(one)


def test_two_people_have_two_names() -> None:
    assert not same_name("Ana Lima", "Ana Lina")


def test_every_refusal_is_told_in_both_languages(database: Database, world: World) -> None:
    with database.transaction() as tx:
        channels.save(tx, Channel("site", "webchat", {}))
        for step in (lambda: decide(tx, 1, by="ana"), lambda: publish(tx)):
            with pytest.raises(StorageError) as refused:
                step()
            assert refused.value.words["pt-BR"] != refused.value.words["en"]
