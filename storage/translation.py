"""What a database's driver reports, in our words; SQL and values stay in the cause."""

from typing import Final, NoReturn

from storage.errors import Busy, Conflict, Damaged, InvalidValue, StorageError, Unavailable

# PostgreSQL's codes: deadlock found, lock not free in time, serialisation failed.
_BUSY_CODES: Final = {"40P01", "55P03", "40001"}
# SQLite's names for a file that is something else, and for one that is torn.
_DAMAGED_NAMES: Final = {"SQLITE_NOTADB", "SQLITE_CORRUPT"}


def translated(error: BaseException) -> StorageError | None:
    """Return our error for one of a driver, or None for what no driver raises.

    Both drivers name their errors as PEP 249 says, so the name is enough to tell the kind.
    """
    if isinstance(error, StorageError):
        return error
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "IntegrityError" in kinds:
        return _conflict(error)
    if "DataError" in kinds:
        return _invalid_value(error)
    if kinds & {"OperationalError", "InterfaceError"}:
        return _unavailable(error)
    if "DatabaseError" in kinds:
        return _refused(error)
    return None


def raise_ours(error: Exception) -> NoReturn:
    """Raise our error for one of a driver; any other is raised as it is."""
    ours = translated(error)
    if ours is None or ours is error:
        raise error
    raise ours from error


def _conflict(error: BaseException) -> Conflict:
    line = _first_line(error)
    return Conflict(
        f"The database refuses this change ({line}): look at what is there and try again.",
        pt=f"O banco de dados recusa esta mudança ({line}): veja o que já existe e tente de novo.",
    )


def _invalid_value(error: BaseException) -> InvalidValue:
    line = _first_line(error)
    return InvalidValue(
        f"The database cannot keep this value ({line}): give another one.",
        pt=f"O banco de dados não pode guardar este valor ({line}): informe outro.",
    )


def _refused(error: BaseException) -> StorageError:
    if getattr(error, "sqlite_errorname", None) in _DAMAGED_NAMES:
        return Damaged(
            "The file is not a database, or it is damaged: restore a backup, or choose another "
            "file in FLUXO_DATABASE_URL.",
            pt="O arquivo não é um banco de dados ou está danificado: restaure uma cópia, ou "
            "escolha outro arquivo em FLUXO_DATABASE_URL.",
        )
    line = _first_line(error)
    return StorageError(
        f"The database refuses this ({line}): run fluxo db check.",
        pt=f"O banco de dados recusa isto ({line}): execute fluxo db check.",
    )


def _unavailable(error: BaseException) -> Unavailable:
    code = getattr(error, "sqlstate", None)
    if code in _BUSY_CODES or "locked" in str(error):
        return Busy(
            "The database is busy with another change: try again.",
            pt="O banco de dados está ocupado com outra mudança: tente de novo.",
        )
    line = _first_line(error)
    return Unavailable(
        f"The database does not answer ({line}): check FLUXO_DATABASE_URL or try again later.",
        pt=f"O banco de dados não responde ({line}): confira FLUXO_DATABASE_URL ou tente mais "
        "tarde.",
    )


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0].rstrip(".")
