"""The few traditional characters whose simplified form depends on the phrase around them (乾: 饼干, but 乾坤).

A phrase is compared by *classes*: characters that conversion may exchange count as one. So the decision is the same before and
after conversion, which keeps the normal form stable.
"""

from __future__ import annotations

from functools import cache, lru_cache

from goodstanding.core.text.draft import Draft
from goodstanding.core.text.scripts import text_of
from goodstanding.core.text.tables import DEPENDS, tables


def simplify_by_phrase(draft: Draft, text: str, /) -> tuple[Draft, str]:
    """Convert the characters that depend on their phrase; draft and text come back as they are where those stay so.

    Args:
        text: The draft as a string.
    """
    changed: list[tuple[int, str]] = []
    for place in (tables().flags.take(draft.codes) & DEPENDS).nonzero()[0].tolist():
        first = max(place - 1, 0)
        wanted = settled_near(text[first : place + 2], place - first) or wanted_at(text, place)
        if wanted != text[place]:
            changed.append((place, wanted))
    if not changed:
        return draft, text
    codes = draft.codes.copy()
    for place, wanted in changed:
        codes[place] = ord(wanted)
    return draft.with_codes(codes), text_of(codes)


@lru_cache(maxsize=1 << 14)
def settled_near(near: str, at: int, /) -> str:
    """Return what a character becomes where its neighbors tell already that no known phrase decides, as most do; else nothing."""
    table = tables()
    classes = near.translate(table.classed)
    return "" if classes[at:] in table.contexts or classes[: at + 1] in table.contexts else table.defaults[near[at]]


def wanted_at(text: str, place: int, /) -> str:
    """Return the character that a known phrase wants at this place, or what it becomes outside of any."""
    first = max(place - longest_phrase(), 0)
    classes = text[first : place + longest_phrase()].translate(tables().classed)
    return belonging(classes, place - first) or tables().defaults[text[place]]


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
