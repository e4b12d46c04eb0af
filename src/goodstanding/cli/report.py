"""``goodstanding report``: reports that can be made again from the records, to the letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import click

from goodstanding.cli._output import FOUND_WRONG, emit, format_option
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


@command.command("accuracy")
@click.option("--quarter", default="", metavar="YYYYQn", help="Quarter; the running one where none is given.")
@format_option("table")
def accuracy(*, quarter: str, form: str) -> None:
    """Print how right identity verdicts were in a quarter, by provider: n, error rates, 95 % intervals.

    Exit code 1 where a provider is below the floor.
    """
    if quarter and not re.fullmatch(r"\d{4}Q[1-4]", quarter):
        raise click.UsageError("A quarter is written like 2026Q4.")
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.registry.reading.accuracy import accuracy as counted
    from goodstanding.apps.registry.reading.accuracy import figures_of, quarter_of

    found = counted(quarter or quarter_of(now()))
    rows = [
        {"quarter": one.quarter, "provider": one.provider, **_flat(figures_of(one)), "action": one.action_ref} for one in found
    ]
    columns = ("quarter", "provider", "drawn", "n", "right", "false_accept", "false_reject", "below", "action")
    emit(rows if form in {"json", "jsonl"} else [_worded(row) for row in rows], form=form, columns=columns)
    if any(one.is_below for one in found):
        raise click.exceptions.Exit(FOUND_WRONG)


def _flat(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in figures.items() if name != "floor_permille"}


def _worded(row: Mapping[str, Any]) -> dict[str, Any]:
    """Word the shares of a row for a table."""
    return {name: _share(value) if isinstance(value, Mapping) else value for name, value in row.items()}


def _share(share: Mapping[str, Any]) -> str:
    if share["rate"] is None:
        return "not counted"
    return f"{share['rate']} ({share['low']}-{share['high']}) {share['part']}/{share['of']}"


@command.command("staffing")
@click.option("--from", "first", required=True, metavar="YYYY-MM", help="First month.")
@click.option("--to", "last", required=True, metavar="YYYY-MM", help="Last month.")
@format_option("table")
def staffing(*, first: str, last: str, form: str) -> None:
    """Compare people with volumes, month by month; a month nobody noted is flagged, with exit code 1."""
    month = r"\d{4}-(0[1-9]|1[0-2])"
    if not re.fullmatch(month, first) or not re.fullmatch(month, last) or last < first:
        raise click.UsageError("Months are written like 2026-11, the first not after the last.")
    start_records()
    require_migrated()
    from goodstanding.apps.analytics.staffing import staffing_report

    lines = staffing_report(first, last)
    rows = [{"month": one.month, "state": "missing" if one.is_missing else "noted", **_ratios(one)} for one in lines]
    emit(rows, form=form, columns=tuple(rows[0]))
    if any(one.is_missing for one in lines):
        raise click.exceptions.Exit(FOUND_WRONG)


def _ratios(line: Any) -> dict[str, Any]:
    names = ("posts_per_day", "reports_per_day", "posts_per_reviewer_day", "reports_per_reviewer_day", "accounts_per_reviewer")
    ratios = {name: None if getattr(line, name) is None else str(getattr(line, name)) for name in names}
    return {"reviewers": line.reviewers, "accounts": line.accounts, **ratios, "languages": list(line.languages)}


@command.command("duties")
@format_option("table")
def duties(*, form: str) -> None:
    """List the platform's own duties as they stand now: offices, licences, management documents, controls, changes to file."""
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import now

    rows = list(_duties(now()))
    emit(rows, form=form, columns=("duty", "name", "state", "detail"))
    if form == "table":
        click.echo(f"{len(rows)} duties, {sum(row['state'] == 'red' for row in rows)} red.", err=True)


def _duties(at: datetime) -> Iterator[dict[str, str]]:
    from goodstanding.apps.obligations.reading.conduct import conduct
    from goodstanding.apps.obligations.reading.documents import control_coverage, slots
    from goodstanding.apps.obligations.reading.features import features
    from goodstanding.apps.obligations.reading.filings import pending_changes
    from goodstanding.apps.obligations.reading.licences import licences
    from goodstanding.apps.obligations.reading.offices import offices

    for office in offices(at=at):
        yield _duty("office", office.office, f"user {office.holder.user_id}" if office.holder else "vacant", red=office.is_vacant)
    for licence in licences(at=at):
        until = licence.valid_to.isoformat() if licence.valid_to else "no end"
        yield _duty("licence", f"{licence.kind} {licence.number}", until, red=licence.is_red)
    for slot in slots(at=at):
        yield _duty("document", slot.slot, slot.version.version if slot.version else "none approved", red=slot.is_red)
    for control in control_coverage(at=at):
        yield _duty("control", control.control, f"{control.evidence} entries in the log", red=control.has_failed)
    for feature in features():
        state = "on" if feature.is_on else "off"
        yield _duty("feature", feature.code, f"{state}, flagged" if feature.is_flagged else state, red=not feature.may_go_on)
    for year in conduct(at=at):
        yield _duty("conduct", str(year.year), "signed" if year.record else "not signed", red=year.is_red)
    for change in pending_changes(at=at):
        yield _duty("filing", f"{change.kind} {change.name}", " ".join((change.change, *change.detail)), red=True)


def _duty(duty: str, name: str, detail: str, *, red: bool) -> dict[str, str]:
    return {"duty": duty, "name": name, "state": "red" if red else "in order", "detail": detail}


def _period(first: date, last: date) -> tuple[datetime, datetime]:
    from zoneinfo import ZoneInfo

    if last < first:
        raise click.UsageError("The period ends before it begins.")
    local = ZoneInfo("Asia/Shanghai")
    return datetime.combine(first, time(), local), datetime.combine(last + timedelta(days=1), time(), local)
