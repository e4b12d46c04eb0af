"""A seeded desk, and people who sit down at it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.identity.models import User
from tests.factories.desk import Desk, seed_desk


@pytest.fixture
def desk(db: None) -> Desk:
    """A platform with staff, accounts and open cases."""
    return seed_desk(at=clock.now())


@pytest.fixture
def sign_in(desk: Desk) -> Callable[[str], Client]:
    """Return a browser in which a person of the desk is signed in."""

    def call(name: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=name))
        return client

    return call
