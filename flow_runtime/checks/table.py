"""The table of every code, for docs/checks.md: `python -m flow_runtime.checks.table`."""

import re
import sys
from collections.abc import Iterator

from flow_runtime.checks.families import FAMILIES
from flow_runtime.checks.kinds import ProblemKind

_GAP = re.compile(r"\{(\w+)\}")
_HEAD = """# What the checks find

Errors block publication; warnings need a reason. Words in ‹angle brackets› stand for names of the
flow at hand; ‹reason› is the sentence of whoever reads that text, formula or address. This page is
made from the code by `python -m flow_runtime.checks.table`; a test says when it is not current.
Node types add what is wrong inside one node (`Node.problems`).

| code | severity | pt-BR | en |
| --- | --- | --- | --- |
"""


def all_kinds() -> Iterator[ProblemKind]:
    """Yield every kind of problem of every family, by code."""
    found = [
        value
        for family in FAMILIES
        for value in vars(family).values()
        if isinstance(value, ProblemKind)
    ]
    yield from sorted(found, key=lambda kind: (kind.code, kind.en))


def codes_table() -> str:
    """Return docs/checks.md."""
    rows = [
        f"| `{kind.code}` | {kind.severity} | {_shown(kind.pt)} | {_shown(kind.en)} |"
        for kind in dict.fromkeys(all_kinds())
    ]
    return _HEAD + "\n".join(rows) + "\n"


def _shown(sentence: str) -> str:
    return _GAP.sub(r"‹\1›", sentence).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(codes_table())
