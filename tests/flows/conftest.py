"""Fixtures for the tests that walk the whole line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.django_ready import _database_asked_for  # noqa: F401  sets Django up


@pytest.fixture
def at() -> datetime:
    """One fixed instant: Monday 23 November 2026, 12:00 in Shanghai."""
    return datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
