"""A company at random: its people, its flows, and what must hold after every step.

- nothing goes live, or on trial, that another person has not approved, nor with a sub-flow that
  nobody approved;
- what was frozen once never changes;
- a conversation stays on the version with which it began, and speaks its words.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final, Literal, TypeAlias

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy import Connection, select

from flow_runtime.conversations import Conversations
from flow_runtime.conversations.delivering import deliver, deliver_version
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.errors import FluxoError
from flow_runtime.flow import Flow
from storage import candidates, channels, conversations, publications, reviews, versions
from storage.channels import Channel
from storage.database import Database
from storage.errors import StorageError
from storage.names import folded
from storage.policy import Role, Scope
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
        self.seen: set[tuple[str, int]] = set()
        self.talks: dict[int, Key] = {}
        self.messages = count()
        ledger.done["sequences"] += 1

    @initialize(roles=st.fixed_dictionaries(
        {name: st.frozensets(st.sampled_from(Role), max_size=3) for name in PEOPLE}
    ), as_usual=st.sampled_from([False, True, True, True]))  # fmt: skip
    def employ(self, roles: dict[str, frozenset[Role]], as_usual: bool) -> None:
        """Give people roles: any; most companies work already, with people as they usually are."""
        for name, given in roles.items():
            usual = {USUALLY[name]} if as_usual and name in USUALLY else set()
            self.scopes[name] = Scope(name, given | usual)
        with self.database.transaction() as tx:
            channels.save(tx, Channel(self.channel, "webchat", {}))
            for which in self.ids:
                import_flow(tx, self.drawing(which, WORDS[0]), author="ana", now=NOW)
            if as_usual:
                by = {"author": "ana", "approver": "bia"}
                deliver_version(tx, self.ids["inner"], **by, now=NOW)
                deliver(tx, self.ids["outer"], self.channel, **by, now=NOW)

    # -- what must hold ----------------------------------------------------------------------

    @invariant()
    def nothing_is_live_that_nobody_else_approved(self) -> None:
        with self.database.read() as tx:
            found = {
                "live": publications.current(tx, self.channel),
                "trial": candidates.on_trial(tx, self.channel),
            }
            for what, one in found.items():
                if one is None or (what, one.id) in self.seen:
                    continue
                self.seen.add((what, one.id))
                for key in self._all_of(tx, (one.flow_id, one.version)):
                    assert _approved_by_another(tx, *key), (one, key)

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

    def number_of(self, which: Called, back: int) -> int:
        """Return a version's number, counted back from the newest; it need not exist."""
        with self.database.read() as tx:
            newest = versions.latest(tx, self.ids[which])
        return (newest.number if newest is not None else 1) - back

    def attempt(self, deed: str, who: str, do: Callable[[Connection], Any]) -> None:
        """Do something in a person's name; who may not, or what may not be, is refused."""
        try:
            with self.database.within(self.scopes[who]).transaction() as tx:
                do(tx)
        except (StorageError, FluxoError) as error:
            self.ledger.refused[type(error).__name__] += 1
        else:
            self.ledger.done[deed] += 1

    def drawing(self, which: str, text: str) -> Flow:
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

    def _all_of(self, tx: Connection, key: Key) -> list[Key]:
        pins = versions.get(tx, *key).pins
        return [key, *((name, int(str(version))) for name, version in pins.items())]

    def _words_of(self, key: Key) -> set[str]:
        """Return the beginnings of everything that a version and those it calls can say."""
        version = self.frozen[key]
        inner = [self.frozen[(name, int(str(pin)))] for name, pin in version.pins.items()]
        nodes = [one for found in (version, *inner) for one in _nodes(found)]
        return {str(one["text"]).partition(" ")[0] for one in nodes if one.get("text")}


def somebody(who: str, usually: str) -> str:
    """Return who does something: the person that was drawn, or the one who usually does it."""
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
