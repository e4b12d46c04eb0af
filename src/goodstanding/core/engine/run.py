"""One event's signals: each read at most once, only when a condition asks, and a failure kept as a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.signals.as_seen import as_seen
from goodstanding.core.signals.base import Document, Reading, Signal, Watch


@dataclass(frozen=True, slots=True)
class Input:
    """A signal with what it needs, asked once when the pack is compiled."""

    signal: Signal
    name: str
    fields: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """A shared pass, and the names of the signals it wakes by the text fields they read."""

    watch: Watch
    names: Mapping[tuple[str, ...], frozenset[str]]


class Run:
    """The readings of one event as they come. A reading that saw nothing is not kept: like one not asked, it decided nothing.

    Args:
        inputs: The signals of this event type, by index.
        watches: Their shared passes, by index.
        document: What they read.
    """

    __slots__ = ("_answers", "_document", "_inputs", "_seen", "_watches", "failed", "is_broken", "readings")

    def __init__(self, inputs: Sequence[Input], watches: Sequence[Watched], document: Document) -> None:
        self._inputs = inputs
        self._watches = watches
        self._document = document
        self._seen = as_seen(document)
        self._answers: dict[int, Reading | None] = {}
        self.readings: dict[str, Reading] = {}
        self.failed: dict[str, str] = {}
        self.is_broken = False

    def read(self, index: int, /) -> Reading | None:
        """Return a signal's reading, or None where it has no input or fails."""
        answers = self._answers
        if index not in answers:
            answers[index] = self._answer(self._inputs[index])
        return answers[index]

    def _answer(self, wanted: Input) -> Reading | None:
        lacking = self._lacking(wanted)
        if lacking:
            self.failed[wanted.name] = lacking
            return None
        try:
            reading = wanted.signal.read(self._document)
            if self._seen is not None and wanted.fields:
                reading = self._seen.added(reading, wanted.signal.read(self._seen.document))
            has_seen = bool(reading.spans) or reading.score != 0.0 or reading.count != 0
        except Exception as fault:  # noqa: BLE001 - whatever a signal does wrong, its reading is unknown and the event goes on
            self.failed[wanted.name] = _reason(fault)
            self.is_broken = True
            return None
        if has_seen:
            self.readings[wanted.name] = reading
        return reading

    def awake(self, index: int, /) -> set[str]:
        """Return the signals of one shared pass that must be read: it saw something of them, or they lack their input."""
        watched = self._watches[index]
        try:
            found = watched.watch.awake(self._document)
            if self._seen is not None:
                found = found | watched.watch.awake(self._seen.document)
        except Exception:  # noqa: BLE001 - then each is read by itself, and says by itself what failed
            return set().union(*watched.names.values())
        for fields, names in watched.names.items():
            if self._document.fields.keys().isdisjoint(fields):
                found = found | names
        return found

    def _lacking(self, wanted: Input) -> str:
        if wanted.fields and self._document.fields.keys().isdisjoint(wanted.fields):
            return f"no input: {' or '.join(wanted.fields)}"
        if wanted.facts and not self._document.facts.keys() >= set(wanted.facts):
            missing = [name for name in wanted.facts if name not in self._document.facts]
            return f"no input: {', '.join(missing)}"
        return ""


def _reason(fault: Exception) -> str:
    """Say what failed without quoting content: a foreign exception's text may hold some."""
    return f"{fault.code}: {fault.message}" if isinstance(fault, GoodstandingError) else type(fault).__name__
