"""What ours is held against: the same job written by hand, without a framework.

Minimal        a state machine whose whole state is one small JSON row a conversation
SameRows       the same machine in a turn that writes the facts that ours writes: contact,
               conversation, inbound message, outgoing messages, events, timer

Both commit every turn durably before they answer and are as short as somebody in a hurry would
write them; neither can change its flow, repeat a turn or explain itself.
"""

import json
import re
import sqlite3
import threading
import uuid
from collections.abc import Callable
from typing import Any, Final, Protocol, TypeAlias, cast

import orjson
from boleto import BILL, TEXTS

State: TypeAlias = dict[str, Any]
Replies: TypeAlias = list[str]
_Fact: TypeAlias = tuple[str, str, str]

_CPF: Final = re.compile(r"\d{3}\.?\d{3}\.?\d{3}-?\d{2}")
_TIMER_S: Final = 24 * 3600


# -- the state machine -------------------------------------------------------------------------


def advance(state: State, text: str) -> Replies:
    """Change the state by one message and return the replies."""
    return _STEPS[state["at"]](state, text.strip())


def new_state() -> State:
    """Return the state of a conversation that has not begun."""
    return {"at": "start"}


def _start(state: State, _text: str) -> Replies:
    state["at"] = "menu"
    return [TEXTS["greeting"], TEXTS["menu"]]


def _menu(state: State, text: str) -> Replies:
    if text == "1":
        state |= {"at": "cpf", "tries": 0}
        return [TEXTS["ask_cpf"]]
    if text in ("2", "3"):
        state["at"] = "end"
        return [TEXTS["handoff"] if text == "2" else TEXTS["hours"]]
    return [TEXTS["menu_invalid"]]


def _cpf(state: State, text: str) -> Replies:
    if not _CPF.fullmatch(text):
        state["tries"] += 1
        if state["tries"] == 1:
            return [TEXTS["cpf_retry"]]
        state["at"] = "end"
        return [TEXTS["handoff"]]
    state |= {"at": "confirm", "cpf": text, **BILL, "desconto": 10 if text[0] == "5" else 0}
    return [TEXTS["offer"].format(**state)]


def _confirm(state: State, text: str) -> Replies:
    answer = text.lower()
    if answer in ("sim", "s"):
        state["at"] = "nps"
        return [TEXTS["nps"]]
    if answer in ("não", "nao", "n"):
        state["at"] = "end"
        return [TEXTS["handoff"]]
    return [TEXTS["confirm_retry"]]


def _nps(state: State, text: str) -> Replies:
    if not text.isdigit() or int(text) > 10:
        return [TEXTS["nps_retry"]]
    state |= {"at": "end", "nps": int(text)}
    return [TEXTS["thanks"].format(nps=state["nps"])]


def _end(_state: State, _text: str) -> Replies:
    return []


_STEPS: Final[dict[str, Callable[[State, str], Replies]]] = {
    "start": _start,
    "menu": _menu,
    "cpf": _cpf,
    "confirm": _confirm,
    "nps": _nps,
    "end": _end,
}


class MinimalInMemory:
    """L1: the state to JSON and back each turn, by the standard library."""

    def begin(self) -> str:
        """Return the JSON of a new conversation."""
        return json.dumps(new_state())

    def step(self, state_json: str, text: str, _first: bool) -> tuple[Replies, str]:
        """Take one message."""
        state = json.loads(state_json)
        return advance(state, text), json.dumps(state)


# -- two databases with one way to ask them ----------------------------------------------------


class _Cursor(Protocol):
    def fetchone(self) -> Any: ...


class _Driver(Protocol):
    def execute(self, sql: str, values: tuple[Any, ...] = (), /) -> _Cursor: ...

    def executemany(self, sql: str, rows: list[tuple[Any, ...]], /) -> object: ...


class _Connections:
    """One connection a thread, on SQLite (WAL, every commit synced) or PostgreSQL."""

    def __init__(self, store: str, where: str, schema: str) -> None:
        self.store = store
        self._where = where
        self._own = threading.local()
        # SQLite has one writer: queueing here beats its own waiting at random pauses.
        self.writing = threading.Lock()
        for statement in schema.split(";"):
            self.get().execute(self.spelled(statement))

    def get(self) -> _Driver:
        """Return this thread's connection; each statement outside BEGIN commits itself."""
        if not hasattr(self._own, "connection"):
            self._own.connection = self._connect()
        return cast(_Driver, self._own.connection)

    def spelled(self, sql: str) -> str:
        """Write a statement in the database's dialect."""
        if self.store == "sqlite":
            return sql.replace("SERIAL", "INTEGER")
        return sql.replace("?", "%s")

    def _connect(self) -> _Driver:
        if self.store == "sqlite":
            connection = sqlite3.connect(self._where, isolation_level=None, timeout=30)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            return connection
        import psycopg

        opened = psycopg.connect(self._where, autocommit=True)
        return _PostgresqlDriver(opened, opened.cursor())


