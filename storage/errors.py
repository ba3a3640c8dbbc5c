"""What can go wrong between the product and its database.

    StorageError                 base; anything else from this package is our bug
    ├── BadUrl                   the address of the database cannot be used     → the operator
    ├── Unavailable              the database does not answer                   → try again later
    │   └── Busy                 a lock was not free in time                    → try again at once
    ├── NotFound                 the row that was asked for does not exist      → answer 404
    │   └── Forbidden            the person may not do or see this              → answer 404 too
    ├── ViewNotNoted             what belongs to customers was asked for without
    │                            a note of it in the audit                      → our bug
    ├── Conflict                 another change came first, or a rule of the
    │   │                        tables refuses this one                        → look again
    │   ├── NotApproved          the version may not go live yet                → have it reviewed
    │   ├── OwnVersion           nobody approves what they made themselves      → another person
    │   ├── OtherContent         what was looked at is not what is there        → look again
    │   └── AlreadyDecided       this was decided already                       → nothing to do
    ├── InvalidValue             a value cannot be written                      → the caller
    ├── WrongKey                 a secret was locked with another key           → the operator
    ├── Damaged                  the file is no database, or it is torn         → the backup
    ├── SchemaTooNew             a newer release made this database             → refuse to start
    └── SchemaTooOld             this database waits for `fluxo db upgrade`     → refuse to start
        └── NoDatabaseYet        there is none at the address                   → refuse to start

Every message says in one sentence what is wrong and what to do; no message carries SQL or values.
"""

from collections.abc import Mapping


class StorageError(Exception):
    """Something went wrong in storage; the base of the tree above.

    The message is the English sentence, `pt` the same one in Portuguese.
    """

    def __init__(self, message: str, *, pt: str = "") -> None:
        super().__init__(message)
        self._pt = pt

    @property
    def words(self) -> Mapping[str, str]:
        """Return the sentence in both languages; English stands in where there is no other."""
        return {"pt-BR": self._pt or str(self), "en": str(self)}


class BadUrl(StorageError):
    """The address of the database cannot be used."""


class Unavailable(StorageError):
    """The database does not answer; nothing was written."""


class Busy(Unavailable):
    """A lock was not free in time, or two transactions blocked each other; nothing was written."""


class NotFound(StorageError):
    """The row that was asked for does not exist."""


class Forbidden(NotFound):
    """The person may not do or see this; the sentence does not tell whether it exists."""

    def __init__(self) -> None:
        super().__init__(
            "This does not exist, or your role does not include it: ask who administers Fluxo.",
            pt="Isto não existe, ou o seu papel não inclui isto: fale com quem administra o Fluxo.",
        )


class ViewNotNoted(StorageError):
    """A person was to see what belongs to customers, and nothing noted it in the audit."""

    def __init__(self) -> None:
        super().__init__(
            "This view was not noted in the audit, so nothing was shown: report it as a defect.",
            pt="Esta consulta não foi anotada na auditoria, por isso nada foi mostrado: "
            "informe o defeito.",
        )


class Conflict(StorageError):
    """Another change came first, or a rule of the tables refuses this one."""


class NotApproved(Conflict):
    """The version, or one of a sub-flow that it is pinned to, was not approved as it is."""


class OwnVersion(Conflict):
    """The person who made or submitted a version may not decide about it."""


class OtherContent(Conflict):
    """What somebody looked at is not what the version holds."""


class AlreadyDecided(Conflict):
    """The newest decision about the version says the same."""


class InvalidValue(StorageError):
    """A value cannot be written to the database."""


class WrongKey(StorageError):
    """A secret was locked with another key than the one that is in use."""


class Damaged(StorageError):
    """The file is not a database, or what is in it is torn."""


class SchemaTooNew(StorageError):
    """The database was made by a newer release of Fluxo."""


class SchemaTooOld(StorageError):
    """The database has not been brought up to this release."""


class NoDatabaseYet(SchemaTooOld):
    """There is no database at the address, or one without any table."""
