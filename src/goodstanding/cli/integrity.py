"""``goodstanding integrity``: take findings in and list them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import click

from goodstanding.cli._output import LINE_REFUSED, emit, format_option
from goodstanding.cli.start import require_migrated, sentence, start_records
from goodstanding.core.kernel.errors import GoodstandingError

_COLUMNS = ("ref", "kind", "status", "accounts", "contents", "links", "score", "found_at", "case")


@click.group("integrity")
def command() -> None:
    """Findings across accounts: bring them before a person, list them."""


@command.command("import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.File(encoding="utf-8"))
def import_findings(*, files: tuple[Any, ...]) -> None:
    """Bring the findings in FILE… (JSON Lines, as “detect” writes them) before a person, once each; “-” is standard input.

    A bad line is named on standard error; the others are kept. What is known already changes nothing.
    """
    start_records()
    require_migrated()
    told = Counter(outcome for file in files for outcome in _taken_in(getattr(file, "name", "-"), file))
    click.echo(f"{told['kept']} kept, {told['known']} known already, {told['refused']} refused")
    if told["refused"]:
        raise click.exceptions.Exit(LINE_REFUSED)


@command.command("list")
@click.option("--status", type=click.Choice(["open", "unrelated", "lawful", "confirmed"]), help="Only those found to be this.")
@click.option("--kind", default="", help="Only of this kind: farm, wave, repeated …")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="At most so many, the latest first.")
@format_option("table")
def list_findings(*, status: str | None, kind: str, limit: int, form: str) -> None:
    """Print findings with how many accounts, contents and control links each has."""
    start_records()
    require_migrated()
    from goodstanding.apps.integrity.selectors import findings

    rows = [
        {
            "ref": one.ref,
            "kind": one.kind,
            "status": one.status,
            "accounts": len(one.accounts),
            "contents": len(one.contents),
            "links": len(one.control),
            "score": one.score,
            "found_at": one.found_at.isoformat(),
            "case": one.case_ref,
        }
        for one in findings(kind=kind, status=status or "", limit=limit)
    ]
    emit(rows, form=form, columns=_COLUMNS)


def _taken_in(label: str, lines: Iterable[str]) -> Iterable[str]:
    """Keep each line's finding; yield what became of it."""
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.integrity.reading_files import finding_of
    from goodstanding.apps.integrity.services.recording import record_finding

    for number, line in _numbered(label, lines):
        if not line.strip():
            continue
        try:
            yield "kept" if record_finding(finding_of(line), source="file", actor=SYSTEM, at=now()) else "known"
        except GoodstandingError as fault:
            click.echo(f"{label}:{number}: {sentence(fault)}", err=True)
            yield "refused"


def _numbered(label: str, lines: Iterable[str]) -> Iterable[tuple[int, str]]:
    number = 0
    try:
        for number, line in enumerate(lines, start=1):
            yield number, line
    except UnicodeDecodeError as fault:
        raise click.UsageError(f"{label}: line {number + 1} or a later one is no UTF-8.") from fault
