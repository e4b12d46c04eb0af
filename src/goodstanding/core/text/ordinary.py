"""How ordinary a few characters are: the likeliest way to cut them into words, by how often the words are written.

It decides between what is written and what it may stand for. 增加威信 is two ordinary words, though part of it sounds like
加微信; 加危信 is not ordinary, so there it is a disguise.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files

LONGEST_WORD = 4
TOTAL = math.log(60_000_000)
"""Natural logarithm of the occurrences the word counts were taken from."""
UNKNOWN = -TOTAL
"""A Han character that no word list has."""
SIGN = -9.0
"""A sign, an emoji or a letter between words."""
DIGIT = -4.0


@cache
def words() -> dict[str, float]:
    """Return the ordinary words of one to four characters with the natural logarithm of their share."""
    found: dict[str, float] = {}
    for row in (files(__package__) / "tables" / "words.tsv").read_text(encoding="utf-8").splitlines():
        length, eighths, together = row.split("\t")
        size, share = int(length), int(eighths) / 8 - TOTAL
        found.update((together[at : at + size], share) for at in range(0, len(together), size))
    return found


@lru_cache(maxsize=8192)
def plausibility(text: str, /) -> float:
    """Return the natural logarithm of the probability of the likeliest cut into words; 0.0 for an empty text."""
    known = words()
    best = [0.0]
    for end in range(1, len(text) + 1):
        char = text[end - 1]
        likeliest = best[end - 1] + (known[char] if char in known else unlisted(char))
        for start in range(max(0, end - LONGEST_WORD), end - 1):
            share = known.get(text[start:end])
            if share is not None:
                likeliest = max(likeliest, best[start] + share)
        best.append(likeliest)
    return best[-1]


def unlisted(char: str) -> float:
    """Return the logarithm of the share of a character that is no word."""
    if char.isdigit():
        return DIGIT
    return UNKNOWN if char >= "\u3400" and char.isalpha() else SIGN
