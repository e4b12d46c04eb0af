"""Fixtures for the tests of redress."""

from __future__ import annotations

import pytest

from tests.factories.matters import Matters, seed_matters


@pytest.fixture
def matters(db: None, at) -> Matters:
    """Staff, accounts and one post."""
    return seed_matters(at=at)
