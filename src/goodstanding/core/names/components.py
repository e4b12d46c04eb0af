"""Characters taken apart: those that share all but a radical look alike (列 and 例), and parts may stand for the whole."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from goodstanding.core.text.second_reading import known_splits

RADICALS = frozenset(
    "亻氵忄扌犭钅饣讠纟礻衤疒艹木女口土王玉日月目石虫山火马车禾竹米贝足阝冫广厂穴门囗心金食言雨页辶宀攵刂人鸟鱼舟酉身巾弓革骨衣皿"
)
"""Parts that are added to a character without changing its drawing much."""

_LONGEST = 4


@cache
def cores() -> dict[str, frozenset[str]]:
    """Return what is left of each character without its radical; several ways of taking apart give several."""
    found: dict[str, set[str]] = defaultdict(set)
    for parts, character in known_splits().items():
        if len(parts) == 2 and len(character) == 1:
            for radical, rest in ((parts[0], parts[1]), (parts[1], parts[0])):
                if radical in RADICALS:
                    found[character].add(rest)
    return {character: frozenset(rests) for character, rests in found.items()}


@cache
def by_core() -> dict[str, frozenset[str]]:
    """Return the characters that are left as the same one without their radicals."""
    found: dict[str, set[str]] = defaultdict(set)
    for character, rests in cores().items():
        for rest in rests:
            found[rest].add(character)
    return {rest: frozenset(characters) for rest, characters in found.items()}


@lru_cache(maxsize=1 << 14)
def kindred(character: str, /) -> frozenset[str]:
    """Return the characters that differ from one only by a radical, had or lacking."""
    rests = cores().get(character, frozenset())
    found = set(rests) | by_core().get(character, frozenset())
    for rest in rests:
        found |= by_core()[rest]
    found.discard(character)
    return frozenset(found)


def joined(text: str, /) -> list[tuple[int, int, str]]:
    """Return where parts of a character stand side by side: (start, end, character), the longest first, without overlap."""
    found, at, known = [], 0, known_splits()
    while at < len(text):
        for length in range(min(_LONGEST, len(text) - at), 1, -1):
            whole = known.get(text[at : at + length])
            if whole is not None and len(whole) == 1:
                found.append((at, at + length, whole))
                at += length
                break
        else:
            at += 1
    return found
