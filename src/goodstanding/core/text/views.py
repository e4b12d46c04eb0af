"""How a text sounds and what it is drawn like, character by character: two views that a disguise leaves alone.

薇 for 微 changes no sound, 楠 for 男 hardly the drawing. A view never replaces the text: it is what banks are also
compared in, and what a classifier may learn from. Both are tables (``tools/build_view_tables.py``) and cost a gather each.

A *sound class* is written as one private character per syllable, so that a view is a string as long as its text and ordinary
automata and n-grams work on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.scripts import code_points, text_of
from goodstanding.core.text.tables import CODE_POINTS

FIRST_CLASS = 0xE000
"""The sound classes begin here, in the private use area."""
SURROGATES = slice(0xD800, 0xE000)


@dataclass(frozen=True, slots=True, eq=False)
class ViewTables:
    """The tables of the views."""

    syllables: tuple[str, ...]
    """Every syllable; class ``FIRST_CLASS + i`` is the i-th."""
    sounds: npt.NDArray[np.uint32]
    """By code point: its sound class, or itself."""
    second: npt.NDArray[np.uint32]
    """By code point: of a rare character the sound of what it is drawn like, else its less usual one; of others their sound."""
    others: dict[str, str]
    """Character to the classes of its further sounds, the more usual first."""
    shapes: npt.NDArray[np.uint32]
    """By code point: the common character a rare one is drawn like, or itself."""
    emoji: frozenset[str]
    """Emoji that have a sound."""


def sounds(text: str, /) -> tuple[str, ...]:
    """Return one syllable without tone per character (ü as v), the character itself where it has none."""
    return tuple(map(spelled_sounds().get, text, text))


def sound_text(text: str, /) -> str:
    """Return the text with every character replaced by its sound class, where it has one; as long as the text.

    Private characters that the text itself uses for something else become U+FFFD, as lone surrogates do.
    """
    return text_of(view_tables().sounds.take(code_points(text)))


def shapes(text: str, /) -> tuple[str, ...]:
    """Return per character the common character that a rare one is drawn like; others as they are."""
    return tuple(shape_text(text))


def shape_text(text: str, /) -> str:
    """Return the text with every rare character replaced by the common one it is drawn like; as long as the text."""
    return text_of(view_tables().shapes.take(code_points(text)))


def class_of(syllable: str, /) -> str:
    """Return the sound class of a syllable without tone.

    Raises:
        KeyError: There is no such syllable.
    """
    return syllable_classes()[syllable]


@cache
def syllable_classes() -> dict[str, str]:
    """Return the sound class of every syllable."""
    return {syllable: chr(FIRST_CLASS + index) for index, syllable in enumerate(view_tables().syllables)}


@cache
def spelled_sounds() -> dict[str, str]:
    """Return the syllable of every character that has a sound."""
    table = view_tables()
    heard = table.sounds - np.uint32(FIRST_CLASS)
    codes = (heard < len(table.syllables)).nonzero()[0]
    indices = heard.take(codes).tolist()
    return {chr(code): table.syllables[index] for code, index in zip(codes.tolist(), indices, strict=True)}


@cache
def view_tables() -> ViewTables:
    """Load the tables once."""
    with (files(__package__) / "tables" / "views.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        read = {name: stored[name] for name in stored.files}
    syllables = tuple(syllable.decode() for syllable in read["syllables"].tolist())
    heard, drawn = (np.arange(CODE_POINTS, dtype=np.uint32) for _ in range(2))
    heard[FIRST_CLASS : FIRST_CLASS + len(syllables)] = ord("\ufffd")
    heard[SURROGATES] = drawn[SURROGATES] = ord("\ufffd")
    heard[read["sound_from"]] = read["sound_to"].astype(np.uint32) + FIRST_CLASS
    second = heard.copy()
    second[read["second_from"]] = read["second_to"].astype(np.uint32) + FIRST_CLASS
    drawn[read["shape_from"]] = read["shape_to"]
    others: dict[str, str] = {}
    for code, index in zip(read["other_from"].tolist(), read["other_to"].tolist(), strict=True):
        others[chr(code)] = others.get(chr(code), "") + chr(FIRST_CLASS + index)
    return ViewTables(syllables, heard, second, others, drawn, frozenset(chr(code) for code in read["emoji"].tolist()))
