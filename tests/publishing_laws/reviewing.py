"""What people do before anything is live: draw, test, hand in, decide."""

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import Connection

from flow_runtime.conversations import reviewing
from flow_runtime.conversations.freezing import freeze_flow
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.conversations.testing import keep_test
from flow_runtime.scripts import read_conversation
from storage import versions
from tests.flow_runtime.building import TUESDAY_MORNING as NOW
from tests.publishing_laws.company import (
    Called,
    Company,
    called,
    now_and_then,
    number,
    person,
    somebody,
    word,
)


class Reviewing(Company):
    """The deeds of designers and approvers, done by anybody."""

    @rule(who=person, which=called, text=word)
    def edit(self, who: str, which: Called, text: str) -> None:
        who = somebody(who, "ana")
        built = self.drawing(which, text)
        self.attempt("edits", who, lambda tx: import_flow(tx, built, author=who, now=NOW))

    @rule(who=person, which=called)
    def add_a_test(self, who: str, which: Called) -> None:
        who = somebody(who, "ana")
        test = read_conversation({"name": "Um teste"})
        self.attempt(
            "tests", who, lambda tx: keep_test(tx, self.ids[which], test, author=who, now=NOW)
        )

    @rule(who=person, which=called, as_other=now_and_then, reason=st.sampled_from(["", "serve"]))
    def submit(self, who: str, which: Called, as_other: bool, reason: str) -> None:
        who = somebody(who, "ana")
        name = "caio" if as_other else who
        self.attempt(
            "submissions",
            who,
            lambda tx: reviewing.submit(
                tx, self.ids[which], author=name, warnings_reason=reason, now=NOW
            ),
        )

    @rule(who=person, which=called)
    def freeze(self, who: str, which: Called) -> None:
        who = somebody(who, "ana")
        self.attempt(
            "freezes", who, lambda tx: freeze_flow(tx, self.ids[which], author=who, now=NOW)
        )

    @rule(
        who=person,
        which=called,
        version=number,
        approves=st.booleans(),
        as_other=now_and_then,
        another_hash=now_and_then,
    )
    def decide(
        self,
        who: str,
        which: Called,
        version: int,
        approves: bool,
        as_other: bool,
        another_hash: bool,
    ) -> None:
        who = somebody(who, "bia")
        decided = reviewing.approve if approves else reviewing.send_back
        name = "caio" if as_other else who
        version = self.number_of(which, version)

        def do(tx: Connection) -> None:
            sha256 = versions.get(tx, self.ids[which], version).sha256
            sha256 = sha256[::-1] if another_hash else sha256
            decided(
                tx,
                self.ids[which],
                version,
                sha256=sha256,
                author=name,
                reason="porque sim",
                now=NOW,
            )

        self.attempt("approvals" if approves else "sent_back", who, do)
