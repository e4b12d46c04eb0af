"""Cut a text into plain and marked pieces, so that pages can show where a rule saw something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from goodstanding.web.design.unseen import Part, parts, whole


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
    """A stretch of text and the numbers (from 1) of the marks that cover it, the shortest last; none for plain text.

    Args:
        begins: The marks that begin here, so that each number is printed once.
        parts: The same text, cut around the characters nobody sees.
    """

    text: str
    marks: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def lead(self) -> int:
        """The number of the mark this piece points to: the closest around it."""
        return self.marks[-1]


def pieces(text: str, marks: Sequence[Marked], /) -> tuple[Piece, ...]:
    """Cut ``text`` at every edge of a mark; overlapping marks yield pieces that carry several numbers.

    Offsets outside the text are clipped, and empty marks are left out: evidence may be older than the text shown. A mark takes in
    what hangs on its last character, so that no accent or emoji is torn.
    """
    spans = [
        (*whole(text, max(0, mark.start), min(len(text), mark.end)), number)
        for number, mark in enumerate(marks, start=1)
        if max(0, mark.start) < min(len(text), mark.end)
    ]
    spans.sort(key=lambda span: (span[0] - span[1], span[2]))
    edges = sorted({0, len(text)} | {edge for start, end, _ in spans for edge in (start, end)})
    found = []
    for start, end in pairwise(edges):
        covering = tuple(number for since, until, number in spans if since <= start and end <= until)
        begins = tuple(sorted(number for since, _, number in spans if since == start))
        found.append(Piece(text[start:end], covering, begins, parts(text, start, end)))
    return tuple(found)
