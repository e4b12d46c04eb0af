"""Phrases written as the first letters of their pinyin, as a word of its own: zzqs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.views import spelled_sounds

VOWELS = frozenset("aeiou")


class InitialsIndex:
    """An index of phrases by their initials.

    Args:
        phrases: All phrases of a bank.
        parts: What `initials_parts` made.
    """

    def __init__(self, phrases: Sequence[str], parts: Mapping[str, memoryview], /) -> None:
        self._phrases = phrases
        self._sums = np.frombuffer(parts["sums"], np.uint32)
        self._indices = np.frombuffer(parts["indices"], np.uint32)

    def of(self, word: str, /) -> list[int]:
        """Return the phrases a word of small letters may stand for; none where it may be a word of another language."""
        if not VOWELS.isdisjoint(word):
            return []
        total = sum_of(word)
        first = int(self._sums.searchsorted(total))
        if first == len(self._sums) or self._sums[first] != total:
            return []
        last = int(self._sums.searchsorted(total, side="right"))
        return [index for index in self._indices[first:last].tolist() if initials_of(self._phrases[index]) == word]


def initials_parts(phrases: Sequence[str], chosen: Iterable[int], /) -> dict[str, npt.NDArray[np.uint32]]:
    """Return an index as arrays: a sum of each phrase's initials, in order, and the phrase behind it.

    Args:
        chosen: Positions of those that may be written so.
    """
    found = [(sum_of(initials), index) for index in chosen if (initials := initials_of(phrases[index]))]
    found.sort()
    return {"sums": np.array([total for total, _ in found], np.uint32), "indices": np.array([at for _, at in found], np.uint32)}


def sum_of(word: str, /) -> np.uint32:
    """Return a number for a word of letters, which few others have."""
    return np.uint32(crc32(word.encode()))


def initials_of(phrase: str, /) -> str:
    """Return the first letter of each syllable, or nothing where a character has no sound."""
    initials = phrase.translate(first_letters())
    return initials if initials.isascii() and initials.isalnum() else ""


@cache
def first_letters() -> dict[int, str]:
    """Return the first letter of the sound of every character that has one."""
    return {ord(char): syllable[0] for char, syllable in spelled_sounds().items() if not char.isascii()}
