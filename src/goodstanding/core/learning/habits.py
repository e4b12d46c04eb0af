"""How a text is written rather than what it says: its length, its marks, and how ordinary its wording is.

Disguise leaves traces: characters that make no words, letters and emoji between characters, loose parts of characters. Each trace
is counted, the count put in a range, and the range is a feature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import log2

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.cutting import HAN, cut_run, share_of
from goodstanding.core.text.ordinary import UNKNOWN, words
from goodstanding.core.text.scripts import code_points
from goodstanding.core.text.second_reading import known_splits
from goodstanding.core.text.tables import CODE_POINTS
from goodstanding.core.text.views import view_tables

_MIXED = re.compile("(?<=[\u3400-\u9fff])[a-z]+|[a-z]+(?=[\u3400-\u9fff])")
_DIGITS = re.compile(r"\d+")
_LINK = re.compile(r"[a-z0-9\-]+\.[a-z]{2,}")
_SURPRISING = 32.0
"""Nats: three words together as unlikely as this hardly ever follow one another."""
_SELDOM = -12.0
"""Natural logarithm of a share of all words."""
_HARDLY = -14.0
_MOST = 6
_MARKS = {"emoji": 1, "loose": 2, "rare": 4, "rarest": 8}
_HAN = ((0x3400, 0x9FFF), (0x20000, 0x3FFFF))


def habits(normal: str, original: str, /) -> list[str]:
    """Return the traces of a text by name and range.

    Args:
        normal: Its normal form.
        original: The text as it was sent.
    """
    counts = dict(_counts(normal))
    found = [f"{name}:{min(count, _MOST)}" for name, count in counts.items()]
    found.append(f"length:{int(2 * log2(len(original) + 1))}")
    found += _wording(normal)
    return found


def _counts(normal: str) -> Iterator[tuple[str, int]]:
    marks = _marks().take(code_points(normal))
    for name, mark in _MARKS.items():
        yield name, int(np.count_nonzero(marks & mark))
    mixed = _MIXED.findall(normal)
    yield "mixed", len(mixed)
    yield "letters", sum(map(len, mixed)) // 2
    yield "digits", len(_DIGITS.findall(normal))
    yield "links", len(_LINK.findall(normal))
    yield "asks", normal.count("?")
    yield "exclaims", normal.count("!")


@cache
def _marks() -> npt.NDArray[np.uint8]:
    """Return by code point which traces the character is."""
    marks = np.zeros(CODE_POINTS, np.uint8)
    for first, last in _HAN:
        marks[first : last + 1] |= _MARKS["rare"] | _MARKS["rarest"]
    for word, share in words().items():
        if len(word) == 1 and share >= _HARDLY:
            marks[ord(word)] &= ~np.uint8(_MARKS["rarest"] if share < _SELDOM else _MARKS["rare"] | _MARKS["rarest"])
    for name, characters in (("emoji", view_tables().emoji), ("loose", loose_parts())):
        marks[[ord(character) for character in characters]] |= _MARKS[name]
    return marks


def _wording(normal: str) -> Iterator[str]:
    """Yield how ordinary the wording is: words as they are cut, the runs of single characters, the least likely stretch."""
    runs = [list(cut_run(match.group())) for match in HAN.finditer(normal)]
    costs = [[-share_of(word) for word in run] for run in runs]
    length = sum(len(word) for run in runs for word in run)
    if not length:
        return
    yield f"cost:{int(2 * sum(map(sum, costs)) / length)}"
    yield f"worst:{int(max(_windows(costs)) / 4)}"
    yield f"odd:{min(sum(cost > _SURPRISING for cost in _windows(costs)), _MOST)}"
    lone = [_longest_lone(run) for run in runs]
    yield f"lone:{min(max(lone), 2 * _MOST)}"
    yield f"alone:{10 * sum(len(word) == 1 for run in runs for word in run) // length}"


def _windows(costs: list[list[float]]) -> Iterator[float]:
    """Yield the cost of every three words that stand together."""
    for run in costs:
        for start in range(max(1, len(run) - 2)):
            yield sum(run[start : start + 3])


def _longest_lone(run: list[str]) -> int:
    """Return how many words of one character follow one another, at most."""
    longest = length = 0
    for word in run:
        length = length + 1 if len(word) == 1 else 0
        longest = max(longest, length)
    return longest


@cache
def loose_parts() -> frozenset[str]:
    """Return the parts of characters that are hardly ever written alone."""
    shares = words()
    return frozenset(part for way in known_splits() for part in way if shares.get(part, UNKNOWN) < _SELDOM)
