"""Tests that fail because words of the flow were changed: one look, and they hold again."""

from collections.abc import Sequence

import streamlit as st
from sqlalchemy import Connection

from flow_runtime.conversations.testing import KeptTest, change_test
from flow_runtime.scripts.mending import Mending
from pages.installation import now
from pages.person import current_person
from pages.tests_parts.bench import Bench
from pages.tests_parts.differences import draw_difference
from pages.tests_parts.notices import attempt, tell
from pages.texts import plain, texts_of
from pages.widgets.notices import Notice

_ = texts_of("tests")

Reworded = tuple[KeptTest, Mending]


def draw_changes(bench: Bench) -> None:
    """Draw every changed text with the tests that still expect the old one."""
    found = bench.reworded()
    with st.container(key="ts-changes", gap="small"):
        st.markdown("#### " + _("Changed words"))
        if not found:
            st.markdown(":green[:material/check_circle:] " + _("No test waits for old words."))
            return
        st.caption(_("If the new words are right, the tests take them over."))
        with st.container(horizontal=True, gap="small"):
            st.button(
                _.plural("Update {count} test", "Update all {count} tests", len(found)),
                icon=":material/done_all:",
                type="primary",
                on_click=update,
                args=(bench, found),
            )
            st.button(_("Not now"), on_click=bench.look_at, args=("test",))
        for test, mending in found:
            _draw_one(bench, test, mending)


def _draw_one(bench: Bench, test: KeptTest, mending: Mending) -> None:
    with st.container(
        horizontal=True,
        wrap=False,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"ts-change-{test.id}",
    ):
        st.markdown(f"**{plain(test.name)}**", width="stretch")
        st.button(
            _("Update"),
            key=f"ts-update-{test.id}",
            icon=":material/check:",
            on_click=update,
            args=(bench, [(test, mending)]),
        )
    for found in mending.differences:
        draw_difference(bench, found, key=f"{test.id}-{found.step}")


def update(bench: Bench, found: Sequence[Reworded]) -> None:
    """Let tests expect what the flow says now; all of them or none."""
    author = current_person()

    def change(tx: Connection) -> list[KeptTest]:
        return [
            change_test(tx, test, mending.conversation, author=author, now=now())
            for test, mending in found
            if mending.conversation is not None
        ]

    changed = attempt(change)
    if not changed:
        return
    before = [test for test, _mending in found]
    sentence = _.plural("{count} test was updated.", "{count} tests were updated.", len(changed))
    tell(Notice(sentence, undo=lambda tx: _put_back(tx, changed, before, author)))
    if len(changed) == len(bench.reworded()):
        bench.look_at("test")


def _put_back(
    tx: Connection, changed: Sequence[KeptTest], before: Sequence[KeptTest], author: str
) -> None:
    for test, old in zip(changed, before, strict=True):
        change_test(tx, test, old.conversation, author=author, now=now())
