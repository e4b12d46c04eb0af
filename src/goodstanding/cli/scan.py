"""``goodstanding scan``: evaluate events with no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

import click

from goodstanding.apps.common.clock import LOCAL, now
from goodstanding.cli._output import LINE_REFUSED, emit, format_option
from goodstanding.cli._packs import open_pack, pack_option
from goodstanding.core.engine.calendar import EngineCalendar
from goodstanding.core.engine.outcome import outcome_of
from goodstanding.core.events.decoding import decode_lines
from goodstanding.core.events.event import Event, Refused
from goodstanding.core.events.outcome import Outcome, encode, repeated

TOGETHER = 64
"""Lines judged together; one at a time where a person types them."""
COLUMNS = ("event_id", "status", "suggestion", "degraded", "labels", "rules", "pack")


@click.command("scan")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@pack_option
@click.option("--field", "text_field", default="text", show_default=True, help="Field that holds the text in the short form.")
@format_option("jsonl")
def command(*, files: tuple[str, ...], pack_dir: Path | None, text_field: str, form: str) -> None:
    """Evaluate events (JSON Lines) and print one outcome per event, in input order.

    A line is a CloudEvent, or the short form {"id", "text", "title"?, "account_id"?}. FILE “-”, or no FILE, is standard
    input. Lines that cannot be read are named on standard error, and the exit code is then 3.
    """
    names = files or ("-",)
    _refuse_missing(names)
    scanner = Scanner(EngineCalendar(open_pack(pack_dir)), at=now(), text_field=text_field)
    outcomes = scanner.outcomes(names)
    if form == "jsonl":
        for outcome in outcomes:
            sys.stdout.write(encode(outcome).decode() + "\n")
        sys.stdout.flush()
    else:
        emit((_row(outcome) for outcome in outcomes), form=form, columns=COLUMNS)
    if scanner.refused:
        raise click.exceptions.Exit(LINE_REFUSED)


class Scanner:
    """Evaluates the lines of files, remembering which events it has seen.

    Args:
        at: The moment of receipt, for events that give no time.
    """

    def __init__(self, engines: EngineCalendar, *, at: datetime, text_field: str = "text") -> None:
        self.refused = 0
        self._engines = engines
        self._at = at
        self._text_field = text_field
        self._seen: dict[tuple[str, str], Outcome] = {}

    def outcomes(self, names: Iterable[str], /) -> Iterator[Outcome]:
        """Yield an outcome for each event; name each refused line on standard error."""
        for name in names:
            with _opened(name) as lines:
                together = 1 if lines.isatty() else TOGETHER
                results = decode_lines(lines, at=self._at, text_field=self._text_field)
                while block := list(islice(results, together)):
                    yield from self._judged(name, block)

    def _judged(self, name: str, results: Sequence[Event | Refused]) -> Iterator[Outcome]:
        """Judge what some lines of a file say, all together."""
        events: list[Event] = []
        for result in results:
            if isinstance(result, Refused):
                self._refuse(name, result)
            else:
                events.append(result)
        unseen = {event.key: event for event in reversed(events) if event.key not in self._seen}
        evaluated = self._evaluated(unseen.values())
        for event in events:
            if event.key in self._seen:
                yield repeated(self._seen[event.key])
            else:
                self._seen[event.key] = evaluated[event.key]
                yield evaluated[event.key]

    def _refuse(self, name: str, refused: Refused) -> None:
        self.refused += 1
        click.echo(f"{name}:{refused.line}: {refused.message}", err=True)

    def _evaluated(self, events: Iterable[Event]) -> dict[tuple[str, str], Outcome]:
        """Evaluate events by the rules of their days."""
        by_day: dict[date, list[Event]] = {}
        for event in events:
            by_day.setdefault(event.time.astimezone(LOCAL).date(), []).append(event)
        found: dict[tuple[str, str], Outcome] = {}
        for day, of_day in by_day.items():
            evaluations = self._engines.on(day).evaluate_each([{"event": event.cloud_event()} for event in of_day])
            for event, evaluation in zip(of_day, evaluations, strict=True):
                found[event.key] = outcome_of(evaluation, notes=event.notes)
        return found


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    if name == "-":
        yield sys.stdin.buffer
    else:
        with Path(name).open("rb") as lines:
            yield lines


def _refuse_missing(names: Iterable[str]) -> None:
    for name in names:
        if name == "-":
            continue
        try:
            with Path(name).open("rb"):
                pass
        except OSError as fault:
            raise click.UsageError(f"{name} cannot be read: {fault.strerror}.") from fault


def _row(outcome: Outcome) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(encode(outcome))
    row["rules"] = [violation.rule for violation in outcome.violations]
    return row
