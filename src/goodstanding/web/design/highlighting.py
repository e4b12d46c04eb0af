"""Cut a text into plain and marked pieces, so that pages can show where a rule saw something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol


class Marked(Protocol):
    """A stretch of text: code-point offsets, end exclusive."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the numbers (from 1) of the marks that cover it; none for plain text.

    Args:
        first: Whether a mark begins here, so that its number is printed once.
    """

    text: str
    marks: tuple[int, ...] = ()
    first: bool = False

    @property
    def lead(self) -> int:
        """The number of the mark this piece points to."""
        return self.marks[-1]


def pieces(text: str, marks: Sequence[Marked], /) -> tuple[Piece, ...]:
    """Cut ``text`` at every edge of a mark; overlapping marks yield pieces that carry several numbers.

    Offsets outside the text are clipped, and empty marks are left out: evidence may be older than the text shown.
    """
    spans = [(number, max(0, mark.start), min(len(text), mark.end)) for number, mark in enumerate(marks, start=1)]
    spans = [span for span in spans if span[1] < span[2]]
    edges = sorted({0, len(text)} | {edge for _, start, end in spans for edge in (start, end)})
    found, seen = [], set[int]()
    for start, end in pairwise(edges):
        covering = tuple(number for number, since, until in spans if since <= start and end <= until)
        found.append(Piece(text[start:end], covering, first=bool(covering) and covering[-1] not in seen))
        seen.update(covering)
    return tuple(found)
