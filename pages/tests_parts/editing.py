"""Changing a test: its name, how it begins, and its steps one by one."""

from typing import Final

import streamlit as st
from pydantic import JsonValue

from flow_runtime.conversations.testing import KeptTest, change_test, keep_test
from flow_runtime.errors import ScriptInvalid
from flow_runtime.scripts import Conversation, Step, read_conversation
from flow_runtime.scripts.document import MAX_NAME_CHARACTERS
from pages.installation import now
from pages.person import current_person
from pages.tests_parts.beginning import draw_beginning_form, read_beginning
from pages.tests_parts.bench import Bench, Edited
from pages.tests_parts.notices import attempt, tell
from pages.tests_parts.script import draw_step
from pages.tests_parts.step_form import draw_step_form, take_open_step
from pages.texts import language, plain, texts_of
from pages.widgets.notices import Notice

_ = texts_of("tests")

_SERIAL: Final = "tests:edited"


def begin_change(bench: Bench, test: KeptTest) -> None:
    """Open a test for changes."""
    bench.look_at("test", test.id)
    bench.edited = Edited(test, test.conversation, serial=_next_serial())


def begin_new(bench: Bench) -> None:
    """Open a new test with its first step still to be said."""
    bench.look_at("test")
    conversation = Conversation(name=_("New test"))
    bench.edited = Edited(None, conversation, open_step=0, is_new_step=True, serial=_next_serial())


def _next_serial() -> int:
    st.session_state[_SERIAL] = int(st.session_state.get(_SERIAL, 0)) + 1
    return int(st.session_state[_SERIAL])


def draw_editing(bench: Bench, edited: Edited) -> None:
    """Draw the form of the test that is changed."""
    key = f"ts-edit-{edited.serial}"
    with st.container(key="ts-editing", gap="small"):
        _draw_head(bench, edited, key)
        if edited.problem and edited.open_step is None:
            st.error(plain(edited.problem), icon=":material/error:")
        draw_beginning_form(bench, edited.conversation, key)
        for number, step in enumerate(edited.conversation.steps):
            if edited.open_step == number and not edited.is_new_step:
                draw_step_form(bench, edited, key)
                continue
            _draw_row(bench, edited, number, step)
            if edited.open_step == number + 1 and edited.is_new_step:
                draw_step_form(bench, edited, key)
        if edited.open_step == 0 and edited.is_new_step:
            draw_step_form(bench, edited, key)
        _draw_more(edited)


def _draw_head(bench: Bench, edited: Edited, key: str) -> None:
    with st.container(key="ts-edit-head", horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("What the test shows"),
            edited.conversation.name,
            key=f"{key}-name",
            max_chars=MAX_NAME_CHARACTERS,
        )
        st.button(
            _("Save"),
            icon=":material/check:",
            type="primary",
            on_click=_save,
            args=(bench, edited, key),
        )
        st.button(_("Discard"), on_click=bench.look_at, args=("test",))


def _draw_row(bench: Bench, edited: Edited, number: int, step: Step) -> None:
    with st.container(
        key=f"ts-row-{number}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        with st.container():
            draw_step(bench, step, key=f"edit-{number}")
        _draw_menu(edited, number)


def _draw_menu(edited: Edited, number: int) -> None:
    words = {
        "edit": ":material/edit: " + _("Change"),
        "insert": ":material/add: " + _("Insert below"),
        "up": ":material/arrow_upward: " + _("Move up"),
        "down": ":material/arrow_downward: " + _("Move down"),
        "delete": ":material/delete: " + _("Delete"),
    }
    key = f"ts-menu-{edited.serial}-{number}"
    st.menu_button(
        _("Step {number}", number=number + 1),
        list(words),
        format_func=words.__getitem__,
        key=key,
        type="tertiary",
        on_click=lambda: _act(edited, number, st.session_state[key]),
    )


def _draw_more(edited: Edited) -> None:
    if edited.open_step is None:
        st.button(
            _("Add a step"),
            icon=":material/add:",
            on_click=_open,
            args=(edited, len(edited.conversation.steps)),
            kwargs={"is_new": True},
        )


def _act(edited: Edited, number: int, action: str) -> None:
    steps = list(edited.conversation.steps)
    if action == "edit":
        _open(edited, number)
    elif action == "insert":
        _open(edited, number + 1, is_new=True)
    elif action == "delete":
        del steps[number]
    else:
        other = number - 1 if action == "up" else number + 1
        if 0 <= other < len(steps):
            steps[number], steps[other] = steps[other], steps[number]
    edited.conversation = edited.conversation.model_copy(update={"steps": tuple(steps)})


def _open(edited: Edited, number: int, *, is_new: bool = False) -> None:
    edited.open_step, edited.is_new_step, edited.problem = number, is_new, None


def _save(bench: Bench, edited: Edited, key: str) -> None:
    """Keep the test as the form says it; what cannot be read stays open with the reason."""
    if not take_open_step(bench, edited, key):
        return
    try:
        conversation = _read(bench, edited, key)
    except ScriptInvalid as invalid:
        edited.problem = invalid.problems[0].sentence(language())
        return
    author, test = current_person(), edited.test
    kept = attempt(
        lambda tx: (
            keep_test(tx, bench.flow_id, conversation, author=author, now=now())
            if test is None
            else change_test(tx, test, conversation, author=author, now=now())
        )
    )
    if kept is None:
        return
    bench.shown = "all"
    bench.look_at("test", kept.id)
    undo = None
    if test is not None:
        before = test.conversation
        undo = lambda tx: change_test(tx, kept, before, author=author, now=now())  # noqa: E731
    tell(Notice(_("“{test}” was saved.", test=plain(kept.name)), undo=undo))


def _read(bench: Bench, edited: Edited, key: str) -> Conversation:
    values = read_beginning(bench, edited.conversation, key)
    name = " ".join(str(st.session_state.get(f"{key}-name") or "").split())
    steps: list[JsonValue] = [
        step.model_dump(mode="json", exclude_unset=True) for step in edited.conversation.steps
    ]
    return read_conversation({**values, "name": name or _("New test"), "steps": steps})
