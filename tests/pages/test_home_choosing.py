"""Which flows are meant by words, folder, category and state."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pages.home_parts.choosing import Choice, chosen, counts, folders
from pages.home_parts.rows import Row
from storage.drafts import LastChange
from storage.flow_cards import CardNumbers
from storage.flows import Flow
from storage.publications import Publication

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
LIVE = Publication(1, "site", "boleto", 2, NOW, "ana", "", None)
CATEGORIES = {"receptivo": "Receptivo", "triagem": "Triagem"}


def row(flow_id: str, name: str, *, problems: int = 0, live: bool = False, **fields: object) -> Row:
    flow = Flow(flow_id, name, "", "receptivo", "", NOW, "ana")
    numbers = CardNumbers(flow_id, 1, errors=problems, warnings=0, nodes=3)
    change = LastChange(1, NOW, "ana")
    return Row(replace(flow, **fields), change, numbers, (LIVE,) if live else ())


ROWS = [
    row("boleto", "Cobrança", live=True, objective="Segunda via sem fila", folder="Financeiro"),
    row("visita", "Agendar visita", problems=2, category="triagem", folder="Ágil"),
    row("velho", "Fluxo antigo", problems=1, archived_at=NOW, folder="Antigos"),
]


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (Choice(), ["boleto", "visita"]),
        (Choice("cobranca"), ["boleto"]),
        (Choice("FILA segunda"), ["boleto"]),
        (Choice("segunda visita"), []),
        (Choice("visi"), ["visita"]),
        (Choice("triagem"), ["visita"]),
        (Choice("boleto"), ["boleto"]),
        (Choice("financeiro"), ["boleto"]),
        (Choice(folder="Ágil"), ["visita"]),
        (Choice(category="receptivo"), ["boleto"]),
        (Choice(state="live"), ["boleto"]),
        (Choice(state="draft"), ["visita"]),
        (Choice(state="problems"), ["visita"]),
        (Choice(state="archived"), ["velho"]),
        (Choice("antigo"), []),
        (Choice("antigo", state="archived"), ["velho"]),
    ],
)
def test_what_is_looked_for_is_found(choice: Choice, found: list[str]):
    assert [one.flow.id for one in chosen(ROWS, choice, CATEGORIES)] == found


def test_each_state_says_how_many_it_has():
    assert counts(ROWS) == {"all": 2, "live": 1, "draft": 1, "problems": 1, "archived": 1}


def test_folders_are_those_of_flows_that_are_not_archived_without_regard_to_accents():
    assert list(folders(ROWS).items()) == [("Ágil", 1), ("Financeiro", 1)]


def test_a_row_is_examined_when_its_numbers_are_of_the_newest_draft():
    fresh = ROWS[0]
    assert fresh.is_examined
    assert not replace(fresh, change=LastChange(2, NOW, "ana")).is_examined
    assert not replace(fresh, numbers=None).is_examined
    assert replace(fresh, change=None, numbers=None).is_examined
