"""The form of one step: what happens or is expected, in a field that fits it."""

from typing import Final

import streamlit as st

from flow_runtime.errors import ScriptInvalid
from flow_runtime.nodes.end import EndNode
from flow_runtime.scripts import Step
from flow_runtime.scripts.lines import read_step, write_content
from pages.tests_parts.bench import Bench, Edited
from pages.tests_parts.kinds import WITHOUT_CONTENT, Kind, kinds, ticket_words
from pages.texts import language, plain, texts_of

_ = texts_of("tests")

_LINES: Final = frozenset(
    {"expect", "expect_choices", "expect_variable", "set", "mock", "event", "contact_book"}
)
_CHOICES: Final = frozenset({"expect_node", "expect_end", "ticket"})
_ONE_LINE: Final = 68
_SEVERAL_LINES: Final = 116
_FIRST_KIND: Final = "say"


def draw_step_form(bench: Bench, edited: Edited, key: str) -> None:
    """Draw the form of the step that is open."""
    step = _step_of(edited)
    place = _place(edited, key)
    known = kinds()
    with st.container(key="ts-step-form", border=True, gap="small"):
        first = step.kind if step is not None and step.kind in known else _FIRST_KIND
        kind: str = st.selectbox(
            _("What happens or is expected"),
            list(known),
            index=list(known).index(first),
            format_func=lambda name: known[name].label,
            key=f"{place}-kind",
            filter_mode=None,
        )
        content = _content(bench, step) if step is not None else ""
        _draw_content(bench, kind, known[kind], content, place)
        if edited.problem:
            st.error(plain(edited.problem), icon=":material/error:")
        with st.container(horizontal=True, gap="small"):
            st.button(
                _("Done"),
                key="ts-step-done",
                icon=":material/check:",
                type="primary",
                on_click=_take,
                args=(bench, edited, key),
            )
            st.button(_("Cancel"), key="ts-step-cancel", on_click=_close, args=(edited,))


def _step_of(edited: Edited) -> Step | None:
    if edited.is_new_step or edited.open_step is None:
        return None
    return edited.conversation.steps[edited.open_step]


def _content(bench: Bench, step: Step) -> str:
    return write_content(step, bench.program.zone) if bench.program else ""


def _draw_content(bench: Bench, kind: str, known: Kind, content: str, place: str) -> None:
    """Draw the field of a kind; what was written stays while one looks for the right kind."""
    if kind in WITHOUT_CONTENT:
        return
    key = _content_key(place, kind)
    if kind in _CHOICES:
        _draw_choice(_choices(bench, kind), known, content, key, is_open=kind == "expect_end")
        return
    height = _SEVERAL_LINES if kind in _LINES else _ONE_LINE
    st.text_area(_("What exactly"), content, key=key, placeholder=known.hint, height=height)
    if known.hint:
        st.caption(plain(known.hint))


def _content_key(place: str, kind: str) -> str:
    return f"{place}-{kind if kind in _CHOICES else 'text'}"


def _draw_choice(
    choices: dict[str, str], known: Kind, content: str, key: str, *, is_open: bool
) -> None:
    is_known = content in choices or (is_open and content)
    names = list(dict.fromkeys([*([content] if is_known else []), *choices]))
    st.selectbox(
        known.label,
        names,
        format_func=lambda name: choices.get(name, name),
        key=key,
        accept_new_options=is_open,
    )


def _choices(bench: Bench, kind: str) -> dict[str, str]:
    if kind == "ticket":
        return ticket_words()
    nodes = bench.program.flow.nodes if bench.program else ()
    if kind == "expect_node":
        return {node.id: node.name for node in nodes if node.PAUSES}
    return {node.outcome: node.outcome for node in nodes if isinstance(node, EndNode)}


def _place(edited: Edited, key: str) -> str:
    return f"{key}-{edited.open_step}-{'new' if edited.is_new_step else 'old'}"


def _take(bench: Bench, edited: Edited, key: str) -> None:
    take_open_step(bench, edited, key)


def take_open_step(bench: Bench, edited: Edited, key: str) -> bool:
    """Put the open step in its place; what cannot be read stays open with the reason.

    Returns whether no step is open any more.
    """
    if bench.program is None or edited.open_step is None:
        return True
    place = _place(edited, key)
    kind = str(st.session_state.get(f"{place}-kind") or _FIRST_KIND)
    content = str(st.session_state.get(_content_key(place, kind)) or "")
    try:
        step = read_step(kind, content, bench.program.zone)
    except ScriptInvalid as invalid:
        edited.problem = invalid.problems[0].sentence(language())
        return False
    steps = list(edited.conversation.steps)
    steps[edited.open_step : edited.open_step + (not edited.is_new_step)] = [step]
    edited.conversation = edited.conversation.model_copy(update={"steps": tuple(steps)})
    _close(edited)
    return True


def _close(edited: Edited) -> None:
    edited.open_step, edited.is_new_step, edited.problem = None, False, None
