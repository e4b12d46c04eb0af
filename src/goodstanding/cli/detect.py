"""``goodstanding detect``: batch detectors over the event lake, one finding per line, with its evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import click

_LAKE = click.option(
    "--events",
    "lake",
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="The lake: a directory with events/day=YYYY-MM-DD/*.parquet, or one Parquet file.",
)
_ENGINE = click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True, help="What runs it."
)
_OUT = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File for the findings; standard output otherwise."
)
_SCRATCH = click.option(
    "--scratch",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Directory for what is computed on the way; on a cluster one that every worker can reach.",
)


@click.group("detect")
def command() -> None:
    """Batch detectors over the event lake."""


@command.command("duplicates")
@_LAKE
@_ENGINE
@_OUT
@_SCRATCH
def duplicates(*, lake: Path, engine: Literal["duckdb", "spark"], out: Path | None, scratch: Path | None) -> None:
    """Find posts copied, rewritten or borrowed from across accounts: a finding for each cluster."""
    from goodstanding.batch.duplicates import find_duplicates
    from goodstanding.batch.lake import events

    findings = find_duplicates(events(lake, engine=engine), scratch=scratch)
    _tell(findings, out)


@command.command("registrations")
@_LAKE
@_ENGINE
@_OUT
def registrations(*, lake: Path, engine: Literal["duckdb", "spark"], out: Path | None) -> None:
    """Find registrations that hang together: shared devices, networks, numbers, documents, and bursts of them."""
    from goodstanding.batch.lake import events
    from goodstanding.batch.registrations import find_registrations

    _tell(find_registrations(events(lake, engine=engine)), out)


@command.command("coordination")
@_LAKE
@_ENGINE
@_OUT
@_SCRATCH
@click.option(
    "--window", type=click.IntRange(min=0), default=60, show_default=True, help="Seconds within which two accounts met."
)
@click.option(
    "--objects", type=click.IntRange(min=1), default=3, show_default=True, help="Different things two accounts met over at least."
)
@click.option("--accounts", type=click.IntRange(min=2), default=2, show_default=True, help="Accounts of a group at least.")
@click.option("--rewritten/--exact", default=True, show_default=True, help="Whether texts told anew count as the same.")
def coordination(
    *,
    lake: Path,
    engine: Literal["duckdb", "spark"],
    out: Path | None,
    scratch: Path | None,
    window: int,
    objects: int,
    accounts: int,
    rewritten: bool,
) -> None:
    """Find accounts that share the same texts, links, pictures or posts at the same time, again and again."""
    from goodstanding.batch.coordination import find_coordination
    from goodstanding.batch.lake import events

    found = events(lake, engine=engine)
    _tell(
        find_coordination(found, window=window, objects=objects, accounts=accounts, rewritten=rewritten, scratch=scratch),
        out,
    )


def _tell(findings: Iterable[dict[str, Any]], out: Path | None) -> None:
    """Print one finding a line, or write them to a file."""
    from goodstanding.batch.lake import naming_bad_files

    with naming_bad_files():
        lines = "".join(json.dumps(finding, ensure_ascii=False) + "\n" for finding in findings)
    if out is None:
        click.echo(lines, nl=False)
    else:
        out.write_text(lines, encoding="utf-8")
