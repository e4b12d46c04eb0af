"""What was put between the characters of a word: separators, line ends, readings in brackets, marks of foreign scripts.

All patterns run over kind letters (``scripts.py``), one byte per character, and begin with the rare character, written out, so
that an ordinary text is scanned at memory speed. What goes is blanked (a zero byte) first, then cut from draft and kinds alike.
A stage only joins what stood alone, so it finds nothing left to do in its own result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np

from goodstanding.core.text.draft import Draft
from goodstanding.core.text.scripts import CodePoints, is_cjk, kinds_of, text_of
from goodstanding.core.text.tables import tables

# A short gap is at most three blanks or signs, or clause punctuation with a blank or sign on either side.
# Over kinds in which blanks are signs.
REST_OF_GAP = rb"(?:[qfz]p|p{0,2})"
STRAY_MARKS = re.compile(rb"m(?<=[^xm]m)m*")
LATIN_STOP = re.compile(rb"lf(?=l)")
"""Over kinds in which digits are letters."""
URL_COLON = re.compile(rb"z(?=pp)")
SPELLED_LETTERS = re.compile(rb"p(?<=lp)(?<![lr]lp)(?:lp){2,}(?=l(?![lr]))")
"""Over kinds in which blanks are signs."""
READING = re.compile(r"\(([^()]{1,7})\)")
"""Six letters and a digit for the tone at most."""
TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛŃŇǸḾ\u0300\u0301\u0304\u030c]")
CHAIN = re.compile(
    rb"p(?<=cp)(?:" + REST_OF_GAP + rb"(?:cp" + REST_OF_GAP + rb")+(?=c)"  # at least one character stands alone
    rb"|(?<!ccp)" + REST_OF_GAP + rb"(?=c(?!c))"  # two characters, both alone
    rb")"
)
PUNCTUATED = re.compile(rb"qcq(?<=cqcq)(?<!ccqcq)(?:cq)*(?=c(?!c))")
"""Over kinds in which every break is ``q``."""
BETWEEN = re.compile(rb"[^c]+")
NOT_HAN = bytes(kind if kind == ord("c") else 0 for kind in range(256))
ONE_BREAK = bytes(ord("q") if kind in b"qfzn" else kind for kind in range(256))
BLANK_AS_SIGN = bytes(ord("p") if kind == ord("s") else kind for kind in range(256))
DIGIT_AS_LETTER = bytes(ord("l") if kind == ord("d") else kind for kind in range(256))
SLASH, COLUMN = ord("/"), 5


def undo_insertions(draft: Draft, kinds: bytes, original: str, /) -> Draft:
    """Take out all that was inserted inside words.

    Args:
        kinds: The kinds of the draft's characters.
        original: The text the draft's offsets refer to; the tone marks of bracketed readings are only there.
    """
    has_gaps = b"s" in kinds or b"p" in kinds
    if has_gaps:
        spelled = SPELLED_LETTERS.finditer(kinds.translate(BLANK_AS_SIGN))
        draft, kinds = cut(draft, kinds, [(start, joined(kinds[start:end], start, draft.codes)) for start, end in spans(spelled)])
    if b"co" in kinds:
        found = readings_in_brackets(draft, original)
        draft, kinds = cut(draft, kinds, [(start, bytes(end - start)) for start, end in found])
    if has_gaps:
        chains = CHAIN.finditer(kinds.translate(BLANK_AS_SIGN))
        draft, kinds = cut(draft, kinds, [(start, closed(kinds, start, end)) for start, end in spans(chains)])
    breaks = kinds.translate(ONE_BREAK)
    if b"qcq" in breaks:
        punctuated = PUNCTUATED.finditer(breaks)
        draft, kinds = cut(
            draft, kinds, [(start, joined(kinds[start:end], start, draft.codes)) for start, end in spans(punctuated)]
        )
    return draft


def spans(matches: Iterable[re.Match[bytes]], /) -> Iterator[tuple[int, int]]:
    """Yield where each match begins and ends."""
    return (match.span() for match in matches)


def drop_stray_marks(draft: Draft, /) -> Draft:
    """Drop marks of one script (Thai, Arabic, …) that hang on a character of another."""
    kinds = kinds_of(draft.codes)
    return cut(draft, kinds, [(start, bytes(end - start)) for start, end in spans(STRAY_MARKS.finditer(kinds))])[0]


def cut(draft: Draft, kinds: bytes, pieces: Iterable[tuple[int, bytes]], /) -> tuple[Draft, bytes]:
    """Return the draft and its kinds without the characters that are blank in some pieces of the kinds.

    Args:
        pieces: Where each begins, and its kinds with those to cut as zero bytes.
    """
    blanked = bytearray(kinds)
    for start, piece in pieces:
        blanked[start : start + len(piece)] = piece
    if 0 not in blanked:
        return draft, kinds
    return draft.at(np.frombuffer(blanked, np.uint8).nonzero()[0]), bytes(blanked.translate(None, b"\0"))


def straighten_addresses(draft: Draft, kinds: bytes, /) -> tuple[Draft, bytes]:
    """Turn 。 between Latin letters or digits into a dot, and ： before // into a colon: web addresses in Chinese dress."""
    stops = [m.end() - 1 for m in LATIN_STOP.finditer(kinds.translate(DIGIT_AS_LETTER))] if b"f" in kinds else []
    colons = [m.start() for m in URL_COLON.finditer(kinds)] if b"zpp" in kinds else []
    colons = [at for at in colons if (draft.codes[at + 1 : at + 3] == SLASH).all()]
    if not stops and not colons:
        return draft, kinds
    codes = draft.codes.copy()
    codes[stops] = ord(".")
    codes[colons] = ord(":")
    return draft.with_codes(codes), kinds_of(codes)


