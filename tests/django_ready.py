"""Set Django up for the tests that need it. Conftest files below `apps`, `web`, `flows` import this; `core` never does."""

from __future__ import annotations

import base64
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_SCRATCH = Path(tempfile.gettempdir()) / f"goodstanding-tests-{os.getuid()}"

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")
os.environ.setdefault("GOODSTANDING_STATE_DIR", str(_SCRATCH))
os.environ.setdefault("GOODSTANDING_SECRET_KEY", "for the tests only " * 4)
os.environ.setdefault("GOODSTANDING_ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
os.environ.setdefault("GOODSTANDING_SEALING_KEYS", "test:" + base64.b64encode(bytes(range(32))).decode())
os.environ.setdefault("GOODSTANDING_SECOND_FACTOR", "off")
os.environ.setdefault("GOODSTANDING_CONFIRM_AFTER", "0")
os.environ.setdefault("GOODSTANDING_AUDIT_KEY", "test:" + base64.b64encode(bytes(range(32, 64))).decode())

import django  # noqa: E402  the environment comes first

django.setup()

from django.contrib.auth.hashers import PBKDF2PasswordHasher  # noqa: E402
from django.db import connection, transaction  # noqa: E402

PBKDF2PasswordHasher.iterations = 1000  # the same algorithm, a thousandth of the work


_PLAIN_FLUSH = type(connection.ops).execute_sql_flush


def _flush_append_only_tables(operations: Any, statements: list[str]) -> None:
    """Empty the tables after a test with real transactions: the triggers that forbid it are set aside meanwhile.

    Bound to the class, not to one connection: beside a browser's event loop the main thread has a connection of its own.
    """
    own = operations.connection
    with transaction.atomic(using=own.alias), own.cursor() as cursor:
        if own.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            _PLAIN_FLUSH(operations, statements)
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _definition in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        _PLAIN_FLUSH(operations, statements)
        for _name, definition in triggers:
            cursor.execute(definition)


type(connection.ops).execute_sql_flush = _flush_append_only_tables  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def _database_asked_for(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A test that touches the database without asking for it fails."""
    with django_db_blocker.block():  # type: ignore[attr-defined]
        yield
