"""The normal form of one text, and the map from it back to the text as it was sent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Normalised:
    """A text with its disguise undone.

    Character ``i`` of ``text`` came from ``original[starts[i]:ends[i]]``. The map is monotone: ``starts`` and ``ends``
    never decrease, ``starts[i] < ends[i]``. All offsets are code points.
    """

    original: str
    text: str
    starts: Offsets
    ends: Offsets

    def original_span(self, start: int, end: int, /) -> tuple[int, int]:
        """Map a half-open span of ``text`` to the span of ``original`` it came from.

        Args:
            start: First character, 0 ≤ start ≤ end.
            end: One past the last, ≤ ``len(text)``. An empty span maps to an empty span.
        """
        if start >= end:
            at = int(self.starts[start]) if start < len(self.starts) else len(self.original)
            return at, at
        return int(self.starts[start]), int(self.ends[end - 1])
