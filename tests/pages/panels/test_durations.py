"""Durations as a number and a unit, without loss."""

import pytest

from pages.widgets.panels.durations import join_duration, split_duration


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1, (1, "seconds")),
        (90, (90, "seconds")),
        (900, (15, "minutes")),
        (7_200, (2, "hours")),
        (86_400, (1, "days")),
        (90_000, (25, "hours")),
    ],
)
def test_a_duration_is_said_in_its_largest_whole_unit(seconds: int, said: tuple[int, str]):
    assert split_duration(seconds) == said
    assert join_duration(*said) == seconds
