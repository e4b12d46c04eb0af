"""``goodstanding audit``: verify the record, prove one entry, sign and print a checkpoint."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodstanding.cli.start import require_migrated, sentence, start_records
from goodstanding.core.kernel.errors import GoodstandingError

if TYPE_CHECKING:
    from goodstanding.apps.audit.selectors import CheckpointView


@click.group("audit")
def command() -> None:
    """The append-only record of everything that was done."""


@command.command("verify")
@click.option("--proof", "entry", metavar="ENTRY", help="Prove one entry (L-42) instead, and print the proof as JSON.")
@click.option(
    "--checkpoint",
    "kept",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A checkpoint kept elsewhere (JSON); the log must agree with it.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def verify(*, entry: str | None, kept: tuple[Path, ...], form: str) -> None:
    """Verify the whole record; name the first broken one and exit 1 if any is."""
    start_records()
    require_migrated()
    if entry is not None:
        _prove(entry)
        return
    from dataclasses import asdict

    from goodstanding.apps.audit.verification import verify_log

    verdict = verify_log(trusted=list(_read_checkpoints(kept)))
    if form == "json":
        click.echo(json.dumps(asdict(verdict), ensure_ascii=False))
    elif verdict.is_whole:
        click.echo(f"whole: {verdict.size} entries, {verdict.checkpoints} checkpoints agree")
    else:
        click.echo(f"broken at {verdict.broken}: {verdict.reason}")
    if not verdict.is_whole:
        raise click.exceptions.Exit(1)


@command.command("checkpoint")
def checkpoint() -> None:
    """Sign the log as it stands and print the checkpoint, to be kept where nobody who can write the database can write."""
    start_records()
    require_migrated()
    from goodstanding.apps.audit.publication import checkpoint_document
    from goodstanding.apps.audit.services import sign_checkpoint
    from goodstanding.apps.common.clock import now

    signed = sign_checkpoint(at=now())
    if signed is None:
        raise click.ClickException("The log is empty; there is nothing to sign.")
    click.echo(json.dumps(checkpoint_document(signed)))


def _prove(ref: str) -> None:
    from goodstanding.apps.audit.publication import proof_document
    from goodstanding.apps.audit.selectors import entry_index

    try:
        document = proof_document(entry_index(ref))
    except GoodstandingError as fault:
        raise click.UsageError(sentence(fault)) from fault
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    if not document["verified"]:
        click.echo(f"broken at {document['entry']}: the proof does not lead to the root", err=True)
        raise click.exceptions.Exit(1)


def _read_checkpoints(paths: Iterable[Path]) -> Iterator[CheckpointView]:
    from goodstanding.apps.audit.publication import read_checkpoint

    for path in paths:
        try:
            document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            yield read_checkpoint(document)
        except (OSError, KeyError, TypeError, ValueError) as fault:
            raise click.UsageError(f"{path} is not a checkpoint as “goodstanding audit checkpoint” prints it.") from fault
