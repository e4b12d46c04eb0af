"""Cutting a text into its likeliest words, by how often words are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import inf

from goodstanding.core.text.ordinary import LONGEST_WORD, UNKNOWN, words

HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_LONGEST_RUN = 64
"""Characters cut together: the time stays linear whatever comes without a break."""


def cut(text: str, /) -> list[str]:
    """Return the words of a text in order; together they are the text. What is no Han character stands by itself."""
    found: list[str] = []
    done = 0
    for match in HAN.finditer(text):
        found += text[done : match.start()]
        found += cut_run(match.group())
        done = match.end()
    return [*found, *text[done:]]


def cut_run(run: str, /) -> Iterator[str]:
    """Yield the likeliest words of a run of Han characters."""
    for start in range(0, len(run), _LONGEST_RUN):
        yield from _likeliest(run[start : start + _LONGEST_RUN])


def share_of(word: str, /) -> float:
    """Return the natural logarithm of a word's share of all words; that of a character no list has, where the word is unknown."""
    return words().get(word, UNKNOWN)


@cache
def beginnings() -> frozenset[str]:
    """Return the first two characters of all longer words: most places begin none, and are passed over at once."""
    return frozenset(word[:2] for word in words() if len(word) > 2)


def _likeliest(run: str) -> list[str]:
    known, longer, length = words(), beginnings(), len(run)
    best = [0.0] + [-inf] * length
    begins = [0] * (length + 1)
    for start in range(length):
        so_far = best[start]
        for size in range(1, min(LONGEST_WORD, length - start) + 1):
            share = known.get(run[start : start + size], UNKNOWN if size == 1 else None)
            if share is not None and so_far + share > best[start + size]:
                best[start + size], begins[start + size] = so_far + share, start
            if size == 2 and run[start : start + 2] not in longer:
                break
    found: list[str] = []
    while length:
        found.append(run[begins[length] : length])
        length = begins[length]
    return found[::-1]
