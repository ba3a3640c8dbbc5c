"""What a step of a test says, as a short line with an icon."""

from collections.abc import Mapping

import orjson
from pydantic import JsonValue

from flow_runtime.scripts import Step
from flow_runtime.scripts.document import MockedAnswer
from flow_runtime.scripts.lines import write_content
from pages.tests_parts.bench import Bench
from pages.tests_parts.kinds import kinds, ticket_words
from pages.texts import plain, texts_of

_ = texts_of("tests")


def sentence_of(bench: Bench, step: Step) -> str:
    """Return a step as Markdown: its icon, its kind and what it says."""
    kind = kinds().get(step.kind)
    if kind is None:
        return ":material/play_circle: " + _("The conversation begins")
    content = _content(bench, step)
    return f":material/{kind.icon}: {kind.label}" + (f": {content}" if content else "")


def _content(bench: Bench, step: Step) -> str:
    match step.kind:
        case "expect_choices":
            return " ".join(f":blue-badge[{plain(label)}]" for label in step.expect_choices or ())
        case "expect_nothing":
            return "" if step.expect_nothing else _("no, there is more")
        case "expect_variable" | "set":
            return _values(step.expect_variable or step.set or {})
        case "expect_node":
            return f"**{plain(bench.node_name(step.expect_node or ''))}**"
        case "ticket":
            return plain(ticket_words().get(step.ticket or "", step.ticket or ""))
        case "mock":
            return _answers(bench, step)
    return f"**{plain(written(bench, step))}**"


def written(bench: Bench, step: Step) -> str:
    """Return the content of a step as people write it, its lines joined."""
    if bench.program is None:
        return ""
    return ", ".join(write_content(step, bench.program.zone).splitlines())


def _values(values: Mapping[str, JsonValue]) -> str:
    return ", ".join(f"`{_code(name)}` = **{plain(_short(v))}**" for name, v in values.items())


def _answers(bench: Bench, step: Step) -> str:
    said = []
    for node_id, answers in (step.mock or {}).items():
        listed = (answers,) if isinstance(answers, MockedAnswer) else answers
        words = ", ".join(plain(one.failure or str(one.status)) for one in listed)
        said.append(f"**{plain(bench.node_name(node_id))}** ({words})")
    return ", ".join(said)


def _short(value: JsonValue) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _code(name: str) -> str:
    return name.replace("`", "'")
