"""Finding the parts of a text that do not belong to it: lists of site titles and keywords, and advertisements between sentences.

The method is structural. A list is a line of several pieces between separators, nearly without the words that hold sentences
together, whose letter pairs the rest of the text does not use, and whose pieces look like site titles. An advertisement is a
sentence that names a trade beside a contact or a call to get in touch, of which the rest of the text does not speak.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from goodstanding.core.signals.contacts import SURE, Contact
from goodstanding.core.signals.evidence import MOST_HITS
from goodstanding.core.signals.spam_vocabulary import (
    CALLING_WORDS,
    COMPANY_WORDS,
    FUNCTION_WORDS,
    SITE_CODES,
    SITE_WORDS,
    TRADE_WORDS,
)
from goodstanding.core.text.patterns import LiteralSet, PatternSet


class Foreign(NamedTuple):
    """A part that does not belong.

    Args:
        score: 0.0–1.0.
        kind: ``list`` or ``line``.
        items: Pieces of a list; marks of an advertisement.
        marks: What gave it away, at most five words.
    """

    start: int
    end: int
    score: float
    kind: str
    items: int
    marks: tuple[str, ...]


class _Mark(NamedTuple):
    start: int
    end: int
    word: str
    role: str


_LEAST_LETTERS = 12
_LEAST_MARKED = 0.25
_MOST_FUNCTION = 0.11
_LEAST_FOREIGN = 0.75
_SURE_FUNCTION, _SURE_FOREIGN = 0.06, 0.5
_STRONG = re.compile(r"\s*[|｜丨¦]\s*|\s+i\s+|\s{2,}|\s*[★☆●■◆▲※→]\s*")
_WEAK = (re.compile(r"\s*[-–—]+\s*"), re.compile(r"_"), re.compile(r"[,，]"))
_ADDRESS = re.compile(r"<?(?:https?|ftp)://[^\s<>\u3400-\u9fff]+>?")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_WORDS = (*SITE_WORDS, *TRADE_WORDS, *CALLING_WORDS)
_ROLES = ("site",) * len(SITE_WORDS) + ("trade",) * len(TRADE_WORDS) + ("call",) * len(CALLING_WORDS)
_LITERALS = LiteralSet(_WORDS)
_CODES = PatternSet(SITE_CODES)


def foreign_parts(text: str, contacts: Sequence[Contact], /) -> list[Foreign]:
    """Return the foreign parts of a text in normal form, in order, without overlap.

    Args:
        contacts: What the contact finder saw in the same text.
    """
    marks = _marks(text, contacts)
    if not marks:
        return []
    starts = [mark.start for mark in marks]
    usage = _Usage(text)
    found: list[Foreign] = []
    for start, end in _lines(text):
        inside = marks[bisect_left(starts, start) : bisect_left(starts, end)]
        if not inside:
            continue
        listed = _as_list(text, start, end, inside, usage)
        if listed is not None:
            found.append(listed)
        else:
            found.extend(_advertisements(text, start, end, inside, usage))
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, start + len(line)
        start += len(line) + 1


def _marks(text: str, contacts: Sequence[Contact]) -> list[_Mark]:
    marks = [_Mark(start, end, _WORDS[index], _ROLES[index]) for start, end, index in _LITERALS.find(text)]
    for index in _CODES.which(text):
        marks.extend(_Mark(start, end, text[start:end], "code") for start, end in _CODES.spans(text, index, most=MOST_HITS))
    marks.extend(
        _Mark(contact.start, contact.end, text[contact.start : contact.end], "contact")
        for contact in contacts
        if contact.score >= SURE
    )
    return sorted(marks)


class _Usage:
    """How often a text uses each pair of neighbouring letters; counted when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pairs: Counter[tuple[str, str]] | None = None

    def foreignness(self, start: int, end: int) -> float:
        """Return the share of a part's pairs of Chinese letters that stand nowhere else in the text, 0.0–1.0."""
        if self._pairs is None:
            self._pairs = Counter(pairwise(self._text))
        part = self._text[start:end]
        own = Counter(pair for pair in pairwise(part) if _is_han(pair[0]) and _is_han(pair[1]))
        if not own:
            return 1.0
        return sum(self._pairs[pair] <= count for pair, count in own.items()) / len(own)

    def is_elsewhere(self, mark: _Mark, start: int, end: int) -> bool:
        """Say whether a mark's word stands outside a part too."""
        return self._text.find(mark.word, 0, start) >= 0 or self._text.find(mark.word, end) >= 0


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


def _pieces(line: str) -> list[str]:
    """Split a line at the separators it uses: three pieces between strong ones make a list, four between weak ones."""
    strong = [piece for piece in _STRONG.split(line) if piece.strip()]
    if len(strong) >= 3:
        return strong
    for separator in _WEAK:
        weak = [piece for piece in separator.split(line) if piece.strip()]
        if len(weak) >= 4:
            return weak
    return []


def _as_list(text: str, start: int, end: int, marks: Sequence[_Mark], usage: _Usage) -> Foreign | None:
    line = _ADDRESS.sub(" ", text[start:end])
    if "。" in line or line.rstrip().endswith("|"):
        return None  # prose, or a row of a table
    letters = [letter for letter in line if _is_han(letter)]
    pieces = _pieces(line)
    if len(letters) < _LEAST_LETTERS or not pieces:
        return None
    marked = _marked_share(pieces)
    function = sum(letter in FUNCTION_WORDS for letter in letters) / len(letters)
    if marked < _LEAST_MARKED or function > _MOST_FUNCTION or {mark.word for mark in marks} <= COMPANY_WORDS:
        return None
    foreign = usage.foreignness(start, end)
    if foreign < (_SURE_FOREIGN if function <= _SURE_FUNCTION and marked >= 2 * _LEAST_MARKED else _LEAST_FOREIGN):
        return None
    score = min(1.0, 0.4 * foreign + 0.3 * min(1.0, 2 * marked) + 0.3 * (1 - function / _MOST_FUNCTION))
    return Foreign(start, end, round(score, 3), "list", len(pieces), _words(marks))


def _marked_share(pieces: Sequence[str]) -> float:
    marked = sum(bool(_LITERALS.which(piece)) or bool(_CODES.which(piece)) for piece in pieces)
    return marked / len(pieces)


def _advertisements(text: str, start: int, end: int, marks: Sequence[_Mark], usage: _Usage) -> Iterator[Foreign]:
    for found in _SENTENCE.finditer(text, start, end):
        inside = [mark for mark in marks if found.start() <= mark.start < found.end() and mark.role not in ("site", "code")]
        if len(inside) < 2:
            continue
        new = [mark for mark in inside if not usage.is_elsewhere(mark, found.start(), found.end())]
        roles = {mark.role for mark in new}
        if "trade" not in roles or roles == {"trade"}:
            continue
        first, last = _bounds(text, found.start(), found.end(), new)
        if usage.foreignness(first, last) >= _LEAST_FOREIGN:
            yield Foreign(first, last, min(1.0, 0.4 + 0.1 * len(new) + 0.1 * len(roles)), "line", len(new), _words(new))


def _bounds(text: str, start: int, end: int, marks: Sequence[_Mark]) -> tuple[int, int]:
    """Return the advertisement's part of a sentence: from its beginning to its end or to the clause after the last mark."""
    last = max(mark.end for mark in marks)
    if end - last <= 12:
        return start, end
    clause = re.compile(r"[,，;；\s]").search(text, last, min(end, last + 12))
    return start, clause.start() if clause else last


def _words(marks: Sequence[_Mark]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.word for mark in marks))[:5]
