"""Letters of other alphabets that stand in for Latin ones.

Genuine Russian or Greek must survive, so nothing is folded for its shape alone:

* a word that mixes a Latin letter with such letters is disguise: they are folded there;
* Cyrillic that consists of Latin doubles only, in the whole text, is disguise too: genuine Russian of any length has letters like
  ``и``, ``я``, ``к`` that have no double. A text whose only Cyrillic is a word like ``СССР`` reads ``cccp``; that is accepted.
"""

from __future__ import annotations

import re
from functools import cache

from goodstanding.core.text.tables import tables

WORD = re.compile("[A-Za-z\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13f5\ua4d0-\ua4f7]+")
CYRILLIC = re.compile("[\u0400-\u052f]")


@cache
def latin_doubles() -> dict[int, str]:
    """Return the Cyrillic letters that are taken for Latin ones even where nothing Latin stands beside them."""
    return {ord(c): latin for c, (latin, strength) in tables().lookalikes.items() if strength == "s"}


@cache
def lowered() -> dict[int, str]:
    """Return every look-alike in lower case."""
    return {ord(c): c.casefold() for c in tables().lookalikes}


def fold_mixed_word(match: re.Match[str], /) -> str:
    """Fold the doubles in a word that holds a Latin letter too; leave any other word."""
    word = match.group()
    if word.isascii() or not any(c.isascii() for c in word):
        return word
    known = tables().lookalikes
    return "".join(known[c][0] if c in known else c for c in word)


def fold_lookalikes(text: str, /) -> str:
    """Return the text with disguised Latin letters folded, and all others in lower case; the length stays."""
    text = WORD.sub(fold_mixed_word, text)
    doubles = latin_doubles()
    is_genuine = any(ord(c) not in doubles for c in set(CYRILLIC.findall(text)))
    return text.translate(lowered() if is_genuine else lowered() | doubles)
