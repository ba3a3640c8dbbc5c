"""Who may call what: every function of storage, by every role, with ids known and unknown."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from sqlalchemy import Connection

import storage
from storage import audit
from storage.audit import AuditFilter
from storage.database import Database
from storage.errors import Forbidden, NotFound, ViewNotNoted
from storage.policy import INSTALLATION, NOBODY, ROLE_PERMISSIONS, Permission, Role, Scope
from storage.vault import Vault, generate_key
from tests.storage.policy_rows import NEEDED, OWN_ACCOUNT, WITHOUT_GUARD
from tests.storage.stories import NOW, build_world

ME: Final = "ana"
KNOWN: Final[dict[str, object]] = {
    "flow_id": "boleto",
    "number": 1,
    "name": "site",
    "channel": "site",
    "contact_id": 1,
    "person_id": 1,
    "conversation_id": 1,
    "public_id": "c-1",
}
"""Ids that the world of the stories has; every other argument is made from its type."""

OWN_NAMES: Final = {
    "actor",
    "attendant",
    "author",
    "began_by",
    "created_by",
    "decided_by",
    "ended_by",
    "planned_by",
    "published_by",
    "set_by",
    "submitted_by",
    "written_by",
}
"""Arguments that say in whose name something is written: one may only write in one's own."""

SCOPES: Final = {
    "nobody": NOBODY,
    **{role.value: Scope(ME, frozenset({role}), 1) for role in Role},
    "everything but nothing by token": Scope(ME, frozenset(Role), 1, only=frozenset()),
}


def _functions() -> Iterator[tuple[str, Callable[..., object]]]:
    for module in pkgutil.iter_modules(storage.__path__):
        if module.ispkg:
            continue
        loaded = importlib.import_module(f"storage.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            is_own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if is_own and _takes_connection(inspect.unwrap(function)):
                yield f"{module.name}.{name}", function


def _takes_connection(function: Callable[..., object]) -> bool:
    parameters = inspect.signature(function).parameters.values()
    return any(one.annotation is Connection for one in parameters)


FUNCTIONS: Final = dict(_functions())
OWN: Final = set(OWN_ACCOUNT.split())
GUARDED: Final = sorted(FUNCTIONS.keys() - set(WITHOUT_GUARD.split()))


def _names_somebody(name: str) -> bool:
    hints = get_type_hints(inspect.unwrap(FUNCTIONS[name]))
    written = [hint for argument, hint in hints.items() if argument != "return"]
    inner = {one.name for hint in written if _is_written(hint) for one in fields(hint)}
    return not OWN_NAMES.isdisjoint(hints.keys() | inner)


def _is_written(hint: Any) -> bool:
    """Say whether an argument is a row to be; who looks for others' entries names them too."""
    return is_dataclass(hint) and hint is not AuditFilter


ROWS: Final = {name: needed for needed, names in NEEDED.items() for name in names.split()}


def test_every_function_has_its_row_and_every_row_its_function() -> None:
    assert ROWS.keys() | set(WITHOUT_GUARD.split()) == FUNCTIONS.keys()


@pytest.mark.parametrize("name", GUARDED)
def test_function_asks_for_the_permission_of_its_row(name: str) -> None:
    assert getattr(FUNCTIONS[name], "permission", None) is ROWS[name]


def test_no_role_may_do_what_only_the_runtime_does() -> None:
    assert not any(Permission.RUN in permissions for permissions in ROLE_PERMISSIONS.values())


def test_every_other_permission_belongs_to_somebody() -> None:
    assert frozenset().union(*ROLE_PERMISSIONS.values()) == set(Permission) - {Permission.RUN}


@pytest.mark.parametrize("ids", ["known", "unknown"])
@pytest.mark.parametrize("who", SCOPES)
def test_only_who_may_gets_further_than_the_guard(
    who: str, ids: Literal["known", "unknown"], sqlite_database: Database
) -> None:
    with sqlite_database.transaction() as tx:
        build_world(tx)
    scope = SCOPES[who]
    database = sqlite_database.within(scope)
    denied = {name for name in GUARDED if _is_denied(database, name, ids)}
    foreign = set() if ids == "known" or scope.permits(Permission.ADMINISTER) else OWN
    assert denied == {name for name in GUARDED if name in foreign or not scope.permits(ROWS[name])}


def test_the_installation_is_never_stopped(sqlite_database: Database) -> None:
    with sqlite_database.transaction() as tx:
        build_world(tx)
    database = sqlite_database.within(INSTALLATION)
    assert not [name for name in GUARDED if _is_denied(database, name, "known")]


@pytest.mark.parametrize(
    "name", [name for name in GUARDED if ROWS[name] is not Permission.RUN and _names_somebody(name)]
)
def test_nobody_writes_in_another_persons_name(name: str, sqlite_database: Database) -> None:
    with sqlite_database.transaction() as tx:
        build_world(tx)
    somebody_else = sqlite_database.within(Scope("bia", frozenset(Role), 2))
    assert _is_denied(somebody_else, name, "known")


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in GUARDED
        if ROWS[name] is Permission.READ_CUSTOMERS and name != "audit.note_view"
    ],
)
def test_nobody_sees_customers_data_without_a_note_of_it(
    name: str, sqlite_database: Database
) -> None:
    with sqlite_database.transaction() as tx:
        build_world(tx)
    attendant = sqlite_database.within(SCOPES["attendant"])
    function = FUNCTIONS[name]
    with pytest.raises(ViewNotNoted), attendant.transaction() as tx:
        function(tx, **_arguments(function, "known"))
    with attendant.transaction() as tx:
        audit.note_view(tx, actor=ME, subject="conversation c-1", now=NOW)
        with suppress(NotFound):
            function(tx, **_arguments(function, "known"))
    with sqlite_database.read() as tx:
        assert [entry.action for entry in audit.newest(tx)] == ["customers.viewed"]


