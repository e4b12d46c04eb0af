"""Windowed counters."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.ingest import selectors
from goodstanding.apps.ingest.services import count

pytestmark = pytest.mark.django_db


def test_counts_add_up_within_the_window(at: datetime) -> None:
    count("acct-1", metric="reports", at=at)
    count("acct-1", metric="reports", at=at - timedelta(days=2))

    counters = selectors.counters(["acct-1"], at=at)["acct-1"]

    assert (1, 2) == (counters["reports_24h"], counters["reports_7d"])


def test_what_lies_before_the_window_is_not_counted(at: datetime) -> None:
    count("acct-1", metric="reports", at=at - timedelta(days=7, minutes=1))

    assert 0 == selectors.counters(["acct-1"], at=at)["acct-1"]["reports_7d"]


def test_what_came_later_is_not_counted(at: datetime) -> None:
    count("acct-1", metric="reports", at=at + timedelta(hours=1))

    assert 0 == selectors.counters(["acct-1"], at=at)["acct-1"]["reports_7d"]


def test_accounts_are_counted_apart(at: datetime) -> None:
    count("acct-1", metric="reports", at=at)

    assert 0 == selectors.counters(["acct-2"], at=at)["acct-2"]["reports_7d"]


def test_counters_of_many_accounts_cost_one_query(at: datetime, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        selectors.counters([f"acct-{n}" for n in range(50)], at=at)
