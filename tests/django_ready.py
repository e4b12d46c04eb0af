"""Set Django up for the tests that need it. Conftest files below `apps`, `web`, `flows` import this; `core` never does."""

from __future__ import annotations

import base64
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_SCRATCH = Path(tempfile.gettempdir()) / f"goodstanding-tests-{os.getuid()}"

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")
os.environ.setdefault("GOODSTANDING_STATE_DIR", str(_SCRATCH))
os.environ.setdefault("GOODSTANDING_SECRET_KEY", "for the tests only " * 4)
os.environ.setdefault("GOODSTANDING_ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
os.environ.setdefault("GOODSTANDING_SEALING_KEYS", "test:" + base64.b64encode(bytes(range(32))).decode())
os.environ.setdefault("GOODSTANDING_AUDIT_KEY", "test:" + base64.b64encode(bytes(range(32, 64))).decode())

import django  # noqa: E402  the environment comes first

django.setup()


@pytest.fixture(autouse=True, scope="session")
def _database_asked_for(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A test that touches the database without asking for it fails."""
    with django_db_blocker.block():  # type: ignore[attr-defined]
        yield
