"""Counting requests: within a window, by network, without keeping who asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from goodstanding.web.limits import allow, client_key, seconds_left

AT = datetime(2026, 11, 24, 8, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def test_requests_beyond_the_limit_are_not_allowed():
    answers = [allow("search:x", 3, 60, AT) for _ in range(5)]

    assert [True, True, True, False, False] == answers


def test_next_window_begins_anew():
    for _ in range(4):
        allow("search:x", 3, 60, AT)

    assert allow("search:x", 3, 60, AT + timedelta(seconds=60))


def test_purposes_and_visitors_are_counted_apart():
    allow("search:x", 1, 60, AT)

    assert allow("report:x", 1, 60, AT)
    assert allow("search:y", 1, 60, AT)


def test_entry_dropped_by_the_cache_counts_as_the_first(monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *args, **options: True)

    assert allow("search:x", 1, 60, AT)


def test_wait_is_what_is_left_of_the_window():
    assert 45 == seconds_left(60, AT + timedelta(seconds=15))


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", "unknown"),
    ],
)
def test_visitors_are_told_apart_by_network(address: str, key: str):
    request = RequestFactory().get("/", REMOTE_ADDR=address, headers={"X-Forwarded-For": "203.0.113.1"})

    assert key == client_key(request)
