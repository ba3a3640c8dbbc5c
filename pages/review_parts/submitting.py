"""Sending a draft for review: what checks and tests say of it, and the words that go with it."""

from typing import Final

import streamlit as st

from flow_runtime.conversations.reviewing import Examination, TestsFailed, examine_draft, submit
from flow_runtime.conversations.reviewing.examining import is_current
from flow_runtime.errors import FlowInvalid, FluxoError
from flow_runtime.problems import Problem
from pages.installation import database, now
from pages.person import current_person
from pages.review_parts.asking import EXAMINED, REFUSED, SENT, forget_submitting
from pages.review_parts.links import is_review_open, link_to_review
from pages.sharing_parts.links import EDITOR, link_to
from pages.texts import in_language, language, plain, texts_of
from storage.errors import StorageError

_ = texts_of("review")

_TESTS: Final = "tests"
_MAX_LISTED: Final = 6


def draw_dialog(flow_id: str) -> None:
    """Draw what a draft needs before it is sent, and what became of it."""
    number = st.session_state.get(SENT)
    if number is not None:
        _draw_sent(flow_id, number)
        return
    try:
        examined = _examined(flow_id)
    except (StorageError, FluxoError) as error:
        st.error(in_language(error.words), icon=":material/error:")
        return
    _draw_findings(examined)
    if examined.can_submit:
        _draw_form(examined)


def _examined(flow_id: str) -> Examination:
    """Return what the checks and tests say; they run again once something has changed."""
    known: Examination | None = st.session_state.get(EXAMINED)
    with database().read() as tx:
        if known is not None and known.flow_id == flow_id and is_current(tx, known):
            return known
        with st.spinner(_("Checks and tests are running …")):
            known = examine_draft(tx, flow_id)
    st.session_state[EXAMINED] = known
    return known


# -- what was found ------------------------------------------------------------------------------


def _draw_findings(examined: Examination) -> None:
    with st.container(key="rv-findings", gap="xsmall"):
        if examined.errors:
            words = _.plural("{count} error", "{count} errors", len(examined.errors))
            st.markdown(f":red[:material/cancel:] **{words}**")
            _draw_problems(examined.flow_id, examined.errors)
        elif not examined.warnings:
            st.markdown(":green[:material/check_circle:] " + _("The checks found nothing"))
        _draw_tests(examined)
        for refused in examined.refusals:
            if not isinstance(refused, FlowInvalid | TestsFailed):
                st.warning(in_language(refused.words), icon=":material/info:")


def _draw_tests(examined: Examination) -> None:
    report = examined.report
    if report is None:
        return
    failed = [one.name for one in report.results if not one.passed]
    total = len(report.results)
    if failed:
        words = _.plural("{count} test fails", "{count} tests fail", len(failed))
        st.markdown(f":red[:material/cancel:] **{words}**")
        for name in failed[:_MAX_LISTED]:
            st.markdown(f"- {plain(name)}")
        link_to(_TESTS, _("Open the tests"), icon=":material/checklist:", flow=examined.flow_id)
        return
    if not total:
        st.markdown(":orange[:material/warning:] " + _("There are no tests"))
        return
    share = report.coverage.share
    percent = 100 if report.coverage.is_complete else min(99, int(share * 100))
    words = _.plural("{count} test passes", "{count} tests pass", total)
    covered = _("{share} covered", share=f"{percent} %")
    st.markdown(f":green[:material/check_circle:] {words} · {covered}")


def _draw_problems(flow_id: str, problems: tuple[Problem, ...]) -> None:
    for found in problems[:_MAX_LISTED]:
        st.markdown(f"- {plain(found.sentence(language()))}")
    hidden = len(problems) - _MAX_LISTED
    if hidden > 0:
        st.caption(_.plural("and {count} more", "and {count} more", hidden))
    link_to(EDITOR, _("Open the drawing"), icon=":material/edit:", flow=flow_id)


# -- the words that go with it -------------------------------------------------------------------


def _draw_form(examined: Examination) -> None:
    if examined.needs_reason:
        words = _.plural("{count} warning", "{count} warnings", len(examined.warnings))
        st.markdown(f":orange[:material/warning:] **{words}**")
        _draw_problems(examined.flow_id, examined.warnings)
        st.text_area(_("Why may the flow go on with it?"), key="rv-submit-reason", height=76)
    st.text_area(
        _("What did you change, and why?"),
        key="rv-submit-comment",
        height=76,
        placeholder=_("Whoever reviews it reads this first"),
    )
    refusal = st.session_state.get(REFUSED)
    if refusal is not None:
        st.error(in_language(refusal), icon=":material/error:")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Send for review"),
            key="rv-submit-go",
            type="primary",
            on_click=_send,
            args=(examined,),
        )
        if not is_review_open():
            link_to_review(examined.flow_id, _("See what changed"), version="draft")


def _send(examined: Examination) -> None:
    reason = str(st.session_state.get("rv-submit-reason") or "")
    comment = str(st.session_state.get("rv-submit-comment") or "")
    try:
        with database().transaction() as tx:
            version = submit(
                tx,
                examined.flow_id,
                author=current_person(),
                comment=comment,
                warnings_reason=reason,
                now=now(),
                examined=examined,
            )
    except (StorageError, FluxoError) as error:
        st.session_state[REFUSED] = error.words
    else:
        st.session_state[SENT] = version.number


def _draw_sent(flow_id: str, number: int) -> None:
    sentence = _("Version {version} waits for review now.", version=number)
    st.success(sentence, icon=":material/hourglass_top:")
    st.markdown(_("Another person approves it or sends it back. You may go on drawing."))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button(_("Close"), key="rv-submit-close"):
            _close()
        if not is_review_open():
            link_to_review(flow_id, _("See the review"), version=number)


def _close() -> None:
    forget_submitting()
    if is_review_open():
        st.query_params.pop("version", None)  # the new version waits: it is what one sees first
    st.rerun()
