"""Folding of single characters: width, case, enclosure, numerals, traditional script, invisible characters, piled marks."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.draft import Draft
from goodstanding.core.text.tables import COMBINES, FOLDS, RESIZES, Tables, tables


def fold_characters(draft: Draft, flags: npt.NDArray[np.uint8], /) -> Draft:
    """Replace every character by its normal form, which may be none or several.

    Args:
        flags: The stage flags of the draft's characters.
    """
    table = tables()
    if not (flags & (FOLDS | RESIZES)).any():
        return draft
    folded = table.folds.take(draft.codes)
    if not (flags & RESIZES).any():
        return Draft(folded.astype(np.uint32), draft.starts, draft.ends)
    return resized(draft, folded, table)


def resized(draft: Draft, folded: npt.NDArray[np.int32], table: Tables, /) -> Draft:
    """Give every character its room, and fill in the replacements of several."""
    rows = -1 - folded
    special = np.flatnonzero(rows >= 0)
    sizes = np.ones(len(folded), np.int64)
    sizes[special] = table.sizes[rows[special]]
    origins = np.repeat(np.arange(len(folded)), sizes)
    codes = folded[origins]
    several = np.flatnonzero(codes < 0)
    if several.size:
        firsts = np.cumsum(sizes) - sizes
        source = origins[several]
        codes[several] = table.pool[table.offsets[rows[source]] + several - firsts[source]]
    return Draft(codes.astype(np.uint32), draft.starts[origins], draft.ends[origins])


def settle_marks(draft: Draft, flags: npt.NDArray[np.uint8], /) -> Draft:
    """Join a letter and its first mark where another alphabet's letter results (й, が); drop all other marks."""
    marks = (flags & COMBINES) != 0
    if not marks.any():
        return draft
    table = tables()
    codes, ends = draft.codes.copy(), draft.ends.copy()
    first = np.flatnonzero(marks[1:] & ~marks[:-1]) + 1
    wanted = codes[first - 1].astype(np.int64) << 21 | codes[first]
    rows = np.minimum(np.searchsorted(table.composed_from, wanted), len(table.composed_from) - 1)
    found = table.composed_from[rows] == wanted
    codes[first[found] - 1] = table.composed_to[rows[found]]
    ends[first[found] - 1] = ends[first[found]]
    return Draft(codes, draft.starts, ends).where(~marks)
