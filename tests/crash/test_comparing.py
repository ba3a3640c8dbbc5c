"""The measure itself: what is lost, doubled, out of order or stuck is counted as that."""

from collections.abc import Sequence
from itertools import count

import httpx2
import pytest

from tests.crash.comparing import Damage, Line, damage_of, lines_of
from tests.crash.customers import Customer

UNDISTURBED: tuple[Line, ...] = (
    ("bot", "Olá!"),
    ("bot", "Seu nome?"),
    ("customer", "NAME"),
    ("bot", "Protocolo #"),
    ("bot", "Tchau, NAME!"),
)


def _customer(lines: Sequence[Line], *, has_ended: bool = True) -> Customer:
    numbers = count(1)
    told = ((author, text.replace("NAME", "Ana").replace("#", "2026-1.")) for author, text in lines)
    seen = [{"seq": next(numbers), "author": author, "text": text} for author, text in told]
    return Customer("Ana", httpx2.AsyncClient(), (), seen=seen, has_ended=has_ended)


HELLO, QUESTION, ANSWER, NUMBER, BYE = UNDISTURBED


@pytest.mark.parametrize(
    ("lines", "damage"),
    [
        (UNDISTURBED, Damage()),
        ((HELLO, QUESTION, ANSWER, BYE), Damage(lost=1)),
        ((HELLO, HELLO, QUESTION, ANSWER, NUMBER, BYE), Damage(doubled=1)),
        ((QUESTION, HELLO, ANSWER, NUMBER, BYE), Damage(out_of_order=2)),
        ((HELLO, QUESTION, ANSWER, ("bot", "Oi?"), BYE), Damage(lost=1, doubled=1)),
    ],
)
def test_each_damage_is_counted_as_what_it_is(lines: Sequence[Line], damage: Damage) -> None:
    assert damage_of(_customer(lines), UNDISTURBED) == damage


def test_one_that_did_not_end_is_stuck_and_measured_as_far_as_it_came() -> None:
    stuck = _customer(UNDISTURBED[:3], has_ended=False)
    assert damage_of(stuck, UNDISTURBED) == Damage(stuck=1)


def test_names_and_numbers_are_the_same_for_all() -> None:
    assert tuple(lines_of(_customer(UNDISTURBED))) == UNDISTURBED
