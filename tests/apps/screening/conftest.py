"""Fixtures for the tests of screening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.policies.services import install_pack
from goodstanding.apps.screening.services import receive_events
from goodstanding.core.events.outcome import Outcome
from tests.factories.screening_pack import archive

PLATFORM = Actor("api_key", "gs_test")


@pytest.fixture
def pack(db: None, at: datetime) -> None:
    """The small test pack, live."""
    install_pack(archive(), mode="live", actor=SYSTEM, at=at)


@pytest.fixture
def receive(pack: None, at: datetime) -> Callable[..., list[Outcome]]:
    """Receive events with the small test pack live."""

    def call(*events: Any, at: datetime = at) -> list[Outcome]:
        return receive_events(list(events), source_actor=PLATFORM, at=at)

    return call
