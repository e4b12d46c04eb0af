"""Words that tell little: those added to a name without making it another, those that many names share, and names of places."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

GENERIC, PLACE, OTHER = 0.4, 0.6, 1.0
"""How much a character tells of whose name it is: in a word that many names share, in a place's name, and elsewhere."""

_PLACE_ENDINGS = (
    *("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州", "自治县", "自治旗"),
    *("林区", "矿区", "新区", "地区", "省", "市", "县", "区", "州", "盟", "旗"),
)
_LONGEST = 8


def _words(name: str) -> frozenset[str]:
    lines = (files(__package__) / "data" / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def added_words() -> frozenset[str]:
    """Return the words that are added to names: 官方, 中心, 订阅号."""
    return _words("added_words.txt")


@cache
def generic_words() -> frozenset[str]:
    """Return the words that many names of organisations share."""
    return _words("generic_words.txt")


@cache
def divisions() -> frozenset[str]:
    """Return the full names of administrative divisions, from counties up."""
    return _words("places.txt")


@cache
def places() -> frozenset[str]:
    """Return the names of provinces, cities and counties, with their endings and without."""
    found = set()
    for name in divisions():
        found.add(name)
        short = next((name.removesuffix(ending) for ending in _PLACE_ENDINGS if name.endswith(ending)), name)
        if len(short) >= 2:
            found.add(short)
    return frozenset(found)


def weights(text: str, /) -> list[float]:
    """Return how much each character of a name tells, `GENERIC` to `OTHER`."""
    found = [OTHER] * len(text)
    for words, weight in ((places(), PLACE), (generic_words(), GENERIC)):
        for start, end in occurrences(text, words):
            for at in range(start, end):
                found[at] = min(found[at], weight)
    return found


def occurrences(text: str, words: frozenset[str], /) -> list[tuple[int, int]]:
    """Return where words stand in a short text, the longest from each place, without overlap."""
    found, at = [], 0
    while at < len(text):
        for length in range(min(_LONGEST, len(text) - at), 0, -1):
            if text[at : at + length] in words:
                found.append((at, at + length))
                at += length
                break
        else:
            at += 1
    return found
