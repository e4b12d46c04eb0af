"""Foreign parts known by their form: keywords in another language, blocks hidden from readers, and names of sites put for names.

Each is looked for only where the text holds its form at all: kana, a run of English, mark-up, or a trade glued to a site word.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from goodstanding.core.signals.foreign_marks import Foreign, Mark, MarkedText, is_han, is_inside, is_site, marks_of, words_of
from goodstanding.core.signals.spam_vocabulary import ENGLISH_TRADE, FUNCTION_WORDS, JAPANESE_TRADE
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.patterns import LiteralSet

_JAPANESE = LiteralSet(tuple(dict.fromkeys(normalise(word).text for word in JAPANESE_TRADE)))
_ENGLISH = frozenset(ENGLISH_TRADE)
_KANA = re.compile(r"[\u3041-\u30ff]")
_LINE = re.compile(r"[^\n。]+")
_ENGLISH_RUN = re.compile(r"[a-z][a-z0-9 ,.|;:!$%&'/\-_+\n]{23,}")
_WORD = re.compile(r"[a-z]{2,}")
_HIDDEN = re.compile(
    r"<(\w{1,10})[^<>]{0,300}style\s*=\s*[\"'][^\"'<>]{0,200}?"
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|text-indent\s*:\s*-\d{3}|(?:left|top)\s*:\s*-\d{3})"
    r"[^<>]{0,300}>",
    re.IGNORECASE,
)
_ENTITIES = re.compile(r"(?:&#x?[0-9a-f]{2,6};[^&<>\n]{0,6}){6,}", re.IGNORECASE)
_LONGEST_HIDDEN = 20_000
_LEAST_TRADE_WORDS = 3
_LEAST_DENSITY = 0.2
_SHADY = frozenset({"gambling", "sexual"})
_MOST_REPORT_WORDS = 1
_LONGEST_BRAND = 4


def keywords_in_another_language(text: str, /) -> Iterator[Foreign]:
    """Return lines of Japanese and runs of English that are mostly words of a trade, in a text that is Chinese."""
    if _KANA.search(text):
        for found in _LINE.finditer(text):
            if not _KANA.search(text, *found.span()):
                continue
            hits = dict.fromkeys(_JAPANESE.literals[index] for _, _, index in _JAPANESE.find(found.group()))
            if len(hits) >= _LEAST_TRADE_WORDS:
                yield Foreign(*found.span(), 0.8, "script", len(hits), tuple(hits)[:5])
    for found in _ENGLISH_RUN.finditer(text):
        written = _WORD.findall(found.group().lower())
        hits = dict.fromkeys(word for word in written if word in _ENGLISH)
        dense = sum(word in _ENGLISH for word in written) >= _LEAST_DENSITY * len(written)
        if len(hits) >= _LEAST_TRADE_WORDS and dense:
            yield Foreign(found.start(), found.start() + len(found.group().rstrip()), 0.8, "script", len(hits), tuple(hits)[:5])


def hidden_blocks(marked: MarkedText, /) -> Iterator[Foreign]:
    """Return what mark-up hides from readers, or writes in character references, and names a trade or an address."""
    text = marked.text
    if "<" in text:
        for found in _HIDDEN.finditer(text):
            end = text.find(f"</{found.group(1)}", found.end(), found.end() + _LONGEST_HIDDEN)
            marks = _telling(marked.within(found.end(), end)) if end > found.end() else []
            if marks:
                yield Foreign(found.end(), end, 0.9, "hidden", len(marks), words_of(marks))
    if "&#" in text:
        for found in _ENTITIES.finditer(text):
            written = html.unescape(found.group())
            words = dict.fromkeys(mark.word for mark in _telling(_marks_in(written)))
            if words:
                yield Foreign(*found.span(), 0.9, "hidden", len(words), tuple(words)[:5])


def _marks_in(written: str) -> list[Mark]:
    return marks_of(normalise(written).text, ())


def _telling(marks: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.role in ("trade", "code", "contact")]


def names_of_sites(marked: MarkedText, known: Sequence[tuple[int, int]], /) -> Iterator[Foreign]:
    """Return names a gambling or sexual trade gives itself (its word glued to a site word) in a text that is about neither.

    Args:
        known: Parts already found foreign, in order.
    """
    names = [pair for pair in _glued(marked.marks) if not is_inside(pair[0].start, known)]
    if not names or _speaks_of_it(marked, names, known):
        return
    for trade, last in names:
        start = _name_start(marked.text, trade.start)
        yield Foreign(start, last.end, 0.6, "name", 2, words_of((trade, last)))


def _glued(marks: Sequence[Mark]) -> Iterator[tuple[Mark, Mark]]:
    words = [mark for mark in marks if mark.role in ("trade", "site", "theme", "call")]
    at = 0
    while at < len(words):
        last = at
        while last + 1 < len(words) and words[last + 1].start == words[last].end:
            last += 1
        run = words[at : last + 1]
        if any(mark.family in _SHADY for mark in run) and any(is_site(mark) for mark in run):
            yield run[0], run[-1]
        at = last + 1


def _speaks_of_it(marked: MarkedText, names: Sequence[tuple[Mark, Mark]], known: Sequence[tuple[int, int]]) -> bool:
    """Say whether the text speaks of such trades in its own voice, or is a report."""
    spans = sorted([*known, *((first.start, last.end) for first, last in names)])
    if any(not is_inside(at, spans) for family in _SHADY for at in marked.families.get(family, ())):
        return True
    return sum(mark.role == "report" for mark in marked.marks) > _MOST_REPORT_WORDS


def _name_start(text: str, start: int) -> int:
    """Take the brand before a trade's word along: Latin letters and digits, or a few Chinese ones up to a function word."""
    at = start
    if at and text[at - 1].isascii() and text[at - 1].isalnum():
        while at and text[at - 1].isascii() and text[at - 1].isalnum() and start - at < 20:
            at -= 1
        return at
    while at and start - at < _LONGEST_BRAND and is_han(text[at - 1]) and text[at - 1] not in FUNCTION_WORDS:
        at -= 1
    return at
