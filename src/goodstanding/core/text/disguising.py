"""Disguises made on purpose: what people do to a text so that machines no longer read it.

Models learn from texts disguised here, tests and benchmarks ask what survives. Nothing here judges anybody's words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from random import Random

import numpy as np

from goodstanding.core.text.cutting import cut
from goodstanding.core.text.ordinary import words
from goodstanding.core.text.scripts import is_cjk
from goodstanding.core.text.second_reading import known_splits
from goodstanding.core.text.tables import tables
from goodstanding.core.text.views import sound_text, sounds, view_tables

_SELDOM = -13.0
"""Natural logarithm of a share of all words."""


class Disguise(StrEnum):
    """A way to write a word so that it is read but not found."""

    LOOK_ALIKE = "look_alike"
    """Rarer characters that are drawn alike."""
    SPLIT_GLYPH = "split_glyph"
    """Characters taken apart."""
    TRADITIONAL = "traditional"
    """Traditional characters."""
    INITIALS = "initials"
    """The first letter of each syllable."""
    PINYIN = "pinyin"
    """The syllables in letters."""
    HOMOPHONE = "homophone"
    """Other characters of the same sound."""
    SHUFFLED = "shuffled"
    """The same characters in another order."""
    EMOJI = "emoji"
    """Emoji whose name has the sound."""


def disguise(text: str, how: Disguise, /, *, share: float, choices: Random) -> str:
    """Disguise some of a text's words, chosen at random.

    Args:
        share: Share of the words that are disguised, 0.0–1.0; at least one is, where the text has any.
        choices: Where every choice comes from: the same state gives the same text.
    """
    pieces = cut(text)
    chosen = [index for index, piece in enumerate(pieces) if is_cjk(piece[0]) and choices.random() < share]
    candidates = [index for index, piece in enumerate(pieces) if is_cjk(piece[0])]
    if not chosen and candidates:
        chosen = [choices.choice(candidates)]
    return disguise_pieces(pieces, frozenset(chosen), how, choices=choices)


def disguise_pieces(pieces: Sequence[str], chosen: frozenset[int], how: Disguise, /, *, choices: Random) -> str:
    """Disguise the chosen pieces of a cut text; neighbors are disguised as one word."""
    written: list[str] = []
    together = ""
    for index, piece in enumerate([*pieces, ""]):
        if index in chosen:
            together += piece
            continue
        if together:
            written.append(disguised_word(together, how, choices=choices))
            together = ""
        written.append(piece)
    return "".join(written)


def disguised_word(word: str, how: Disguise, /, *, choices: Random) -> str:
    """Disguise one word; characters that cannot be written so stay as they are."""
    return _WAYS[how](word, choices)


def _each(options: Callable[[], Mapping[str, Sequence[str]]]) -> Callable[[str, Random], str]:
    def written(word: str, choices: Random) -> str:
        table = options()
        return "".join(choices.choice(table[character]) if character in table else character for character in word)

    return written


def _initials(word: str, _choices: Random) -> str:
    return "".join(syllable[0] for syllable in sounds(word))


def _pinyin(word: str, choices: Random) -> str:
    return choices.choice(("", " ")).join(sounds(word))


def _shuffled(word: str, choices: Random) -> str:
    order = list(word)
    choices.shuffle(order)
    return "".join(order)


@cache
def same_sound() -> dict[str, tuple[str, ...]]:
    """Return for every ordinary character the others of its sound."""
    ordinary = usual_characters()
    return _others_of(zip(ordinary, sound_text(ordinary), strict=True))


@cache
def same_sound_emoji() -> dict[str, tuple[str, ...]]:
    """Return for every ordinary character the emoji whose name has its sound."""
    by_class: dict[str, list[str]] = defaultdict(list)
    for emoji in sorted(view_tables().emoji):
        by_class[sound_text(emoji)].append(emoji)
    ordinary = usual_characters()
    heard = sound_text(ordinary)
    return {character: tuple(by_class[sound]) for character, sound in zip(ordinary, heard, strict=True) if sound in by_class}


@cache
def look_alikes() -> dict[str, tuple[str, ...]]:
    """Return for every usual character those drawn like it: rarer ones, and those that share the part that tells them apart."""
    found: dict[str, tuple[str, ...]] = _others_of((character, part) for part, character in _telling_parts())
    drawn = view_tables().shapes
    for code in np.flatnonzero(drawn != np.arange(len(drawn))).tolist():
        if is_cjk(chr(code)):
            usual = chr(int(drawn[code]))
            found[usual] = (*found.get(usual, ()), chr(code))
    return found


def _telling_parts() -> Iterator[tuple[str, str]]:
    """Yield for each usual character of two parts the one that fewer characters have."""
    usual = frozenset(usual_characters())
    pairs = [(way, character) for way, characters in known_splits().items() if len(way) == 2 for character in characters]
    shared = Counter(part for way, _ in pairs for part in way)
    for way, character in pairs:
        if character in usual:
            yield min(way, key=lambda part: (shared[part], part)), character


@cache
def usual_characters() -> str:
    """Return the characters that are written often enough to be read by anybody."""
    return "".join(sorted(word for word, share in words().items() if len(word) == 1 and is_cjk(word) and share > _SELDOM))


def _others_of(grouped: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return for every member of a group the other members."""
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for member, group in grouped:
        groups[group][member] = None
    return {
        member: tuple(other for other in members if other != member)
        for members in groups.values()
        if len(members) > 1
        for member in members
    }


@cache
def split_forms() -> dict[str, tuple[str, ...]]:
    """Return for every character that can be taken apart the ways to write it so."""
    found: dict[str, list[str]] = defaultdict(list)
    for way, characters in known_splits().items():
        for character in characters:
            found[character].append(way)
    shortest = {character: min(map(len, ways)) for character, ways in found.items()}
    return {character: tuple(way for way in ways if len(way) <= shortest[character] + 1) for character, ways in found.items()}


@cache
def traditional_forms() -> dict[str, tuple[str, ...]]:
    """Return for every simplified character the traditional ones."""
    folds = tables().folds
    found: dict[str, list[str]] = defaultdict(list)
    for code in np.flatnonzero((folds != np.arange(len(folds))) & (folds >= 0)).tolist():
        if is_cjk(chr(code)) and 0x4E00 <= code < 0xA000:
            found[chr(int(folds[code]))].append(chr(code))
    return {character: tuple(forms) for character, forms in found.items()}


_WAYS: Mapping[Disguise, Callable[[str, Random], str]] = {
    Disguise.LOOK_ALIKE: _each(look_alikes),
    Disguise.SPLIT_GLYPH: _each(split_forms),
    Disguise.TRADITIONAL: _each(traditional_forms),
    Disguise.INITIALS: _initials,
    Disguise.PINYIN: _pinyin,
    Disguise.HOMOPHONE: _each(same_sound),
    Disguise.SHUFFLED: _shuffled,
    Disguise.EMOJI: _each(same_sound_emoji),
}
