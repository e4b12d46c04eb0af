"""What was put between the characters of a word: separators, line ends, readings in brackets, marks of foreign scripts.

All patterns run over kind letters (``scripts.py``), one byte per character, and begin with the rare character so that an ordinary
text is scanned at memory speed. What goes is blanked (a zero byte) first, then cut from draft and kinds alike. A stage only joins
what stood alone, so it finds nothing left to do in its own result.
"""

from __future__ import annotations

import re

import numpy as np

from goodstanding.core.text.draft import Draft
from goodstanding.core.text.scripts import CodePoints, is_cjk, kinds_of, text_of
from goodstanding.core.text.tables import tables

# A short gap is at most three blanks or signs, or clause punctuation with a blank or sign on either side.
REST_OF_GAP = rb"(?:[qfz][sp]|[sp]{0,2})"
STRAY_MARKS = re.compile(rb"m(?<=[^xm]m)m*")
LATIN_STOP = re.compile(rb"f(?<=[ld]f)(?=[ld])")
URL_COLON = re.compile(rb"z(?=pp)")
SPELLED_LETTERS = re.compile(rb"[sp](?<=l.)(?<![lr]l.)(?:l[sp]){2,}(?=l(?![lr]))")
LONGEST_READING = 8
"""Six letters, a digit for the tone, and the closing bracket."""
TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛŃŇǸḾ\u0300\u0301\u0304\u030c]")
CHAIN = re.compile(
    rb"[sp](?<=c.)(?:" + REST_OF_GAP + rb"(?:c[sp]" + REST_OF_GAP + rb")+(?=c)"  # at least one character stands alone
    rb"|(?<!cc.)" + REST_OF_GAP + rb"(?=c(?!c)))"  # two characters, both alone
)  # fmt: skip
PUNCTUATED = re.compile(rb"[qfzn](?<=c.)(?<!cc.)(?:c[qfzn])+(?=c(?!c))")
BETWEEN = re.compile(rb"[^c]+")
NOT_HAN = bytes(kind if kind == ord("c") else 0 for kind in range(256))
ONE_BREAK = bytes(ord("q") if kind in b"qfzn" else kind for kind in range(256))
SLASH, HAN, COLUMN = ord("/"), ord("c"), 5


def undo_insertions(draft: Draft, kinds: bytes, original: str, /) -> Draft:
    """Take out all that was inserted inside words.

    Args:
        kinds: The kinds of the draft's characters.
        original: The text the draft's offsets refer to; the tone marks of bracketed readings are only there.
    """
    has_gaps = b"s" in kinds or b"p" in kinds
    if has_gaps and (b"lsl" in kinds or b"lpl" in kinds):
        draft, kinds = cut(draft, kinds, SPELLED_LETTERS.sub(lambda m: joined(m, draft.codes), kinds))
    if b"co" in kinds:
        draft, kinds = cut(draft, kinds, blanked_at(kinds, readings_in_brackets(draft, original)))
    if has_gaps:
        draft, kinds = cut(draft, kinds, CHAIN.sub(closed, kinds))
    if b"qcq" in kinds.translate(ONE_BREAK):
        draft, kinds = cut(draft, kinds, PUNCTUATED.sub(lambda m: joined(m, draft.codes), kinds))
    return draft


def drop_stray_marks(draft: Draft, /) -> Draft:
    """Drop marks of one script (Thai, Arabic, …) that hang on a character of another."""
    kinds = kinds_of(draft.codes)
    return cut(draft, kinds, STRAY_MARKS.sub(lambda m: bytes(len(m.group())), kinds))[0]


def cut(draft: Draft, kinds: bytes, blanked: bytes, /) -> tuple[Draft, bytes]:
    """Return the draft and its kinds without the characters that were blanked."""
    if blanked == kinds:
        return draft, kinds
    return draft.at(np.frombuffer(blanked, np.uint8).nonzero()[0]), blanked.translate(None, b"\0")


