"""What a database's driver reports, in our words; SQL and values stay in the cause."""

from typing import Final

from storage.errors import Busy, Conflict, InvalidValue, StorageError, Unavailable

# PostgreSQL's codes: deadlock found, lock not free in time, serialisation failed.
_BUSY_CODES: Final = {"40P01", "55P03", "40001"}


def translated(error: BaseException) -> StorageError | None:
    """Return our error for one of a driver, or None for what no driver raises.

    Both drivers name their errors as PEP 249 says, so the name is enough to tell the kind.
    """
    if isinstance(error, StorageError):
        return error
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "IntegrityError" in kinds:
        return Conflict(f"The database refuses this change: {_first_line(error)}.")
    if "DataError" in kinds:
        return InvalidValue(f"The database cannot keep this value: {_first_line(error)}.")
    if kinds & {"OperationalError", "InterfaceError"}:
        return _unavailable(error)
    if "DatabaseError" in kinds:
        return StorageError(f"The database refuses this: {_first_line(error)}.")
    return None


def _unavailable(error: BaseException) -> Unavailable:
    code = getattr(error, "sqlstate", None)
    if code in _BUSY_CODES or "locked" in str(error):
        return Busy("The database is busy with another change: try again.")
    return Unavailable(f"The database does not answer ({_first_line(error)}): try again later.")


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0].rstrip(".")
