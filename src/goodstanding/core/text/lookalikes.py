"""Letters of other alphabets that stand in for Latin ones.

Genuine Russian or Greek must survive, so nothing is folded for its shape alone:

* a word that mixes a Latin letter with such letters is disguise: they are folded there;
* Cyrillic that consists of Latin doubles only, in the whole text, is disguise too: genuine Russian of any length has letters like
  ``и``, ``я``, ``к`` that have no double. A text whose only Cyrillic is a word like ``СССР`` reads ``cccp``; that is accepted.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.draft import Draft
from goodstanding.core.text.scripts import CodePoints, kinds_of
from goodstanding.core.text.tables import IMITATES, tables

LETTERS = bytes(kind if kind in b"lr" else ord(" ") for kind in range(256))
"""Kinds with all that is no cased letter as a blank."""
CYRILLIC_FIRST, CYRILLIC_LAST = 0x0400, 0x052F


def fold_lookalikes(draft: Draft, flags: npt.NDArray[np.uint8], seams: Sequence[int], /) -> Draft:
    """Return the draft with disguised Latin letters folded and all other look-alikes in lower case.

    Args:
        flags: The stage flags of the draft's characters.
        seams: Where the seams stand, if the draft is of several texts: each has genuine Cyrillic of its own, or none.
    """
    codes, suspects = draft.codes.copy(), (flags & IMITATES).nonzero()[0]
    suspects = fold_mixed_words(codes, suspects)
    for (first, last), places in draft.holding(suspects, seams):
        fold_unmixed(codes[first:last], places - first)
    return draft.with_codes(codes)


def fold_unmixed(codes: CodePoints, suspects: CodePoints, /) -> None:
    """Fold, in place, what stands in words of other alphabets alone in one text."""
    if fold_cyrillic(codes, suspects):
        suspects = fold_mixed_words(codes, suspects)
    codes[suspects] = [ord(chr(code).casefold()) for code in codes.take(suspects).tolist()]


def fold_mixed_words(codes: CodePoints, suspects: CodePoints, /) -> CodePoints:
    """Fold, in place, the suspects in words that hold ASCII letters too; return the places of the others."""
    is_mixed = np.array(stand_in_mixed_words(codes, suspects.tolist()), np.bool_)
    mixed = suspects[is_mixed]
    codes[mixed] = tables().latin.take(codes.take(mixed))
    return suspects[~is_mixed]


def fold_cyrillic(codes: CodePoints, suspects: CodePoints, /) -> bool:
    """Fold, in place, the strong Cyrillic doubles among the suspects, unless there is genuine Cyrillic; tell if so."""
    if has_genuine_cyrillic(codes):
        return False
    letters = codes.take(suspects)
    codes[suspects] = np.where(tables().is_strong.take(letters), tables().latin.take(letters), letters)
    return True


def stand_in_mixed_words(codes: CodePoints, places: list[int], /) -> list[bool]:
    """Tell of some letters, in order, whether their word holds ASCII letters and others; each word is looked at once."""
    letters = kinds_of(codes).translate(LETTERS)
    found: list[bool] = []
    end, is_mixed = 0, False
    for place in places:
        if place >= end:
            start = letters.rfind(b" ", 0, place) + 1
            end = letters.find(b" ", place)
            end = len(letters) if end < 0 else max(end, place + 1)
            word = letters[start:end]
            is_mixed = b"l" in word and b"r" in word
        found.append(is_mixed)
    return found


def has_genuine_cyrillic(codes: CodePoints, /) -> bool:
    """Tell whether there is a Cyrillic letter that no Latin one resembles at any size."""
    cyrillic = codes[(codes >= CYRILLIC_FIRST) & (codes <= CYRILLIC_LAST)]
    return not tables().is_strong.take(cyrillic).all()
