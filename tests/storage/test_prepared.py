"""Statements that go straight to the driver behave like all others."""

import pytest
from sqlalchemy import Executable, bindparam, insert, select

from storage.channels import Channel, channels
from storage.database import Database
from storage.errors import Conflict, InvalidValue, StorageError
from storage.inbound import inbound_messages
from storage.prepared import Prepared, sent_together
from storage.rows import values_of
from tests.storage.stories import NOW

_ADD = Prepared(insert(channels).inline(), "name", "kind", "settings")
_ONE = Prepared(select(channels).where(channels.c.name == bindparam("wanted")))
_ALL = Prepared(select(channels).order_by(channels.c.name))
_CHANNELS = [
    Channel("loja", "webchat", {"title": "Olá, ação"}),
    Channel("site", "webchat", {}),
]
_ROWS = [values_of(channel) for channel in _CHANNELS]


def test_values_come_back_as_they_went_in(database: Database) -> None:
    with database.transaction() as tx:
        _ADD.run_many(tx, _ROWS)
        assert _ONE.first(tx, Channel, wanted="loja") == _CHANNELS[0]
        assert _ALL.every(tx, Channel) == _CHANNELS


def test_nothing_to_add_and_nothing_to_find_are_fine(database: Database) -> None:
    with database.transaction() as tx:
        _ADD.run_many(tx, [])
        assert _ONE.first(tx, Channel, wanted="nobody") is None
        assert _ALL.every(tx, Channel) == []


def test_a_broken_rule_is_a_conflict_and_undoes_everything(database: Database) -> None:
    with pytest.raises(Conflict, match="refuses this change"), database.transaction() as tx:
        _ADD.run_many(tx, [*_ROWS, _ROWS[0]])
    with database.read() as tx:
        assert _ALL.every(tx, Channel) == []


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StorageError), database.read() as tx:
        _ADD.run_many(tx, _ROWS)


def test_a_forgotten_value_is_noticed(database: Database) -> None:
    with pytest.raises(KeyError, match="settings"), database.transaction() as tx:
        _ADD.run(tx, name="loja", kind="webchat")


def test_a_naive_time_is_refused_by_its_column(database: Database) -> None:
    columns = ("channel", "account", "message_id", "body", "received_at")
    add = Prepared(insert(inbound_messages).inline(), *columns)
    values = {"channel": "site", "account": "a", "message_id": "1", "body": {}}
    with pytest.raises(InvalidValue, match="time zone"), database.transaction() as tx:
        add.run(tx, **values, received_at=NOW.replace(tzinfo=None))


def test_the_statement_of_each_database_is_its_own(database: Database) -> None:
    seen: list[str] = []

    def build(dialect: str) -> Executable:
        seen.append(dialect)
        return select(channels)

    own = Prepared(build)
    with database.transaction() as tx:
        own.every(tx, Channel)
        own.every(tx, Channel)
    assert seen == [database.dialect]


def test_what_is_sent_together_is_all_kept_and_read_meanwhile(database: Database) -> None:
    with database.transaction() as tx:
        with sent_together(tx):
            _ADD.run(tx, **_ROWS[0])
            assert _ONE.first(tx, Channel, wanted="nobody") is None
            _ADD.run_many(tx, _ROWS[1:])
        assert _ALL.every(tx, Channel) == _CHANNELS
        with sent_together(tx):
            pass


def test_an_error_of_what_is_sent_together_undoes_everything(database: Database) -> None:
    def write() -> None:
        with database.transaction() as tx, sent_together(tx):
            _ADD.run(tx, **_ROWS[0])
            _ADD.run(tx, **_ROWS[0])

    with pytest.raises(Conflict, match="refuses this change"):
        write()
    with database.read() as tx:
        assert _ALL.every(tx, Channel) == []


def test_what_was_to_be_sent_together_is_forgotten_at_an_error(database: Database) -> None:
    def write() -> None:
        with database.transaction() as tx, sent_together(tx):
            _ADD.run(tx, **_ROWS[0])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    with database.transaction() as tx:
        _ADD.run(tx, **_ROWS[0])
        assert _ALL.every(tx, Channel) == _CHANNELS[:1]


def test_many_rows_are_kept_as_each_alone(database: Database) -> None:
    columns = ("channel", "account", "message_id", "body", "received_at")
    add = Prepared(insert(inbound_messages).inline(), *columns)
    rows = [
        {"channel": "site", "account": "a\x00", "message_id": key, "body": body, "received_at": NOW}
        for key, body in (
            ("1", {"ação": ["\x00", 2**40, None]}),
            ("2", {}),
            ("3\ud800", {"a": 1.5}),
        )
    ]
    every = Prepared(
        select(*(inbound_messages.c[name] for name in columns)).order_by(inbound_messages.c.id)
    )
    with database.transaction() as tx:
        add.run_many(tx, rows)
        together = every.every(tx, tuple_of)
        tx.execute(inbound_messages.delete())
        for row in rows:
            add.run(tx, **row)
        assert every.every(tx, tuple_of) == together
    assert [row[2] for row in together] == ["1", "2", "3\ufffd"]


def tuple_of(*values: object) -> tuple[object, ...]:
    """Return a row as it is."""
    return values


def test_what_is_made_of_a_statement_reads_its_own_rows(database: Database) -> None:
    plain = insert(channels)
    names = ("name", "kind", "settings")
    with database.transaction() as tx:
        Prepared(plain, *names).run_many(tx, _ROWS[:1])
        telling = Prepared(plain.returning(channels.c.settings), *names)
        found = telling.first(tx, dict, name="site", kind="webchat", settings={"title": "Olá"})
    assert found == {"title": "Olá"}
