"""Running conversation tests: step after step through the simulator, with sentences for people.

run_script(program, conversation) -> ScriptResult
run_all(program, document, on_progress) -> Report
"""

from collections.abc import Callable, Mapping
from typing import Final

import orjson

from flow_runtime.effects import SendMessage
from flow_runtime.flow import Flow
from flow_runtime.program import Program
from flow_runtime.scripts.coverage import Reached, coverage_of, reached_in
from flow_runtime.scripts.document import Conversation, ScriptDocument, Step
from flow_runtime.scripts.durations import parse_duration
from flow_runtime.scripts.expectations import unmet
from flow_runtime.scripts.results import (
    Author,
    Failure,
    Report,
    ScriptResult,
    TranscriptLine,
    Words,
)
from flow_runtime.scripts.stage import Stage, mocks_of, stage_of

OnProgress = Callable[[int, int], None]
"""Called with how many conversations are done and how many there are."""


def run_all(
    program: Program, document: ScriptDocument, *, on_progress: OnProgress | None = None
) -> Report:
    """Run every conversation of a document and measure what they cover together."""
    results = []
    for number, conversation in enumerate(document.conversations, start=1):
        results.append(run_script(program, conversation))
        if on_progress is not None:
            on_progress(number, len(document.conversations))
    coverage = coverage_of(program, (result.reached for result in results))
    return Report(program.flow.id, tuple(results), coverage)


def run_script(program: Program, conversation: Conversation) -> ScriptResult:
    """Run one conversation: failed expectations are noted, an impossible act ends it.

    It begins when the first step comes that does more than prepare mocks or the contact book.
    """
    if conversation.node is not None and conversation.node not in program.nodes:
        return _nowhere_to_begin(conversation, conversation.node)
    stage = stage_of(program, conversation)
    failures: list[Failure] = []
    for number, step in enumerate(conversation.steps, start=1):
        wrong, can_go_on = play(stage, step)
        if wrong is not None:
            failures.append(_failure(number, wrong, stage))
        if not can_go_on:
            break
    begin(stage)
    return ScriptResult(
        name=conversation.name,
        failures=tuple(failures),
        transcript=tuple(stage.transcript),
        facts=tuple(stage.simulation.facts),
        reached=_reached(stage, program.flow),
    )


def _nowhere_to_begin(conversation: Conversation, node_id: str) -> ScriptResult:
    words = {
        "pt-BR": f"A conversa começa no bloco '{node_id}', que não existe mais.",
        "en": f"The conversation begins at the node '{node_id}', which does not exist any more.",
    }
    return ScriptResult(conversation.name, (Failure(0, words, node_id),), (), (), Reached())


def _reached(stage: Stage, flow: Flow) -> Reached:
    """Return what was reached; the way to where a conversation began in the middle is not drawn."""
    reached = reached_in(stage.simulation.turns, flow.id)
    if stage.conversation.node is None or flow.start is None:
        return reached
    start = flow.start
    drawn = frozenset(way for way in reached.ways if way[0] != start.id)
    return Reached(reached.nodes - {start.id}, drawn)


def _failure(number: int, wrong: Words, stage: Stage) -> Failure:
    words = {"pt-BR": f"Passo {number}: {wrong['pt-BR']}", "en": f"Step {number}: {wrong['en']}"}
    return Failure(number, words, stage.node_id)


def begin(stage: Stage) -> None:
    """Let the conversation begin, unless it has."""
    if stage.has_begun:
        return
    stage.has_begun = True
    conversation = stage.conversation
    if conversation.text:
        stage.transcript.append(TranscriptLine("customer", conversation.text))
    stage.write_down(
        stage.simulation.start(
            text=conversation.text,
            payload=conversation.payload,
            variables=conversation.variables,
        )
    )


