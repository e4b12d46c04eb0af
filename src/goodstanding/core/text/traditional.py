"""The few traditional characters whose simplified form depends on the phrase around them (乾: 饼干, but 乾坤).

A phrase is compared by *classes*: characters that conversion may exchange count as one. So the decision is the same before and
after conversion, which keeps the normal form stable.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.draft import Draft
from goodstanding.core.text.scripts import text_of
from goodstanding.core.text.tables import DEPENDS, tables


def simplify_by_phrase(draft: Draft, flags: npt.NDArray[np.uint8], /) -> Draft:
    """Convert the characters flagged as depending on their phrase."""
    table, places = tables(), (flags & DEPENDS).nonzero()[0]
    classes = text_of(table.classes.take(draft.codes))
    codes = draft.codes.copy()
    for place in places.tolist():
        codes[place] = ord(belonging(classes, place) or table.defaults[chr(codes[place])])
    return draft.with_codes(codes)


def belonging(classes: str, place: int, /) -> str | None:
    """Return the character that a known phrase wants at this place, the longest phrase first."""
    known = tables().contexts
    best: tuple[int, str] | None = None
    for pair in (classes[place : place + 2], classes[max(place - 1, 0) : place + 1]):
        for phrase, offset, target in known.get(pair, ()):
            if place >= offset and classes.startswith(phrase, place - offset):
                best = max(best or (0, ""), (len(phrase), target))
                break
    return best[1] if best else None
