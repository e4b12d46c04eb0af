"""The normal form of one text, and the map from it back to the text as it was sent."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int32]


def identity(length: int, /) -> tuple[Offsets, Offsets]:
    """Return where the characters of a text begin and end that is its own original."""
    places = np.arange(length + 1, dtype=np.int32)
    return places[:-1], places[1:]


class Normalised:
    """A text with its disguise undone. Not to be changed once made.

    Character ``i`` of ``text`` came from ``original[starts[i]:ends[i]]``. The map is monotone: ``starts`` and ``ends``
    never decrease, ``starts[i] < ends[i]``. All offsets are code points. Most texts are their own original: their map is made
    when somebody asks for it.

    Args:
        starts: None, with no ``ends``, where every character came from itself.
        codes: The code points of ``text``, where the caller has them.
    """

    __slots__ = ("_ends", "_starts", "codes", "original", "text")

    def __init__(
        self,
        original: str,
        text: str,
        starts: Offsets | None = None,
        ends: Offsets | None = None,
        codes: npt.NDArray[np.intp] | None = None,
    ) -> None:
        self.original = original
        self.text = text
        self.codes = codes
        self._starts = starts
        self._ends = ends

    @property
    def starts(self) -> Offsets:
        """Where in the original each character begins."""
        if self._starts is None:
            self._starts, self._ends = identity(len(self.text))
        return self._starts

    @property
    def ends(self) -> Offsets:
        """Where in the original each character ends."""
        if self._ends is None:
            self._starts, self._ends = identity(len(self.text))
        return self._ends

    def original_span(self, start: int, end: int, /) -> tuple[int, int]:
        """Map a half-open span of ``text`` to the span of ``original`` it came from.

        Args:
            start: First character, 0 ≤ start ≤ end.
            end: One past the last, ≤ ``len(text)``. An empty span maps to an empty span.
        """
        starts, ends = self._starts, self._ends
        if start >= end:
            at = len(self.original) if start >= len(self.text) else start if starts is None else int(starts[start])
            return at, at
        if starts is None or ends is None:
            return start, end
        return int(starts[start]), int(ends[end - 1])
