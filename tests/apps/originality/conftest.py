"""Fixtures for the tests of originality: an index of its own, and the accounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories.matters import Matters, seed_matters


@pytest.fixture(autouse=True)
def _own_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a state directory of its own."""
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, state_dir=tmp_path))


@pytest.fixture
def matters(db: None, at: datetime) -> Matters:
    """Staff, accounts and one post."""
    return seed_matters(at=at)
