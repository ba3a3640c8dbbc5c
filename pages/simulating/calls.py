"""A call to another system that waits for its answer: by example, typed, failed, or for real."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from flow_runtime.conversations.sending import Sender
from flow_runtime.effects import CallApi, FindContact
from flow_runtime.nodes.api import ApiNode, Example
from flow_runtime.program import Program
from flow_runtime.simulation import AnswerCall, WaitingCall
from pages import installation
from pages.allowed import may
from pages.editing.desk import Desk
from pages.simulating.beginning import node_name
from pages.simulating.opening import act
from pages.texts import in_language, plain, texts_of
from pages.widgets.inspector.trial_calls import TrialRefused, send
from pages.widgets.inspector.written_values import read_loosely
from storage.errors import StorageError
from storage.policy import Permission

_ = texts_of("simulator")

_MAX_EXAMPLES: Final = 4
_STATUS: Final = "simulate-call-status"
_BODY: Final = "simulate-call-body"
_REFUSED: Final = "simulate-call~refused"


def draw_call(desk: Desk) -> None:
    """Draw what the flow asked of another system, and the answers it can get."""
    talk = desk.simulator.talk
    if talk is None or not talk.waiting_calls:
        return
    call = talk.waiting_calls[0]
    with st.container(key="fx-call", border=True, gap="small"):
        name = plain(node_name(desk, call.node_id))
        title = _("“{block}” waits for an answer", block=name)
        st.markdown(f":material/power: **{title}**")
        if isinstance(call, CallApi):
            st.caption(plain(f"{call.method} {call.url}"))
            _draw_examples(desk, examples_of(talk.program, call.node_id))
            _draw_typed(desk, call)
        else:
            _draw_plain(desk, call)
        if refused := st.session_state.pop(_REFUSED, None):
            st.error(plain(str(refused)), icon=":material/error:")


def examples_of(program: Program, node_id: str) -> tuple[Example, ...]:
    """Return the answers that the block's author wrote down."""
    programs = (program, *program.subflows.values())
    node = next((one.nodes[node_id] for one in programs if node_id in one.nodes), None)
    return node.examples if isinstance(node, ApiNode) else ()


def _draw_examples(desk: Desk, examples: Sequence[Example]) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        for number, example in enumerate(examples[:_MAX_EXAMPLES]):
            _answer(
                desk,
                f"example-{number}",
                f"{plain(example.name)} · {example.status}",
                AnswerCall(example.status, example.body),
            )
        _answer(desk, "silent", _("No answer"), AnswerCall(failure="timeout"))
        _answer(desk, "broken", _("Error 500"), AnswerCall(500))


def _draw_plain(desk: Desk, call: WaitingCall) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        if isinstance(call, FindContact):
            contact = {call.field_name: call.value, "name": "Ana Maria de Souza"}
            _answer(desk, "found", _("Found"), AnswerCall(contact=contact))
            _answer(desk, "nobody", _("Nobody found"), AnswerCall())
        else:
            _answer(desk, "delivered", _("Delivered"), AnswerCall())
            _answer(desk, "lost", _("Not delivered"), AnswerCall(failure="unreachable"))


def _answer(desk: Desk, key: str, label: str, answer: AnswerCall) -> None:
    st.button(label, key=f"simulate-call-{key}", on_click=partial(act, desk, answer))


def _draw_typed(desk: Desk, call: CallApi) -> None:
    with st.expander(_("Another answer"), icon=":material/edit:"):
        st.number_input(_("HTTP status"), 100, 599, 200, key=_STATUS)
        st.text_area(_("Answer"), "", key=_BODY, height=90, placeholder="{ … }")
        st.button(
            _("Answer with this"),
            key="simulate-call-typed",
            width="stretch",
            on_click=_answer_typed,
            args=(desk,),
        )
        if may(Permission.TEST):
            st.button(
                _("Ask the real system"),
                key="simulate-call-real",
                icon=":material/send:",
                width="stretch",
                help=_("A real call: the other system may save what is sent."),
                on_click=_ask_really,
                args=(desk, call),
            )


def _answer_typed(desk: Desk) -> None:
    body = read_loosely(str(st.session_state.get(_BODY) or ""))
    act(desk, AnswerCall(int(st.session_state[_STATUS]), body))


def _ask_really(desk: Desk, call: CallApi) -> None:
    settings = installation.settings()
    vault = settings.vault() if settings.secret_key is not None else None
    try:
        answer = send(call, Sender(installation.runtime_database(Permission.TEST), vault))
    except (TrialRefused, StorageError) as refused:
        st.session_state[_REFUSED] = in_language(refused.words)
    else:
        act(desk, AnswerCall(answer.status, answer.body))
