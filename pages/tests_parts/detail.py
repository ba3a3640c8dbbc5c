"""One test: its name, how it went, and the conversation with every expectation."""

import streamlit as st
from babel.dates import format_datetime, get_timezone

from flow_runtime.conversations.testing import KeptTest, keep_test, keep_tests, remove_tests
from pages.allowed import may
from pages.installation import now
from pages.person import current_person
from pages.tests_parts.bench import Bench, Outcome
from pages.tests_parts.editing import begin_change, draw_editing
from pages.tests_parts.notices import attempt, tell
from pages.tests_parts.script import draw_script
from pages.texts import in_language, language, plain, texts_of
from pages.widgets.notices import Notice
from storage.policy import Permission

_ = texts_of("tests")


def draw_test(bench: Bench) -> None:
    """Draw the chosen test, or the form in which it is changed."""
    if bench.edited is not None:
        draw_editing(bench, bench.edited)
        return
    test = bench.test()
    if test is None:
        return
    outcome = bench.outcome(test)
    with st.container(key="ts-test", gap="small"):
        _draw_head(bench, test)
        _draw_state(outcome)
        draw_script(bench, test.conversation, outcome)


def _draw_head(bench: Bench, test: KeptTest) -> None:
    st.markdown(f"#### {plain(test.name)}")
    with st.container(
        key="ts-test-line",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
    ):
        st.caption(_changed_words(test), width="content")
        if may(Permission.TEST):
            with st.container(horizontal=True, width="content", gap="xsmall"):
                _draw_actions(bench, test)


def _draw_actions(bench: Bench, test: KeptTest) -> None:
    st.button(_("Change"), icon=":material/edit:", on_click=begin_change, args=(bench, test))
    st.button(
        _("Duplicate"),
        icon=":material/content_copy:",
        type="tertiary",
        on_click=_duplicate,
        args=(bench, test),
    )
    st.button(
        _("Delete"),
        icon=":material/delete:",
        type="tertiary",
        on_click=_delete,
        args=(bench, test),
    )


def _changed_words(test: KeptTest) -> str:
    zone = get_timezone(st.context.timezone or "UTC")
    said = format_datetime(
        test.changed_at, "short", tzinfo=zone, locale=language().replace("-", "_")
    )
    steps = _.plural("{count} step", "{count} steps", len(test.conversation.steps))
    changed = _("changed by {person}, {moment}", person=plain(test.changed_by), moment=said)
    return f"{steps} · {changed}"


def _draw_state(outcome: Outcome | None) -> None:
    if outcome is None:
        return
    if outcome.result.passed:
        _say_state(":green[:material/check_circle: " + _("The flow answers as expected.") + "]")
        return
    number = len(outcome.result.failures)
    sentence = _.plural(
        "{count} thing is not as expected.", "{count} things are not as expected.", number
    )
    _say_state(f":red[:material/cancel: {sentence}]")
    shown = {one.step for one in outcome.mending.differences} if outcome.mending else set()
    for failure in outcome.result.failures:
        if failure.step not in shown:
            st.markdown(plain(in_language(failure.words)))


def _say_state(words: str) -> None:
    with st.container(key="ts-state"):
        st.markdown(words)


def _duplicate(bench: Bench, test: KeptTest) -> None:
    author = current_person()
    copy = attempt(
        lambda tx: keep_test(tx, bench.flow_id, test.conversation, author=author, now=now())
    )
    if copy:
        bench.look_at("test", copy.id)
        tell(Notice(_("Copied as “{test}”.", test=plain(copy.name))))


def _delete(bench: Bench, test: KeptTest) -> None:
    author, flow_id = current_person(), bench.flow_id
    done = attempt(lambda tx: [remove_tests(tx, flow_id, [test], author=author, now=now())])
    if done:
        sentence = _("“{test}” was deleted.", test=plain(test.name))
        kept = [test.conversation]
        tell(
            Notice(
                sentence,
                undo=lambda tx: keep_tests(tx, flow_id, kept, author=author, now=now()),
            )
        )
