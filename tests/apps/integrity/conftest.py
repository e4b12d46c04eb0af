"""Fixtures for the tests of findings."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.factories.matters import Matters, seed_matters


@pytest.fixture
def matters(db: None, at: datetime) -> Matters:
    """Staff, accounts and one post."""
    return seed_matters(at=at)
