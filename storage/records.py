"""Rows that are made many times in a turn: read-only for the type checker, cheap to make.

`@dataclass(frozen=True)` writes each field through a guard, which makes a row of eighteen columns
four times as dear. mypy reads `record` as that decorator and refuses every assignment; at run time
the class has the same fields, equality and hash without the guard. The engine has the same for its
own values: neither of the two packages may know the other.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen, slots):
        """Make a dataclass of a class; both options must be given, as mypy reads them."""
        return dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["record"]
