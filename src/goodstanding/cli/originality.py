"""``goodstanding originality``: take originals into an index, and find what a text was taken from.

No database and no Django, but for ``rebuild``, which makes the installation's own index again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import click

from goodstanding.apps.common.clock import now
from goodstanding.cli._output import FOUND_WRONG, LINE_REFUSED, emit, format_option
from goodstanding.cli.start import require_migrated, start_records
from goodstanding.core.events.decoding import decode_lines
from goodstanding.core.events.event import Event, Refused
from goodstanding.core.originality.errors import EntryRefused
from goodstanding.core.originality.exclusions import Context, Exclusion
from goodstanding.core.originality.index import Match, OriginalityIndex
from goodstanding.core.originality.taking_in import Original, checked
from goodstanding.core.originality.verdict import SamenessVerdict, judge

COLUMNS = ("id", "match", "kind", "score", "letters", "verbatim", "a_covered", "b_covered", "why")
BATCH = 500
"""Texts taken in, and synced, at once."""
COMPACTED_FROM = 0.1
"""An index that grew by more than this share is compacted in the end: questions then look in one place."""

_index_option = click.option(
    "--index", "directory", required=True, type=click.Path(file_okay=False, path_type=Path), help="Directory of the index."
)


@click.group("originality")
def command() -> None:
    """Find copies, rewrites and borrowed passages among originals."""


@command.command("index")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@_index_option
@click.option(
    "--texts",
    type=click.Choice(["kept", "elsewhere"]),
    default="kept",
    show_default=True,
    help="Whether a new index keeps the texts themselves: “query” shows spans only then.",
)
@click.option("--rebuild", is_flag=True, help="First make the index again from its journals.")
@click.option("--compact", is_flag=True, help="In the end merge everything, and remove deleted wording from the disk.")
def index(*, files: tuple[str, ...], directory: Path, texts: Any, rebuild: bool, compact: bool) -> None:
    """Add originals (JSON Lines) to an index; make it where there is none.

    A line is {"id", "text", "title"?, "account_id"?, "time"?} or a content.published event; a FILE ending in .txt is one text,
    named by its path. FILE “-” is standard input. The same text under the same id changes nothing, another one replaces it.
    """
    _refuse_missing(files)
    lost: list[str] = []
    opened = OriginalityIndex.rebuild(directory, tell=lost.append) if rebuild else OriginalityIndex.create(directory, texts=texts)
    for sentence in lost:
        click.echo(f"{sentence} Add the texts that were in it again.", err=True)
    reading = _Reading(files)
    counts = {"added": 0, "replaced": 0, "unchanged": 0}
    originals = iter(reading.originals())
    while batch := list(islice(originals, BATCH)):
        done = opened.add(batch)
        for name in counts:
            counts[name] += getattr(done, name)
    if compact or counts["added"] > COMPACTED_FROM * len(opened):
        opened.compact()
    emit([{**counts, "refused": reading.refused, "texts": len(opened)}], form="jsonl", columns=())
    if reading.refused:
        raise click.exceptions.Exit(LINE_REFUSED)
    if lost:
        raise click.exceptions.Exit(FOUND_WRONG)


@command.command("query")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@_index_option
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Most matches per text.")
@click.option("--all", "everything", is_flag=True, help="Also print what is shared but is no copying, with the reason.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the reasons.")
@format_option("jsonl")
def query(*, files: tuple[str, ...], directory: Path, limit: int, everything: bool, language: str, form: str) -> None:
    """Find what texts were taken from, with the matched spans on both sides.

    Input as for “index”; a text never matches the original of its own id. Exit code 1: a copy was found.
    """
    names = files or ("-",)
    _refuse_missing(names)
    opened = OriginalityIndex.open(directory)
    reading = _Reading(names)
    answers = _Answers(opened, limit=limit, everything=everything, language=language)
    emit((row for original in reading.originals() for row in answers.rows(original)), form=form, columns=COLUMNS)
    if reading.refused:
        raise click.exceptions.Exit(LINE_REFUSED)
    if answers.copies:
        raise click.exceptions.Exit(FOUND_WRONG)


@command.command("rebuild")
def rebuild() -> None:
    """Make the installation's own index of texts again from its contents; questions go to the former one meanwhile.

    Killed on the way, the same command goes on where it was.
    """
    start_records()
    require_migrated()
    from goodstanding.apps.originality.services.indexing import rebuild_index

    shows_bar = sys.stderr.isatty()

    def tell(read: int, newest: int) -> None:
        if shows_bar:
            click.echo(f"\r{read}/{newest}", err=True, nl=False)

    fresh = rebuild_index(at=now(), tell=tell)
    if shows_bar:
        click.echo(err=True)
    emit([{"texts": fresh.texts, "behind": fresh.behind}], form="jsonl", columns=())


class _Reading:
    """Reads texts from files; names each refused line on standard error."""

    def __init__(self, names: Iterable[str]) -> None:
        self.refused = 0
        self._names = names
        self._at = now()

    def originals(self) -> Iterator[Original]:
        """Yield the texts of all files, in order."""
        for name in self._names:
            yield from self._whole(name) if name.endswith(".txt") else self._lines(name)

    def _whole(self, name: str) -> Iterator[Original]:
        try:
            yield checked(Original(name, Path(name).read_text(encoding="utf-8-sig")))
        except (UnicodeDecodeError, EntryRefused) as fault:
            self._refuse(name, 1, fault.message if isinstance(fault, EntryRefused) else "the text is not UTF-8.")

    def _lines(self, name: str) -> Iterator[Original]:
        number = 0
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                for result in decode_lines([line], at=self._at):
                    original = self._original(name, number, result)
                    if original is not None:
                        yield original

    def _original(self, name: str, number: int, result: Event | Refused) -> Original | None:
        reason = result.message if isinstance(result, Refused) else ""
        try:
            if isinstance(result, Event):
                return _original_of(result, received=self._at)
        except EntryRefused as fault:
            reason = fault.message
        self._refuse(name, number, reason)
        return None

    def _refuse(self, name: str, number: int, reason: str) -> None:
        """Name a line that cannot be taken."""
        self.refused += 1
        click.echo(f"{name}:{number}: {reason}", err=True)


def _original_of(event: Event, *, received: datetime) -> Original:
    """Return the text of an event; the moment of receipt stands in for an absent time and is no time of publication."""
    body, title = event.data.get("body"), event.data.get("title")
    if not isinstance(body, str):
        raise EntryRefused(f"An event of type {event.type} holds no text.")
    ref = str(event.data.get("content_id") or event.id)
    title = title if isinstance(title, str) else ""
    published = event.time if event.time is not received else None
    return checked(Original(ref, body, account=event.subject, title=title, published_at=published))


class _Answers:
    """Turns matches into rows."""

    def __init__(self, opened: OriginalityIndex, *, limit: int, everything: bool, language: str) -> None:
        self.copies = 0
        self._index = opened
        self._limit = limit
        self._everything = everything
        self._language = language

    def rows(self, original: Original) -> Iterator[dict[str, Any]]:
        """Yield a row for each match of one text."""
        for match in self._index.query(original.text, limit=self._limit, except_refs=frozenset({original.ref})):
            row = self._row(original, match)
            self.copies += row["kind"] not in {"none", "unaligned"}
            if self._everything or row["kind"] != "none":
                yield row

    def _row(self, original: Original, match: Match) -> dict[str, Any]:
        head = {"id": original.ref, "match": match.entry.ref, "account": match.entry.account, "published_at": _time(match)}
        alignment = match.alignment
        if alignment is None or match.earlier is None:
            return {**head, "kind": "exact_copy" if match.exact else "unaligned", "score": round(match.share, 4), "passages": []}
        context = Context(
            original.text,
            match.earlier,
            examined_account=original.account,
            earlier_account=match.entry.account,
            common=match.common,
        )
        verdict = judge(alignment, context)
        return {
            **head,
            "kind": verdict.kind,
            "score": round(verdict.score, 4),
            "letters": verdict.letters,
            "verbatim": round(verdict.verbatim, 4),
            "a_covered": round(alignment.a_covered, 4),
            "b_covered": round(alignment.b_covered, 4),
            "order_kept": round(alignment.order_kept, 4),
            "longest_run": alignment.longest_run,
            "why": verdict.sentence(self._language),
            "exclusions": [self._exclusion(exclusion, context) for exclusion in verdict.exclusions],
            "passages": _passages(verdict, context),
        }

    def _exclusion(self, exclusion: Exclusion, context: Context) -> dict[str, Any]:
        spans = [_span(context.examined, passage.a_start, passage.a_end) for passage in exclusion.passages]
        return {"code": exclusion.code, "why": exclusion.sentence(self._language), "spans": spans}


def _passages(verdict: SamenessVerdict, context: Context) -> list[dict[str, Any]]:
    return [
        {
            "kind": passage.kind,
            "a": _span(context.examined, passage.a_start, passage.a_end),
            "b": _span(context.earlier, passage.b_start, passage.b_end),
        }
        for passage in verdict.passages
    ]


def _span(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}


def _time(match: Match) -> str | None:
    return match.entry.published_at.isoformat() if match.entry.published_at is not None else None


def _refuse_missing(names: Iterable[str]) -> None:
    for name in names:
        if name == "-":
            continue
        try:
            with Path(name).open("rb"):
                pass
        except OSError as fault:
            raise click.UsageError(f"{name} cannot be read: {fault.strerror}.") from fault
