"""What was put between the characters of a word: separators, line ends, readings in brackets, marks of foreign scripts.

All patterns run over kind letters (``scripts.py``), one byte per character, and begin with the rare character so that an ordinary
text is scanned at memory speed. A stage only joins what stood alone, so it finds nothing left to do in its own result.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import numpy as np

from goodstanding.core.text.draft import Draft
from goodstanding.core.text.scripts import CodePoints, kinds_of
from goodstanding.core.text.tables import tables

Span = tuple[int, int]

# A short gap is at most three blanks or signs, or clause punctuation with a blank or sign on either side.
REST_OF_GAP = rb"(?:[qfz][sp]|[sp]{0,2})"
STRAY_MARKS = re.compile(rb"m(?<=[^xm]m)m*")
LATIN_STOP = re.compile(rb"f(?<=[ld]f)(?=[ld])")
URL_COLON = re.compile(rb"z(?=pp)")
SPELLED_LETTERS = re.compile(rb"[sp](?<=l.)(?<![lr]l.)(?:l[sp]){2,}(?=l(?![lr]))")
READINGS = re.compile(rb"o(?<=co)l{1,6}d?e(?:ol{1,6}d?e)*")
READING = re.compile(rb"o(l+)d?e")
CHAIN = re.compile(
    rb"[sp](?<=c.)(?:" + REST_OF_GAP + rb"(?:c[sp]" + REST_OF_GAP + rb")+(?=c)"  # at least one character stands alone
    rb"|(?<!cc.)" + REST_OF_GAP + rb"(?=c(?!c)))"  # two characters, both alone
)  # fmt: skip
PUNCTUATED = re.compile(rb"[qfzn](?<=c.)(?<!cc.)(?:c[qfzn])+(?=c(?!c))")
BETWEEN = re.compile(rb"[^c]+")
COLUMNS = (b"qcq", b"fcf", b"zcz", b"ncn")
SLASH = ord("/")


def undo_insertions(draft: Draft, kinds: bytes, original: str, /) -> Draft:
    """Take out all that was inserted inside words.

    Args:
        kinds: The kinds of the draft's characters.
        original: The text the draft's offsets refer to; the tone marks of bracketed readings are only there.
    """
    has_gaps = b"s" in kinds or b"p" in kinds
    if has_gaps:
        draft, kinds = taken_out(draft, kinds, letter_gaps(draft.codes, kinds))
    if b"co" in kinds:
        draft, kinds = taken_out(draft, kinds, readings(draft, kinds, original))
    if has_gaps:
        draft, kinds = taken_out(draft, kinds, gaps(kinds))
    if any(column in kinds for column in COLUMNS):
        draft, kinds = taken_out(draft, kinds, punctuated_gaps(draft.codes, kinds))
    return draft


def drop_stray_marks(draft: Draft, /) -> Draft:
    """Drop marks of one script (Thai, Arabic, …) that hang on a character of another."""
    return taken_out(draft, kinds := kinds_of(draft.codes), (m.span() for m in STRAY_MARKS.finditer(kinds)))[0]


def taken_out(draft: Draft, kinds: bytes, spans: Iterator[Span], /) -> tuple[Draft, bytes]:
    """Return the draft without the spans, and its kinds."""
    found = list(spans)
    if not found:
        return draft, kinds
    draft = draft.without(found)
    return draft, kinds_of(draft.codes)


def straighten_addresses(draft: Draft, kinds: bytes, /) -> tuple[Draft, bytes]:
    """Turn 。 between Latin letters or digits into a dot, and ： before // into a colon: web addresses in Chinese dress."""
    stops = [m.start() for m in LATIN_STOP.finditer(kinds)] if b"f" in kinds else []
    colons = [m.start() for m in URL_COLON.finditer(kinds) if (draft.codes[m.end() : m.end() + 2] == SLASH).all()]
    if not stops and not colons:
        return draft, kinds
    codes = draft.codes.copy()
    codes[stops] = ord(".")
    codes[colons] = ord(":")
    return draft.with_codes(codes), kinds_of(codes)


def letter_gaps(codes: CodePoints, kinds: bytes, /) -> Iterator[Span]:
    """Find the gaps in four or more single Latin letters set apart by one repeated blank or sign (w e i x i n)."""
    for match in SPELLED_LETTERS.finditer(kinds):
        start, end = match.span()
        if (codes[start:end:2] == codes[start]).all():
            yield from ((at, at + 1) for at in range(start, end, 2))


def readings(draft: Draft, kinds: bytes, original: str, /) -> Iterator[Span]:
    """Find brackets that hold the pinyin of the character before them: any syllable with its tone, else only its own reading."""
    known, classes = tables().readings, tables().classes
    letters = b""
    for match in READINGS.finditer(kinds):
        letters = letters or draft.codes.astype(np.uint8).tobytes()
        before = chr(classes[draft.codes[match.start() - 1]])
        for bracket in READING.finditer(kinds, *match.span()):
            start, end = bracket.span()
            holders = known.get(letters[start + 1 : bracket.end(1)].decode("ascii"))
            if holders is None or not (before in holders or is_toned(original[draft.starts[start] : draft.ends[end - 1]])):
                break
            yield start, end


def is_toned(text: str, /) -> bool:
    """Tell whether a letter of the text bears a mark, joined or apart."""
    return any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", text))


def gaps(kinds: bytes, /) -> Iterator[Span]:
    """Find the short gaps around Han characters that stand alone.

    All gaps of a chain go if two or more of its characters stand alone; if only one does, those without a blank go
    (``稳.定.不.封`` and ``加*微*信号``, but not ``张三 和 李四``).
    """
    for match in CHAIN.finditer(kinds):
        start, end = match.span()
        alone = match.group().count(b"c")
        alone += kinds[max(start - 2, 0) : start] != b"cc"
        alone += kinds[end : end + 2] != b"cc"
        for between in BETWEEN.finditer(kinds, start, end):
            if alone >= 2 or not between.group().strip(b"p"):
                yield between.span()


def punctuated_gaps(codes: CodePoints, kinds: bytes, /) -> Iterator[Span]:
    """Find clause punctuation after each of three or more single Han characters, or line ends after each of four."""
    for match in PUNCTUATED.finditer(kinds):
        start, end = match.span()
        is_column = kinds[start : start + 1] == b"n"
        if (codes[start:end:2] == codes[start]).all() and end - start >= (5 if is_column else 3):
            yield from ((at, at + 1) for at in range(start, end, 2))
