"""``goodstanding replay``: derive a past decision again from what was frozen, and show any difference."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from goodstanding.cli._output import TOLD, emit
from goodstanding.cli.start import FOUND_WRONG, require_migrated, sentence, start_records
from goodstanding.core.kernel.errors import GoodstandingError

if TYPE_CHECKING:
    from goodstanding.apps.screening.replay import ReplayResult


@click.command("replay")
@click.argument("decision")
@click.option("--format", "form", type=click.Choice(TOLD), default="text", show_default=True)
def command(*, decision: str, form: str) -> None:
    """Derive DECISION (D-…) again: its evaluations, clause texts and notice. Exit 1 and a diff where anything differs."""
    start_records()
    require_migrated()
    from goodstanding.apps.common.refs import read_ref
    from goodstanding.apps.screening.replay import replay_decision

    try:
        result = replay_decision(read_ref(decision))
    except GoodstandingError as fault:
        raise click.UsageError(sentence(fault)) from fault
    if form == "text":
        click.echo(_told(result))
    elif form == "json":
        click.echo(json.dumps({**asdict(result), "is_identical": result.is_identical}, ensure_ascii=False))
    else:
        rows = [{"decision": result.decision_ref, "is_identical": c.is_identical, **asdict(c)} for c in result.checks]
        emit(rows, form=form, columns=("decision", "name", "is_identical", "diff"))
    if not result.is_identical:
        raise click.exceptions.Exit(FOUND_WRONG)


def _told(result: ReplayResult) -> str:
    lines = []
    for check in result.checks:
        lines.append(f"{'same' if check.is_identical else 'differs'}: {check.name}")
        lines += [f"    {line}" for line in check.diff.splitlines()]
    verdict = "derived again byte for byte" if result.is_identical else "differs from what was frozen"
    return "\n".join([*lines, f"{result.decision_ref}: {verdict}"])
