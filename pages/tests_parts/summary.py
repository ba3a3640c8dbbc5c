"""The figures: how many tests pass, what they cover, what is missed and where."""

from typing import Final

import streamlit as st

from flow_runtime.scripts import Coverage
from pages.allowed import may
from pages.tests_parts.bench import Bench
from pages.tests_parts.coverage import show_coverage
from pages.tests_parts.links import go_to_editor, link_to_node
from pages.texts import in_language, plain, texts_of
from storage.policy import Permission

_ = texts_of("tests")

_MAX_LISTED: Final = 60


def draw_summary(bench: Bench) -> None:
    """Draw the figures of all tests, and what asks for one look."""
    coverage = bench.coverage()
    with st.container(key="ts-summary", horizontal=True, gap="small"):
        _draw_passed(bench)
        if coverage is not None:
            _draw_covered(coverage)
            _draw_missed(bench, coverage)
    _draw_reworded(bench)


def _draw_passed(bench: Bench) -> None:
    total, failed = len(bench.tests), len(bench.failed())
    with st.container(key="ts-tile-bad" if failed else "ts-tile-good", border=True, gap="small"):
        icon = ":red[:material/cancel:]" if failed else ":green[:material/check_circle:]"
        st.markdown(
            f"### {icon} " + _("{passed} of {total} pass", passed=total - failed, total=total)
        )
        st.caption(
            _.plural("{count} test fails", "{count} tests fail", failed)
            if failed
            else _("All tests pass")
        )


def _draw_covered(coverage: Coverage) -> None:
    missed = len(coverage.missed_nodes) + len(coverage.missed_outcomes)
    with st.container(key="ts-tile-covered", border=True, gap="small"):
        st.markdown("### " + _("{share} covered", share=f"{_percent(coverage)} %"))
        st.progress(coverage.share)
        st.caption(
            _(
                "{reached} of {required} blocks and outcomes are reached",
                reached=coverage.required - missed,
                required=coverage.required,
            )
        )


def _percent(coverage: Coverage) -> int:
    """Return whole percents; 100 only when nothing is missed."""
    return 100 if coverage.is_complete else min(99, int(coverage.share * 100))


def _draw_missed(bench: Bench, coverage: Coverage) -> None:
    with st.container(key="ts-tile-missed", border=True, gap="small"):
        if coverage.is_complete:
            st.markdown("### " + _("Nothing is missed"))
            st.caption(_("Every block and every outcome is reached by a test"))
            return
        title, rest = _missed_words(coverage)
        st.markdown(f"### {title}")
        st.caption(rest)
        with st.container(horizontal=True, gap="xsmall", wrap=False):
            if st.button(_("See on the drawing"), icon=":material/format_paint:", type="tertiary"):
                show_coverage(bench.flow_id, coverage)
                go_to_editor(bench.flow_id)
            with (
                st.popover(_("Which ones"), type="tertiary", icon=":material/list:"),
                st.container(key="ts-missed", gap="xxsmall"),
            ):
                _draw_missed_list(bench, coverage)


def _missed_words(coverage: Coverage) -> tuple[str, str]:
    nodes, outcomes = len(coverage.missed_nodes), len(coverage.missed_outcomes)
    if not nodes:
        never = _.plural("{count} outcome never taken", "{count} outcomes never taken", outcomes)
        return never, _("Every block is reached by a test")
    missed = _.plural("{count} block missed", "{count} blocks missed", nodes)
    return missed, _.plural(
        "and {count} outcome never taken", "and {count} outcomes never taken", outcomes
    )


def _draw_missed_list(bench: Bench, coverage: Coverage) -> None:
    """Draw one line for each node with something missed, in the order of the drawing."""
    places = dict.fromkeys([*coverage.missed_nodes, *(way[0] for way in coverage.missed_outcomes)])
    for node_id in list(places)[:_MAX_LISTED]:
        ways = [outcome for source, outcome in coverage.missed_outcomes if source == node_id]
        link_to_node(bench.flow_id, node_id, f"**{plain(bench.node_name(node_id))}**")
        if ways:
            st.caption(" · ".join(plain(_outcome_name(bench, node_id, way)) for way in ways))
    if len(places) > _MAX_LISTED:
        hidden = len(places) - _MAX_LISTED
        st.caption(_.plural("and {count} block more", "and {count} blocks more", hidden))


def _outcome_name(bench: Bench, node_id: str, outcome_id: str) -> str:
    node = bench.program.nodes.get(node_id) if bench.program else None
    outcomes = node.outcomes() if node else ()
    words = (in_language(one.words) for one in outcomes if one.id == outcome_id)
    return next(words, outcome_id)


def _draw_reworded(bench: Bench) -> None:
    number = len(bench.reworded())
    if not number or bench.view == "changes" or not may(Permission.TEST):
        return
    with st.container(
        key="ts-reworded", horizontal=True, vertical_alignment="center", border=True, gap="small"
    ):
        sentence = _.plural(
            "{count} test fails only because words of the flow were changed.",
            "{count} tests fail only because words of the flow were changed.",
            number,
        )
        st.markdown(f":material/edit_note: {sentence}", width="stretch")
        st.button(
            _("Look and update"),
            icon=":material/visibility:",
            on_click=bench.look_at,
            args=("changes",),
        )
