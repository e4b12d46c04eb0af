"""A text as a classifier reads it: by its characters, its sounds, their first letters, and the parts its characters are drawn of.

A disguise changes some of these views and leaves others alone, so what was learned in one is found again in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from goodstanding.core.learning.grams import Codes
from goodstanding.core.learning.habits import loose_parts
from goodstanding.core.text.patterns import LiteralSet
from goodstanding.core.text.pinyin import syllables_of
from goodstanding.core.text.scripts import code_points
from goodstanding.core.text.second_reading import known_splits
from goodstanding.core.text.views import FIRST_CLASS, class_of, sound_text, view_tables

PARTS = 3
"""Parts a character is taken apart into, at most."""
_LETTERS = re.compile("[a-z]+")
_BLANK = re.compile(r"\s+")
_BASIC = 0x10000


def character_codes(normal: str, /) -> Codes:
    """Return the characters of a normal form between a mark for its beginning and one for its end."""
    return np.concatenate(([2], code_points(normal), [3])).astype(np.uint64)


def sound_codes(normal: str, /) -> Codes:
    """Return how a normal form sounds: a class per syllable, whether written as a character, emoji, pinyin or split glyph."""
    joined = "".join(_joined(normal)) if split_ways().find(normal) else normal
    heard = "".join(_syllables(joined)) if _LETTERS.search(joined) else sound_text(joined)
    return code_points(_BLANK.sub("", heard)).astype(np.uint64)


def initial_codes(sounds: Codes, /) -> Codes:
    """Return the first letter of each syllable; what has no sound stays as it is."""
    heard = sounds.astype(np.int64) - FIRST_CLASS
    letters = _initials()
    is_class = (heard >= 0) & (heard < len(letters))
    return np.where(is_class, letters.take(np.clip(heard, 0, len(letters) - 1)), sounds).astype(np.uint64)


def part_codes(normal: str, /) -> Codes:
    """Return the parts the characters of a normal form are drawn of, in order; blanks are left out."""
    codes = code_points(_BLANK.sub("", normal))
    rows = _parts().take(np.where(codes < _BASIC, codes, 0), axis=0)
    rows[codes >= _BASIC, 0] = codes[codes >= _BASIC]
    flat = rows.ravel()
    return flat[flat > 0].astype(np.uint64)


def _syllables(text: str) -> Iterator[str]:
    """Yield the sound classes of a text, with every run of letters that is pinyin cut into syllables."""
    done = 0
    for match in _LETTERS.finditer(text):
        cut = syllables_of(match.group())
        if cut:
            yield sound_text(text[done : match.start()])
            yield "".join(map(class_of, cut))
            done = match.end()
    yield sound_text(text[done:])


def _joined(text: str) -> Iterator[str]:
    """Yield a text with split glyphs put together; of overlapping ways the one that begins first, then the longest."""
    known, done = known_splits(), 0
    for start, end, _ in sorted(split_ways().find(text), key=lambda hit: (hit[0], -hit[1])):
        if start >= done:
            yield text[done:start]
            yield known[text[start:end]][0]
            done = end
    yield text[done:]


@cache
def split_ways() -> LiteralSet:
    """Return the ways to split a character that no ordinary text holds: one part at least is no character of its own."""
    loose = loose_parts()
    return LiteralSet([way for way in known_splits() if not loose.isdisjoint(way)])


@cache
def canonical_parts() -> dict[str, str]:
    """Return for every character that can be split its fewest parts."""
    found: dict[str, str] = {}
    for way, characters in known_splits().items():
        for character in characters:
            before = found.get(character)
            if before is None or (len(way), way) < (len(before), before):
                found[character] = way
    return {character: way for character, way in found.items() if len(way) <= PARTS}


@cache
def _parts() -> npt.NDArray[np.int64]:
    table = np.zeros((_BASIC, PARTS), np.int64)
    table[:, 0] = np.arange(_BASIC)
    for character, way in canonical_parts().items():
        if ord(character) < _BASIC:
            table[ord(character)] = [*map(ord, way), *[0] * (PARTS - len(way))]
    return table


@cache
def _initials() -> npt.NDArray[np.int64]:
    return np.array([ord(syllable[0]) for syllable in view_tables().syllables], np.int64)
