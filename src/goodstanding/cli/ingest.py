"""``goodstanding ingest``: events from files into the database, exactly once per event id. Safe to stop and to run again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from goodstanding.cli.start import require_migrated, start_records

if TYPE_CHECKING:
    from goodstanding.core.events.event import Event, Refused

BATCH_EVENTS = 500
BATCH_BYTES = 4 * 1024 * 1024
LINE_REFUSED = 3
_BOM = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Tally:
    """What became of the lines so far."""

    accepted: int = 0
    duplicate: int = 0
    refused: int = 0

    def __str__(self) -> str:
        return f"{self.accepted} accepted, {self.duplicate} known already, {self.refused} refused"


@dataclass(slots=True)
class _Batch:
    """Lines read at one instant and not yet received; ``places`` says where each stood."""

    at: datetime
    items: list[Event | Refused] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    size: int = 0

    def is_full(self) -> bool:
        return len(self.items) >= BATCH_EVENTS or self.size >= BATCH_BYTES


@click.command("ingest")
@click.argument("files", nargs=-1, required=True, type=click.File("rb"))
@click.option("--field", "text_field", default="text", show_default=True, help="Field of the short form that holds the text.")
@click.option("--source", default="", help="Source of short-form events; files with ids of their own need one each.")
@click.option("--quiet", is_flag=True, help="Print no outcome lines, only the summary.")
def command(*, files: tuple[BinaryIO, ...], text_field: str, source: str, quiet: bool) -> None:
    """Take events into the database: one outcome line per event, in input order, once it is on disk.

    An event known already is answered with its first outcome and changes nothing, so an interrupted run is simply run again.
    A bad line is named on standard error and costs nothing but itself (exit code 3). FILE “-” is standard input.
    """
    start_records()
    require_migrated()
    tally = Tally()
    receive = _receiver(tally, quiet=quiet)
    with ExitStack() as stack:
        progress: Any = stack.enter_context(click.progressbar(length=None, label="events", file=sys.stderr)) if _shown() else None
        for file in files:
            for batch in _batches(file, text_field=text_field, source=source):
                receive(batch)
                if progress is not None:
                    progress.update(len(batch.items))
    click.echo(str(tally), err=True)
    if tally.refused:
        raise click.exceptions.Exit(LINE_REFUSED)


def _shown() -> bool:
    return sys.stderr.isatty()


def _batches(file: BinaryIO, *, text_field: str, source: str) -> Iterator[_Batch]:
    from goodstanding.apps.common.clock import now
    from goodstanding.core.events.decoding import decode_event

    name = getattr(file, "name", "-")
    name = "-" if name == "<stdin>" else str(name)
    batch = _Batch(now())
    for number, line in enumerate(file, start=1):
        text = (line.removeprefix(_BOM) if number == 1 else line).rstrip(b"\r\n")
        if not text.strip():
            continue
        batch.items.append(_sourced(decode_event(text, at=batch.at, text_field=text_field), source))
        batch.places.append(f"{name}:{number}")
        batch.size += len(text)
        if batch.is_full():
            yield batch
            batch = _Batch(now())
    if batch.items:
        yield batch


def _sourced(item: Event | Refused, source: str) -> Event | Refused:
    """Give short-form events the source the caller names: ids are unique within a source."""
    import msgspec

    from goodstanding.core.events.event import SHORT_FORM_SOURCE, Event

    if source and isinstance(item, Event) and item.source == SHORT_FORM_SOURCE:
        return msgspec.structs.replace(item, source=source)
    return item


def _receiver(tally: Tally, *, quiet: bool) -> Callable[[_Batch], None]:
    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.screening.services import receive_events
    from goodstanding.core.events.outcome import encode

    def receive(batch: _Batch) -> None:
        outcomes = receive_events(batch.items, source_actor=SYSTEM, at=batch.at)
        lines = []
        for place, outcome in zip(batch.places, outcomes, strict=True):
            _count(tally, place, outcome)
            if outcome.status != "rejected":
                lines.append(encode(outcome) + b"\n")
        if not quiet:
            sys.stdout.buffer.write(b"".join(lines))
            sys.stdout.buffer.flush()

    return receive


def _count(tally: Tally, place: str, outcome: Any) -> None:
    if outcome.status == "rejected":
        tally.refused += 1
        click.echo(f"{place}: {outcome.error}", err=True)
    elif outcome.status == "duplicate":
        tally.duplicate += 1
    else:
        tally.accepted += 1
