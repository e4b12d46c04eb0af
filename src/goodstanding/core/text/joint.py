"""Several texts read as one, so that what a pass costs to begin is paid once for all of them.

Between two texts stands a seam: a character that no stage of normalising changes, drops or joins across. Where a text begins is
told by place, never by looking for the seam, so a text may hold that character itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

SEAM = "\u2e02"
"""A bracket of textual criticism. Its kind is “everything else”, and it concerns no stage."""

Hit = tuple[int, int, int]
"""Start, end, and the number of what was found there."""


class Joint:
    """Texts one behind the other. ``begins`` holds where each begins, and last where one more would.

    Args:
        texts: One at least.
    """

    __slots__ = ("begins", "text")

    def __init__(self, texts: Sequence[str], /) -> None:
        if len(texts) == 1:
            self.text, self.begins = texts[0], [0, len(texts[0]) + 1]
        else:
            self.text, self.begins = SEAM.join(texts), [0, *accumulate([len(text) + 1 for text in texts])]

    @property
    def seams(self) -> list[int]:
        """Where the seams stand."""
        return [begin - 1 for begin in self.begins[1:-1]]

    def number_at(self, place: int, /) -> int:
        """Return the number of the text a place is in; a seam counts to the text before it."""
        return bisect_right(self.begins, place) - 1

    def by_text(self, hits: Iterable[Hit], /) -> dict[int, list[Hit]]:
        """Sort out what was found, in the order given and in offsets of each text; what reaches over a seam is in none."""
        found: dict[int, list[Hit]] = {}
        begins = self.begins
        for start, end, index in hits:
            number = bisect_right(begins, start) - 1
            at = begins[number]
            if end < begins[number + 1]:
                found.setdefault(number, []).append((start - at, end - at, index))
        return found
