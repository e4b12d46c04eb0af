"""Fixtures of the tests of webhooks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories.hooks import Platform, played_platform


@pytest.fixture
def platform() -> Iterator[Platform]:
    """The platform, played."""
    with played_platform() as played:
        yield played
