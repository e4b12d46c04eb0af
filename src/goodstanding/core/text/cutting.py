"""Cutting a text into its likeliest words, by how often words are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def _likeliest(run: str) -> list[str]:
    known = words()
    best = [0.0]
    begins = [0]
    for end in range(1, len(run) + 1):
        begin = end - 1
        likeliest = best[begin] + known.get(run[begin], UNKNOWN)
        for start in range(max(0, end - LONGEST_WORD), end - 1):
            share = known.get(run[start:end])
            if share is not None and best[start] + share > likeliest:
                likeliest, begin = best[start] + share, start
        best.append(likeliest)
        begins.append(begin)
    found: list[str] = []
    end = len(run)
    while end:
        found.append(run[begins[end] : end])
        end = begins[end]
    return found[::-1]
