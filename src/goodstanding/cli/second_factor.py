"""``goodstanding second-factor``: remove the second factor of somebody who lost both the app and the recovery codes."""

from __future__ import annotations

import click

from goodstanding.cli.start import require_migrated, sentence, start_records
from goodstanding.core.kernel.errors import GoodstandingError


@click.group("second-factor")
def command() -> None:
    """Second factors of people who sign in."""


@command.command("remove")
@click.argument("username")
@click.confirmation_option(prompt="Have you made sure who is asking?")
def remove(username: str) -> None:
    """Remove a person's second factor and recovery codes; the record keeps that it was done."""
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.identity.second_factor import remove_second_factor
    from goodstanding.apps.identity.selectors import person_by_username

    try:
        remove_second_factor(person_by_username(username).id, actor=SYSTEM, at=now())
    except GoodstandingError as fault:
        raise click.UsageError(sentence(fault)) from fault
    click.echo(f"{username} signs in with the password alone, and can set a second factor up anew at /security/.")
