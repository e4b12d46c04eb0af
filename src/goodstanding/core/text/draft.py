"""A text on its way to the normal form: code points, and for each the span of the original it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodstanding.core.text.normalised import Offsets
from goodstanding.core.text.scripts import CodePoints


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """One stage's result; the next stage makes another. ``starts`` and ``ends`` never decrease."""

    codes: CodePoints
    starts: Offsets
    ends: Offsets

    @property
    def text(self) -> str:
        """The draft as a string."""
        return self.codes.tobytes().decode("utf-32-le", "surrogatepass")

    def with_text(self, text: str, /) -> Draft:
        """Return the draft with other characters, as many as before."""
        return Draft(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32), self.starts, self.ends)

    def without(self, spans: Sequence[tuple[int, int]], /) -> Draft:
        """Return the draft without the half-open spans, which are in order and do not overlap."""
        if not spans:
            return self
        steps = np.zeros(len(self.codes) + 1, np.int8)
        bounds = np.array(spans)
        steps[bounds[:, 0]] += 1
        steps[bounds[:, 1]] -= 1
        return self.where(np.cumsum(steps[:-1], dtype=np.int8) == 0)

    def where(self, kept: np.ndarray[tuple[int], np.dtype[np.bool_]], /) -> Draft:
        """Return the draft with the marked characters only."""
        return Draft(self.codes[kept], self.starts[kept], self.ends[kept])


def draft_of(codes: CodePoints, /) -> Draft:
    """Begin a draft in which every character came from itself."""
    starts = np.arange(len(codes) + 1, dtype=np.int32)
    return Draft(codes, starts[:-1], starts[1:])
