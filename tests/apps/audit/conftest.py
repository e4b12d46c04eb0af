"""A log to tamper with."""

from __future__ import annotations

import pytest
from django.db import connection

from goodstanding.apps.audit.entries import Entry
from goodstanding.apps.audit.services import record_many, sign_checkpoint
from goodstanding.apps.identity.actors import SYSTEM


def entries(count, first=0):
    return [Entry("case:opened", SYSTEM, "case", f"C-{number}", {"number": number}) for number in range(first, first + count)]


@pytest.fixture
def log(db, at):
    """Thirteen entries, a checkpoint after eight and one after all."""
    record_many(entries(8), at=at)
    sign_checkpoint(at=at)
    record_many(entries(5, 8), at=at)
    sign_checkpoint(at=at)
    return at


@pytest.fixture
def tamper(db):
    """Run raw statements as somebody would who owns the database and has removed the triggers."""

    def run(*statements):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                for (name,) in cursor.fetchall():
                    cursor.execute(f'DROP TRIGGER "{name}"')
            else:
                cursor.execute("SET LOCAL session_replication_role = replica")
            for statement in statements:
                cursor.execute(statement)

    return run
