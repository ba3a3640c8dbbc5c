"""Tests as a file: out to a repository or another installation, and in again."""

from typing import Final

import streamlit as st

from flow_runtime.conversations.testing import import_tests, script_of
from flow_runtime.errors import ScriptInvalid
from flow_runtime.scripts import ScriptDocument, dump_script, load_script
from pages.allowed import may
from pages.installation import now
from pages.person import current_person
from pages.tests_parts.bench import Bench
from pages.tests_parts.notices import attempt, tell
from pages.texts import language, texts_of
from pages.widgets.notices import Notice
from storage.policy import Permission

_ = texts_of("tests")

_PLACE: Final = "ts-file"
_MAX_SAID: Final = 5


def draw_files(bench: Bench) -> None:
    """Draw the menu of files."""
    with st.popover(_("File"), icon=":material/description:"):
        if bench.tests:
            st.download_button(
                _("Save the tests"),
                lambda: _written(bench),  # only when it is wanted: many tests take their time
                file_name=f"{bench.flow_id}.tests.yaml",
                mime="application/yaml",
                icon=":material/download:",
                on_click="ignore",
            )
            st.caption(_("The same file runs in fluxo test."))
        if may(Permission.TEST):
            draw_bringing(bench)


def _written(bench: Bench) -> str:
    return dump_script(script_of(bench.flow_id, [test.conversation for test in bench.tests]))


def draw_bringing(bench: Bench) -> None:
    """Draw the place where a file of tests is brought in."""
    file = st.file_uploader(_("Bring tests from a file"), type=["yaml", "yml"], key=_PLACE)
    if file is None:
        return
    try:
        document = load_script(file.getvalue())
    except ScriptInvalid as invalid:
        _say_problems(invalid)
        return
    number = len(document.conversations)
    st.button(
        _.plural("Bring in {count} test", "Bring in {count} tests", number),
        icon=":material/check:",
        type="primary",
        on_click=_bring,
        args=(bench, document),
    )
    st.caption(_("A test of the same name is replaced; all others stay."))


def _say_problems(invalid: ScriptInvalid) -> None:
    sentences = [found.sentence(language()) for found in invalid.problems[:_MAX_SAID]]
    st.error(_("This file cannot be brought in. Nothing was stored."), icon=":material/error:")
    for sentence in sentences:
        st.text(sentence)


def _bring(bench: Bench, document: ScriptDocument) -> None:
    author = current_person()
    kept = attempt(lambda tx: import_tests(tx, bench.flow_id, document, author=author, now=now()))
    if kept:
        bench.look_at("test", kept[0].id)
        tell(Notice(_.plural("{count} test came in.", "{count} tests came in.", len(kept))))
