"""Whoever does what, in whatever order: only what another person approved is ever live.

`make publishing-laws` plays ten thousand sequences that differ from run to run.
"""

from contextlib import closing

import pytest

from storage.database import open_database
from tests.publishing_laws.__main__ import play, verify
from tests.publishing_laws.company import Ledger

SEQUENCES = {"sqlite": 60, "postgresql": 30}
EVEN_IN_FEW = ("submissions", "publications", "conversations")
IN_MANY = (*EVEN_IN_FEW, "approvals", "trials", "answers")


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("store", "deeds"), [("sqlite", IN_MANY), ("postgresql", EVEN_IN_FEW)], ids=SEQUENCES
)
def test_no_sequence_breaks_a_law(
    store: str, deeds: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    with closing(open_database(request.getfixturevalue(f"new_{store}_url")())) as database:
        ledger = Ledger(database)
        play(ledger, SEQUENCES[store], always_alike=True)
        assert verify(database) > 0
    assert {deed for deed in deeds if not ledger.done[deed]} == set(), ledger.done