def straighten_addresses(draft: Draft, kinds: bytes, /) -> tuple[Draft, bytes]:
    """Turn 。 between Latin letters or digits into a dot, and ： before // into a colon: web addresses in Chinese dress."""
    stops = [m.start() for m in LATIN_STOP.finditer(kinds)] if b"lf" in kinds or b"df" in kinds else []
    colons = [m.start() for m in URL_COLON.finditer(kinds)] if b"zpp" in kinds else []
    colons = [at for at in colons if (draft.codes[at + 1 : at + 3] == SLASH).all()]
    if not stops and not colons:
        return draft, kinds
    codes = draft.codes.copy()
    codes[stops] = ord(".")
    codes[colons] = ord(":")
    return draft.with_codes(codes), kinds_of(codes)


def joined(match: re.Match[bytes], codes: CodePoints, /) -> bytes:
    """Blank every other character, a separator, if all of them are the same: w e i x i n, or 加，微，信.

    Line ends must separate four characters at least, so that a short column of a table stays one.
    """
    start, end = match.span()
    kinds = match.group()
    if (codes[start:end:2] != codes[start]).any() or (kinds.startswith(b"n") and len(kinds) < COLUMN):
        return kinds
    return b"".join(b"\0" + kinds[at : at + 1] for at in range(1, len(kinds), 2)) + b"\0"


def readings_in_brackets(draft: Draft, original: str, /) -> list[int]:
    """Find brackets that hold the pinyin of the character before them: any syllable with its tone, else only its own reading.

    Several brackets may follow one character, hence the memory of where the last one ended and of the character.

    Returns:
        Where each begins and where it ends, by turns.
    """
    table = tables()
    held = table.held
    before, *parts = text_of(table.bracketed.take(draft.codes)).split("(")
    found: list[int] = []
    start, taken_to, holder = len(before), -1, ""
    for part in parts:
        close = part.find(")", 1, LONGEST_READING)
        if close > 0:
            if start != taken_to:
                holder = before[-1:]
            end = start + close + 2
            if holder + part[:close] in held or is_spelled_out(draft, original, start, end, holder, part[:close]):
                found += (start, end)
                taken_to = end
        start += len(part) + 1
        before = part
    return found


def is_spelled_out(draft: Draft, original: str, start: int, end: int, holder: str, reading: str, /) -> bool:
    """Tell whether a bracket holds a character's reading with the number of its tone, or any syllable with a tone mark."""
    letters = reading[:-1] if reading[-1:].isdigit() else reading
    holders = tables().readings.get(letters)
    if not holders or not holder or not is_cjk(holder):
        return False
    return holder in holders or is_toned(draft, original, start, end)


def is_toned(draft: Draft, original: str, start: int, end: int, /) -> bool:
    """Tell whether a letter of a bracket bore a tone mark in the original."""
    return TONED.search(original, int(draft.starts[start]), int(draft.ends[end - 1])) is not None


def blanked_at(kinds: bytes, bounds: list[int], /) -> bytes:
    """Blank some stretches, given by where each begins and ends, in order."""
    if not bounds:
        return kinds
    blanked = bytearray(kinds)
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        blanked[start:end] = bytes(end - start)
    return bytes(blanked)


def closed(match: re.Match[bytes], /) -> bytes:
    """Blank the short gaps around Han characters that stand alone.

    All gaps of a chain go if two or more of its characters stand alone; if only one does, those without a blank go
    (``稳.定.不.封`` and ``加*微*信号``, but not ``张三 和 李四``).
    """
    kinds, gap = match.string, match.group()
    start, end = match.span()
    alone = gap.count(b"c") + (kinds[start - 2 : start] != b"cc" or start < 2) + (kinds[end : end + 2] != b"cc")
    if alone >= 2:
        return gap.translate(NOT_HAN)
    return BETWEEN.sub(lambda part: part.group() if part.group().strip(b"p") else bytes(len(part.group())), gap)
