"""The list of tests: which pass, which fail, and which one is looked at."""

from collections.abc import Mapping
from typing import Final
from zlib import crc32

import streamlit as st

from flow_runtime.conversations.testing import KeptTest
from pages.allowed import may
from pages.tests_parts.bench import Bench, Shown
from pages.tests_parts.editing import begin_new
from pages.texts import plain, texts_of
from storage.policy import Permission

_ = texts_of("tests")

_SHOWN: Final[tuple[Shown, ...]] = ("all", "failed")
_CHOICE: Final = "ts-choice"
_FILTER: Final = "ts-filter"


def draw_list(bench: Bench) -> None:
    """Draw the filter and the tests, one of them chosen."""
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key="ts-list-head",
    ):
        _draw_filter(bench)
        if may(Permission.TEST):
            st.button(
                _("New"), icon=":material/add:", key="ts-new", on_click=begin_new, args=(bench,)
            )
    listed = {test.id: test for test in bench.listed()}
    if not listed:
        st.markdown(":green[:material/check_circle:] " + _("No test fails. Well done!"))
        return
    chosen = bench.test()
    places = list(listed)
    labels = {test_id: _label(bench, test) for test_id, test in listed.items()}
    key = _key_of(labels, chosen)
    with st.container(key="ts-list"):
        st.radio(
            _("Tests"),
            places,
            index=places.index(chosen.id) if chosen else 0,
            format_func=labels.__getitem__,
            key=key,
            label_visibility="collapsed",
            width="stretch",
            on_change=_choose,
            args=(bench, key),
        )


def _key_of(labels: Mapping[int, str], chosen: KeptTest | None) -> str:
    """Return a key that is new with every label: a browser tells a choice by its words."""
    said = crc32("\n".join(labels.values()).encode())
    return f"{_CHOICE}-{said}-{chosen.id if chosen else 0}"


def _choose(bench: Bench, key: str) -> None:
    bench.look_at("test", st.session_state[key])


def _label(bench: Bench, test: KeptTest) -> str:
    outcome = bench.outcome(test)
    if outcome is None:
        mark = ":gray[:material/pending:]"
    elif outcome.result.passed:
        mark = ":green[:material/check_circle:]"
    else:
        mark = ":red[:material/cancel:]"
    return f"{mark} {plain(test.name)}"


def _draw_filter(bench: Bench) -> None:
    failed = len(bench.failed())
    names = {
        "all": _("All ({count})", count=len(bench.tests)),
        "failed": _("Failing ({count})", count=failed),
    }
    st.segmented_control(
        _("Which tests"),
        _SHOWN,
        default=bench.shown,
        format_func=names.__getitem__,
        key=f"{_FILTER}-{len(bench.tests)}-{failed}",
        required=True,
        label_visibility="collapsed",
        on_change=_filter,
        args=(bench, f"{_FILTER}-{len(bench.tests)}-{failed}"),
    )


def _filter(bench: Bench, key: str) -> None:
    bench.shown = st.session_state[key]
    bench.look_at("test")
