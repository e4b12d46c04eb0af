"""Open the records for a command that needs them: Django set up once, faults of the configuration told in one line."""

from __future__ import annotations

import os

import click

from goodstanding.core.kernel.errors import GoodstandingError

WRONG_CALL = 2
FOUND_WRONG = 1


def start_records() -> None:
    """Set Django up with Goodstanding's settings.

    Raises:
        click.UsageError: The configuration is faulty.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")
    import django

    try:
        django.setup()
    except GoodstandingError as fault:
        raise click.UsageError(sentence(fault)) from fault


class NotReady(click.ClickException):
    """The command cannot be carried out as things stand: exit 2, because 1 means that a check found something."""

    exit_code = WRONG_CALL


def require_migrated() -> None:
    """Refuse to go on with a database that lacks tables.

    Raises:
        NotReady: Migrations are missing; says how to apply them.
    """
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as fault:
        raise NotReady(f"The database cannot be reached: {str(fault).splitlines()[0]}") from fault
    if missing:
        raise NotReady(f"The database lacks {len(missing)} migrations. Run: goodstanding migrate")


def sentence(fault: GoodstandingError, /) -> str:
    """Print a fault as its message and hint."""
    return f"{fault.message} {fault.hint}".strip()
