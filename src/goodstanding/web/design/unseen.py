"""Characters of a text that nobody sees: named, so that pages can print them where they hide.

What belongs to ordinary writing is left alone: joiners inside emoji and in scripts that need them, selectors of a symbol's look.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SUSPECT = re.compile(
    "([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff])\\1*"
)
_SHORT = {
    "\u00ad": "SHY",
    "\u034f": "CGJ",
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
}
"""The names Unicode itself abbreviates them by; the others are called by their number."""
_JOINERS = "\u200c\u200d"
_FLAG = "\U0001f3f4"
_TAGS = range(0xE0020, 0xE0080)
_SELECTORS = range(0xFE00, 0xFE10)
_TONES = range(0x1F3FB, 0x1F400)
_ATTACHED = frozenset({"Mn", "Me"})
_JOINED_SCRIPTS = (range(0x0600, 0x0780), range(0x0840, 0x0E00), range(0x1000, 0x10A0), range(0x1780, 0x18B0))
_KEYCAPS = frozenset("0123456789#*")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text as it is, or a run of one unseen character.

    Args:
        code: What the character is called in short, with its number of repeats; empty for ordinary text.
        name: Its number and full name.
    """

    text: str
    code: str = ""
    name: str = ""


def parts(text: str, start: int = 0, end: int | None = None, /) -> tuple[Part, ...]:
    """Cut a stretch of a text around the unseen characters in it; joined again they are that stretch."""
    end = len(text) if end is None else end
    found, at = [], start
    for run in _SUSPECT.finditer(text, start, end):
        if _is_ordinary(text, run.start(), run.end()):
            continue
        if at < run.start():
            found.append(Part(text[at : run.start()]))
        found.append(_unseen(run.group()))
        at = run.end()
    if at < end:
        found.append(Part(text[at:end]))
    return tuple(found)


def whole(text: str, start: int, end: int, /) -> tuple[int, int]:
    """Widen a stretch so that no edge parts a character from what hangs on it: accents, selectors, the rest of an emoji."""
    while start > 0 and _is_attached(text, start):
        start -= 1
    while end < len(text) and _is_attached(text, end):
        end += 1
    return start, end


def _unseen(run: str) -> Part:
    point = ord(run[0])
    title = f"U+{point:04X} {unicodedata.name(run[0], '')}".rstrip()
    short = _SHORT.get(run[0], f"{point:04X}")
    return Part(run, f"{short} ×{len(run)}" if len(run) > 1 else short, title)


def _is_ordinary(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if not before or end - start > 1:
        return False
    point = ord(text[start])
    if point in _SELECTORS:
        return _is_pictorial(before) or before in _KEYCAPS
    if text[start] in _JOINERS:
        return bool(after) and (_is_joined(before, after) or (_ends_emoji(text, start) and _is_pictorial(after)))
    return point in _TAGS and (before == _FLAG or ord(before) in _TAGS)


def _is_attached(text: str, at: int) -> bool:
    """Say whether the character at a place hangs on the one before it."""
    point, before = ord(text[at]), text[at - 1]
    if unicodedata.category(text[at]) in _ATTACHED or point in _SELECTORS or point in _TONES:
        return not before.isspace()
    joins = text[at] == "\u200d" and _ends_emoji(text, at)
    return joins or (before == "\u200d" and _is_pictorial(text[at]) and _ends_emoji(text, at - 1))


def _ends_emoji(text: str, at: int) -> bool:
    """Say whether an emoji ends right before a place."""
    at -= 1
    while at > 0 and (ord(text[at]) in _SELECTORS or ord(text[at]) in _TONES):
        at -= 1
    return at >= 0 and _is_pictorial(text[at])


def _is_pictorial(character: str) -> bool:
    return unicodedata.category(character)[0] == "S"


def _is_joined(before: str, after: str) -> bool:
    return all(any(ord(one) in script for script in _JOINED_SCRIPTS) for one in (before, after))
