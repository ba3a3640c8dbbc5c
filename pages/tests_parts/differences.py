"""A difference between a test and its flow: what was expected, what is there now, and where."""

from itertools import zip_longest

import streamlit as st

from flow_runtime.scripts import Step
from flow_runtime.scripts.mending import Difference
from pages.tests_parts.bench import Bench
from pages.tests_parts.diffing import marked
from pages.tests_parts.links import link_to_node
from pages.tests_parts.sentences import sentence_of
from pages.texts import in_language, plain, texts_of

_ = texts_of("tests")


def draw_difference(bench: Bench, found: Difference, *, key: str) -> None:
    """Draw what was expected over what is there now, with the way to the block."""
    with st.container(key=f"ts-diff-{key}", border=True, gap="small"):
        if found.after is None:
            st.markdown(":red[:material/cancel:] " + plain(_capital(in_language(found.words))))
        else:
            _draw_sides(bench, found.before, found.after)
        if found.node_id is not None:
            name = plain(bench.node_name(found.node_id))
            link_to_node(bench.flow_id, found.node_id, _("See the block “{block}”", block=name))


def _draw_sides(bench: Bench, before: Step, after: Step) -> None:
    old, new = _texts(before), _texts(after)
    if old is None or new is None or before.kind != after.kind:
        _draw_line(_("Expected"), sentence_of(bench, before))
        _draw_line(_("Now"), sentence_of(bench, after))
        return
    for was, becomes in zip_longest(old, new, fillvalue=""):
        if was != becomes:
            went, came = marked(was, becomes)
            _draw_line(_("Expected"), went)
            _draw_line(_("Now"), came)


def _draw_line(label: str, words: str) -> None:
    st.markdown(f":gray[{label}:] {words or '—'}")


def _texts(step: Step) -> tuple[str, ...] | None:
    match step.kind:
        case "expect":
            return (step.expect,) if isinstance(step.expect, str) else step.expect
        case "expect_choices":
            return step.expect_choices
        case "press":
            return (step.press or "",)
    return None


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
