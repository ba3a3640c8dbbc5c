import contextlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import text, update

from storage import contacts, flows, inbound
from storage.database import Database, open_database
from storage.errors import (
    BadUrl,
    Busy,
    Conflict,
    Damaged,
    InvalidValue,
    NoDatabaseYet,
    NotFound,
    StorageError,
    Unavailable,
)
from storage.flows import flows as flow_table
from storage.inbound import NewInbound
from tests.storage.stories import NOW, World, a_flow, at_once


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("", "sqlite:///"),
        ("fluxo.db", "sqlite:///"),
        ("mysql://localhost/fluxo", "mysql"),
        ("sqlite://", "name a file"),
        ("sqlite:///:memory:", "name a file"),
        ("sqlite:////nowhere/at/all/fluxo.db", "create it first"),
        ("postgresql://host:port/name", "postgresql://"),
    ],
)
def test_address_that_cannot_be_used_is_refused_with_advice(url: str, advice: str) -> None:
    with pytest.raises(BadUrl, match=advice):
        open_database(url)


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.db").write_bytes(b"\x89PNG" * 500)
    with pytest.raises(Damaged, match=r"file is not a database.*restore a backup"):
        open_database(f"sqlite:///{tmp_path}/photo.db")


@pytest.mark.parametrize("place", ["fluxo.db", "nowhere/fluxo.db"])
def test_file_that_is_missing_is_not_made_by_looking(tmp_path: Path, place: str) -> None:
    with pytest.raises(NoDatabaseYet, match=r"no database at .* yet.*fluxo db upgrade") as refused:
        open_database(f"sqlite:///{tmp_path}/{place}", create=False)
    assert refused.value.words["pt-BR"].startswith("Ainda não há banco de dados")
    assert list(tmp_path.iterdir()) == []


def test_server_that_does_not_answer_is_unavailable() -> None:
    with (
        closing(open_database("postgresql://nobody@127.0.0.1:1/fluxo")) as database,
        pytest.raises(Unavailable, match="try again later"),
        database.transaction(),
    ):
        pytest.fail("a transaction without a server")


def test_password_stays_out_of_messages() -> None:
    with closing(open_database("postgresql://ana:s3nha@127.0.0.1:1/fluxo")) as database:
        assert "s3nha" not in database.address
        with pytest.raises(Unavailable) as refused, database.read():
            pytest.fail("a connection without a server")
    assert "s3nha" not in str(refused.value)


def test_sqlite_is_set_up_for_durability(sqlite_database: Database) -> None:
    with sqlite_database.transaction() as tx:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = {name: tx.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked}
    full = 2
    assert found == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


def test_error_in_a_transaction_leaves_nothing_behind(database: Database) -> None:
    with contextlib.suppress(ZeroDivisionError), database.transaction() as tx:
        flows.create(tx, a_flow())
        1 / 0  # noqa: B018
    with database.read() as tx:
        assert flows.list_flows(tx) == []


def test_reading_cannot_write(database: Database) -> None:
    with pytest.raises(StorageError), database.read() as tx:
        flows.create(tx, a_flow())
    with database.transaction() as tx:
        flows.create(tx, a_flow())


def test_reader_is_not_held_up_by_a_writer(database: Database) -> None:
    with database.transaction() as writing, database.read() as reading:
        flows.create(writing, a_flow())
        assert flows.list_flows(reading) == []


def test_second_writer_is_told_that_the_database_is_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.LOCK_TIMEOUT_S", 0.01)
    with (
        closing(open_database(f"sqlite:///{tmp_path}/fluxo.db")) as database,
        database.transaction(),
        pytest.raises(Busy),
        database.transaction(),
    ):
        pytest.fail("two writers at once")


def test_second_process_is_told_that_the_database_is_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.LOCK_TIMEOUT_S", 0.01)
    url = f"sqlite:///{tmp_path}/fluxo.db"
    with (
        closing(open_database(url)) as one,
        closing(open_database(url)) as other,
        one.transaction(),
        pytest.raises(Busy),
        other.transaction(),
    ):
        pytest.fail("two writers at once")


def test_row_held_for_too_long_is_busy(postgresql_database: Database) -> None:
    with postgresql_database.transaction() as tx:
        contact, _ = contacts.find_or_create(tx, "webchat", "visitor", now=NOW)
    with postgresql_database.transaction() as one, postgresql_database.transaction() as other:
        contacts.lock(one, contact.id)
        other.execute(text("SET LOCAL lock_timeout = '10ms'"))
        with pytest.raises(Busy):
            contacts.lock(other, contact.id)


def test_transactions_that_block_each_other_are_told_to_try_again(
    postgresql_database: Database,
) -> None:
    with postgresql_database.transaction() as tx:
        one, two = (contacts.find_or_create(tx, "webchat", name, now=NOW)[0].id for name in "ab")
    both_hold_one = Barrier(2)

    def lock_both(first: int, second: int) -> bool:
        try:
            with postgresql_database.transaction() as tx:
                tx.execute(text("SET LOCAL deadlock_timeout = '10ms'"))
                contacts.lock(tx, first)
                both_hold_one.wait()
                contacts.lock(tx, second)
        except Busy:
            return False
        return True

    assert sorted(at_once([partial(lock_both, one, two), partial(lock_both, two, one)])) == [
        False,
        True,
    ]


