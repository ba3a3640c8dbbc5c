"""Conversations that the explorer proposes for what no test reaches; a click accepts one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from flow_runtime.conversations.testing import keep_tests, remove_tests
from flow_runtime.program import Program
from flow_runtime.scripts import Reached
from flow_runtime.scripts.proposals import Proposal, Proposals, propose
from flow_runtime.scripts.stage import DEFAULT_START
from pages.installation import now
from pages.person import current_person
from pages.tests_parts.bench import Bench
from pages.tests_parts.links import link_to_node
from pages.tests_parts.notices import attempt, tell
from pages.tests_parts.running import advance
from pages.tests_parts.script import draw_script
from pages.texts import language, plain, texts_of
from pages.widgets.notices import Notice

_ = texts_of("tests")

_MAX_SHOWN: Final = 30


def want_proposals(bench: Bench) -> None:
    """Look for proposals at the next drawing."""
    bench.proposals = None
    bench.look_at("proposals")


def draw_proposals(bench: Bench) -> None:
    """Draw what the explorer found; it explores when there is nothing yet."""
    if bench.program is None:
        return
    with st.container(key="ts-proposals", gap="small"):
        st.markdown("#### " + _("Proposed conversations"))
        if bench.proposals is None:
            _explore(bench, bench.program, st.empty())
        if bench.proposals is not None:
            _draw_found(bench, bench.proposals)


def _explore(bench: Bench, program: Program, place: st.delta_generator.DeltaGenerator) -> None:
    words = _("Walking through the flow by every way…")
    with place.container(key="ts-exploring"):
        bar = st.progress(0.0, text=words)
    coverage = bench.coverage()
    bench.proposals = propose(
        program,
        coverage.reached if coverage else Reached(),
        at=DEFAULT_START,
        on_progress=lambda done, total: advance(bar, done / total, words),
    )
    place.empty()


def _draw_found(bench: Bench, found: Proposals) -> None:
    if found.proposals:
        st.caption(
            _("Each reaches something that no test reaches yet, and says what the flow does today.")
        )
        with st.container(horizontal=True, gap="small"):
            st.button(
                _.plural("Keep {count}", "Keep all {count}", len(found.proposals)),
                icon=":material/done_all:",
                type="primary",
                on_click=accept,
                args=(bench, found.proposals),
            )
            _draw_close(bench)
    else:
        st.markdown(
            ":green[:material/check_circle:] "
            + _("Nothing to propose: the tests reach all that a conversation can reach.")
        )
        _draw_close(bench)
    for number, proposal in enumerate(found.proposals[:_MAX_SHOWN]):
        _draw_one(bench, proposal, number)
    _draw_beyond(bench, found)


def _draw_close(bench: Bench) -> None:
    st.button(_("Back to the tests"), on_click=bench.look_at, args=("test",))


def _draw_one(bench: Bench, proposal: Proposal, number: int) -> None:
    key = f"ts-proposal-{number}"
    with st.container(key=key, border=True, gap="small"):
        with st.container(
            horizontal=True,
            wrap=False,
            horizontal_alignment="distribute",
            vertical_alignment="center",
        ):
            st.markdown(f"**{plain(proposal.conversation.name)}**", width="stretch")
            st.button(
                _("Keep as a test"),
                key=f"{key}-keep",
                icon=":material/check:",
                on_click=accept,
                args=(bench, [proposal]),
            )
        st.caption(_news(proposal))
        if st.toggle(_("See the conversation"), key=f"{key}-{proposal.conversation.name}"):
            draw_script(bench, proposal.conversation, None, key=key)


def _news(proposal: Proposal) -> str:
    nodes, ways = len(proposal.news.nodes), len(proposal.news.ways)
    blocks = _.plural("{count} new block", "{count} new blocks", nodes)
    outcomes = _.plural("{count} new outcome", "{count} new outcomes", ways)
    return f"{blocks} · {outcomes}" if nodes else outcomes


def _draw_beyond(bench: Bench, found: Proposals) -> None:
    """Draw what no conversation reached, and where conversations go wrong."""
    nodes = found.beyond.missed_nodes
    if nodes:
        st.markdown("**" + _("No conversation comes here") + "**")
        for node_id in nodes[:_MAX_SHOWN]:
            link_to_node(bench.flow_id, node_id, plain(bench.node_name(node_id)))
    for end in found.dead_ends[:_MAX_SHOWN]:
        st.warning(plain(end.sentence(language())), icon=":material/warning:")
        if end.node_id is not None:
            link_to_node(bench.flow_id, end.node_id, plain(bench.node_name(end.node_id)))


def accept(bench: Bench, proposals: Sequence[Proposal]) -> None:
    """Keep proposals as tests."""
    conversations = [one.conversation for one in proposals]
    author, flow_id = current_person(), bench.flow_id
    kept = attempt(lambda tx: keep_tests(tx, flow_id, conversations, author=author, now=now()))
    if not kept:
        return
    if bench.proposals is not None:
        rest = tuple(one for one in bench.proposals.proposals if one not in proposals)
        bench.proposals = replace(bench.proposals, proposals=rest)
    bench.chosen = kept[0].id
    tell(
        Notice(
            _.plural("{count} test was kept.", "{count} tests were kept.", len(kept)),
            undo=lambda tx: remove_tests(tx, flow_id, kept, author=author, now=now()),
        )
    )
