"""``goodstanding createuser``: make an account of this installation."""

from __future__ import annotations

import sys

import click

from goodstanding.cli.start import require_migrated, sentence, start_records
from goodstanding.core.kernel.errors import GoodstandingError

_KINDS = ("staff", "operator", "service")


@click.command("createuser")
@click.argument("username")
@click.option(
    "--role",
    "roles",
    multiple=True,
    help="Role to grant, such as reviewer, senior_reviewer, appeals_officer, administrator, auditor.",
)
@click.option("--kind", type=click.Choice(_KINDS), default="staff", show_default=True)
@click.option("--name", "display_name", default="", help="Name shown to colleagues.")
@click.option("--language", type=click.Choice(["zh-hans", "en"]), default="zh-hans", show_default=True)
@click.option("--email", default="", help="Where notices by mail go.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it.")
def command(
    *, username: str, roles: tuple[str, ...], kind: str, display_name: str, language: str, email: str, password_stdin: bool
) -> None:
    """Make an account that can sign in. The password is asked for, or read from standard input; it is never an argument."""
    start_records()
    require_migrated()
    from goodstanding.apps.audit.services import record
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.common.transactions import immediate
    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.identity.services import create_user

    password = (
        sys.stdin.readline().rstrip("\n")
        if password_stdin
        else click.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    at = now()
    try:
        with immediate():
            person = create_user(
                username,
                at=at,
                password=password,
                display_name=display_name,
                kind=kind,
                language=language,
                email=email,
                roles=roles,
            )
            payload = {"kind": kind, "roles": sorted(roles)}
            record("user:created", actor=SYSTEM, subject_kind="user", subject_ref=str(person.id), payload=payload, at=at)
    except GoodstandingError as fault:
        raise click.UsageError(sentence(fault)) from fault
    click.echo(f"{person.username} can sign in at /sign-in/.")
