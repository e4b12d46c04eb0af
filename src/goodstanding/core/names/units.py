"""A name as a row of units: a Han character, a syllable of pinyin, a letter, a digit. Names are compared unit by unit.

Each unit knows what it may sound like. Sounds are compared in two grains: the syllable, and the *class*, in which the sounds that
many speakers do not tell apart (zh and z, ang and an) are one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from goodstanding.core.names.components import joined
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.normalised import Normalised
from goodstanding.core.text.pinyin import LONGEST_SYLLABLE, every_syllable
from goodstanding.core.text.scripts import code_points, kinds_of
from goodstanding.core.text.views import FIRST_CLASS, view_tables

LETTERS_FROM = 600
"""Classes below are those of syllables; a letter or digit has one of its own from here."""
CLASSES = 704
"""How many classes there are."""
LONGEST_NAME = 48
"""Units that are read of a name; what comes after them is not compared."""

_LETTERS = frozenset("cldr")
_MERGED = (("zh", "z"), ("ch", "c"), ("sh", "s"))


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a name; ``start`` and ``end`` are places in its normal form."""

    text: str
    start: int
    end: int
    is_han: bool
    sounds: tuple[str, ...]
    """Syllables without tone, the most usual first; of a letter, the letter."""
    classes: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A name in units, with the normal form they stand in."""

    normal: Normalised
    units: tuple[Unit, ...]


def rows(name: str, /) -> tuple[Row, ...]:
    """Read a name in each way to divide its letters into syllables, and with split glyphs put together; usually one way."""
    normal = normalise(name)
    text = _lowered(normal.text)
    readings: list[list[Unit]] = [[]]
    for kind, start, end in _runs(text):
        if kind == "l":
            ways = latin_ways(text[start:end])
            readings = [read + _latin(way, start) for read in readings for way in ways][:4]
        else:
            for read in readings:
                read.extend(_single(text[at], at) for at in range(start, end))
    wholes = joined(text)
    if wholes:
        readings.append(_put_together(readings[0], wholes))
    return tuple(Row(normal, tuple(units[:LONGEST_NAME])) for units in readings)


def row(name: str, /) -> Row:
    """Read a name in the likeliest way, as it is written."""
    normal = normalise(name)
    text = _lowered(normal.text)
    units: list[Unit] = []
    for kind, start, end in _runs(text):
        if kind == "l":
            units.extend(_latin(latin_ways(text[start:end])[0], start))
        else:
            units.append(_single(text[start], start))
    return Row(normal, tuple(units[:LONGEST_NAME]))


def _lowered(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


@lru_cache(maxsize=4096)
def sounds_of(character: str, /) -> tuple[str, ...]:
    """Return the syllables of one character, the most usual first; none where it has no sound."""
    table = view_tables()
    primary = int(table.sounds[ord(character)]) - FIRST_CLASS
    if not 0 <= primary < len(table.syllables):
        return ()
    further = (table.syllables[ord(other) - FIRST_CLASS] for other in table.others.get(character, ""))
    return (table.syllables[primary], *further)


@lru_cache(maxsize=1024)
def class_of(syllable: str, /) -> int:
    """Return the class of a syllable, letter or digit."""
    if len(syllable) == 1 and syllable not in _syllable_classes():
        return LETTERS_FROM + ord(syllable) % (CLASSES - LETTERS_FROM)
    return _syllable_classes()[_merged(syllable)]


@lru_cache(maxsize=512)
def latin_ways(letters: str, /) -> tuple[tuple[str, ...], ...]:
    """Divide a run of letters into syllables of two letters or more and single letters: the best way, and one more as good.

    The best way has the fewest single letters, then the fewest syllables.
    """
    if len(letters) > LONGEST_NAME * 2:
        return (tuple(letters[: LONGEST_NAME * 2]),)
    best: list[list[tuple[int, int, tuple[str, ...]]]] = [[(0, 0, ())]]
    known = every_syllable()
    for end in range(1, len(letters) + 1):
        options = [(single + 1, pieces, (*way, letters[end - 1])) for single, pieces, way in best[end - 1]]
        for length in range(2, min(LONGEST_SYLLABLE, end) + 1):
            if letters[end - length : end] in known:
                piece = letters[end - length : end]
                options += [(single, pieces + 1, (*way, piece)) for single, pieces, way in best[end - length]]
        best.append(sorted(options, key=lambda option: option[:2])[:2])
    first = best[-1][0]
    return tuple(way for single, pieces, way in best[-1] if single == first[0] and pieces <= first[1] + 1)


def _runs(text: str) -> list[tuple[str, int, int]]:
    """Group letters; every other character stands alone, signs are left out but for emoji that have a sound."""
    found: list[tuple[str, int, int]] = []
    for at, code in enumerate(kinds_of(code_points(text))):
        kind = chr(code)
        if kind not in _LETTERS and not text[at].isalnum() and text[at] not in view_tables().emoji:
            continue
        if kind == "l" and found and found[-1][0] == "l" and found[-1][2] == at:
            found[-1] = ("l", found[-1][1], at + 1)
        else:
            found.append((kind, at, at + 1))
    return found


def _put_together(units: list[Unit], wholes: list[tuple[int, int, str]]) -> list[Unit]:
    """Put one unit for the parts of a character that stand side by side."""
    found = [unit for unit in units if not any(start <= unit.start < end for start, end, _ in wholes)]
    for start, end, whole in wholes:
        sounds, classes, is_han = _heard(whole)
        found.append(Unit(whole, start, end, is_han, sounds or (whole,), classes))
    return sorted(found, key=lambda unit: unit.start)


def _latin(way: tuple[str, ...], start: int) -> list[Unit]:
    units = []
    for piece in way:
        units.append(Unit(piece, start, start + len(piece), is_han=False, sounds=(piece,), classes=(class_of(piece),)))
        start += len(piece)
    return units


@lru_cache(maxsize=8192)
def _heard(character: str) -> tuple[tuple[str, ...], tuple[int, ...], bool]:
    sounds = sounds_of(character)
    is_han = chr(kinds_of(code_points(character))[0]) == "c"
    own = () if is_han else (class_of(character),)
    classes = (*own, *(class_of(sound) for sound in sounds)) or (class_of(character),)
    return sounds, tuple(dict.fromkeys(classes)), is_han


def _single(character: str, at: int) -> Unit:
    sounds, classes, is_han = _heard(character)
    return Unit(character, at, at + 1, is_han, sounds or (character,), classes)


def _merged(syllable: str) -> str:
    for written, merged in _MERGED:
        if syllable.startswith(written):
            syllable = merged + syllable[len(written) :]
            break
    return syllable[:-1] if syllable.endswith(("ang", "eng", "ing")) else syllable


@cache
def _syllable_classes() -> dict[str, int]:
    merged = sorted({_merged(syllable) for syllable in view_tables().syllables})
    return {syllable: number for number, syllable in enumerate(merged)}
