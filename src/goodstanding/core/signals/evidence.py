"""Building spans: from the normal form back to the field as it was sent, and which of several overlapping ones to keep."""

from __future__ import annotations

from collections.abc import Iterable

from goodstanding.core.signals.base import Document, Reading, Span

MOST_SPANS = 200
"""Spans one reading keeps: the first ones. Its count still says how many there were."""

MOST_HITS = 1000
"""Hits located for one expression in one text: beyond it a count says “very many”, and the time stays small."""


def span_of(document: Document, field: str, start: int, end: int, *, signal: str, why: str) -> Span:
    """Return the span of the original text a span of the normal form came from.

    Args:
        start: First character in the normal form.
        end: One past the last character in the normal form.
    """
    first, last = document.normalised(field).original_span(start, end)
    return original_span(document, field, first, last, signal=signal, why=why)


def original_span(document: Document, field: str, start: int, end: int, *, signal: str, why: str) -> Span:
    """Return a span whose offsets are already those of the original text."""
    return Span(field=field, start=start, end=end, text=document.fields[field][start:end], signal=signal, why=why)


def reading_of(signal: str, *, score: float, spans: list[Span], count: int) -> Reading:
    """Return a reading with its evidence in document order, cut to `MOST_SPANS`."""
    return Reading(signal, score, tuple(spans[:MOST_SPANS]), count)


def outermost(hits: Iterable[tuple[int, int, int]], /) -> list[tuple[int, int, int]]:
    """Keep the hits ``(start, end, …)`` no other hit contains, in document order; of equal ones the first."""
    kept: list[tuple[int, int, int]] = []
    reach = -1
    for hit in sorted(hits, key=_by_start_longest):
        if hit[1] > reach:
            kept.append(hit)
            reach = hit[1]
    return kept


def _by_start_longest(hit: tuple[int, int, int]) -> tuple[int, int]:
    return hit[0], -hit[1]
