"""A text on its way to the normal form: code points, and for each the span of the original it came from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.normalised import Offsets
from goodstanding.core.text.scripts import CodePoints, text_of


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """One stage's result; the next stage makes another. ``starts`` and ``ends`` never decrease."""

    codes: CodePoints
    starts: Offsets
    ends: Offsets

    @property
    def text(self) -> str:
        """The draft as a string."""
        return text_of(self.codes)

    def with_codes(self, codes: CodePoints, /) -> Draft:
        """Return the draft with other characters, as many as before."""
        return Draft(codes, self.starts, self.ends)

    def where(self, kept: npt.NDArray[np.bool_], /) -> Draft:
        """Return the draft with the marked characters only."""
        return self.at(kept.nonzero()[0])

    def at(self, places: npt.NDArray[np.intp], /) -> Draft:
        """Return the draft with the characters of these places only, which are in order."""
        return Draft(self.codes.take(places), self.starts.take(places), self.ends.take(places))


def draft_of(codes: CodePoints, /) -> Draft:
    """Begin a draft in which every character came from itself."""
    starts = np.arange(len(codes) + 1, dtype=np.int32)
    return Draft(codes, starts[:-1], starts[1:])