def test_what_is_forbidden_is_told_as_what_does_not_exist() -> None:
    assert issubclass(Forbidden, NotFound)


def _is_denied(database: Database, name: str, ids: str) -> bool:
    """Call a function with arguments made for it; nothing that it writes is kept."""
    function = FUNCTIONS[name]
    try:
        with database.transaction() as tx:
            returned = function(tx, **_arguments(function, ids))
            if inspect.isgenerator(returned):
                list(returned)
            raise _Undone
    except Forbidden:
        return True
    except Exception:
        return False


class _Undone(Exception):
    """What a function wrote is not to be kept."""


def _arguments(function: Callable[..., object], ids: str) -> dict[str, Any]:
    inner = inspect.unwrap(function)
    hints = get_type_hints(inner)
    parameters = list(inspect.signature(inner).parameters.values())[1:]
    wanted = [one for one in parameters if one.default is inspect.Parameter.empty]
    return {
        one.name: KNOWN[one.name]
        if ids == "known" and one.name in KNOWN
        else _made(hints[one.name], one.name)
        for one in wanted
        if one.kind is not inspect.Parameter.VAR_KEYWORD
    }


MAKERS: Final[dict[object, Callable[[], object]]] = {
    str: lambda: "unknown",
    int: lambda: 987_654_321,
    float: lambda: 1.0,
    bool: lambda: True,
    bytes: lambda: b"",
    datetime: lambda: NOW,
    NoneType: lambda: None,
    Path: lambda: Path("unknown"),
    Vault: lambda: Vault(generate_key()),
}


def _made(wanted: Any, name: str) -> object:
    if name in OWN_NAMES:
        return ME
    if wanted in MAKERS:
        return MAKERS[wanted]()
    if is_dataclass(wanted):
        hints = get_type_hints(wanted)
        made = {one.name: _made(hints[one.name], one.name) for one in fields(wanted)}
        # A row of somebody else's is refused to whoever it is.
        return wanted(**made | {name: 1 for name in made if name == "person_id"})
    if get_origin(wanted) is Literal:
        return get_args(wanted)[0]
    if get_origin(wanted) in (Union, UnionType):
        return _made(get_args(wanted)[0], name)
    origin = get_origin(wanted)
    return {} if origin is not None and "Mapping" in str(origin) else []
