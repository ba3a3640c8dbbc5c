"""“Try it now”: a real call with values that a person types, and its answer as a tree."""

from functools import partial
from typing import Final

import streamlit as st
from pydantic import JsonValue

from flow_runtime.conversations.sending import Sender
from flow_runtime.editing.documents import text_of
from flow_runtime.errors import FluxoError
from pages import installation
from pages.texts import in_language, plain, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.examples_cache import scope_of
from pages.widgets.inspector.known_variables import type_of_path
from pages.widgets.inspector.places import value_at
from pages.widgets.inspector.response_tree import draw_answer
from pages.widgets.inspector.trial_calls import (
    TrialAnswer,
    TrialRefused,
    call_of,
    inputs_of,
    send,
)
from pages.widgets.inspector.written_values import NotUnderstood, read_typed, write_value
from storage.errors import StorageError
from storage.policy import Permission

_ = texts_of("inspector")

_ONLY_READS: Final = "GET"


def draw_trial(node: Bound) -> None:
    """Draw the trial of a node that calls another system; nothing for other nodes."""
    if text_of(node.node, "type") != "api":
        return
    label, key = _("Try it now"), f"{node.key}trial"
    with st.expander(label, icon=":material/play_circle:", key=key, on_change="rerun") as opened:
        if opened.open:
            _draw_inputs(node)
            _draw_outcome(node)


def _draw_inputs(node: Bound) -> None:
    names = inputs_of(node.node)
    if names:
        st.caption(_("With these values:"))
    scope = scope_of(node.desk)
    for name in names:
        example = _typed_example(value_at(scope, name))
        st.text_input(plain(name), example, key=_input_key(node, name))
    if text_of(node.node, "method", _ONLY_READS) != _ONLY_READS:
        st.caption(_("This is a real call: the other system may save what you send."))
    st.button(
        _("Call now"),
        key=f"{node.key}trial/call",
        type="primary",
        icon=":material/send:",
        width="stretch",
        on_click=partial(_try, node, names),
    )


def _typed_example(value: JsonValue) -> str:
    return value if isinstance(value, str) else write_value(value)


def _input_key(node: Bound, name: str) -> str:
    return f"{node.key}trial/value/{name}"


def _result_key(node: Bound) -> str:
    return f"{node.key}trial|result"


def _try(node: Bound, names: list[str]) -> None:
    st.session_state.pop(f"{node.key}trial|query", None)
    st.session_state[_result_key(node)] = _result(node, names)


def _result(node: Bound, names: list[str]) -> TrialAnswer | str:
    """Return the answer, or the sentence that says why there is none."""
    values: dict[str, JsonValue] = {}
    for name in names:
        try:
            values[name] = _value(node, name)
        except NotUnderstood:
            return _("The value of {name} does not fit its type.", name=name)
    try:
        call = call_of(node.desk.document, node.node, values)
        return send(call, _sender())
    except TrialRefused as refused:
        return in_language(refused.words)
    except (FluxoError, StorageError):
        return _("The call could not be made. Try again.")


def _value(node: Bound, name: str) -> JsonValue:
    text = str(st.session_state.get(_input_key(node, name)) or "")
    return read_typed(text, type_of_path(node.desk.document, name) or "text")


def _sender() -> Sender:
    settings = installation.settings()
    vault = settings.vault() if settings.secret_key is not None else None
    return Sender(installation.runtime_database(Permission.TEST), vault)


def _draw_outcome(node: Bound) -> None:
    result = st.session_state.get(_result_key(node))
    if isinstance(result, TrialAnswer):
        draw_answer(node, result)
    elif result:
        st.error(plain(str(result)), icon=":material/error:")
