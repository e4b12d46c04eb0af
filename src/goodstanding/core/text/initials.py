"""Phrases written as the first letters of their pinyin, as a word of its own: zzqs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from goodstanding.core.text.views import spelled_sounds

VOWELS = frozenset("aeiou")


class InitialsIndex:
    """An index of phrases by their initials.

    Args:
        phrases: All phrases of a bank.
        chosen: Positions of those that may be written so.
    """

    def __init__(self, phrases: Sequence[str], chosen: Iterable[int], /) -> None:
        self._by_initials: dict[str, tuple[int, ...]] = {}
        for index in chosen:
            initials = initials_of(phrases[index])
            if initials:
                self._by_initials[initials] = (*self._by_initials.get(initials, ()), index)

    def of(self, word: str, /) -> tuple[int, ...]:
        """Return the phrases a word of small letters may stand for; none where it may be a word of another language."""
        found = self._by_initials.get(word, ())
        return () if found and not VOWELS.isdisjoint(word) else found


def initials_of(phrase: str, /) -> str:
    """Return the first letter of each syllable, or nothing where a character has no sound."""
    initials = phrase.translate(first_letters())
    return initials if initials.isascii() and initials.isalnum() else ""


@cache
def first_letters() -> dict[int, str]:
    """Return the first letter of the sound of every character that has one."""
    return {ord(char): syllable[0] for char, syllable in spelled_sounds().items() if not char.isascii()}
