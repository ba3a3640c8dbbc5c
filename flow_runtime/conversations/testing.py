"""Conversation tests beside the draft that they test: kept, brought in, copied and run.

    load_tests(tx, flow_id) -> tests                 keep_test / change_test / remove_tests
    tests_of_version(version) -> conversations       as they were frozen
    import_tests(tx, flow_id, document)              from a file; export_tests gives one
    run_tests(program, tests) -> report              on what draft_programs.py compiles

The tests themselves are what `scripts/` reads, plays and measures; here they meet the database.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import orjson
from pydantic import JsonValue
from sqlalchemy import Connection

from flow_runtime.conversations.drafting import as_document
from flow_runtime.errors import FluxoError
from flow_runtime.program import Program
from flow_runtime.scripts import (
    Conversation,
    Report,
    ScriptDocument,
    coverage_of,
    read_conversation,
    run_all,
)
from flow_runtime.scripts.document import MAX_CONVERSATIONS, MAX_NAME_CHARACTERS
from storage import audit, conversation_tests, flows
from storage.audit import NewAuditEntry
from storage.conversation_tests import ConversationTest
from storage.versions import Version

OnProgress = Callable[[int, int], None]
"""Called with how many tests are done and how many there are."""

_ROOM_FOR_NUMBER: Final = 8


class TooManyTests(FluxoError):
    """A flow has as many tests as it can have."""


@dataclass(frozen=True, slots=True)
class KeptTest:
    """A test as it is kept; `revision` is what its author must have seen to change it."""

    id: int
    conversation: Conversation
    revision: int
    changed_at: datetime
    changed_by: str

    @property
    def name(self) -> str:
        """The name of the conversation."""
        return self.conversation.name


# -- one test ----------------------------------------------------------------------------------


def load_tests(tx: Connection, flow_id: str) -> tuple[KeptTest, ...]:
    """Return the tests of a flow in the order in which they were kept.

    Raises:
        ScriptInvalid: A test is none that this release can read.
    """
    return tuple(_kept(row) for row in conversation_tests.list_of_flow(tx, flow_id))


def tested_flows(tx: Connection) -> list[str]:
    """Return the ids of the flows that have tests and are not put away, as they are listed."""
    numbers = conversation_tests.numbers(tx)
    return [flow.id for flow in flows.list_flows(tx) if flow.id in numbers]


def keep_test(
    tx: Connection, flow_id: str, conversation: Conversation, *, author: str, now: datetime
) -> KeptTest:
    """Keep a conversation as a test of a flow; a name that is taken gets a number.

    Raises:
        ScriptInvalid: It is no valid conversation.
        TooManyTests: The flow has as many tests as it can have.
        storage.errors.NotFound: There is no such flow.
    """
    [kept] = keep_tests(tx, flow_id, [conversation], author=author, now=now)
    return kept


def keep_tests(
    tx: Connection,
    flow_id: str,
    conversations: Sequence[Conversation],
    *,
    author: str,
    now: datetime,
) -> tuple[KeptTest, ...]:
    """Keep several conversations as tests of a flow, in their order.

    Raises:
        ScriptInvalid: One is no valid conversation.
        TooManyTests: The flow has as many tests as it can have.
        storage.errors.NotFound: There is no such flow.
    """
    flows.get(tx, flow_id)
    names = {row.name for row in conversation_tests.list_of_flow(tx, flow_id)}
    _require_room(len(names), len(conversations))
    kept = []
    for conversation in conversations:
        named = _renamed(conversation, free_name(names, conversation.name))
        names.add(named.name)
        kept.append(_add(tx, flow_id, named, author=author, now=now))
    _write_down(tx, author, "tests.kept", flow_id, _ids(kept), now)
    return tuple(kept)


def change_test(
    tx: Connection,
    test: KeptTest,
    conversation: Conversation,
    *,
    author: str,
    now: datetime,
) -> KeptTest:
    """Put a conversation in the place of a test that its author was looking at.

    Raises:
        ScriptInvalid: It is no valid conversation.
        storage.errors.Conflict: Somebody else has changed the test since; nothing is written.
        storage.errors.NotFound: The test is not there any more.
    """
    flow_id = conversation_tests.get(tx, test.id).flow_id
    others = {row.name for row in conversation_tests.list_of_flow(tx, flow_id) if row.id != test.id}
    named = _renamed(conversation, free_name(others, conversation.name))
    changed = conversation_tests.change(
        tx,
        test.id,
        name=named.name,
        conversation=document_of(named),
        expected_revision=test.revision,
        author=author,
        now=now,
    )
    _write_down(tx, author, "tests.changed", flow_id, {"tests": [test.id]}, now)
    return _kept(changed)


def remove_tests(
    tx: Connection, flow_id: str, tests: Sequence[KeptTest], *, author: str, now: datetime
) -> int:
    """Remove tests of a flow and return how many were there; the others are no fault."""
    removed = conversation_tests.delete_tests(tx, [test.id for test in tests])
    _write_down(tx, author, "tests.removed", flow_id, _ids(tests), now)
    return removed


def free_name(taken: Iterable[str], name: str) -> str:
    """Return a name that no test of the flow has yet, such as `Paga o boleto (2)`."""
    known = frozenset(taken)
    stem = " ".join(name.split()) or "Conversa"
    number, candidate = 1, stem[:MAX_NAME_CHARACTERS]
    while candidate in known:
        number += 1
        candidate = f"{stem[: MAX_NAME_CHARACTERS - _ROOM_FOR_NUMBER]} ({number})"
    return candidate


# -- all tests of a flow -----------------------------------------------------------------------


def import_tests(
    tx: Connection, flow_id: str, document: ScriptDocument, *, author: str, now: datetime
) -> tuple[KeptTest, ...]:
    """Bring in the tests of a file and return them as they are kept.

    A test of the same name gives way, one that was never in the file stays.

    Raises:
        TooManyTests: The flow would have more tests than it can have.
        storage.errors.NotFound: There is no such flow.
    """
    flows.get(tx, flow_id)
    known = {row.name: row for row in conversation_tests.list_of_flow(tx, flow_id)}
    taken: set[str] = set()
    kept = []
    for conversation in document.conversations:
        named = _renamed(conversation, free_name(taken, conversation.name))
        taken.add(named.name)
        kept.append(_put(tx, flow_id, known.get(named.name), named, author=author, now=now))
    _require_room(len(known.keys() | taken), 0)
    _write_down(tx, author, "tests.imported", flow_id, _ids(kept), now)
    return tuple(kept)


def export_tests(tx: Connection, flow_id: str) -> ScriptDocument | None:
    """Return the tests of a flow as a document that `import_tests` takes, or None without any.

    Raises:
        ScriptInvalid: A test is none that this release can read.
    """
    tests = load_tests(tx, flow_id)
    return script_of(flow_id, [test.conversation for test in tests]) if tests else None


def copy_tests(tx: Connection, source: str, target: str, *, author: str, now: datetime) -> int:
    """Give a copy of a flow the tests of its original and return how many they are.

    Raises:
        storage.errors.NotFound: There is no flow `target`.
    """
    document = export_tests(tx, source)
    if document is None:
        return 0
    return len(import_tests(tx, target, document, author=author, now=now))


def tests_of_version(version: Version) -> tuple[Conversation, ...]:
    """Return the conversation tests that a version was frozen with.

    Raises:
        ScriptInvalid: A test is none that this release can read.
    """
    stored: list[JsonValue] = orjson.loads(orjson.dumps(version.tests, default=dict))
    return tuple(read_conversation(test) for test in stored)


def script_of(flow_id: str, conversations: Sequence[Conversation]) -> ScriptDocument:
    """Return conversations, at least one, as the document of a flow's tests."""
    return ScriptDocument(flow=flow_id, conversations=tuple(conversations))


