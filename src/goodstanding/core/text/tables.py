"""The tables of the normaliser, as ``tools/build_text_tables.py`` left them, spread out for NumPy.

Every table indexed by code point covers all of Unicode, so a look-up is one gather. They are loaded on first use and kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

CODE_POINTS = 0x110000

FOLDS = 1
"""The character is replaced by one other."""
RESIZES = 2
"""The character vanishes, or becomes several."""
COMBINES = 4
"""A combining mark that can be piled on any letter."""
IMITATES = 8
"""A letter of another script that passes for a Latin one."""
DEPENDS = 16
"""A traditional character whose simplified form depends on its phrase."""
MISREAD = 32
"""A character that is frequent where UTF-8 was read as something else, and rare elsewhere."""
FOREIGN_MARK = 64
"""A combining mark of one script."""

# 。 and 的 as GBK shows them, the left half of curly quotes; and what begins a Chinese character read as Latin-1 (è and é do too,
# but pinyin is full of them, and no text does without the others).
MISREAD_CHARACTERS = "銆鈥鐨" + "ãäåæçï"


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """All tables of the normaliser."""

    flags: npt.NDArray[np.uint8]
    """By code point: which stages it concerns."""
    kinds: npt.NDArray[np.uint8]
    """By code point: its kind letter (see ``scripts``)."""
    marks: npt.NDArray[np.uint8]
    """By code point: a number for its kind letter and its flags together."""
    kinds_by_mark: bytes
    flags_by_mark: bytes
    untouched: bytes
    """The marks of characters that concern no stage."""
    folds: npt.NDArray[np.intp]
    """By code point: its replacement, or −1 − its row in ``sizes`` if that is not one character."""
    sizes: npt.NDArray[np.intp]
    offsets: npt.NDArray[np.intp]
    pool: npt.NDArray[np.intp]
    """Replacement of row ``r``: ``pool[offsets[r] : offsets[r] + sizes[r]]``."""
    composed: dict[tuple[int, int], int]
    """(letter, combining mark) to the one letter they make."""
    composes: npt.NDArray[np.bool_]
    """By code point up to the last such mark: whether it makes another letter with any."""
    classes: npt.NDArray[np.int32]
    """By code point: the least of the characters that conversion may exchange for it."""
    bracketed: npt.NDArray[np.int32]
    """By code point: its class; every round bracket is the plain one."""
    latin: npt.NDArray[np.intp]
    """By code point up to the last look-alike: the Latin letter it passes for, or itself."""
    is_strong: npt.NDArray[np.bool_]
    """By code point up to the last look-alike: whether it is Cyrillic and alike at any size."""
    defaults: dict[str, str]
    """Ambiguous traditional character to its simplified form outside known phrases."""
    classed: dict[int, int]
    """The code points whose class is another than their own, and it; what ``str.translate`` takes."""
    contexts: dict[str, list[tuple[str, int, str]]]
    """Two neighbouring classes to (phrase in classes, offset, the character that belongs there), longest first."""
    held: frozenset[str]
    """Every class of characters with each of its readings behind it."""
    readings: dict[str, frozenset[str]]
    """Pinyin syllable without tone to the classes of the characters that are read so."""


def read_text(name: str) -> list[str]:
    """Read the lines of one table kept as text."""
    return (files(__package__) / "tables" / name).read_text(encoding="utf-8").splitlines()


def read_arrays() -> dict[str, npt.NDArray[Any]]:
    """Read the numeric tables."""
    with (files(__package__) / "tables" / "characters.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def index_contexts() -> dict[str, list[tuple[str, int, str]]]:
    """Index the phrases by the pair of characters around the one they decide."""
    found: dict[str, list[tuple[str, int, str]]] = {}
    for row in read_text("contexts.tsv"):
        phrase, offset, target = row.split("\t")
        at = int(offset)
        pair = phrase[at : at + 2] if at + 1 < len(phrase) else phrase[at - 1 : at + 1]
        found.setdefault(pair, []).append((phrase, at, target))
    for entries in found.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry))
    return found


def flags_of(stored: dict[str, npt.NDArray[Any]], kinds: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Spread the stage flags over all code points."""
    flags = np.zeros(CODE_POINTS, np.uint8)
    single = stored["fold_size"] == 1
    flags[stored["fold_from"][single]] |= FOLDS
    flags[stored["fold_from"][~single]] |= RESIZES
    flags[stored["marks"]] |= COMBINES
    flags[stored["like_from"]] |= IMITATES
    flags[stored["ambiguous_from"]] |= DEPENDS
    flags[[ord(c) for c in MISREAD_CHARACTERS]] |= MISREAD
    flags[kinds == ord("m")] |= FOREIGN_MARK
    return flags


