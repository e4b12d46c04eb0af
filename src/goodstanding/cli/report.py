"""``goodstanding report``: reports that can be made again from the records, to the letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import click

from goodstanding.cli._output import emit, format_option
from goodstanding.cli.start import require_migrated, start_records

_DAY = click.DateTime(formats=["%Y-%m-%d"])


def period_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a report its period: whole local days, both ends included."""
    function = click.option("--to", "last", type=_DAY, required=True, help="Last day, YYYY-MM-DD.")(function)
    return click.option("--from", "first", type=_DAY, required=True, help="First day, YYYY-MM-DD.")(function)


@click.group("report")
def command() -> None:
    """Make reports from the records."""


@command.command("obligations")
@period_options
@format_option("table")
def obligations(*, first: datetime, last: datetime, form: str) -> None:
    """List what the law asks, how each demand is met, and what the records of the period show of it."""
    start, end = _period(first.date(), last.date())
    start_records()
    require_migrated()
    from goodstanding.apps.analytics.obligations import obligations as listed

    rows = [
        {
            "requirement": one.id,
            "clause": one.clause,
            "kind": {"S": "program", "M": "program and people", "R": "record or checklist"}.get(one.kind, one.kind),
            "state": "met" if one.is_met else "partly" if one.tests else "open",
            "tests": len(one.tests),
            "evidence": one.evidence,
            "missing": one.missing,
            "title": one.title,
            "acceptance": one.acceptance,
            "modules": list(one.modules),
            "cited_by": list(one.tests),
        }
        for one in listed(start=start, end=end)
    ]
    emit(rows, form=form, columns=("requirement", "clause", "kind", "state", "tests", "evidence", "title"))
    if form == "table":
        met = sum(row["state"] == "met" for row in rows)
        partly = sum(row["state"] == "partly" for row in rows)
        rest = len(rows) - met - partly
        click.echo(f"{len(rows)} requirements: {met} met (tests prove them), {partly} partly, {rest} open.", err=True)


def _period(first: date, last: date) -> tuple[datetime, datetime]:
    from zoneinfo import ZoneInfo

    if last < first:
        raise click.UsageError("The period ends before it begins.")
    local = ZoneInfo("Asia/Shanghai")
    return datetime.combine(first, time(), local), datetime.combine(last + timedelta(days=1), time(), local)
