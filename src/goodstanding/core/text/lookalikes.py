"""Letters of other alphabets that stand in for Latin ones.

Genuine Russian or Greek must survive, so nothing is folded for its shape alone:

* a word that mixes a Latin letter with such letters is disguise: they are folded there;
* Cyrillic that consists of Latin doubles only, in the whole text, is disguise too: genuine Russian of any length has letters like
  ``и``, ``я``, ``к`` that have no double. A text whose only Cyrillic is a word like ``СССР`` reads ``cccp``; that is accepted.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.draft import Draft
from goodstanding.core.text.scripts import CodePoints, kinds_of
from goodstanding.core.text.tables import IMITATES, tables

# A word with a letter that is not ASCII; it is only tried at the beginning of a word, so the search is linear.
FOREIGN_WORD = re.compile(rb"(?<![lr])l*r[lr]*")
CYRILLIC_FIRST, CYRILLIC_LAST = 0x0400, 0x052F


def fold_lookalikes(draft: Draft, flags: npt.NDArray[np.uint8], /) -> Draft:
    """Return the draft with disguised Latin letters folded and all other look-alikes in lower case.

    Args:
        flags: The stage flags of the draft's characters.
    """
    codes, suspects = draft.codes.copy(), (flags & IMITATES).nonzero()[0]
    suspects = fold_mixed_words(codes, suspects)
    if suspects.size and fold_cyrillic(codes, suspects):
        suspects = fold_mixed_words(codes, suspects)
    if suspects.size:
        codes[suspects] = [ord(chr(code).casefold()) for code in codes.take(suspects).tolist()]
    return draft.with_codes(codes)


def fold_mixed_words(codes: CodePoints, suspects: CodePoints, /) -> CodePoints:
    """Fold, in place, the suspects in words that hold ASCII letters too; return the places of the others."""
    is_mixed = in_mixed_words(codes).take(suspects)
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


def in_mixed_words(codes: CodePoints, /) -> npt.NDArray[np.bool_]:
    """Mark the characters of words that hold ASCII letters and others."""
    marked = np.zeros(len(codes), np.bool_)
    for match in FOREIGN_WORD.finditer(kinds_of(codes)):
        if b"l" in match.group():
            marked[match.start() : match.end()] = True
    return marked


def has_genuine_cyrillic(codes: CodePoints, /) -> bool:
    """Tell whether there is a Cyrillic letter that no Latin one resembles at any size."""
    cyrillic = codes[(codes >= CYRILLIC_FIRST) & (codes <= CYRILLIC_LAST)]
    return not tables().is_strong.take(cyrillic).all()
