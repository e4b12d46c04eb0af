"""What a classifier sees of a text: columns of its weights, one for each thing that is there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt

from goodstanding.core.learning.errors import ModelRefused
from goodstanding.core.learning.grams import Hashes, columns, gram_hashes
from goodstanding.core.learning.habits import habits
from goodstanding.core.learning.readings import character_codes, initial_codes, part_codes, sound_codes
from goodstanding.core.text.cutting import cut
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.normalised import Normalised
from goodstanding.core.text.patterns import encoded

FEATURE_VERSION = 1
"""Goes up whenever the same text would give other columns: a model trained under another version is refused."""

View = Literal["characters", "sounds", "initials", "parts", "words", "habits"]

LONGEST = 20_000
"""Characters of the normal form that are looked at; a longer text is judged by its beginning."""
LONGEST_GRAM = 5
LEAST_BITS, MOST_BITS = 10, 22


class Features(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which views of a text a model looks at.

    Args:
        views: The views, in any order.
        longest_gram: Characters of the longest n-gram of the character view, 1–5.
        bits: The model has ``2 ** bits`` columns, 10–22.
    """

    views: tuple[View, ...] = ("characters", "sounds", "initials", "habits")
    longest_gram: int = 3
    bits: int = 20
    version: int = FEATURE_VERSION

    def check(self) -> None:
        """Refuse what no model of ours looks at.

        Raises:
            ModelRefused: The views, the longest n-gram or the number of columns are out of range.
        """
        if not self.views or not 1 <= self.longest_gram <= LONGEST_GRAM or not LEAST_BITS <= self.bits <= MOST_BITS:
            raise ModelRefused(
                f"A model looks at 1–{LONGEST_GRAM}-grams in 2^{LEAST_BITS}–2^{MOST_BITS} columns of one view at least."
            )

    def columns_of(self, text: Normalised | str, /) -> npt.NDArray[np.int64]:
        """Return the distinct columns a text touches, ascending."""
        read = normalise(text) if isinstance(text, str) else text
        normal = read.text[:LONGEST]
        return columns(self._hashes(normal, read.original), bits=self.bits)

    def _hashes(self, normal: str, original: str) -> list[Hashes]:
        views = frozenset(self.views)
        found: list[Hashes] = []
        if "characters" in views:
            found += gram_hashes(character_codes(normal), sizes=range(1, self.longest_gram + 1), salt=1)
        if not views.isdisjoint(("sounds", "initials")):
            sounds = sound_codes(normal)
            found += gram_hashes(sounds, sizes=range(1, 4), salt=2) if "sounds" in views else []
            found += gram_hashes(initial_codes(sounds), sizes=range(2, 5), salt=3) if "initials" in views else []
        if "parts" in views:
            found += gram_hashes(part_codes(normal), sizes=range(1, 4), salt=4)
        if "words" in views:
            found += gram_hashes(_named(cut(normal)), sizes=(1, 2), salt=6)
        if "habits" in views:
            found.append(_named(habits(normal, original[:LONGEST])))
        return found


def _named(names: Iterable[str]) -> Hashes:
    """Return a hash per name, the same on every machine."""
    return np.array([_name_hash(name) for name in names], np.uint64)


@lru_cache(maxsize=65536)
def _name_hash(name: str) -> int:
    value = 0xCBF29CE484222325
    for byte in encoded(name):
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFF_FFFF_FFFF_FFFF
    return value
