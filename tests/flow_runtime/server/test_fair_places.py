import asyncio
import threading

import pytest

from flow_runtime.server.fair_places import FairPlaces
from flow_runtime.server.turn_threads import AT_ONCE, TurnThreads


async def served_in(order: list[str], *, at_once: int = 1) -> list[str]:
    """Return in which order they were served who came in this one, while all places were taken."""
    places, served = FairPlaces(at_once), list[str]()

    async def be_served(whose: str) -> None:
        await places.take(whose)
        served.append(whose)
        await asyncio.sleep(0)
        places.give_back()

    await asyncio.gather(*(be_served(whose) for whose in order))
    assert places == FairPlaces(at_once)  # nothing is left of anybody
    return served


@pytest.mark.parametrize(
    ("came", "served"),
    [("abc", "abc"), ("ffffhff", "fffhfff"), ("ffffghff", "fffgfhff"), ("ffhhgg", "ffhhgg")],
)
def test_who_waits_takes_turns_with_the_others(came: str, served: str) -> None:
    assert "".join(asyncio.run(served_in(list(came)))) == served


def test_a_flood_of_one_lets_another_be_next() -> None:
    served = asyncio.run(served_in(["flood"] * 100 + ["honest"]))
    assert served.index("honest") == 3


def test_who_went_away_takes_no_place() -> None:
    async def story() -> None:
        places = FairPlaces(1)
        await places.take("ana")
        gone = asyncio.create_task(places.take("bia"))
        there = asyncio.create_task(places.take("caio"))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.sleep(0)
        places.give_back()
        await there
        places.give_back()
        assert places == FairPlaces(1)

    asyncio.run(story())


def test_a_place_given_to_who_just_went_away_goes_on_to_the_next() -> None:
    async def story() -> None:
        places = FairPlaces(1)
        await places.take("ana")
        gone = asyncio.create_task(places.take("bia"))
        there = asyncio.create_task(places.take("caio"))
        await asyncio.sleep(0)
        places.give_back()
        gone.cancel()
        await asyncio.wait_for(there, 5)
        places.give_back()
        assert places == FairPlaces(1)

    asyncio.run(story())


def test_a_turn_of_another_address_waits_for_one_of_a_flood_only() -> None:
    done = list[str]()
    may_go_on = threading.Event()

    def turn(whose: str) -> None:
        may_go_on.wait(10)
        done.append(whose)

    async def story() -> None:
        threads = TurnThreads()
        flood = [
            asyncio.create_task(threads.run("flood", turn, "flood")) for _ in range(4 * AT_ONCE)
        ]
        honest = asyncio.create_task(threads.run("honest", turn, "honest"))
        await asyncio.sleep(0.05)
        may_go_on.set()
        await asyncio.gather(honest, *flood)

    asyncio.run(story())
    assert len(done) == 4 * AT_ONCE + 1
    assert done.index("honest") <= 2 * AT_ONCE


def test_a_turn_that_fails_leaves_its_place() -> None:
    def fail() -> None:
        raise ValueError("no")

    async def story() -> int:
        threads = TurnThreads()
        for _ in range(AT_ONCE + 1):
            with pytest.raises(ValueError, match="no"):
                await threads.run("ana", fail)
        return await threads.run("ana", int)

    assert asyncio.run(story()) == 0
