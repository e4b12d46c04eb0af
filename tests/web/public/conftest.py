"""Anybody before the public pages of a small platform."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from goodstanding.apps.common import clock
from tests.factories.desk import Desk, seed_desk


@pytest.fixture(autouse=True)
def _no_requests_counted() -> None:
    cache.clear()


@pytest.fixture
def desk(db: None) -> Desk:
    """A platform with the shipped pack, three accounts and some posts."""
    return seed_desk(at=clock.now())


@pytest.fixture
def visitor(desk: Desk) -> Client:
    """A browser nobody is signed in with."""
    return Client()