class _PostgresqlDriver:
    """psycopg with the two methods of sqlite3's connection that are used here."""

    def __init__(self, connection: Any, cursor: Any) -> None:
        self._connection, self._cursor = connection, cursor

    def execute(self, sql: str, values: tuple[Any, ...] = (), /) -> _Cursor:
        return cast(_Cursor, self._cursor.execute(sql, values))

    def executemany(self, sql: str, rows: list[tuple[Any, ...]], /) -> object:
        return self._cursor.executemany(sql, rows)


# -- minimal: one row a conversation -----------------------------------------------------------


class Minimal:
    """L2: read the row, step, write the row; the write is its own transaction."""

    def __init__(self, store: str, where: str) -> None:
        schema = "CREATE TABLE conversation (id TEXT PRIMARY KEY, state TEXT NOT NULL)"
        self._connections = _Connections(store, where, schema)
        spelled = self._connections.spelled
        self._read = spelled("SELECT state FROM conversation WHERE id = ?")
        self._add = spelled("INSERT INTO conversation (state, id) VALUES (?, ?)")
        self._save = spelled("UPDATE conversation SET state = ? WHERE id = ?")

    def turn(self, conversation_id: str, text: str, _first: bool) -> Replies:
        """Take one message."""
        connection = self._connections.get()
        found = connection.execute(self._read, (conversation_id,)).fetchone()
        state = json.loads(found[0]) if found else new_state()
        replies = advance(state, text)
        values = (json.dumps(state), conversation_id)
        write = self._save if found else self._add
        if self._connections.store == "postgresql":
            connection.execute(write, values)
            return replies
        with self._connections.writing:
            connection.execute(write, values)
        return replies


# -- same rows: the facts that ours writes -----------------------------------------------------

_SCHEMA: Final = """
CREATE TABLE contact (id SERIAL PRIMARY KEY, created_at TEXT NOT NULL);
CREATE TABLE identity (address TEXT PRIMARY KEY, contact_id INTEGER NOT NULL);
CREATE TABLE conversation (
    id SERIAL PRIMARY KEY, public_id TEXT NOT NULL UNIQUE, contact_id INTEGER NOT NULL,
    state TEXT NOT NULL, last_seq INTEGER NOT NULL, events INTEGER NOT NULL,
    updated_at TEXT NOT NULL);
CREATE TABLE inbound (
    id SERIAL PRIMARY KEY, conversation_id INTEGER NOT NULL, message_id TEXT NOT NULL,
    seq INTEGER NOT NULL, body TEXT NOT NULL, received_at TEXT NOT NULL,
    UNIQUE (conversation_id, message_id));
CREATE TABLE outbound (
    id SERIAL PRIMARY KEY, conversation_id INTEGER NOT NULL, seq INTEGER NOT NULL,
    body TEXT NOT NULL, delivery TEXT NOT NULL, created_at TEXT NOT NULL,
    UNIQUE (conversation_id, seq));
CREATE TABLE event (
    id SERIAL PRIMARY KEY, conversation_id INTEGER NOT NULL, position INTEGER NOT NULL,
    name TEXT NOT NULL, node TEXT NOT NULL, data TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (conversation_id, position));
CREATE TABLE timer (
    conversation_id INTEGER NOT NULL, name TEXT NOT NULL, due_at TEXT NOT NULL,
    PRIMARY KEY (conversation_id, name))
"""
_STATEMENTS: Final = {
    "add_contact": "INSERT INTO contact (created_at) VALUES (?) RETURNING id",
    "add_identity": "INSERT INTO identity VALUES (?, ?)",
    "add_conversation": "INSERT INTO conversation"
    " (public_id, contact_id, state, last_seq, events, updated_at) VALUES (?, ?, ?, 0, 0, ?)"
    " RETURNING id, state, last_seq, events",
    "lock": "SELECT id, state, last_seq, events FROM conversation WHERE public_id = ?",
    "save": "UPDATE conversation SET state = ?, last_seq = ?, events = ?, updated_at = ?"
    " WHERE id = ?",
    "add_inbound": "INSERT INTO inbound (conversation_id, message_id, seq, body, received_at)"
    " VALUES (?, ?, ?, ?, ?) ON CONFLICT (conversation_id, message_id) DO NOTHING RETURNING id",
    "add_outbound": "INSERT INTO outbound (conversation_id, seq, body, delivery, created_at)"
    " VALUES (?, ?, ?, 'sent', ?)",
    "add_event": "INSERT INTO event (conversation_id, position, name, node, data, at)"
    " VALUES (?, ?, ?, ?, ?, ?)",
    "set_timer": "INSERT INTO timer VALUES (?, 'idle', ?)"
    " ON CONFLICT (conversation_id, name) DO UPDATE SET due_at = excluded.due_at",
    "drop_timer": "DELETE FROM timer WHERE conversation_id = ?",
}


