"""Versions: numbered copies of a flow that nobody, not even we, can change."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Named,
    Table,
    TypedColumns,
    bindparam,
    insert,
    select,
)

from storage.columns import CleanText, JsonObject, UtcDateTime, metadata
from storage.encoding import as_stored
from storage.flows import flows
from storage.policy import Permission
from storage.rows import every, first, must, values_of
from storage.scope import permitted, require_own_name


class VersionColumns(TypedColumns):
    """The columns of `versions`; triggers of the database refuse UPDATE and DELETE."""

    flow_id: Named[str] = Column(ForeignKey("flows.id"), primary_key=True)
    number: Named[int] = Column(primary_key=True, autoincrement=False)
    document: Named[JsonObject] = Column(JSON)
    sha256: Named[str]
    pins: Named[JsonObject] = Column(JSON)
    author: Named[str] = Column(CleanText)
    comment: Named[str] = Column(CleanText)
    created_at: Named[datetime] = Column(UtcDateTime)
    tests: Named[list[object]] = Column(JSON, server_default="[]")


versions = Table(
    "versions", metadata, VersionColumns, CheckConstraint("number >= 1", name="number")
)


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What becomes a version.

    `sha256` is the caller's hash of the document's canonical logic; `pins` says which version
    number of each sub-flow belongs to it: `{flow_id: number}`; `tests` are its conversation tests.
    """

    flow_id: str
    document: JsonObject
    sha256: str
    pins: JsonObject
    author: str
    comment: str = ""
    tests: list[object] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Version:
    """One immutable version of a flow; numbers count from 1 within the flow."""

    flow_id: str
    number: int
    document: JsonObject
    sha256: str
    pins: JsonObject
    author: str
    comment: str
    created_at: datetime
    tests: list[object] = field(default_factory=list)


_OF_FLOW = (
    select(versions)
    .where(versions.c.flow_id == bindparam("flow_id"))
    .order_by(versions.c.number.desc())
)
_LATEST = _OF_FLOW.limit(1)
_ONE = _OF_FLOW.where(versions.c.number == bindparam("number"))
_LOCK_FLOW = (
    select(flows.c.id).where(flows.c.id == bindparam("flow_id")).with_for_update(key_share=True)
)


@permitted(Permission.SUBMIT)
def freeze(tx: Connection, new: NewVersion, *, now: datetime) -> Version:
    """Keep `new` as the next version; when it equals the latest one, return that instead.

    They are equal when they do the same, call the same versions and have the same tests.

    Raises:
        Forbidden: when it is to be written in another person's name.
        NotFound: when the flow does not exist.
    """
    require_own_name(tx, new.author)
    # Two people freezing at once must not both take the next number.
    lock(tx, new.flow_id)
    last = latest(tx, new.flow_id)
    if last is not None and is_same(last, new):
        return last
    number = 1 if last is None else last.number + 1
    version = Version(number=number, created_at=now, **values_of(new))  # type: ignore[arg-type]
    tx.execute(insert(versions), values_of(version))
    return version


@permitted(Permission.READ_FLOWS)
def lock(tx: Connection, flow_id: str) -> None:
    """Keep others from freezing the flow, or deciding about it, until the transaction ends.

    Raises:
        NotFound: when the flow does not exist.
    """
    found = tx.execute(_LOCK_FLOW, {"flow_id": flow_id}).first()
    must(found, f"The flow “{flow_id}”", pt=f"O fluxo “{flow_id}”")


def is_same(last: Version, new: NewVersion) -> bool:
    """Say whether `new` would only repeat a version."""
    ours = (last.sha256, last.pins, last.tests)
    return ours == (new.sha256, as_stored(new.pins), as_stored(new.tests))


@permitted(Permission.READ_FLOWS)
def get(tx: Connection, flow_id: str, number: int) -> Version:
    """Return one version.

    Raises:
        NotFound: when the flow has none with this number.
    """
    found = first(tx, _ONE, Version, flow_id=flow_id, number=number)
    return must(
        found,
        f"Version {number} of the flow “{flow_id}”",
        pt=f"A versão {number} do fluxo “{flow_id}”",
    )


@permitted(Permission.READ_FLOWS)
def latest(tx: Connection, flow_id: str) -> Version | None:
    """Return the newest version of the flow, or None."""
    return first(tx, _LATEST, Version, flow_id=flow_id)


@permitted(Permission.READ_FLOWS)
def list_versions(tx: Connection, flow_id: str) -> list[Version]:
    """Return the versions of the flow, newest first."""
    return every(tx, _OF_FLOW, Version, flow_id=flow_id)
