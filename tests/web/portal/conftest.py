"""Operators at the portal of a small platform, and decisions about their account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.enforcement.values import DecisionView
from tests.factories.matters import Matters, decided, seed_matters


@pytest.fixture(autouse=True)
def _no_requests_counted() -> None:
    cache.clear()


@pytest.fixture
def matters(db: None) -> Matters:
    """A platform with staff, two operators and one post."""
    return seed_matters(at=clock.now())


@pytest.fixture
def decision(matters: Matters) -> DecisionView:
    """A violation found about the owner's account."""
    return decided(matters, at=clock.now())


@pytest.fixture
def sign_in(matters: Matters) -> Callable[[str], Client]:
    """Return a browser in which one of the people is signed in."""

    def call(name: str) -> Client:
        from goodstanding.apps.identity.models import User

        client = Client()
        client.force_login(User.objects.get(pk=matters.users[name]))
        return client

    return call


@pytest.fixture
def owner(sign_in: Callable[[str], Client]) -> Client:
    """The browser of the account's operator."""
    return sign_in("owner")
