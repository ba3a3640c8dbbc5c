"""The problems panel: what is pending, where, why, and the way out with one click."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

import streamlit as st

from flow_runtime.problems import Problem, Severity
from pages.texts import in_language, plain, texts_of
from pages.widgets.panels.desk import Desk
from pages.widgets.panels.fixing import changes_of
from pages.widgets.panels.problem_list import MAX_SHOWN, Pending, counts, first_ones, pending

_ = texts_of("panels")
Show = Callable[[str], None]
_ICONS: Final = {Severity.ERROR: ":material/error:", Severity.WARNING: ":material/warning:"}
_COLORS: Final = {Severity.ERROR: "red", Severity.WARNING: "orange"}


def draw_problems(desk: Desk, show: Show | None = None) -> None:
    """Draw everything that is pending in the draft; `show` brings a block into sight."""
    groups = pending(desk.document, desk.examination.problems)
    errors, warnings = counts(groups)
    if not groups:
        st.success(
            _("Nothing is pending. This flow can be published."), icon=":material/check_circle:"
        )
        return
    told = _.plural("{count} pending item", "{count} pending items", errors + warnings)
    st.markdown(f"**{told}**")
    st.caption(_said(errors, warnings))
    limit = _limit(desk)
    for severity, of_severity in groupby(first_ones(groups, limit), key=lambda g: g.severity):
        _draw_severity(desk, severity, list(of_severity), show or desk.focus)
    if errors + warnings > limit:
        st.button(
            _("Show more"),
            key=f"problems-more-{desk.flow_id}",
            icon=":material/expand_more:",
            on_click=_show_more,
            args=(desk, limit),
            width="stretch",
        )


def _said(errors: int, warnings: int) -> str:
    said_errors = _.plural("{count} error", "{count} errors", errors)
    said_warnings = _.plural("{count} warning", "{count} warnings", warnings)
    if not errors:
        return _("{warnings} to look at; the flow can be published.", warnings=said_warnings)
    if not warnings:
        return _("{errors} to mend before publishing.", errors=said_errors)
    return _(
        "{errors} to mend before publishing, {warnings} to look at.",
        errors=said_errors,
        warnings=said_warnings,
    )


def _limit(desk: Desk) -> int:
    return int(st.session_state.get(f"problems-limit-{desk.flow_id}", MAX_SHOWN))


def _show_more(desk: Desk, limit: int) -> None:
    st.session_state[f"problems-limit-{desk.flow_id}"] = limit + MAX_SHOWN


def _draw_severity(desk: Desk, severity: Severity, groups: Sequence[Pending], show: Show) -> None:
    heading = _("Errors") if severity is Severity.ERROR else _("Warnings")
    st.markdown(f":{_COLORS[severity]}[{_ICONS[severity]} **{heading}**]")
    for group in groups:
        with st.container(border=True, gap="small"):
            _draw_group(desk, group, show)


def _draw_group(desk: Desk, group: Pending, show: Show) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False
    ):
        st.markdown(f"**{plain(_name(group))}**", width="stretch")
        if group.node_id is not None:
            st.button(
                _("Show"),
                key=f"problem-show-{desk.flow_id}-{group.severity}-{group.node_id}",
                icon=":material/my_location:",
                help=_("Show ‘{name}’ on the canvas", name=plain(group.name)),
                on_click=show,
                args=(group.node_id,),
            )
    for position, problem in enumerate(group.problems):
        draw_problem(desk, problem, f"{group.node_id}-{group.severity}-{position}")


def draw_problem(desk: Desk, problem: Problem, place: str) -> None:
    """Draw what a problem says and its way out; `place` tells it apart from the others shown."""
    mark = f":{_COLORS[problem.severity]}[{_ICONS[problem.severity]}]"
    st.markdown(f"{mark} {plain(problem.sentence(desk.language))}")
    if problem.fix is not None:
        st.button(
            plain(in_language(problem.fix.words)),
            key=f"problem-fix-{desk.flow_id}-{place}-{problem.code}",
            icon=":material/build:",
            disabled=desk.read_only,
            on_click=_mend,
            args=(desk, problem),
        )


def _name(group: Pending) -> str:
    return group.name or (_("Block without a name") if group.node_id else _("The whole flow"))


def _mend(desk: Desk, problem: Problem) -> None:
    changes = changes_of(desk.document, problem)
    if changes:
        desk.apply("fix", changes)
    else:
        st.toast(_("The flow changed meanwhile; the list is being renewed."))