def joined(kinds: bytes, start: int, codes: CodePoints, /) -> bytes:
    """Blank every other character, a separator, if all of them are the same: w e i x i n, or 加，微，信.

    Line ends must separate four characters at least, so that a short column of a table stays one.

    Args:
        kinds: Of a separator, a letter, a separator and so on.
        start: Where they stand.
    """
    end = start + len(kinds)
    if (codes[start:end:2] != codes[start]).any() or (kinds.startswith(b"n") and len(kinds) < COLUMN):
        return kinds
    return b"".join(b"\0" + kinds[at : at + 1] for at in range(1, len(kinds), 2)) + b"\0"


def readings_in_brackets(draft: Draft, original: str, /) -> list[tuple[int, int]]:
    """Find brackets that hold the pinyin of the character before them: any syllable with its tone, else only its own reading.

    Several brackets may follow one character, hence the memory of where the last one ended and of the character.

    Returns:
        Where each begins and where it ends.
    """
    table = tables()
    text = text_of(table.bracketed.take(draft.codes))
    found: list[tuple[int, int]] = []
    taken_to, holder = -1, ""
    for match in READING.finditer(text):
        start, end = match.span()
        if start != taken_to:
            holder = text[start - 1 : start]
        reading = match.group(1)
        if holder and (holder + reading in table.held or is_spelled_out(draft, original, start, end, holder, reading)):
            found.append((start, end))
            taken_to = end
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


def closed(kinds: bytes, start: int, end: int, /) -> bytes:
    """Return a chain of gaps with the short ones around Han characters that stand alone blanked.

    All gaps of a chain go if two or more of its characters stand alone; if only one does, those without a blank go
    (``稳.定.不.封`` and ``加*微*信号``, but not ``张三 和 李四``).
    """
    gap = kinds[start:end]
    alone = gap.count(b"c") + (kinds[start - 2 : start] != b"cc" or start < 2) + (kinds[end : end + 2] != b"cc")
    if alone >= 2:
        return gap.translate(NOT_HAN)
    return BETWEEN.sub(lambda part: part.group() if part.group().strip(b"p") else bytes(len(part.group())), gap)
