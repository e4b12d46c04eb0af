"""``goodstanding migrate``: bring the database up to date."""

from __future__ import annotations

import click

from goodstanding.cli.start import start_records


@click.command("migrate")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if something is to be done.")
def command(*, check: bool) -> None:
    """Create or update the tables of the database the configuration names."""
    start_records()
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", interactive=False, check_unapplied=check, verbosity=0 if check else 1, skip_checks=True)
    except DatabaseError as fault:
        raise click.ClickException(f"The database cannot be used: {str(fault).splitlines()[0]}") from fault
    except SystemExit as found:
        raise click.ClickException("The database is not up to date. Run: goodstanding migrate") from found
    click.echo("The database is up to date.")
