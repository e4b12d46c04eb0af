"""Claims about what comes first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.apps.review.priority import priority, reach_factor, severity_factor, urgency

START = datetime(2026, 11, 1, tzinfo=UTC)
SEVERITIES = st.sampled_from(["minor", "moderate", "serious", "grave"])
FOLLOWERS = st.integers(0, 10**9)
MINUTES = st.integers(0, 60 * 24 * 30)


def test_severity_doubles_step_by_step():
    assert [1, 2, 4, 8] == [severity_factor(one) for one in ("minor", "moderate", "serious", "grave")]


@pytest.mark.parametrize(("followers", "factor"), [(0, 1), (9, 1), (10, 2), (99_999, 5), (100_000, 6)])
def test_reach_counts_powers_of_ten(followers, factor):
    assert factor == reach_factor(followers)


def test_a_day_of_waiting_doubles_urgency():
    first, next_day = (urgency("minor", followers=0, opened_at=START, at=START + timedelta(days=days)).value for days in (1, 2))

    assert 2 * first == next_day


@given(SEVERITIES, SEVERITIES, FOLLOWERS, FOLLOWERS, MINUTES, MINUTES)
def test_the_stored_order_is_the_order_of_urgency(one, other, few, many, early, late):
    at = START + timedelta(days=60)
    opened = START + timedelta(minutes=early), START + timedelta(minutes=late)
    keys = (priority(one, followers=few, opened_at=opened[0]), priority(other, followers=many, opened_at=opened[1]))
    values = (
        urgency(one, followers=few, opened_at=opened[0], at=at).value,
        urgency(other, followers=many, opened_at=opened[1], at=at).value,
    )

    if abs(keys[0] - keys[1]) > 1:
        assert (keys[0] > keys[1]) == (values[0] > values[1])


@given(SEVERITIES, FOLLOWERS, st.integers(0, 60 * 23))
def test_rq004_support_lane_comes_first_within_the_same_urgency(severity, followers, minutes):
    """RQ-004."""
    earlier = priority(severity, followers=followers, opened_at=START)
    later = priority(severity, followers=followers, opened_at=START + timedelta(minutes=minutes), in_support_lane=True)

    assert later > earlier


@pytest.mark.parametrize(("graver", "days"), [("moderate", 0), ("minor", -1)])
def test_rq004_support_lane_never_passes_a_graver_case_or_one_that_waited_a_day_longer(graver, days):
    """RQ-004."""
    other = priority(graver, followers=0, opened_at=START + timedelta(days=days))

    assert other > priority("minor", followers=0, opened_at=START, in_support_lane=True)
