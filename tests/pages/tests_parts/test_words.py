"""Every kind of step has its words, and a difference shows just what changed."""

import pytest
import streamlit as st

from flow_runtime.scripts import Step
from flow_runtime.scripts.coverage import Coverage, Reached
from pages.tests_parts.coverage import coverage_paint, hide_coverage, show_coverage
from pages.tests_parts.diffing import marked
from pages.tests_parts.kinds import kinds, ticket_words


def test_people_can_choose_every_kind_of_step_but_the_silent_beginning():
    assert set(kinds()) == set(Step.model_fields) - {"begin"}
    assert len(ticket_words()) == 6


@pytest.mark.parametrize(
    ("before", "after", "went", "came"),
    [
        ("a b c", "a x c", "a :red-background[~~b~~] c", "a :green-background[x] c"),
        ("a b", "a b c", "a b", "a b :green-background[c]"),
        ("igual", "igual", "igual", "igual"),
        ("um dois", "", ":red-background[~~um dois~~]", ""),
        ("[x](y)", "<b>", None, ":green-background[\\<b\\>]"),
    ],
)
def test_only_what_changed_is_marked(before: str, after: str, went: str | None, came: str):
    old, new = marked(before, after)
    assert new == came
    assert went is None or old == went


def test_what_no_test_reaches_is_painted_for_its_flow_until_it_is_hidden():
    coverage = Coverage(Reached(), ("lost",), (("choose", "sair"),), ())
    show_coverage("boleto", coverage)
    assert coverage_paint("boleto") == {"nodes": ["lost"], "outcomes": ["choose/sair"]}
    assert coverage_paint("outro") is None
    hide_coverage()
    assert coverage_paint("boleto") is None
    assert "tests:coverage" not in st.session_state