def test_connection_that_the_server_cut_is_replaced(postgresql_database: Database) -> None:
    with postgresql_database.transaction() as tx:
        pid = tx.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with psycopg.connect(postgresql_database.address.replace(":***", ""), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 1000)", [pid])
    with postgresql_database.transaction() as tx:
        assert flows.list_flows(tx) == []
        assert tx.execute(text("SELECT pg_backend_pid()")).scalar_one() != pid


def test_naive_time_is_refused(database: Database, world: World) -> None:
    naive = datetime(2026, 3, 10, 12, 0)
    with pytest.raises(InvalidValue, match="no time zone"), database.transaction() as tx:
        flows.archive(tx, world.flow.id, now=naive)


def test_times_of_any_zone_come_back_in_utc(database: Database, world: World) -> None:
    brasilia = timezone(timedelta(hours=-3))
    with database.transaction() as tx:
        flows.archive(tx, world.flow.id, now=datetime(2026, 3, 10, 22, 30, 0, 123456, brasilia))
        archived_at = flows.get(tx, world.flow.id).archived_at
    assert archived_at == datetime(2026, 3, 11, 1, 30, 0, 123456, UTC)
    assert archived_at.tzinfo is UTC


HOSTILE_TEXTS = [
    "Olá, ação! 🧾 👩🏽‍💻",
    "'; DROP TABLE flows; --",
    "%_\\%",
    "\u202eesrever\u202c",
    "{{ 7 * 7 }}",
    "\\u0000 written out",
    "x" * 200_000,
]


@pytest.mark.parametrize("words", HOSTILE_TEXTS)
def test_odd_text_comes_back_as_it_was(database: Database, world: World, words: str) -> None:
    body = {"text": words, words[:50]: [words, {"deep": words}]}
    with database.transaction() as tx:
        flows.describe(tx, "boleto", name=words, objective="", category="", folder="")
        kept = inbound.add(tx, NewInbound("site", "", words[:80], body), now=NOW)
        assert kept is not None
        assert kept.body == body
        assert flows.get(tx, "boleto").name == words


@pytest.mark.parametrize("bad", ["\x00", "\ud83d"])
def test_characters_that_no_database_keeps_are_replaced(
    database: Database, world: World, bad: str
) -> None:
    with database.transaction() as tx:
        flows.describe(tx, "boleto", name=f"a{bad}b", objective="", category="", folder="")
        kept = inbound.add(tx, NewInbound("site", "", "m-1", {f"k{bad}": [f"a{bad}b"]}), now=NOW)
        assert kept is not None
        assert kept.body == {"k\ufffd": ["a\ufffdb"]}
        assert flows.get(tx, "boleto").name == "a\ufffdb"


@pytest.mark.parametrize("value", [object(), {1, 2}, 2**70])
def test_value_without_a_json_form_is_refused(database: Database, value: object) -> None:
    with pytest.raises(InvalidValue, match="JSON"), database.transaction() as tx:
        inbound.add(tx, NewInbound("site", "", "m-1", {"value": value}), now=NOW)


def test_rule_of_the_tables_is_a_conflict_without_values(database: Database, world: World) -> None:
    with pytest.raises(Conflict) as refused, database.transaction() as tx:
        flows.create(tx, a_flow())
    assert "Segunda via" not in str(refused.value)


def test_missing_row_is_not_found_in_one_sentence(database: Database) -> None:
    with database.read() as tx, pytest.raises(NotFound, match="“x” does not exist: check"):
        flows.get(tx, "x")


def test_sql_mistake_of_ours_is_a_storage_error(database: Database) -> None:
    with pytest.raises(StorageError), database.transaction() as tx:
        tx.execute(text("SELECT no_such_column FROM flows"))


def _turns_kept(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        flow_count = file.execute("SELECT count(*) FROM flows").fetchone()[0]
        inbound_count = file.execute("SELECT count(*) FROM inbound_messages").fetchone()[0]
    return flow_count, inbound_count


def test_wal_cut_anywhere_leaves_whole_transactions(
    tmp_path: Path, new_sqlite_url: Callable[[], str]
) -> None:
    url = new_sqlite_url()
    path = Path(url.removeprefix("sqlite:///"))
    turns = 12
    with closing(open_database(url)) as database:
        for number in range(turns):
            with database.transaction() as tx:
                flows.create(tx, a_flow(f"flow-{number}"))
                inbound.add(tx, NewInbound("site", "", f"m-{number}", {"text": "oi"}), now=NOW)
        main, wal = path.read_bytes(), path.with_name(f"{path.name}-wal").read_bytes()
    seen = set()
    wal_header_bytes, frame_bytes = 32, 24 + 4096
    frames = range(wal_header_bytes, len(wal) + 1, frame_bytes)
    for cut in [0, *frames, *(end - 1000 for end in frames[1:])]:
        copy = tmp_path / "cut" / f"{cut}.db"
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(main)
        copy.with_name(f"{copy.name}-wal").write_bytes(wal[:cut])
        flow_count, inbound_count = _turns_kept(copy)
        assert flow_count == inbound_count
        seen.add(flow_count)
    assert seen == set(range(turns + 1))


def test_statements_of_the_product_do_not_see_each_other_half_done(
    database: Database, world: World
) -> None:
    rename = update(flow_table).values(name="novo")
    with database.transaction() as tx:
        tx.execute(rename)
        with database.read() as reading:
            assert flows.get(reading, "boleto").name == "Segunda via de boleto"
    with database.read() as reading:
        assert flows.get(reading, "boleto").name == "novo"


def test_what_customers_wrote_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "fluxo.db"
    with closing(open_database(f"sqlite:///{file}")):
        assert file.stat().st_mode & 0o077 == 0
