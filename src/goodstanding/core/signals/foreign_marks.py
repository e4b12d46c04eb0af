"""The words and codes that give a foreign part away, found in one pass; and how a text uses its own letters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from goodstanding.core.signals.contacts import Contact
from goodstanding.core.signals.evidence import MOST_HITS
from goodstanding.core.signals.spam_vocabulary import (
    CALLING_WORDS,
    OFFER_CODES,
    PROMISE_WORDS,
    REPORT_WORDS,
    SITE_CODES,
    SITE_WORDS,
    THEME_WORDS,
    TITLE_CODES,
    TRADE_FAMILIES,
    TRADE_WORDS,
)
from goodstanding.core.text.patterns import LiteralSet, PatternSet


class Foreign(NamedTuple):
    """A part that does not belong.

    Args:
        score: 0.0–1.0.
        kind: ``list``, ``line``, ``name``, ``script`` or ``hidden``.
        items: Pieces of a list; marks of anything else.
        marks: What gave it away, at most five words.
    """

    start: int
    end: int
    score: float
    kind: str
    items: int
    marks: tuple[str, ...]


class Mark(NamedTuple):
    """One word or code, in code points of the text.

    Args:
        role: ``trade``, ``call``, ``promise``, ``site``, ``theme``, ``report``, ``code``, ``offer``, ``brand``,
            ``remark``, ``latin``, ``join`` or ``contact``.
        weight: 0.0–1.0: how sure the mark is by itself.
        trade: The family of a word of a trade that a bank holds; empty for the words known here.
    """

    start: int
    end: int
    word: str
    role: str
    weight: float = 1.0
    trade: str = ""

    @property
    def family(self) -> str:
        """What a text speaks of where the mark stands: the trade; for a site or a name the word itself; else nothing."""
        if self.role == "trade":
            return self.trade or TRADE_FAMILIES[self.word]
        return self.word if self.role in ("site", "theme", "brand", "call", "latin") else ""


_ROLES: dict[str, str] = {
    **dict.fromkeys(THEME_WORDS, "theme"),
    **dict.fromkeys(SITE_WORDS, "site"),
    **dict.fromkeys(PROMISE_WORDS, "promise"),
    **dict.fromkeys(CALLING_WORDS, "call"),
    **dict.fromkeys(TRADE_WORDS, "trade"),
    **dict.fromkeys(REPORT_WORDS, "report"),
}
_WORDS = tuple(_ROLES)
_SITE = frozenset(SITE_WORDS)
_LITERALS = LiteralSet(_WORDS)
_CODE_ROLES = (*["code"] * len(SITE_CODES), *["offer"] * len(OFFER_CODES), "brand", "remark", "latin", "join")
_CODES = PatternSet((*SITE_CODES, *OFFER_CODES, *TITLE_CODES))
_PLAIN = re.compile(r"[^\n]+")
_MARKED_UP = re.compile(r"[^\n<>\"]+")


def marks_of(text: str, contacts: Sequence[Contact], /, *, named: Sequence[Mark] = ()) -> list[Mark]:
    """Return the marks of a text in normal form, in order; of words inside one another the longest.

    Args:
        named: Words of trades that banks hold, found in the same text.
    """
    marks = list(_outermost(_LITERALS.find(text), text))
    if named:
        marks = list(_longest([*marks, *named]))
    for index in _CODES.which(text):
        role = _CODE_ROLES[index]
        marks.extend(Mark(start, end, text[start:end], role) for start, end in _CODES.spans(text, index, most=MOST_HITS))
    marks.extend(
        Mark(contact.start, contact.end, text[contact.start : contact.end], "contact", contact.score) for contact in contacts
    )
    return sorted(marks)


def _outermost(hits: Iterable[tuple[int, int, int]], text: str) -> Iterable[Mark]:
    reach = 0
    for start, end, index in sorted(hits, key=_by_start_longest):
        if end > reach and not _is_cut_out(text, start, end):
            reach = end
            yield Mark(start, end, _WORDS[index], _ROLES[_WORDS[index]])


def _longest(marks: Iterable[Mark]) -> Iterable[Mark]:
    """Yield the marks no other contains, in order; of equal ones the first."""
    reach = 0
    for mark in sorted(marks, key=_mark_by_start_longest):
        if mark.end > reach:
            reach = mark.end
            yield mark


def _mark_by_start_longest(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _by_start_longest(hit: tuple[int, int, int]) -> tuple[int, int]:
    return hit[0], -hit[1]


def _is_cut_out(text: str, start: int, end: int) -> bool:
    if not text[start].isascii():
        return False
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return (before.isascii() and before.isalnum()) or (after.isascii() and after.isalpha() and text[end - 1].isalpha())


def is_site(mark: Mark, /) -> bool:
    """Say whether a word also presents a site, whatever else it is."""
    return mark.role == "site" or mark.word in _SITE


class MarkedText:
    """A text with its marks, and what can be asked of both; each answer is computed at most once.

    Args:
        text: The normal form.
        marks: In order.
    """

    def __init__(self, text: str, marks: list[Mark]) -> None:
        self.text = text
        self.marks = marks
        self._starts = [mark.start for mark in marks]

    def within(self, start: int, end: int, /) -> list[Mark]:
        """Return the marks that begin inside a part."""
        return self.marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    @cached_property
    def lines(self) -> list[tuple[int, int]]:
        """Where the lines that hold anything begin and end; in mark-up, what stands between tags and quotes too."""
        pieces = _MARKED_UP if "<" in self.text else _PLAIN
        return [found.span() for found in pieces.finditer(self.text)]

    @cached_property
    def _loud(self) -> list[tuple[int, int]]:
        """Lines made of marks for a good part: what they say is not taken for what the text is about."""
        return [line for line in self.lines if self._is_loud(*line)]

    def _is_loud(self, start: int, end: int) -> bool:
        marks = [mark for mark in self.within(start, end) if mark.role in ("trade", "site", "code")]
        return any(mark.family for mark in marks) and 4 * sum(mark.end - mark.start for mark in marks) >= end - start

    @cached_property
    def _pairs(self) -> Counter[tuple[str, str]]:
        pairs = Counter(pairwise(self.text))
        for start, end in self._loud:
            pairs.subtract(Counter(pairwise(self.text[start:end])))
        return pairs

    def foreignness(self, start: int, end: int, /) -> float:
        """Return the share of a part's pairs of Chinese letters that the rest of the text does not use, 0.0–1.0."""
        own = Counter(pair for pair in pairwise(self.text[start:end]) if is_han(pair[0]) and is_han(pair[1]))
        if not own:
            return 1.0
        loud = is_inside(start, self._loud)
        return sum(self._pairs[pair] <= (0 if loud else count) for pair, count in own.items()) / len(own)

    @cached_property
    def families(self) -> dict[str, list[int]]:
        """Where the text speaks of each family of trades in its own voice, in order."""
        found: dict[str, list[int]] = {}
        for mark in self.marks:
            if mark.family and not is_inside(mark.start, self._loud):
                found.setdefault(mark.family, []).append(mark.start)
        return found


def is_inside(at: int, places: Sequence[tuple[int, int]], /) -> bool:
    """Say whether a position lies in one of the places, which are in order and do not overlap."""
    index = bisect_right(places, at, key=_start)
    return index > 0 and at < places[index - 1][1]


def _start(place: tuple[int, int]) -> int:
    return place[0]


def is_han(letter: str, /) -> bool:
    """Say whether a letter is a Chinese character of the common block or its first extension."""
    return "\u3400" <= letter <= "\u9fff"


def words_of(marks: Iterable[Mark], /) -> tuple[str, ...]:
    """Return at most five different words of marks, in order."""
    return tuple(dict.fromkeys(mark.word for mark in marks))[:5]
