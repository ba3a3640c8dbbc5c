"""What checks and tests said when a version was sent for review."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st
from pydantic import JsonValue

from flow_runtime.conversations.reviewing import Review, Submission
from pages.review_parts.chosen import choose
from pages.texts import in_language, plain, texts_of

_ = texts_of("review")

_MAX_LISTED: Final = 40


def draw_findings(review: Review, names: Mapping[str, str]) -> None:
    """Draw what was found; `names` are those of the blocks."""
    sent = review.submission
    if sent is None:
        st.info(_("This version was not sent for review: nothing was noted with it."))
        return
    _draw_tests(sent, names)
    _draw_warnings(sent, names)


def _draw_tests(sent: Submission, names: Mapping[str, str]) -> None:
    passed, share = _number(sent.tests.get("passed")), _number(sent.tests.get("coverage"))
    if passed:
        words = _.plural("{count} test passes", "{count} tests pass", int(passed))
        st.markdown(f":green[:material/check_circle:] **{words}**")
    else:
        st.markdown(":orange[:material/warning:] **" + _("There are no tests") + "**")
    missed = _missed(sent)
    percent = 100 if share >= 1 else min(99, int(share * 100))
    st.progress(min(1.0, max(0.0, share)), _("{share} covered", share=f"{percent} %"))
    if missed:
        words = _.plural("{count} block is missed", "{count} blocks are missed", len(missed))
        with st.expander(words):
            for node_id in missed[:_MAX_LISTED]:
                draw_block(node_id, names, key=f"rv-missed-{node_id}")


def _missed(sent: Submission) -> list[str]:
    """Return the blocks of which the tests missed something, in the order of the drawing."""
    nodes = [str(one) for one in _listed(sent.tests.get("missed_nodes"))]
    ways = [str(way[0]) for way in _listed(sent.tests.get("missed_outcomes")) if _listed(way)]
    return list(dict.fromkeys((*nodes, *ways)))


def _draw_warnings(sent: Submission, names: Mapping[str, str]) -> None:
    warnings = [one for one in _listed(sent.findings.get("warnings")) if isinstance(one, Mapping)]
    if not warnings:
        st.markdown(":green[:material/check_circle:] **" + _("The checks found nothing") + "**")
        return
    words = _.plural("{count} warning", "{count} warnings", len(warnings))
    st.markdown(f":orange[:material/warning:] **{words}**")
    if sent.warnings_reason:
        st.caption(_("Why they may stay: “{reason}”", reason=plain(sent.warnings_reason)))
    for number, warning in enumerate(warnings[:_MAX_LISTED]):
        with st.container(key=f"rv-warning-{number}", border=True, gap=None):
            sentence = warning.get("sentence")
            st.markdown(plain(in_language(_words(sentence))))
            node_id = warning.get("node")
            if isinstance(node_id, str):
                draw_block(node_id, names, key=f"rv-warned-{number}")
    if len(warnings) > _MAX_LISTED:
        hidden = len(warnings) - _MAX_LISTED
        st.caption(_.plural("and {count} warning more", "and {count} warnings more", hidden))


def draw_block(node_id: str, names: Mapping[str, str], *, key: str) -> None:
    """Draw a button that chooses a block on both maps."""
    st.button(
        plain(names.get(node_id, node_id)),
        key=key,
        icon=":material/my_location:",
        type="tertiary",
        on_click=choose,
        args=(node_id,),
    )


def _words(value: object) -> Mapping[str, str]:
    words = value if isinstance(value, Mapping) else {}
    return {"pt-BR": "", **{str(key): str(text) for key, text in words.items()}}


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _listed(value: object) -> Sequence[JsonValue]:
    return value if isinstance(value, list | tuple) else ()