def marks_of(kinds: npt.NDArray[np.uint8], flags: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.uint8], bytes, bytes, bytes]:
    """Number the pairs of a kind and flags that occur, so that one look-up tells both; return the numbers and what they mean."""
    pairs = (kinds.astype(np.uint16) << 8) | flags
    present = np.bincount(pairs, minlength=1 << 16).nonzero()[0]
    numbers = np.zeros(1 << 16, np.uint8)
    numbers[present] = np.arange(len(present))
    meant = present.astype(np.uint16)
    kind, flag = ((part.astype(np.uint8).tobytes()).ljust(256, b"\0") for part in (meant >> 8, meant & 0xFF))
    return numbers.take(pairs), kind, flag, bytes(index for index in range(len(present)) if not flag[index])


def folds_of(stored: dict[str, npt.NDArray[Any]], offsets: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Spread the replacements over all code points."""
    folds = np.arange(CODE_POINTS)
    single = stored["fold_size"] == 1
    rows = np.arange(len(single))
    folds[stored["fold_from"]] = np.where(single, stored["fold_to"][np.minimum(offsets, len(stored["fold_to"]) - 1)], -1 - rows)
    return folds


def characters(codes: npt.NDArray[Any]) -> list[str]:
    """Turn code points into one-character strings."""
    return [chr(code) for code in codes.tolist()]


@cache
def tables() -> Tables:
    """Load the tables once."""
    stored = read_arrays()
    readings = {row[0]: frozenset(row[1]) for row in (line.split("\t") for line in read_text("readings.tsv"))}
    sizes = stored["fold_size"].astype(np.intp)
    offsets = np.cumsum(sizes) - sizes
    classes = np.arange(CODE_POINTS, dtype=np.int32)
    classes[stored["class_from"]] = stored["class_to"]
    bracketed = classes.copy()
    bracketed[ord("（")], bracketed[ord("）")] = ord("("), ord(")")
    lengths = np.diff(np.append(stored["kind_first"], CODE_POINTS))
    kinds = np.repeat(stored["kind_letter"], lengths)
    composes = np.zeros(int(stored["composed_mark"].max()) + 1, np.bool_)
    composes[stored["composed_mark"]] = True
    pairs = zip(stored["composed_letter"].tolist(), stored["composed_mark"].tolist(), strict=True)
    latin = np.arange(int(stored["like_from"].max()) + 1)
    latin[stored["like_from"]] = stored["like_to"]
    is_strong = np.zeros(len(latin), np.bool_)
    is_strong[stored["like_from"]] = stored["like_strength"] == ord("s")
    flags = flags_of(stored, kinds)
    marks, kinds_by_mark, flags_by_mark, untouched = marks_of(kinds, flags)
    return Tables(
        flags=flags,
        kinds=kinds,
        marks=marks,
        kinds_by_mark=kinds_by_mark,
        flags_by_mark=flags_by_mark,
        untouched=untouched,
        folds=folds_of(stored, offsets),
        sizes=sizes,
        offsets=offsets,
        pool=stored["fold_to"].astype(np.intp),
        composed=dict(zip(pairs, stored["composed_to"].tolist(), strict=True)),
        composes=composes,
        classes=classes,
        bracketed=bracketed,
        latin=latin,
        is_strong=is_strong,
        defaults=dict(zip(characters(stored["ambiguous_from"]), characters(stored["ambiguous_to"]), strict=True)),
        classed=dict(zip(stored["class_from"].tolist(), stored["class_to"].tolist(), strict=True)),
        contexts=index_contexts(),
        held=frozenset(holder + reading for reading, holders in readings.items() for holder in holders),
        readings=readings,
    )
