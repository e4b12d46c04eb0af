"""The one door to the normal form of a text.

What is undone, in this order: misread encodings; width, case, enclosure, traditional script, invisible characters, piled
marks; look-alike letters; web addresses in Chinese dress; separators and bracketed readings inside words; characters whose
simplified form depends on the phrase. No stage gives an earlier one new work, hence ``normalise(n.text).text == n.text``; the
tests hold us to it.
ADR 0006 says why it is built so.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.draft import Draft, draft_of
from goodstanding.core.text.folding import fold_characters, settle_marks
from goodstanding.core.text.insertions import drop_stray_marks, straighten_addresses, undo_insertions
from goodstanding.core.text.lookalikes import fold_lookalikes
from goodstanding.core.text.misdecoding import repair_misdecoding
from goodstanding.core.text.normalised import Normalised
from goodstanding.core.text.scripts import code_points, kinds_of
from goodstanding.core.text.tables import COMBINES, DEPENDS, FOREIGN_MARK, IMITATES, MISREAD, tables
from goodstanding.core.text.traditional import simplify_by_phrase


def normalise(text: str, /) -> Normalised:
    """Return the normal form of a text with its offset map.

    Any string is accepted: empty, with NUL bytes, with lone surrogates (which become U+FFFD). Time is linear in the length.
    """
    draft = sent = draft_of(code_points(text))
    concerns = together(tables().flags.take(draft.codes))
    if concerns & MISREAD:
        draft = repair_misdecoding(text)
        concerns = together(tables().flags.take(draft.codes))
    if concerns:
        draft, concerns = folded(draft, concerns)
    draft, kinds = straighten_addresses(draft, kinds_of(draft.codes))
    draft = undo_insertions(draft, kinds, text)
    if concerns & DEPENDS:
        draft = simplify_by_phrase(draft, tables().flags.take(draft.codes))
    return Normalised(text, text if draft is sent else draft.text, draft.starts, draft.ends)


def folded(draft: Draft, concerns: int, /) -> tuple[Draft, int]:
    """Fold a draft character by character and letter by letter; return it with the flags that are left."""
    draft = fold_characters(draft, concerns)
    flags = tables().flags.take(draft.codes)
    concerns = together(flags)
    if concerns & (COMBINES | FOREIGN_MARK):
        draft = drop_stray_marks(settle_marks(draft, flags))
        flags = tables().flags.take(draft.codes)
    if concerns & IMITATES:
        draft = fold_lookalikes(draft, flags)
    return draft, concerns


def together(flags: npt.NDArray[np.uint8], /) -> int:
    """Return the flags that any character has."""
    return int(np.bitwise_or.reduce(flags))
