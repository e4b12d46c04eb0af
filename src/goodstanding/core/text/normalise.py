"""The one door to the normal form of a text.

What is undone, in this order: misread encodings; width, case, enclosure, traditional script, invisible characters, piled marks;
look-alike letters; web addresses in Chinese dress; separators and bracketed readings inside words; characters whose simplified form
depends on the phrase. No stage gives an earlier one new work, hence ``normalise(n.text).text == n.text``; the tests hold us to it.
ADR 0006 says why it is built so.
"""

from __future__ import annotations

import numpy as np

from goodstanding.core.text.draft import Draft, draft_of
from goodstanding.core.text.folding import fold_characters, settle_marks
from goodstanding.core.text.insertions import drop_stray_marks, straighten_addresses, undo_insertions
from goodstanding.core.text.lookalikes import fold_lookalikes
from goodstanding.core.text.misdecoding import repair_misdecoding
from goodstanding.core.text.normalised import Normalised
from goodstanding.core.text.scripts import code_points
from goodstanding.core.text.tables import DEPENDS, IMITATES, MISREAD, tables
from goodstanding.core.text.traditional import simplify_by_phrase


def normalise(text: str, /) -> Normalised:
    """Return the normal form of a text with its offset map.

    Any string is accepted: empty, with NUL bytes, with lone surrogates (which become U+FFFD). Time is linear in the length.
    """
    draft = draft_of(code_points(text))
    flags = tables().flags.take(draft.codes)
    concerns = int(np.bitwise_or.reduce(flags)) if len(flags) else 0
    if concerns & MISREAD:
        draft = repair_misdecoding(text)
        flags = tables().flags.take(draft.codes)
    if concerns:
        draft = folded(draft, flags)
    draft = undo_insertions(straighten_addresses(draft), text)
    if concerns:
        draft = simplify_by_phrase(draft, tables().flags.take(draft.codes) & DEPENDS)
    return Normalised(text, draft.text, draft.starts, draft.ends)


def folded(draft: Draft, flags: np.ndarray[tuple[int], np.dtype[np.uint8]], /) -> Draft:
    """Fold a draft character by character and letter by letter."""
    draft = fold_characters(draft, flags)
    flags = tables().flags.take(draft.codes)
    draft = drop_stray_marks(settle_marks(draft, flags))
    return draft.with_text(fold_lookalikes(draft.text)) if (flags & IMITATES).any() else draft
