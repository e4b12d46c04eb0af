"""``goodstanding audit``: verify the record, prove one entry, sign and print a checkpoint."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goodstanding.cli._output import TOLD, emit
from goodstanding.cli.start import require_migrated, sentence, start_records
from goodstanding.core.kernel.errors import GoodstandingError

if TYPE_CHECKING:
    from goodstanding.apps.audit.offline import Proved
    from goodstanding.apps.audit.selectors import CheckpointView


@click.group("audit")
def command() -> None:
    """The append-only record of everything that was done."""


@command.command("verify")
@click.option(
    "--proof",
    "proof",
    metavar="ENTRY|FILE",
    help="Prove one entry (L-42) or decision (D-…) instead, and print the proof as JSON; or check a downloaded one (FILE).",
)
@click.option(
    "--text",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With a FILE: the very text that was recorded; its SHA-256 must be the proved one.",
)
@click.option(
    "--checkpoint",
    "kept",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A checkpoint kept elsewhere (JSON); the log must agree with it.",
)
@click.option("--format", "form", type=click.Choice(TOLD), default="text", show_default=True)
def verify(*, proof: str | None, text: Path | None, kept: tuple[Path, ...], form: str) -> None:
    """Verify the whole record; name the first broken one and exit 1 if any is.

    With --proof FILE nothing is asked but the file: no database, no network.
    """
    if proof is not None and _is_file(proof):
        _check_proof(proof, text=text, kept=kept, form=form)
        return
    if text is not None:
        raise click.UsageError("--text goes with --proof FILE.")
    start_records()
    require_migrated()
    if proof is not None:
        _prove(proof)
        return
    from dataclasses import asdict

    from goodstanding.apps.audit.verification import verify_log

    verdict = verify_log(trusted=list(_read_checkpoints(kept)))
    if form != "text":
        _emit_one(asdict(verdict), form=form)
    elif verdict.is_whole:
        click.echo(f"whole: {verdict.size} entries, {verdict.checkpoints} checkpoints agree")
    else:
        click.echo(f"broken at {verdict.broken}: {verdict.reason}")
    if not verdict.is_whole:
        raise click.exceptions.Exit(1)


def _emit_one(row: dict[str, Any], *, form: str) -> None:
    """Print the one row there is; ``json`` gives the object itself, not a list of one."""
    emit([row], form="jsonl" if form == "json" else form, columns=tuple(row))


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


def _is_file(named: str) -> bool:
    """Tell a file from the reference of an entry; a name that ends in .json is a file that may be missing."""
    return named == "-" or named.endswith(".json") or Path(named).is_file()


def _check_proof(name: str, *, text: Path | None, kept: Iterable[Path], form: str) -> None:
    """Check a proof with nothing but its file."""
    from dataclasses import asdict

    from goodstanding.apps.audit.offline import verify_document

    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        document = json.loads(data)
        trusted = [json.loads(path.read_text(encoding="utf-8")) for path in kept]
        proved = verify_document(document, text=text.read_bytes() if text else None, trusted=trusted)
    except OSError as fault:
        raise click.UsageError(f"{fault.filename} cannot be read: {fault.strerror}.") from fault
    except ValueError as fault:
        raise click.UsageError(f"{name} is not JSON.") from fault
    if form != "text":
        _emit_one({"holds": proved.holds, **asdict(proved)}, form=form)
    else:
        click.echo("\n".join(_proof_lines(proved)))
    if not proved.holds:
        raise click.exceptions.Exit(1)


def _proof_lines(proved: Proved) -> Iterator[str]:
    if not proved.holds:
        yield f"not proved: {proved.fault}"
        return
    yield f"proved: {proved.action} at {proved.at} by account {proved.account or '-'}"
    if proved.content:
        yield f"content {proved.content}"
    if proved.sha256:
        yield f"SHA-256 {proved.sha256}"
    yield f"entry {proved.entry} of a log of {proved.size} entries, signed {proved.signed_at} with key {proved.key_id}"
    yield f"public key {proved.public_key}"
    yield "the key is that of a checkpoint kept elsewhere" if proved.is_trusted else "compare the key with the published one"


def _prove(ref: str) -> None:
    from goodstanding.apps.audit.publication import proof_document
    from goodstanding.apps.audit.selectors import entry_index
    from goodstanding.apps.common.refs import read_ref
    from goodstanding.apps.enforcement.selectors import decision

    try:
        tidy = read_ref(ref)
        document = proof_document(decision(tidy).log_index if tidy.startswith("D-") else entry_index(ref))
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
