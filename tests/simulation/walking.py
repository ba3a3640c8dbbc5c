"""Random walks through a flow: what a customer, attendants, other systems and time may do."""

import random
from collections.abc import Iterator
from datetime import timedelta

from flow_runtime.events import ExternalEventReceived, MessageReceived, TicketChanged, TimerFired
from flow_runtime.program import Program
from flow_runtime.scripts.moves import Move, moves_from
from flow_runtime.simulation import (
    Action,
    Attend,
    Mock,
    Press,
    ReceiveEvent,
    Say,
    SendFile,
    Setting,
    Talk,
    Wait,
)
from flow_runtime.simulation.standing import stage_for
from tests.flow_runtime.building import TUESDAY_MORNING

WORDS = (
    "oi",
    "sim",
    "não",
    "quero a segunda via",
    "amanhã às 14h",
    "529.982.247-25",
    "Ana Souza",
    "ana@exemplo.com.br",
    "R$ 10,50",
    "5",
    "1",
    "atendente",
    "voltar",
    "sair",
    "parar",
    "🙂 valeu!!",
    "   ",
)
_MOST_STEPS = 14


def walk(talk: Talk, chance: random.Random) -> Iterator[Talk]:
    """Yield the talk after each step of a random walk, from its beginning on."""
    yield talk
    for _ in range(_MOST_STEPS):
        action = _next_action(talk, chance)
        if action is None:
            return
        talk = talk.do(action)
        yield talk


def _next_action(talk: Talk, chance: random.Random) -> Action | None:
    if talk.is_over:
        return None
    kind = chance.random()
    if kind < 0.15:
        return Say(chance.choice(WORDS))
    if kind < 0.25:
        return Wait(chance.choice((1, 60, 3_600, 86_400)))
    if talk.session.waiting_for == "ticket" and kind < 0.6:
        return _attending(talk, chance)
    stage = stage_for(talk.program, talk.setting, talk.standing)
    stage.turns = [turn for told in talk.turns for turn in told.turns]
    moves = list(moves_from(stage))
    return _action(chance.choice(moves)) if moves else Say(chance.choice(WORDS))


def _attending(talk: Talk, chance: random.Random) -> Action:
    if talk.session.owner == "bot":
        return chance.choice((Attend("take"), Attend("reply", "Olá, aqui é a Ana."), Say("oi?")))
    return chance.choice(
        (Attend("reply", "Já vejo para você."), Attend("release"), Attend("resolve"))
    )


def _action(move: Move) -> Action:
    match move.event:
        case MessageReceived(files=(file, *_)):
            return SendFile(file.name, file.media_type)
        case MessageReceived(text=text, choice=str() as choice):
            return Press(text, choice)
        case MessageReceived(text=text):
            return Say(text)
        case TimerFired():
            return Wait(move.wait_s)
        case TicketChanged(status="resolved"):
            return Attend("resolve")
        case TicketChanged(status="no_agent"):
            return Attend("nobody")
        case TicketChanged():
            return Attend("expire")
        case ExternalEventReceived(name=name, data=data):
            return ReceiveEvent(name, data)
    return Say("oi")


def chance_setting(program: Program, chance: random.Random, **fields: object) -> Setting:
    """Return how a walk begins: at some moment, in some language, with some answers."""
    hours = chance.choice((0, 0, 0, 5, 11, 24 * 4, 24 * 24))
    values = {
        "moment": TUESDAY_MORNING.replace(day=10) + _hours(hours),
        "language": chance.choice(program.flow.languages),
        "seed": chance.randrange(1_000),
        "answers": dict(_answers(program, chance)),
        "contact": {"name": "Ana Souza", "tags": ["vip"]} if chance.random() < 0.5 else {},
    }
    return Setting(**{**values, **fields})  # type: ignore[arg-type]


def _hours(hours: int) -> timedelta:
    return timedelta(hours=hours)


def _answers(program: Program, chance: random.Random) -> Iterator[tuple[str, Mock]]:
    """Yield what some nodes' servers say instead of their first example."""
    for running in (program, *program.subflows.values()):
        for node in running.flow.nodes:
            if node.type not in ("api", "notify") or chance.random() < 0.5:
                continue
            examples = [Mock(e.status, e.body) for e in getattr(node, "examples", ())]
            yield node.id, chance.choice((*examples, Mock(500, {"error": "x"}), Mock(failure="x")))
