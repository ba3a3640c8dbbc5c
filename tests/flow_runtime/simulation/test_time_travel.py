"""Going back and on again: the same states, and every turn where it was."""

import random

from flow_runtime.simulation import Press, Say, SetVariables, Talk, Wait
from tests.flow_runtime.simulation.test_talk import begun


def history() -> Talk:
    talk = begun().do(Press("Fatura")).do(Say("zzz")).do(Wait(60))
    return talk.with_variables({"cpf": "1"}).do(Say("529.982.247-25"))


def test_a_hundred_steps_back_and_forward_give_the_same_states():
    talk = history()
    states = [talk.back_to(turn).standing.key() for turn in range(len(talk.turns))]
    chance = random.Random(7)
    for _ in range(100):
        talk = talk.back_to(chance.randrange(talk.turn + 1))
        assert talk.standing.key() == states[talk.turn]
        for _ in range(chance.randrange(4)):
            talk = talk.forward()
            assert talk.standing.key() == states[talk.turn]
    while talk.can_go_forward:
        talk = talk.forward()
    assert talk == history()


def test_the_same_actions_again_give_the_same_states():
    first, second = history(), history()
    for one, other in zip(first.turns, second.turns, strict=True):
        assert one.after.key() == other.after.key()
        assert one.bubbles == other.bubbles


def test_going_on_from_an_earlier_turn_drops_what_came_later():
    talk = history().back_to(1)
    assert talk.can_go_forward
    talk = talk.do(Say("529.982.247-25"))
    assert talk.is_over
    assert not talk.can_go_forward
    assert [turn.number for turn in talk.turns] == [0, 1, 2]


def test_beyond_both_ends_there_is_nothing():
    talk = history()
    assert talk.forward() == talk
    assert talk.back_to(99) == talk
    assert not talk.back_to(0).can_go_back
    assert talk.back_to(-3).turn == 0


def test_an_edited_value_can_be_taken_back():
    talk = begun().do(Press("Fatura")).with_variables({"cpf": "1"})
    assert talk.session.variables["cpf"] == "1"
    assert [line.changed for line in talk.variables] == [True]
    assert isinstance(talk.turns[-1].action, SetVariables)
    assert talk.back_to(1).session.variables["cpf"] is None
