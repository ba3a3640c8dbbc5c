"""A company at random: people with random roles draw, hand in, decide, publish and go back.

What must hold after every step, whoever did what:
- nothing goes live that another person has not approved, nor with a sub-flow that nobody approved;
- what was frozen once never changes;
- a conversation stays on the version with which it began, and speaks its words.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final, Literal, TypeAlias

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Connection, select

from flow_runtime.conversations import Conversations, IncomingMessage, reviewing
from flow_runtime.conversations.delivering import deliver, deliver_version
from flow_runtime.conversations.freezing import freeze_flow
from flow_runtime.conversations.publishing import import_flow, publish_flow, roll_back
from flow_runtime.conversations.testing import keep_test
from flow_runtime.errors import FluxoError
from flow_runtime.flow import Flow
from flow_runtime.scripts import read_conversation
from storage import channels, conversations, publications, reviews, versions
from storage.channels import Channel
from storage.database import Database
from storage.errors import StorageError
from storage.names import folded
from storage.policy import Role, Scope
from storage.publications import NewPublication, Publication
from storage.transcripts import transcript
from storage.versions import Version
from tests.flow_runtime.building import TUESDAY_MORNING as NOW
from tests.flow_runtime.building import end, flow, node, question

KEY: Final = b"a test's own key, thirty-two bytes long"
PEOPLE: Final = ("ana", "ÂNA", "bia", "caio", "otto")
USUALLY: Final = {"ana": Role.DESIGNER, "bia": Role.APPROVER, "otto": Role.OPS}
WORDS: Final = ("azul", "verde", "preto")

Called: TypeAlias = Literal["inner", "outer"]
Key: TypeAlias = tuple[str, int]

ANYBODY: Final = "whoever usually does it"
person = st.sampled_from([*PEOPLE, *[ANYBODY] * len(PEOPLE)])
called = st.sampled_from(["inner", "outer"])
number = st.sampled_from([0, 0, 0, 1, 2])
"""Which version, counted back from the newest."""
word = st.sampled_from(WORDS)
now_and_then = st.sampled_from([False, False, False, True])


@dataclass(slots=True)
class Ledger:
    """What happened over all sequences: how often each deed was done, and how often refused."""

    database: Database
    numbers: "count[int]" = field(default_factory=count)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    driver: Conversations = field(init=False)

    def __post_init__(self) -> None:
        self.driver = Conversations(self.database, KEY, now=lambda: NOW)


class Company(RuleBasedStateMachine):
    """One sequence: two flows, one of which calls the other, one channel, five people."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self.ledger = ledger
        self.database = ledger.database
        place = next(ledger.numbers)
        self.ids = {"inner": f"inner-{place}", "outer": f"outer-{place}"}
        self.channel = f"site-{place}"
        self.scopes: dict[str, Scope] = {}
        self.frozen: dict[Key, Version] = {}
        self.seen: set[int] = set()
        self.talks: dict[int, Key] = {}
        self.messages = count()
        ledger.done["sequences"] += 1

    @initialize(roles=st.fixed_dictionaries(
        {name: st.frozensets(st.sampled_from(Role), max_size=3) for name in PEOPLE}
    ), as_usual=st.sampled_from([False, True, True, True]))  # fmt: skip
    def employ(self, roles: dict[str, frozenset[Role]], as_usual: bool) -> None:
        """Give people roles: any, and in most companies also those they usually have."""
        for name, given in roles.items():
            usual = {USUALLY[name]} if as_usual and name in USUALLY else set()
            self.scopes[name] = Scope(name, given | usual)
        with self.database.transaction() as tx:
            channels.save(tx, Channel(self.channel, "webchat", {}))
            for which in self.ids:
                import_flow(tx, self._flow(which, WORDS[0]), author="ana", now=NOW)
            if as_usual:
                deliver_version(tx, self.ids["inner"], author="ana", approver="bia", now=NOW)

    # -- what people do ----------------------------------------------------------------------

    @rule(who=person, which=called, text=word)
    def edit(self, who: str, which: Called, text: str) -> None:
        who = _somebody(who, "ana")
        built = self._flow(which, text)
        self._try("edits", who, lambda tx: import_flow(tx, built, author=who, now=NOW))

    @rule(who=person, which=called)
    def add_a_test(self, who: str, which: Called) -> None:
        who = _somebody(who, "ana")
        test = read_conversation({"name": "Um teste"})
        self._try(
            "tests", who, lambda tx: keep_test(tx, self.ids[which], test, author=who, now=NOW)
        )

    @rule(who=person, which=called, as_other=now_and_then, reason=st.sampled_from(["", "serve"]))
    def submit(self, who: str, which: Called, as_other: bool, reason: str) -> None:
        who = _somebody(who, "ana")
        name = "caio" if as_other else who
        self._try(
            "submissions",
            who,
            lambda tx: reviewing.submit(
                tx, self.ids[which], author=name, warnings_reason=reason, now=NOW
            ),
        )

    @rule(who=person, which=called)
    def freeze(self, who: str, which: Called) -> None:
        who = _somebody(who, "ana")
        self._try("freezes", who, lambda tx: freeze_flow(tx, self.ids[which], author=who, now=NOW))

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
        who = _somebody(who, "bia")
        decided = reviewing.approve if approves else reviewing.send_back
        name = "caio" if as_other else who
        version = self._number(which, version)

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

        self._try("approvals" if approves else "sent_back", who, do)

    @rule(who=person, which=called, version=number, as_other=now_and_then)
    def publish(self, who: str, which: Called, version: int, as_other: bool) -> None:
        who = _somebody(who, "otto")
        name, flow_id = "caio" if as_other else who, self.ids[which]
        version = self._number(which, version)
        self._try(
            "publications",
            who,
            lambda tx: publish_flow(tx, flow_id, version, self.channel, author=name, now=NOW),
        )

    @rule(who=person, which=called, version=number)
    def publish_past_the_runtime(self, who: str, which: Called, version: int) -> None:
        who, version = _somebody(who, "otto"), self._number(which, version)
        new = NewPublication(self.channel, self.ids[which], version, who, "")
        self._try("publications", who, lambda tx: publications.publish(tx, new, now=NOW))

    @rule(who=person)
    def go_back(self, who: str) -> None:
        who = _somebody(who, "otto")
        self._try(
            "rollbacks",
            who,
            lambda tx: roll_back(tx, self.channel, author=who, reason="erro", now=NOW),
        )

    @rule(who=person, other=person, which=called)
    def deliver(self, who: str, other: str, which: Called) -> None:
        who, other = _somebody(who, "otto"), _somebody(other, "bia")
        self._try(
            "deliveries",
            who,
            lambda tx: deliver(
                tx, self.ids[which], self.channel, author=who, approver=other, now=NOW
            ),
        )

    @rule(which=called, text=word, designer=person, approver=person, publisher=person)
    def usual_way(
        self, which: Called, text: str, designer: str, approver: str, publisher: str
    ) -> None:
        """Edit, hand in, approve and publish in a row, as far as each may."""
        self.edit(designer, which, text)
        self.submit(designer, which, as_other=False, reason="serve")
        self.decide(approver, which, 0, approves=True, as_other=False, another_hash=False)
        self.publish(publisher, which, 0, as_other=False)

    # -- what customers do -------------------------------------------------------------------

    @rule()
    def begin(self) -> None:
        with self.database.read() as tx:
            live = publications.current(tx, self.channel)
        if live is None:
            return
        begun = self.ledger.driver.begin(self.channel, f"browser-{next(self.messages)}")
        self.talks[begun.id] = (live.flow_id, live.version)
        self.ledger.done["conversations"] += 1

    @rule(place=st.integers(0, 5))
    def answer(self, place: int) -> None:
        if not self.talks:
            return
        talk = sorted(self.talks)[place % len(self.talks)]
        message = IncomingMessage(f"m-{self.channel}-{next(self.messages)}", "sim")
        self.ledger.driver.receive(talk, message)
        self.ledger.done["answers"] += 1

    # -- what must hold ----------------------------------------------------------------------

    @invariant()
    def nothing_is_live_that_nobody_else_approved(self) -> None:
        with self.database.read() as tx:
            live = publications.current(tx, self.channel)
            if live is None or live.id in self.seen:
                return
            self.seen.add(live.id)
            for key in self._all_of(tx, live):
                assert _approved_by_another(tx, *key), (live, key)

    @invariant()
    def what_was_frozen_never_changes(self) -> None:
        with self.database.read() as tx:
            for flow_id in self.ids.values():
                for version in versions.list_versions(tx, flow_id):
                    known = self.frozen.setdefault((flow_id, version.number), version)
                    assert version == known

    @invariant()
    def a_conversation_stays_on_its_version(self) -> None:
        if not self.talks:
            return
        with self.database.read() as tx:
            for talk, key in self.talks.items():
                found = conversations.get(tx, talk)
                assert (found.flow_id, found.version) == key
                lines = transcript(tx, talk, now=NOW, limit=100)
                said = {str(one.body["text"]).partition(" ")[0] for one in lines
                        if one.author == "bot"}  # fmt: skip
                assert said <= self._words_of(key), (said, key)

    # -- hands -------------------------------------------------------------------------------

    def _number(self, which: Called, back: int) -> int:
        """Return a version's number, counted back from the newest; it need not exist."""
        with self.database.read() as tx:
            newest = versions.latest(tx, self.ids[which])
        return (newest.number if newest is not None else 1) - back

    def _try(self, deed: str, who: str, do: Callable[[Connection], Any]) -> None:
        """Do something in a person's name; who may not, or what may not be, is refused."""
        try:
            with self.database.within(self.scopes[who]).transaction() as tx:
                do(tx)
        except (StorageError, FluxoError) as error:
            self.ledger.refused[type(error).__name__] += 1
        else:
            self.ledger.done[deed] += 1

    def _flow(self, which: str, text: str) -> Flow:
        said = f"{which}:{text}"
        if which == "inner":
            nodes = [question("q", text=f"{said} ?"), end(text=f"{said} fim")]
            arrows = ["q.answered>end"]
        else:
            nodes = [
                question("q", text=f"{said} ?"),
                node("call", "subflow", flow=self.ids["inner"]),
                end(text=f"{said} fim"),
            ]
            arrows = ["q.answered>call", "call.done>end", "call.failed>end"]
        return flow(nodes, arrows, id=self.ids[which], name=which)

    def _all_of(self, tx: Connection, live: Publication) -> list[Key]:
        pins = versions.get(tx, live.flow_id, live.version).pins
        pinned = [(name, int(str(version))) for name, version in pins.items()]
        return [(live.flow_id, live.version), *pinned]

    def _words_of(self, key: Key) -> set[str]:
        """Return the beginnings of everything that a version and those it calls can say."""
        version = self.frozen[key]
        inner = [self.frozen[(name, int(str(pin)))] for name, pin in version.pins.items()]
        nodes = [one for found in (version, *inner) for one in _nodes(found)]
        return {str(one["text"]).partition(" ")[0] for one in nodes if one.get("text")}


def _somebody(who: str, usually: str) -> str:
    return usually if who == ANYBODY else who


def _nodes(version: Version) -> list[dict[str, Any]]:
    nodes: Any = version.document["nodes"]
    return [dict(one) for one in nodes]


def _approved_by_another(tx: Connection, flow_id: str, version: int) -> bool:
    """Ask the rows themselves, past the functions that are tested."""
    table, given = reviews.decisions, reviews.submissions
    own = (table.c.flow_id == flow_id, table.c.version == version)
    newest = tx.execute(select(table).where(*own).order_by(table.c.id.desc())).first()
    of_version = (given.c.flow_id == flow_id, given.c.version == version)
    submission = tx.execute(select(given).where(*of_version)).first()
    frozen = versions.get(tx, flow_id, version)
    makers = {folded(frozen.author)} | ({folded(submission.submitted_by)} if submission else set())
    if newest is None or newest.verdict != "approved" or newest.sha256 != frozen.sha256:
        return False
    return folded(newest.decided_by) not in makers and not newest.by_author
