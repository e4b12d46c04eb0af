"""Folding of single characters: width, case, enclosure, numerals, traditional script, invisible characters, piled marks."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.draft import Draft
from goodstanding.core.text.tables import COMBINES, RESIZES, tables


def fold_characters(draft: Draft, concerns: int, /) -> Draft:
    """Replace every character by its normal form, which may be none or several.

    Args:
        concerns: The stage flags of all the draft's characters together.
    """
    folded = tables().folds.take(draft.codes)
    return resized(draft, folded) if concerns & RESIZES else draft.with_codes(folded)


def resized(draft: Draft, folded: npt.NDArray[np.intp], /) -> Draft:
    """Give every character its room, and fill in the replacements that are none or several."""
    table = tables()
    special = (folded < 0).nonzero()[0]
    rows = -1 - folded.take(special)
    room = table.sizes.take(rows)
    if not room.any():
        return draft.with_codes(folded).where(folded >= 0)
    sizes = np.ones(len(folded), np.intp)
    sizes[special] = room
    origins = np.arange(len(folded)).repeat(sizes)
    codes = folded.take(origins)
    if int(room.max()) > 1:
        several = (codes < 0).nonzero()[0]
        firsts = (sizes.cumsum() - sizes).take(special)
        codes[several] = table.pool.take((table.offsets.take(rows) - firsts).repeat(room) + several)
    return draft.with_codes_at(codes, origins)


def settle_marks(draft: Draft, flags: npt.NDArray[np.uint8], /) -> Draft:
    """Join a letter and its first mark where another alphabet's letter results (й, が); drop all other marks.

    Args:
        flags: The stage flags of the draft's characters.
    """
    marks = (flags & COMBINES) != 0
    codes, ends = draft.codes, draft.ends
    table = tables()
    first = (marks[1:] > marks[:-1]).nonzero()[0] + 1
    making = first[table.composes.take(codes.take(first), mode="clip")]
    if making.size:
        wanted = zip(codes.take(making - 1).tolist(), codes.take(making).tolist(), making.tolist(), strict=True)
        found = [(at, table.composed[base, mark]) for base, mark, at in wanted if (base, mark) in table.composed]
        codes, ends = codes.copy(), ends.copy()
        for at, code in found:
            codes[at - 1], ends[at - 1] = code, ends[at]
    return Draft(codes, draft.starts, ends).where(~marks)
