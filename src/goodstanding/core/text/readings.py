"""The ways a disguised phrase can be read, and which of them are safe for a phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from goodstanding.core.text.scripts import code_points, kinds_of


class How(StrEnum):
    """How what is written reads as a phrase."""

    HOMOPHONE = "homophone"
    """Other characters of the same sound: 薇 for 微, v for 微."""
    LOOK_ALIKE = "look_alike"
    """Rarer characters that are drawn alike: 嘿 for 黑."""
    EMOJI = "emoji"
    """Emoji or digits for the sound of their name: ❤ for 信, 8 for 吧."""
    PINYIN = "pinyin"
    """Pinyin written out, alone or between characters."""
    SPLIT_GLYPH = "split_glyph"
    """Characters taken apart: 弓长 for 张."""
    SHUFFLED = "shuffled"
    """The same characters in another order."""
    INITIALS = "initials"
    """The first letters of the pinyin as a word of its own."""


@dataclass(frozen=True, slots=True)
class Found:
    """A disguised phrase: where in the normal form, which phrase, how it is to be read, and where in the text as it was sent.

    ``first`` and ``last`` reach over emoji at the edge that the normal form leaves out; otherwise they are what `Normalised`
    makes of ``start`` and ``end``.
    """

    start: int
    end: int
    index: int
    how: How
    first: int
    last: int


SOUNDED = frozenset({How.HOMOPHONE, How.LOOK_ALIKE, How.EMOJI, How.PINYIN})
"""Readings that go by sound."""
EVERY = frozenset(How)
SHORTEST_SOUNDED = 3
"""Characters: a shorter phrase sounds like too many ordinary words."""
SHORTEST_SPLIT = 2
SHORTEST_SHUFFLED, LONGEST_SHUFFLED = 3, 5
SHORTEST_INITIALS = 4
PLAIN_HAN = re.compile("[\u4e00-\u9fa5]+")


def default_readings(phrase: str, /) -> frozenset[How]:
    """Return the readings that a phrase's length makes safe; phrases that are not Chinese for the greater part have none."""
    if PLAIN_HAN.fullmatch(phrase):
        return readings_of_length(len(phrase))
    kinds = kinds_of(code_points(phrase))
    if kinds.count(b"c") * 2 <= len(kinds) or kinds.strip(b"cld"):
        return frozenset()
    return readings_of_length(len(phrase))


@cache
def readings_of_length(size: int, /) -> frozenset[How]:
    """Return the readings that are safe for Chinese phrases of so many characters."""
    allowed = set(SOUNDED) if size >= SHORTEST_SOUNDED else set()
    if size >= SHORTEST_SPLIT:
        allowed.add(How.SPLIT_GLYPH)
    if SHORTEST_SHUFFLED <= size <= LONGEST_SHUFFLED:
        allowed.add(How.SHUFFLED)
    if size >= SHORTEST_INITIALS:
        allowed.add(How.INITIALS)
    return frozenset(allowed)
