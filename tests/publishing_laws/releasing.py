"""What people do with versions, and customers with what is live."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from flow_runtime.conversations import IncomingMessage
from flow_runtime.conversations.delivering import deliver
from flow_runtime.conversations.releasing import (
    carry_out_due,
    plan,
    promote_trial,
    publish,
    roll_back,
    start_trial,
    stop_trial,
)
from storage import candidates, conversations, publications
from storage.candidates import NewCandidate
from storage.publications import NewPublication
from tests.flow_runtime.building import TUESDAY_MORNING as NOW
from tests.publishing_laws.company import (
    Called,
    called,
    now_and_then,
    number,
    person,
    somebody,
    word,
)
from tests.publishing_laws.reviewing import Reviewing

SOON = NOW + timedelta(hours=1)
LATER = NOW + timedelta(hours=2)


class Releasing(Reviewing):
    """The deeds of operations, done by anybody, while customers talk."""

    @rule(who=person, which=called, version=number, as_other=now_and_then)
    def publish_now(self, who: str, which: Called, version: int, as_other: bool) -> None:
        who = somebody(who, "otto")
        name, flow_id = "caio" if as_other else who, self.ids[which]
        version = self.number_of(which, version)
        self.attempt(
            "publications",
            who,
            lambda tx: publish(tx, flow_id, version, self.channel, author=name, now=NOW),
        )

    @rule(who=person, which=called, version=number)
    def publish_past_the_runtime(self, who: str, which: Called, version: int) -> None:
        who, version = somebody(who, "otto"), self.number_of(which, version)
        new = NewPublication(self.channel, self.ids[which], version, who, "")
        self.attempt("publications", who, lambda tx: publications.publish(tx, new, now=NOW))

    @rule(who=person)
    def go_back(self, who: str) -> None:
        who = somebody(who, "otto")
        self.attempt(
            "rollbacks",
            who,
            lambda tx: roll_back(tx, self.channel, author=who, reason="erro", now=NOW),
        )

    @rule(who=person, other=person, which=called)
    def deliver(self, who: str, other: str, which: Called) -> None:
        who, other = somebody(who, "otto"), somebody(other, "bia")
        self.attempt(
            "deliveries",
            who,
            lambda tx: deliver(
                tx, self.ids[which], self.channel, author=who, approver=other, now=NOW
            ),
        )

    @rule(who=person, which=called, version=number)
    def plan_it(self, who: str, which: Called, version: int) -> None:
        who, version = somebody(who, "otto"), self.number_of(which, version)
        flow_id = self.ids[which]
        self.attempt(
            "plans",
            who,
            lambda tx: plan(
                tx, flow_id, version, self.channel, due_at=SOON, author=who, reason="", now=NOW
            ),
        )

    @rule()
    def let_time_pass(self) -> None:
        self.ledger.done["plans_settled"] += carry_out_due(self.database, now=LATER)

    @rule(who=person, which=called, version=number)
    def try_it(self, who: str, which: Called, version: int) -> None:
        who, version = somebody(who, "otto"), self.number_of(which, version)
        flow_id = self.ids[which]
        self.attempt(
            "trials",
            who,
            lambda tx: start_trial(
                tx,
                flow_id,
                version,
                self.channel,
                share_percent=50,
                max_failed_percent=100,
                max_abandoned_percent=100,
                over_conversations=5,
                author=who,
                reason="",
                now=NOW,
            ),
        )

    @rule(who=person, which=called, version=number)
    def try_it_past_the_runtime(self, who: str, which: Called, version: int) -> None:
        who, version = somebody(who, "otto"), self.number_of(which, version)
        new = NewCandidate(self.channel, self.ids[which], version, 50, 100, 100, 5, who, "")
        self.attempt("trials", who, lambda tx: candidates.begin(tx, new, now=NOW))

    @rule(who=person, promotes=st.booleans())
    def end_the_trial(self, who: str, promotes: bool) -> None:
        who, end = somebody(who, "otto"), promote_trial if promotes else stop_trial
        self.attempt(
            "trials_ended",
            who,
            lambda tx: end(tx, self.channel, author=who, reason="", now=NOW),
        )

    @rule(which=called, text=word, designer=person, approver=person, publisher=person)
    def usual_way(
        self, which: Called, text: str, designer: str, approver: str, publisher: str
    ) -> None:
        """Edit, hand in, approve and publish in a row, as far as each may."""
        self.edit(designer, which, text)
        self.submit(designer, which, as_other=False, reason="serve")
        self.decide(approver, which, 0, approves=True, as_other=False, another_hash=False)
        self.publish_now(publisher, which, 0, as_other=False)

    # -- what customers do -------------------------------------------------------------------

    @rule()
    def begin(self) -> None:
        with self.database.read() as tx:
            live = publications.current(tx, self.channel)
            trial = candidates.on_trial(tx, self.channel)
        if live is None:
            return
        begun = self.ledger.driver.begin(self.channel, f"browser-{next(self.messages)}")
        with self.database.read() as tx:
            found = conversations.get(tx, begun.id)
        assert (found.flow_id, found.version) in {
            (one.flow_id, one.version) for one in (live, trial) if one is not None
        }
        self.talks[begun.id] = (found.flow_id, found.version)
        self.ledger.done["conversations"] += 1

    @rule(place=st.integers(0, 5))
    def answer(self, place: int) -> None:
        if not self.talks:
            return
        talk = sorted(self.talks)[place % len(self.talks)]
        message = IncomingMessage(f"m-{self.channel}-{next(self.messages)}", "sim")
        self.ledger.driver.receive(talk, message)
        self.ledger.done["answers"] += 1
