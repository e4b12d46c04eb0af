"""A text on its way to the normal form: code points, and for each the span of the original it came from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.normalised import Offsets, identity
from goodstanding.core.text.scripts import CodePoints, text_of

_ONE = np.int32(1)
Bounds = tuple[int, int]
"""Where a text begins in a draft of several, and one past where it ends."""


class Draft:
    """One stage's result; the next stage makes another. ``starts`` and ``ends`` never decrease.

    Args:
        starts: Where in the original each character begins; None, with no ``ends``, where every character came from itself.
    """

    __slots__ = ("_ends", "_starts", "codes")

    def __init__(self, codes: CodePoints, starts: Offsets | None = None, ends: Offsets | None = None) -> None:
        self.codes = codes
        self._starts = starts
        self._ends = ends

    @property
    def text(self) -> str:
        """The draft as a string."""
        return text_of(self.codes)

    @property
    def starts(self) -> Offsets:
        """Where in the original each character begins."""
        if self._starts is None:
            self._starts, self._ends = identity(len(self.codes))
        return self._starts

    @property
    def ends(self) -> Offsets:
        """Where in the original each character ends."""
        if self._ends is None:
            self._starts, self._ends = identity(len(self.codes))
        return self._ends

    @property
    def offsets(self) -> tuple[Offsets | None, Offsets | None]:
        """Both, or nothing where every character came from itself."""
        return self._starts, self._ends

    def with_codes(self, codes: CodePoints, /) -> Draft:
        """Return the draft with other characters, as many as before."""
        return Draft(codes, self._starts, self._ends)

    def where(self, kept: npt.NDArray[np.bool_], /) -> Draft:
        """Return the draft with the marked characters only."""
        return self.at(kept.nonzero()[0])

    def at(self, places: npt.NDArray[np.intp], /) -> Draft:
        """Return the draft with the characters of these places only, which are in order."""
        return self.with_codes_at(self.codes.take(places), places)

    def with_codes_at(self, codes: CodePoints, places: npt.NDArray[np.intp], /) -> Draft:
        """Return a draft whose characters came from these places, which are in order and may repeat."""
        if self._starts is None or self._ends is None:
            starts = places.astype(np.int32)
            return Draft(codes, starts, starts + _ONE)
        return Draft(codes, self._starts.take(places), self._ends.take(places))

    def parted(self, seams: Sequence[int], /) -> list[Bounds]:
        """Return the bounds of each text.

        Args:
            seams: Where they stand in the original: each is still there, and nothing else came from its place.
        """
        places = seams if self._starts is None or not seams else self._starts.searchsorted(np.array(seams, np.int32)).tolist()
        return list(zip([0, *(place + 1 for place in places)], [*places, len(self.codes)], strict=True))

    def holding(self, places: npt.NDArray[np.intp], seams: Sequence[int], /) -> list[tuple[Bounds, npt.NDArray[np.intp]]]:
        """Return the bounds of the texts that hold some places, which are in order, each with those in it."""
        if not places.size:
            return []
        if not seams:
            return [((0, len(self.codes)), places)]
        bounds = self.parted(seams)
        splits = [0, *places.searchsorted([first for first, _ in bounds[1:]]).tolist(), len(places)]
        return [(bounds[at], places[splits[at] : splits[at + 1]]) for at in range(len(bounds)) if splits[at] < splits[at + 1]]