def play(stage: Stage, step: Step) -> tuple[Words | None, bool]:
    """Do or check one step; return what is wrong and whether the next step makes sense."""
    if step.is_preparation:
        _prepare(stage, step)
        return None, True
    begin(stage)
    if step.begin:
        return None, True
    if step.kind.startswith("expect"):
        return unmet(stage, step), True
    wrong = _obstacle(stage, step)
    if wrong is not None:
        return wrong, False
    _act(stage, step)
    return None, True


def _prepare(stage: Stage, step: Step) -> None:
    if step.contact_book is not None:
        stage.simulation.contact_book = step.contact_book
    for node_id, answers in (step.mock or {}).items():
        stage.simulation.mocks[node_id] = mocks_of(answers)


# -- what cannot be done -----------------------------------------------------------------------


def _obstacle(stage: Stage, step: Step) -> Words | None:
    session = stage.simulation.session
    if step.press is not None and step.press not in shown_labels(stage):
        shown = ", ".join(f'"{label}"' for label in shown_labels(stage))
        return {
            "pt-BR": f'a opção "{step.press}" não aparece; as opções são: {shown or "nenhuma"}.',
            "en": f'the choice "{step.press}" is not shown; the choices are: {shown or "none"}.',
        }
    if step.ticket is not None and session.waiting_for != "ticket":
        return {
            "pt-BR": "não há chamado aberto: a conversa não está em um transbordo.",
            "en": "there is no open ticket: the conversation is not at a handoff.",
        }
    if step.at is not None and step.at < stage.simulation.now:
        now = stage.simulation.now.isoformat()
        return {
            "pt-BR": f"esse momento já passou: na conversa são {now}.",
            "en": f"that moment is past: the conversation is at {now}.",
        }
    return None


def shown_labels(stage: Stage) -> list[str]:
    """Return the labels of the last choices that the customer was shown."""
    last = next((message for message in reversed(stage.messages) if message.choices), None)
    return [choice.label for choice in last.choices] if last else []


# -- acts --------------------------------------------------------------------------------------


def _act(stage: Stage, step: Step) -> None:
    stage.begin_act()
    author, text = _told(step)
    stage.transcript.append(TranscriptLine(author, text))
    stage.write_down(_ACTS[step.kind](stage, step))


def _told(step: Step) -> tuple[Author, str]:
    """Return who acts and what the transcript says about it."""
    if step.file is not None:
        return "customer", step.file.name
    said = step.say if step.say is not None else step.press
    if said is not None:
        return "customer", said
    values = step.model_dump(mode="json", exclude_unset=True)
    return "world", orjson.dumps(values).decode()


def _say(stage: Stage, step: Step) -> list[SendMessage]:
    return stage.simulation.say(step.say or "")


def _press(stage: Stage, step: Step) -> list[SendMessage]:
    return stage.simulation.press(step.press or "")


def _send_file(stage: Stage, step: Step) -> list[SendMessage]:
    if step.file is None:
        return []
    return stage.simulation.send_file(step.file.name, step.file.type)


def _wait(stage: Stage, step: Step) -> list[SendMessage]:
    return stage.simulation.wait(parse_duration(step.wait or "") or 0)


def _wait_until(stage: Stage, step: Step) -> list[SendMessage]:
    return stage.simulation.wait_until(step.at or stage.simulation.now)


def _change_ticket(stage: Stage, step: Step) -> list[SendMessage]:
    return stage.simulation.change_ticket(step.ticket or "waiting")


def _set(stage: Stage, step: Step) -> list[SendMessage]:
    stage.simulation.set_variables(step.set or {})
    return []


def _receive_event(stage: Stage, step: Step) -> list[SendMessage]:
    said: list[SendMessage] = []
    for name, data in (step.event or {}).items():
        said += stage.simulation.receive_event(name, data)
    return said


_ACTS: Final[Mapping[str, Callable[[Stage, Step], list[SendMessage]]]] = {
    "say": _say,
    "press": _press,
    "file": _send_file,
    "wait": _wait,
    "at": _wait_until,
    "ticket": _change_ticket,
    "event": _receive_event,
    "set": _set,
}
