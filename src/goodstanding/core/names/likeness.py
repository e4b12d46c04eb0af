"""How well one unit of a name passes for one of a protected name, and by which disguise."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files

from goodstanding.core.names.components import kindred
from goodstanding.core.names.units import Unit, class_of, sounds_of
from goodstanding.core.names.values import Disguise
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.pinyin import every_syllable
from goodstanding.core.text.tables import tables
from goodstanding.core.text.views import shape_text

SAME, BOTH, SPELLED, ALIKE, HEARD = 1.0, 0.95, 0.95, 0.93, 0.92
"""Identical; drawn and heard alike; in pinyin; drawn alike; heard alike."""
KINDRED, NEARLY_HEARD, RARELY_HEARD, DISTANTLY_ALIKE, INITIAL = 0.85, 0.8, 0.8, 0.75, 0.6
"""Alike but for a radical; nearly heard alike; by a rare reading; drawn like the same third; the first letter of its pinyin."""

_LETTERS_ALIKE = ("0o", "1l", "1i", "il", "5s", "8b", "2z", "6b", "9g", "9q", "vu", "vy")
_MOST = 14


@lru_cache(maxsize=1 << 17)
def passes_for(text: str, other: str, /) -> tuple[float, Disguise | None]:
    """Return how well one unit's text passes for another's, 0.0–1.0, and the disguise (None for the same text)."""
    if text == other:
        return SAME, None
    if len(other) > 1 or not sounds_of(other):
        return (ALIKE, Disguise.LOOK_ALIKE) if {text, other} in _letters_alike() else (0.0, None)
    if text.isascii() and text.isalpha():
        return _spelled(text, sounds_of(other))
    sounds, wanted = sounds_of(text), sounds_of(other)
    is_heard = not set(sounds).isdisjoint(wanted)
    if other in look_alikes(text):
        return (BOTH if is_heard else ALIKE), Disguise.LOOK_ALIKE
    if is_heard:
        return HEARD, Disguise.HOMOPHONE
    if other in kindred(text):
        return KINDRED, Disguise.LOOK_ALIKE
    if not {class_of(sound) for sound in sounds}.isdisjoint(class_of(sound) for sound in wanted):
        return NEARLY_HEARD, Disguise.HOMOPHONE
    if not rare_sounds(text).isdisjoint(rare_sounds(other)):
        return RARELY_HEARD, Disguise.HOMOPHONE
    if not look_alikes(text).isdisjoint(look_alikes(other)):
        return DISTANTLY_ALIKE, Disguise.LOOK_ALIKE
    return 0.0, None


def _spelled(letters: str, sounds: tuple[str, ...]) -> tuple[float, Disguise | None]:
    if letters in sounds:
        return SPELLED, Disguise.PINYIN
    if len(letters) == 1:
        return (INITIAL, Disguise.PINYIN) if any(sound.startswith(letters) for sound in sounds) else (0.0, None)
    if class_of(letters) in {class_of(sound) for sound in sounds}:
        return NEARLY_HEARD, Disguise.PINYIN
    return 0.0, None


@lru_cache(maxsize=1 << 14)
def look_alikes(character: str, /) -> frozenset[str]:
    """Return the characters that one is drawn like."""
    found = set(_pairs().get(character, ()))
    shape = shape_text(character)
    found.add(shape)
    found.discard(character)
    return frozenset(found)


@lru_cache(maxsize=1 << 14)
def other_classes(character: str, /) -> tuple[int, ...]:
    """Return the sound classes of the characters that one is drawn like: what it may have been put for."""
    near = (*sorted(look_alikes(character)), *sorted(kindred(character)))
    heard = [*sorted(rare_sounds(character)), *(sound for other in near for sound in sounds_of(other)[:1])]
    found = dict.fromkeys(class_of(sound) for sound in heard)
    return tuple(found)[:_MOST]


def classes_read(unit: Unit, /) -> tuple[int, ...]:
    """Return the classes of what a unit may have been put for, without its own."""
    if not unit.is_han:
        return ()
    return tuple(other for other in other_classes(unit.text) if other not in unit.classes)


@lru_cache(maxsize=1 << 14)
def rare_sounds(character: str, /) -> frozenset[str]:
    """Return every sound that any dictionary gives a character, the usual ones included."""
    return frozenset(sounds_of(character)) | _listed_sounds().get(int(tables().classes[ord(character)]), frozenset())


@cache
def _listed_sounds() -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for line in _table("readings.tsv"):
        syllable, characters = line.split("\t")
        for character in characters if syllable in every_syllable() else "":
            found[ord(character)].add(syllable)
    return {code: frozenset(syllables) for code, syllables in found.items()}


@cache
def _pairs() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in _table("lookalikes.tsv"):
        common, others = line.split("\t")
        for other in normalise(others).text:
            if other != common:
                found[common].add(other)
                found[other].add(common)
    return dict(found)


def _table(name: str) -> list[str]:
    return (files("goodstanding.core.text") / "tables" / name).read_text(encoding="utf-8").splitlines()


@cache
def _letters_alike() -> list[set[str]]:
    return [set(pair) for pair in _LETTERS_ALIKE]
