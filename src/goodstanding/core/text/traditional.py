"""The few traditional characters whose simplified form depends on the phrase around them (乾: 饼干, but 乾坤).

A phrase is compared by *classes*: characters that conversion may exchange count as one. So the decision is the same before and
after conversion, which keeps the normal form stable.
"""

from __future__ import annotations

import re
from functools import cache

from goodstanding.core.text.draft import Draft
from goodstanding.core.text.scripts import text_of
from goodstanding.core.text.tables import tables


def simplify_by_phrase(draft: Draft, text: str, /) -> tuple[Draft, str]:
    """Convert the characters that depend on their phrase; draft and text come back as they are where those stay so.

    Args:
        text: The draft as a string.
    """
    defaults = tables().defaults
    changed: list[tuple[int, str]] = []
    for found in depending().finditer(text):
        place, written = found.start(), found.group()
        wanted = wanted_at(text, place) or defaults[written]
        if wanted != written:
            changed.append((place, wanted))
    if not changed:
        return draft, text
    codes = draft.codes.copy()
    for place, wanted in changed:
        codes[place] = ord(wanted)
    return draft.with_codes(codes), text_of(codes)


def wanted_at(text: str, place: int, /) -> str | None:
    """Return the character that a known phrase wants at this place: the classes of its neighbors tell first whether one can."""
    first = max(place - 1, 0)
    near, at = text[first : place + 2].translate(tables().classed), place - first
    if near[at:] not in tables().contexts and near[: at + 1] not in tables().contexts:
        return None
    first = max(place - longest_phrase(), 0)
    return belonging(text[first : place + longest_phrase()].translate(tables().classed), place - first)


@cache
def depending() -> re.Pattern[str]:
    """Return the pattern of the characters that depend on their phrase."""
    return re.compile("[" + "".join(map(re.escape, tables().defaults)) + "]")


@cache
def longest_phrase() -> int:
    """Return the length of the longest phrase that decides."""
    return max(len(phrase) for entries in tables().contexts.values() for phrase, _, _ in entries)


def belonging(classes: str, place: int, /) -> str | None:
    """Return the character that a known phrase wants at this place, the longest phrase first."""
    known = tables().contexts
    best: tuple[int, str] | None = None
    for pair in (classes[place : place + 2], classes[max(place - 1, 0) : place + 1]):
        for phrase, offset, target in known.get(pair, ()):
            if place >= offset and classes.startswith(phrase, place - offset):
                best = max(best or (0, ""), (len(phrase), target))
                break
    return best[1] if best else None
