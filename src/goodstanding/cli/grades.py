"""``goodstanding grades``: show the grades of accounts, the table they follow, and what another table would change."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import yaml

from goodstanding.cli._output import FOUND_WRONG, emit, format_option
from goodstanding.cli.start import require_migrated, sentence, start_records
from goodstanding.core.kernel.errors import GoodstandingError

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group("grades")
def command() -> None:
    """Grades of accounts and the table they follow."""


@command.command("show")
@click.argument("account", required=False)
@format_option("table")
def show(*, account: str | None, form: str) -> None:
    """Explain the grade of ACCOUNT: each input, its points and what it adds. Without one, count the accounts by grade."""
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.registry.reading.grades import account_grade, grade_counts

    if account is None:
        counts = [{"grade": letter or "none", "accounts": n} for letter, n in grade_counts().items()]
        emit(counts, form=form, columns=("grade", "accounts"))
        return
    found = account_grade(account, at=now())
    if found is None:
        click.echo(f"{account} has no grade yet; the worker computes it.", err=True)
        raise click.exceptions.Exit(FOUND_WRONG)
    rows = [asdict(one) | {"measured": dict(found.details.get(one.input, {}))} for one in found.contributions]
    emit(rows, form=form, columns=("input", "raw", "points", "weight", "counted", "adds", "measured"))
    if form == "table":
        said = f"{found.grade.upper()} with {found.points} points" if found.grade else "no grade: too little is known"
        click.echo(f"{account}: {said}; table {found.table.version}, computed {found.graded_at.isoformat()}.", err=True)


@command.command("table")
@click.argument("version", required=False)
def table(*, version: str | None) -> None:
    """Print table VERSION, or the one in force, as YAML: a start for another one."""
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.registry.reading.grades import table as read
    from goodstanding.apps.registry.reading.grades import table_in_force

    found = _told(lambda: read(version).table) if version else table_in_force(at=now())
    body: dict[str, Any] = asdict(found)
    body["reach_points"] = [list(tier) for tier in found.reach_points]
    body["from"] = {"a": body.pop("a_from"), "b": body.pop("b_from")}
    click.echo(f"# version {body.pop('version')}")
    click.echo(yaml.safe_dump(body, sort_keys=False, allow_unicode=True), nl=False)


@command.command("propose")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--version", required=True, help="Version it is published as.")
@click.option("--from", "first", type=_DAY, required=True, help="First day in force, YYYY-MM-DD; tomorrow at the earliest.")
@click.option("--reasons", required=True, help="Why the table is changed.")
def propose(*, file: Path, version: str, first: datetime, reasons: str) -> None:
    """Propose the table in FILE (YAML). Nothing changes until somebody activates it at the desk, with its diff at hand."""
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.registry.services.grading import propose_table

    try:
        body = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise click.ClickException(f"{file} is no YAML: {' '.join(str(fault).split())}") from fault
    made = _told(lambda: propose_table(version, body=body, effective_from=first.date(), reasons=reasons, actor=SYSTEM, at=now()))
    click.echo(f"{made.version} is proposed; see what it changes with: goodstanding grades diff {made.version}")


@command.command("diff")
@click.argument("version")
@format_option("table")
def diff(*, version: str, form: str) -> None:
    """Print every account that table VERSION would change; where it is open, keep the diff with it for whoever activates it."""
    start_records()
    require_migrated()
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.registry.reading.grades import affected_by
    from goodstanding.apps.registry.reading.grades import table as read
    from goodstanding.apps.registry.services.grading import compare_table

    found = _told(lambda: read(version))
    lines = list(affected_by(found.table, at=now()))
    if found.is_open:
        compare_table(version, actor=SYSTEM, at=now())
    rows = [
        {
            "account": one.account_ref,
            "from": one.old.upper() or "-",
            "to": one.new.upper() or "-",
            "months": f"{one.old_obligations.verification_months}>{one.new_obligations.verification_months}",
            "check": f"{one.old_obligations.prepublication_check}>{one.new_obligations.prepublication_check}",
            "second_look_permille": f"{one.old_obligations.second_look_permille}>{one.new_obligations.second_look_permille}",
        }
        for one in lines
    ]
    emit(rows, form=form, columns=("account", "from", "to", "months", "check", "second_look_permille"))
    if form == "table":
        click.echo(f"{len(rows)} accounts affected.", err=True)


def _told(call: Any) -> Any:
    try:
        return call()
    except GoodstandingError as fault:
        raise click.ClickException(sentence(fault)) from fault
