import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.server.buckets import Buckets, Rate, read_rate

PAUSES = st.lists(st.floats(0, 5), max_size=60)
RATES = st.builds(Rate, per_s=st.floats(0.1, 50), burst=st.integers(1, 20))


def admitted_at(buckets: Buckets, pauses: list[float]) -> list[float]:
    """Return the moments at which one key was let through."""
    moments, now_s = [], 0.0
    for pause_s in pauses:
        now_s += pause_s
        if buckets.wait_s("ana", now_s) == 0:
            buckets.spend("ana", now_s)
            moments.append(now_s)
    return moments


@given(RATES, PAUSES)
def test_no_stretch_of_time_sees_more_than_the_rate_and_the_burst(rate: Rate, pauses: list[float]):
    moments = admitted_at(Buckets(rate), pauses)
    for first, begun_s in enumerate(moments):
        for last, ended_s in enumerate(moments[first:], start=first):
            allowed = rate.burst + rate.per_s * (ended_s - begun_s)
            assert last - first + 1 <= allowed + 1e-6


@given(RATES, st.integers(1, 60))
def test_who_keeps_to_the_rate_is_never_refused(rate: Rate, times: int):
    pauses = [rate.interval_s * 1.001] * times
    assert len(admitted_at(Buckets(rate), pauses)) == times


@given(RATES, PAUSES)
def test_who_waits_as_told_is_let_through(rate: Rate, pauses: list[float]):
    buckets, now_s = Buckets(rate), 0.0
    for pause_s in pauses:
        now_s += pause_s
        now_s += buckets.wait_s("ana", now_s) + 1e-6
        assert buckets.wait_s("ana", now_s) == 0
        buckets.spend("ana", now_s)


def test_one_key_does_not_pay_for_another():
    buckets = Buckets(Rate(1, 1))
    buckets.spend("ana", 0)
    assert buckets.wait_s("ana", 0) == 1
    assert buckets.wait_s("bia", 0) == 0


def test_the_key_that_rested_longest_is_forgotten():
    buckets = Buckets(Rate(1, 1), max_keys=2)
    for key in ("ana", "bia", "ana", "caio"):
        buckets.spend(key, 0)
    assert len(buckets) == 2
    assert [buckets.wait_s(key, 0) for key in ("ana", "bia", "caio")] == [2, 0, 1]


@pytest.mark.parametrize(
    ("written", "rate"), [("20:60", Rate(20, 60)), (" 0.5:1 ", Rate(0.5, 1)), ("1:9", Rate(1, 9))]
)
def test_a_rate_is_read(written: str, rate: Rate):
    assert read_rate(written) == rate


@pytest.mark.parametrize("written", ["", "20", "0:60", "20:0", "-1:5", "1e3:5", "20:60:1", "٣:٣"])
def test_what_is_no_rate_is_refused(written: str):
    with pytest.raises(ValueError, match="PER_SECOND:AT_ONCE"):
        read_rate(written)
