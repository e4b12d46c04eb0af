"""Staff who keep the platform's own duties."""

from __future__ import annotations

from datetime import datetime

import pytest

from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import Actor


def keeper_named(name: str, /, *, at: datetime) -> Actor:
    """Make an administrator."""
    return Actor.user(identity.create_user(name, display_name="演示管理员", roles=["administrator"], at=at).id)


@pytest.fixture
def keeper(db: None, at: datetime) -> Actor:
    """Return an administrator."""
    return keeper_named("keeper", at=at)


@pytest.fixture
def colleague(db: None, at: datetime) -> Actor:
    """Return another administrator."""
    return keeper_named("colleague-keeper", at=at)