# -- running -----------------------------------------------------------------------------------


def run_tests(
    program: Program, tests: Sequence[KeptTest], *, on_progress: OnProgress | None = None
) -> Report:
    """Run the tests of a flow; the results are in the order of the tests."""
    if not tests:
        return Report(program.flow.id, (), coverage_of(program, ()))
    document = script_of(program.flow.id, [test.conversation for test in tests])
    return run_all(program, document, on_progress=on_progress)


# -- rows --------------------------------------------------------------------------------------


def _kept(row: ConversationTest) -> KeptTest:
    conversation = read_conversation({**as_document(row.conversation), "name": row.name})
    return KeptTest(row.id, conversation, row.revision, row.updated_at, row.updated_by)


def _put(
    tx: Connection,
    flow_id: str,
    known: ConversationTest | None,
    conversation: Conversation,
    *,
    author: str,
    now: datetime,
) -> KeptTest:
    if known is None:
        return _add(tx, flow_id, conversation, author=author, now=now)
    changed = conversation_tests.change(
        tx,
        known.id,
        name=known.name,
        conversation=document_of(conversation),
        expected_revision=known.revision,
        author=author,
        now=now,
    )
    return _kept(changed)


def _add(
    tx: Connection, flow_id: str, conversation: Conversation, *, author: str, now: datetime
) -> KeptTest:
    row = conversation_tests.add(
        tx,
        flow_id,
        name=conversation.name,
        conversation=document_of(conversation),
        author=author,
        now=now,
    )
    return _kept(row)


def document_of(conversation: Conversation) -> Mapping[str, JsonValue]:
    """Return the conversation as it is stored, after making sure that it can be read again."""
    values: dict[str, JsonValue] = conversation.model_dump(mode="json", exclude_unset=True)
    read_conversation(values)
    return values


def _renamed(conversation: Conversation, name: str) -> Conversation:
    return conversation.model_copy(update={"name": name})


def _require_room(known: int, more: int) -> None:
    if known + more > MAX_CONVERSATIONS:
        raise TooManyTests(
            f"A flow has at most {MAX_CONVERSATIONS} tests. Delete some that say the same.",
            pt=f"Um fluxo tem no máximo {MAX_CONVERSATIONS} testes. Exclua alguns repetidos.",
        )


def _ids(tests: Sequence[KeptTest]) -> dict[str, JsonValue]:
    return {"tests": [test.id for test in tests]}


def _write_down(
    tx: Connection,
    actor: str,
    action: str,
    flow_id: str,
    details: Mapping[str, JsonValue],
    now: datetime,
) -> None:
    audit.append(tx, NewAuditEntry(actor, action, flow_id, dict(details)), now=now)