class SameRows:
    """L2: one transaction a turn with every row of ours, in raw SQL."""

    def __init__(self, store: str, where: str, now: Callable[[], float]) -> None:
        self._connections = _Connections(store, where, _SCHEMA)
        self._now = now
        self._sql = {
            name: self._connections.spelled(statement) for name, statement in _STATEMENTS.items()
        }
        if store == "postgresql":
            self._sql["lock"] += " FOR UPDATE"

    def turn(self, public_id: str, text: str, first: bool) -> Replies:
        """Take one message."""
        connection = self._connections.get()
        if self._connections.store == "postgresql":
            return self._in_transaction(connection, "BEGIN", public_id, text, first)
        with self._connections.writing:
            return self._in_transaction(connection, "BEGIN IMMEDIATE", public_id, text, first)

    def _in_transaction(
        self, connection: _Driver, begin: str, public_id: str, text: str, first: bool
    ) -> Replies:
        connection.execute(begin)
        try:
            replies = self._write_turn(connection, public_id, text, first)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        return replies

    def _write_turn(self, connection: _Driver, public_id: str, text: str, first: bool) -> Replies:
        found = self._begun(connection, public_id) if first else self._locked(connection, public_id)
        conversation_id, state_json, seq, position = found
        if not first:
            seq += 1
            if not self._is_new(connection, conversation_id, seq, text):
                return []
        state = orjson.loads(state_json)
        before = state["at"]
        replies = advance(state, text)
        facts = _facts(before, state["at"], text)
        self._add_messages(connection, conversation_id, seq, replies, state["at"])
        self._add_events(connection, conversation_id, position, facts)
        self._set_timer(connection, conversation_id, is_over=state["at"] == "end")
        last = (seq + len(replies), position + len(facts), str(self._now()), conversation_id)
        connection.execute(self._sql["save"], (orjson.dumps(state).decode(), *last))
        return replies

    def _locked(self, connection: _Driver, public_id: str) -> Any:
        return connection.execute(self._sql["lock"], (public_id,)).fetchone()

    def _is_new(self, connection: _Driver, conversation_id: int, seq: int, text: str) -> bool:
        body = orjson.dumps({"text": text, "choice": None, "files": []}).decode()
        values = (conversation_id, uuid.uuid4().hex, seq, body, str(self._now()))
        return connection.execute(self._sql["add_inbound"], values).fetchone() is not None

    def _add_messages(
        self, connection: _Driver, conversation_id: int, seq: int, replies: Replies, node: str
    ) -> None:
        now = str(self._now())
        rows: list[tuple[Any, ...]] = [
            (conversation_id, seq + place, _body(reply, node), now)
            for place, reply in enumerate(replies, 1)
        ]
        connection.executemany(self._sql["add_outbound"], rows)

    def _add_events(
        self, connection: _Driver, conversation_id: int, position: int, facts: list[_Fact]
    ) -> None:
        now = str(self._now())
        rows: list[tuple[Any, ...]] = [
            (conversation_id, position + place, *fact, now) for place, fact in enumerate(facts, 1)
        ]
        connection.executemany(self._sql["add_event"], rows)

    def _set_timer(self, connection: _Driver, conversation_id: int, *, is_over: bool) -> None:
        if is_over:
            connection.execute(self._sql["drop_timer"], (conversation_id,))
        else:
            due_at = str(self._now() + _TIMER_S)
            connection.execute(self._sql["set_timer"], (conversation_id, due_at))

    def _begun(self, connection: _Driver, public_id: str) -> Any:
        now = str(self._now())
        contact_id = connection.execute(self._sql["add_contact"], (now,)).fetchone()[0]
        connection.execute(self._sql["add_identity"], (public_id, contact_id))
        state_json = orjson.dumps(new_state()).decode()
        values = (public_id, contact_id, state_json, now)
        return connection.execute(self._sql["add_conversation"], values).fetchone()


def _body(reply: str, node: str) -> str:
    return orjson.dumps({"kind": "text", "text": reply, "node_id": node}).decode()


def _facts(before: str, after: str, text: str) -> list[_Fact]:
    """Return as many facts as our turn records on the same way through the job."""
    said = orjson.dumps({"characters": len(text)}).decode()
    if before == "start":
        entered = [("node_entered", node, "{}") for node in ("start", "greeting", "menu")]
        left = [("node_left", node, "{}") for node in ("start", "greeting")]
        return [("conversation_started", "start", "{}"), *entered, *left]
    if before == after:
        return [("message_received", before, said), ("answer_refused", before, "{}")]
    heard = [("message_received", before, said), ("answer_understood", before, "{}")]
    through = ["is_early", "discount"] if after == "confirm" else []
    passed = [(name, node, "{}") for node in through for name in ("node_entered", "node_left")]
    ended = [("conversation_ended", after, "{}")] if after == "end" else []
    return [
        *heard,
        ("node_left", before, "{}"),
        *passed,
        ("node_entered", after, "{}"),
        *ended,
    ]
