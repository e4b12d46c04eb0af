"""How sure a counted share is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.core.scoring.intervals import Share


def test_nothing_counted_is_not_zero() -> None:
    assert (None, (0.0, 1.0)) == (Share(0, 0).rate, Share(0, 0).interval)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (95, 100, 0.8882, 0.9785)]
)
def test_interval_is_that_of_wilson(part: int, whole: int, low: float, high: float) -> None:
    assert (low, high) == tuple(round(edge, 4) for edge in Share(part, whole).interval)


@given(st.integers(1, 5_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_rate_lies_within_its_interval(counted: tuple[int, int]) -> None:
    share = Share(*counted)
    low, high = share.interval

    assert low - 1e-12 <= (share.rate or 0.0) <= high + 1e-12
