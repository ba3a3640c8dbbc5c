"""The answer of a trial as a tree: a click on a value leads to the variable that keeps it."""

from functools import partial
from typing import Final

import streamlit as st
from pydantic import JsonValue

from flow_runtime.editing import Change
from flow_runtime.editing.changes import PutVariable, SetField
from pages.texts import plain, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.known_variables import (
    is_free_name,
    own_variables,
    variable_name_from,
)
from pages.widgets.inspector.response_paths import (
    ResponseLine,
    lines_of,
    shown_value,
    variable_type_of,
)
from pages.widgets.inspector.trial_calls import TrialAnswer

_ = texts_of("inspector")

_AT_ONCE: Final = 60
_INDENT: Final = "\u2003"
MAX_EXAMPLES: Final = 20


def draw_answer(node: Bound, answer: TrialAnswer) -> None:
    """Draw status, time and tree of an answer, and what can be done with it."""
    line = _("{status} in {elapsed} ms", status=answer.status, elapsed=answer.elapsed_ms)
    icon = ":material/check_circle:" if answer.is_good else ":material/error:"
    st.badge(line, icon=icon, color="green" if answer.is_good else "red")
    if not isinstance(answer.body, dict | list):
        text = _("(empty)") if answer.body is None else str(answer.body)
        st.code(text[:2_000], language=None, wrap_lines=True)
    lines = lines_of(answer.body)
    chosen = _chosen(node, lines)
    if chosen is not None:
        _draw_mapping(node, chosen)
    elif lines:
        st.caption(_("Click a value to save it in a variable."))
    with st.container(gap=None):
        for index, response_line in enumerate(lines[:_AT_ONCE]):
            _draw_line(node, response_line, index)
    if len(lines) > _AT_ONCE:
        st.caption(_("… and {count} more", count=len(lines) - _AT_ONCE))
    _draw_keeping(node, answer)


def _query_key(node: Bound) -> str:
    return f"{node.key}trial|query"


def _chosen(node: Bound, lines: list[ResponseLine]) -> ResponseLine | None:
    query = st.session_state.get(_query_key(node))
    return next((line for line in lines if line.query == query), None)


def _draw_line(node: Bound, line: ResponseLine, index: int) -> None:
    more = f" +{line.hidden}" if line.hidden else ""
    label = f"{line.name}: {shown_value(line.value)}{more}"
    st.button(
        f"{_INDENT * (line.depth - 1)}{plain(label)}",
        key=f"{node.key}trial/line/{index}",
        type="tertiary",
        on_click=partial(_choose, node, line.query),
    )


def _choose(node: Bound, query: str) -> None:
    st.session_state[_query_key(node)] = query


# -- mapping a value -----------------------------------------------------------------------------


def _variable_key(node: Bound, line: ResponseLine) -> str:
    return f"{node.key}trial/variable/{line.query}"


def _draw_mapping(node: Bound, line: ResponseLine) -> None:
    with st.container(border=True):
        st.markdown(f":small[`{line.query.replace('`', '')}`]")
        names = [variable.path for variable in own_variables(node.desk.document)]
        wish = variable_name_from(line.name)
        options = names if wish in ("", *names) else [*names, wish]
        st.selectbox(
            _("Save in"),
            options,
            key=_variable_key(node, line),
            index=options.index(wish) if wish else None,
            accept_new_options=True,
            placeholder=_("Choose or type a new name"),
        )
        node.at("save").draw_refusal()
        st.button(
            _("Save this value"),
            key=f"{node.key}trial/map",
            type="primary",
            width="stretch",
            on_click=partial(_map, node, line),
            disabled=node.desk.read_only,
        )


def _map(node: Bound, line: ResponseLine) -> None:
    saves, document = node.at("save"), node.desk.document
    known = {variable.path for variable in own_variables(document)}
    wish = str(st.session_state.get(_variable_key(node, line)) or "")
    name = wish if wish in known else variable_name_from(wish)
    if not name or (name not in known and not is_free_name(document, name)):
        saves.refuse(_("This name cannot be used. Choose another one, such as order_number."))
        return
    changes: list[Change] = []
    if name not in known:
        changes.append(PutVariable({"name": name, "type": variable_type_of(line.value)}))
    changes.append(SetField(node.node_id, "save", with_saved(saves.items, line.query, name)))
    saves.apply(changes)
    st.session_state.pop(_query_key(node), None)


def with_saved(saves: list[JsonValue], query: str, variable: str) -> list[JsonValue]:
    """Return the saved values with one more; a variable keeps one value of a response."""
    kept = [s for s in saves if not (isinstance(s, dict) and s.get("variable") == variable)]
    return [*kept, {"query": query, "variable": variable}]


# -- keeping an example --------------------------------------------------------------------------


def _draw_keeping(node: Bound, answer: TrialAnswer) -> None:
    st.button(
        _("Keep as the simulator's example"),
        key=f"{node.key}trial/keep",
        icon=":material/bookmark_add:",
        width="stretch",
        help=_("It is kept in the flow: look that no customer's data is in it."),
        on_click=partial(_keep, node, answer),
        disabled=node.desk.read_only,
    )


def _keep(node: Bound, answer: TrialAnswer) -> None:
    name = _("Tried: {status}", status=answer.status)
    node.at("examples").set(with_example(node.at("examples").items, name, answer))


def with_example(examples: list[JsonValue], name: str, answer: TrialAnswer) -> list[JsonValue]:
    """Return the examples with an answer first, where the simulator takes it."""
    example: dict[str, JsonValue] = {"name": name, "status": answer.status, "body": answer.body}
    others = [e for e in examples if not (isinstance(e, dict) and e.get("name") == name)]
    return [example, *others][:MAX_EXAMPLES]
