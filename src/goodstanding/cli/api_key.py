"""``goodstanding api-key``: the keys programs call the HTTP API with."""

from __future__ import annotations

from datetime import timedelta

import click

from goodstanding.cli._output import emit, format_option
from goodstanding.cli.start import require_migrated, sentence, start_records
from goodstanding.core.kernel.errors import GoodstandingError

COLUMNS = ("key", "title", "scopes", "expires_at", "last_used_at")


@click.group("api-key")
def command() -> None:
    """Keys of programs: issue, list, end. A key acts in the name of the account it belongs to."""


@command.command("issue")
@click.argument("username")
@click.option("--scope", "scopes", multiple=True, required=True, help="What it may do, such as events:write; repeat for more.")
@click.option("--title", default="", help="What the key is for, to know it again by.")
@click.option("--days", type=click.IntRange(1, 3650), help="Days until it ends; without, it has no end.")
def issue(*, username: str, scopes: tuple[str, ...], title: str, days: int | None) -> None:
    """Make a key for USERNAME (see createuser --kind service) and print it; it cannot be shown again."""
    start_records()
    require_migrated()
    from goodstanding.apps.audit.services import record
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.common.transactions import immediate
    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.identity.selectors import person_by_username
    from goodstanding.apps.identity.services import issue_api_key

    at = now()
    expires_at = at + timedelta(days=days) if days else None
    try:
        with immediate():
            owner = person_by_username(username)
            key, secret = issue_api_key(owner.id, title=title, scopes=set(scopes), at=at, expires_at=expires_at)
            payload = {"owner": str(owner.id), "scopes": sorted(set(scopes))}
            record("api_key:issued", actor=SYSTEM, subject_kind="api_key", subject_ref=key.prefix, payload=payload, at=at)
    except GoodstandingError as fault:
        raise click.UsageError(sentence(fault)) from fault
    click.echo("Keep it now; it is not shown again.", err=True)
    click.echo(secret)


@command.command("list")
@click.argument("username")
@format_option("table")
def list_keys(*, username: str, form: str) -> None:
    """List the live keys of USERNAME, by their beginnings."""
    start_records()
    require_migrated()
    from goodstanding.apps.identity.selectors import api_keys, person_by_username

    try:
        keys = api_keys(person_by_username(username).id)
    except GoodstandingError as fault:
        raise click.UsageError(sentence(fault)) from fault
    emit(
        (
            {
                "key": key.prefix,
                "title": key.title,
                "scopes": sorted(key.scopes),
                "expires_at": key.expires_at and key.expires_at.isoformat(),
                "last_used_at": key.last_used_at and key.last_used_at.isoformat(),
            }
            for key in keys
            if key.revoked_at is None
        ),
        form=form,
        columns=COLUMNS,
    )


@command.command("end")
@click.argument("username")
@click.argument("key")
def end(*, username: str, key: str) -> None:
    """End KEY (its beginning, as “list” shows it) of USERNAME now; it is never made live again."""
    start_records()
    require_migrated()
    from goodstanding.apps.audit.services import record
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.common.transactions import immediate
    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.identity.selectors import api_keys, person_by_username
    from goodstanding.apps.identity.services import revoke_api_key

    at = now()
    try:
        with immediate():
            owner = person_by_username(username)
            if key not in {one.prefix for one in api_keys(owner.id) if one.revoked_at is None}:
                raise click.UsageError(f"{username} has no live key “{key}”.")
            revoke_api_key(key, at=at)
            payload = {"owner": str(owner.id)}
            record("api_key:ended", actor=SYSTEM, subject_kind="api_key", subject_ref=key, payload=payload, at=at)
    except GoodstandingError as fault:
        raise click.UsageError(sentence(fault)) from fault
    click.echo(f"{key} is ended.")
