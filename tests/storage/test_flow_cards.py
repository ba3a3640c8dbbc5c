from dataclasses import replace

import pytest

from storage import flow_cards, flows
from storage.database import Database
from storage.errors import Conflict
from storage.flow_cards import CardNumbers, FlowCard
from tests.storage.stories import World, a_flow

CARD = FlowCard("boleto", 3, errors=2, warnings=1, nodes=12, picture="<svg></svg>")


def test_numbers_of_all_flows_are_read_without_pictures(database: Database, world: World) -> None:
    with database.transaction() as tx:
        flow_cards.save(tx, CARD)
        assert flow_cards.numbers(tx) == {"boleto": CardNumbers("boleto", 3, 2, 1, 12)}


def test_pictures_are_read_for_the_flows_in_view(database: Database, world: World) -> None:
    with database.transaction() as tx:
        flows.create(tx, a_flow("agenda"))
        flow_cards.save(tx, CARD)
        flow_cards.save(tx, replace(CARD, flow_id="agenda", picture="<svg/>"))
        assert flow_cards.pictures(tx, ["agenda", "gone"]) == {"agenda": "<svg/>"}
        assert flow_cards.pictures(tx, []) == {}


def test_a_later_card_takes_the_place_of_the_earlier(database: Database, world: World) -> None:
    with database.transaction() as tx:
        flow_cards.save(tx, CARD)
        flow_cards.save(tx, replace(CARD, revision=4, errors=0))
        assert flow_cards.numbers(tx)["boleto"] == CardNumbers("boleto", 4, 0, 1, 12)


def test_a_card_of_no_flow_is_a_conflict(database: Database) -> None:
    with pytest.raises(Conflict), database.transaction() as tx:
        flow_cards.save(tx, CARD)
