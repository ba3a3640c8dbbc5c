"""Whether a conversation is as a step expects, and the sentence for when it is not."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import orjson
from pydantic import JsonValue

from flow_runtime.effects import SendMessage
from flow_runtime.expressions import parse_pattern
from flow_runtime.scripts.document import Step
from flow_runtime.scripts.results import Words
from flow_runtime.scripts.stage import Stage, visible

_MAX_QUOTED_CHARACTERS: Final = 300


def unmet(stage: Stage, step: Step) -> Words | None:
    """Return what is wrong when the step's expectation does not hold, and pass what it matched."""
    return _EXPECTATIONS[step.kind](stage, step)


def _expect(stage: Stage, step: Step) -> Words | None:
    wanted = (step.expect,) if isinstance(step.expect, str) else step.expect or ()
    for text in wanted:
        wrong = _find(stage, _containing(text), f'"{text}"')
        if wrong:
            return wrong
    return None


def _containing(text: str) -> Callable[[str], bool]:
    folded = _folded(text)
    return lambda shown: folded in shown


def _expect_pattern(stage: Stage, step: Step) -> Words | None:
    pattern = parse_pattern(step.expect_pattern or "")
    return _find(stage, pattern.search, f"/{pattern.source}/")


def _find(stage: Stage, matches: Callable[[str], bool], wanted: str) -> Words | None:
    for index, message in enumerate(stage.unseen):
        if matches(_folded(visible(message))):
            stage.pass_messages(index + 1)
            return None
    return _instead(wanted, wanted, stage.unseen)


def _expect_nothing(stage: Stage, step: Step) -> Words | None:
    if step.expect_nothing is not bool(stage.unseen):
        return None
    wanted = ("nada mais", "nothing more") if step.expect_nothing else ("algo mais", "more")
    return _instead(*wanted, stage.unseen)


def _expect_choices(stage: Stage, step: Step) -> Words | None:
    recent = stage.messages[max(stage.since, stage.seen - 1) :]
    labels = next(([c.label for c in message.choices] for message in recent if message.choices), [])
    wanted = list(step.expect_choices or ())
    if labels == wanted:
        return None
    listed = ", ".join(f'"{label}"' for label in labels)
    named = ", ".join(f'"{label}"' for label in wanted)
    pt = f"esperava as opções {named}" if wanted else "não esperava opções"
    en = f"expected the choices {named}" if wanted else "expected no choices"
    return {
        "pt-BR": f"{pt}, mas {f'apareceram {listed}' if labels else 'não apareceu nenhuma'}.",
        "en": f"{en}, but {listed if labels else 'none'} were shown.",
    }


def _expect_variable(stage: Stage, step: Step) -> Words | None:
    point = stage.point()
    for path, wanted in (step.expect_variable or {}).items():
        value = point.read(path)
        if not _same(value, wanted):
            written, there = _json(wanted), _json(value)
            return {
                "pt-BR": f"esperava '{path}' igual a {written}, mas o valor é {there}.",
                "en": f"expected '{path}' to be {written}, but its value is {there}.",
            }
    return None


def _same(value: JsonValue, wanted: JsonValue) -> bool:
    """Compare as JSON does: true is not 1, but 1 is 1.0."""
    return value == wanted and isinstance(value, bool) == isinstance(wanted, bool)


def _expect_node(stage: Stage, step: Step) -> Words | None:
    session = stage.simulation.session
    if session.status == "waiting" and session.node == step.expect_node:
        return None
    pt, en = _standing(stage)
    return {
        "pt-BR": f"esperava que a conversa estivesse no bloco '{step.expect_node}', mas {pt}.",
        "en": f"expected the conversation to wait at the node '{step.expect_node}', but {en}.",
    }


def _expect_end(stage: Stage, step: Step) -> Words | None:
    session = stage.simulation.session
    if session.status in ("ended", "failed") and session.outcome == step.expect_end:
        return None
    pt, en = _standing(stage)
    return {
        "pt-BR": f"esperava que a conversa terminasse com '{step.expect_end}', mas {pt}.",
        "en": f"expected the conversation to end with '{step.expect_end}', but {en}.",
    }


def _standing(stage: Stage) -> tuple[str, str]:
    """Say where the conversation is instead."""
    session = stage.simulation.session
    if session.status in ("ended", "failed"):
        outcome = session.outcome
        return f"ela terminou com '{outcome}'", f"it ended with '{outcome}'"
    return f"ela espera no bloco '{session.node}'", f"it waits at the node '{session.node}'"


_EXPECTATIONS: Final[Mapping[str, Callable[[Stage, Step], Words | None]]] = {
    "expect": _expect,
    "expect_pattern": _expect_pattern,
    "expect_nothing": _expect_nothing,
    "expect_choices": _expect_choices,
    "expect_variable": _expect_variable,
    "expect_node": _expect_node,
    "expect_end": _expect_end,
}


def _instead(pt: str, en: str, said: Sequence[SendMessage]) -> Words:
    """Say what was wanted and what the flow said instead."""
    quoted = _quoted(said)
    return {
        "pt-BR": f"esperava {pt}, mas o fluxo {f'disse {quoted}' if said else 'não disse nada'}.",
        "en": f"expected {en}, but the flow said {quoted or 'nothing'}.",
    }


def _quoted(messages: Sequence[SendMessage]) -> str:
    texts = ", ".join(f'"{_folded(visible(message))}"' for message in messages)
    return texts if len(texts) <= _MAX_QUOTED_CHARACTERS else f"{texts[:_MAX_QUOTED_CHARACTERS]}…"


def _folded(text: str) -> str:
    return " ".join(text.split())


def _json(value: JsonValue) -> str:
    return orjson.dumps(value).decode()
