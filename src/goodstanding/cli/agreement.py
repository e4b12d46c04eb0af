"""``goodstanding agreement``: check a service agreement, publish it, list the versions.

A file is YAML: ``version``, ``effective_from`` (YYYY-MM-DD, local midnight), ``material`` (true or false),
``inactivity_notice_days`` (may be absent), ``clauses`` (subject: heading as it stands in the Chinese text), ``zh``, ``en``.
Source: PA21:6.2, RQ-012, RQ-013
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click
import yaml

from goodstanding.cli._output import FOUND_WRONG, emit, format_option
from goodstanding.cli.start import require_migrated, sentence, start_records
from goodstanding.core.kernel.errors import GoodstandingError

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group("agreement")
def command() -> None:
    """The service agreement: lint, publish, list."""


@command.command("lint")
@_FILE
def lint(*, file: Path) -> None:
    """Say which subjects the agreement in FILE leaves out; exit 1 where one is missing."""
    start_records()
    from goodstanding.apps.registry.services.agreements import missing_slots

    body = _read(file)
    missing = missing_slots(str(body.get("zh", "")), body.get("clauses") or {})
    for slot in missing:
        click.echo(f"{file}: {slot}: no heading of the text is named for it")
    if missing:
        raise click.exceptions.Exit(FOUND_WRONG)
    click.echo(f"{file}: every subject is dealt with.", err=True)


@command.command("publish")
@_FILE
def publish(*, file: Path) -> None:
    """Publish the agreement in FILE; it binds from its day, and accounts are told ahead where it changes something material."""
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import LOCAL, now
    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.registry.services.agreements import publish_agreement

    body = _read(file)
    day = body.get("effective_from")
    if not isinstance(day, date):
        raise click.ClickException(f"{file}: effective_from is a day, YYYY-MM-DD.")
    try:
        made = publish_agreement(
            str(body.get("version", "")),
            zh=str(body.get("zh", "")),
            en=str(body.get("en", "")),
            clauses=body.get("clauses") or {},
            material=bool(body.get("material", True)),
            effective_from=datetime.combine(day, time(), tzinfo=LOCAL),
            inactivity_notice_days=body.get("inactivity_notice_days"),
            actor=SYSTEM,
            at=now(),
        )
    except GoodstandingError as refusal:
        raise click.ClickException(sentence(refusal)) from refusal
    click.echo(f"{made.version} is published; it binds from {made.effective_from.isoformat()} (SHA-256 {made.sha256}).")


@command.command("list")
@format_option("table")
def versions(*, form: str) -> None:
    """List every version, the latest first."""
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.registry.reading.applications import agreement_in_effect, agreements

    current = agreement_in_effect(at=now())
    rows = [
        {
            "version": one.version,
            "material": one.material,
            "effective_from": one.effective_from.isoformat(),
            "in_effect": current is not None and one.sha256 == current.sha256,
            "sha256": one.sha256,
        }
        for one in agreements()
    ]
    emit(rows, form=form, columns=("version", "material", "effective_from", "in_effect", "sha256"))


def _read(file: Path) -> dict[str, Any]:
    try:
        body = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise click.ClickException(f"{file} is no YAML: {' '.join(str(fault).split())}") from fault
    if not isinstance(body, dict):
        raise click.ClickException(f"{file} holds no agreement.")
    return body
