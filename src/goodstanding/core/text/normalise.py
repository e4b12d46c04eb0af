"""The one door to the normal form of a text.

What is undone, in this order: misread encodings; width, case, enclosure, traditional script, invisible characters, piled
marks; look-alike letters; web addresses in Chinese dress; separators and bracketed readings inside words; characters whose
simplified form depends on the phrase. No stage gives an earlier one new work, hence ``normalise(n.text).text == n.text``; the
tests hold us to it.
ADR 0006 says why it is built so.
"""

from __future__ import annotations

from goodstanding.core.text.draft import Draft
from goodstanding.core.text.folding import fold_characters, settle_marks
from goodstanding.core.text.insertions import drop_stray_marks, straighten_addresses, undo_insertions
from goodstanding.core.text.lookalikes import fold_lookalikes
from goodstanding.core.text.misdecoding import repair_misdecoding
from goodstanding.core.text.normalised import Normalised
from goodstanding.core.text.scripts import CodePoints, code_points
from goodstanding.core.text.tables import COMBINES, DEPENDS, FOLDS, FOREIGN_MARK, IMITATES, MISREAD, RESIZES, tables
from goodstanding.core.text.traditional import simplify_by_phrase

_ALONE = FOLDS | RESIZES | COMBINES | FOREIGN_MARK | IMITATES
"""What is decided character by character and letter by letter."""


def normalise(text: str, /) -> Normalised:
    """Return the normal form of a text with its offset map.

    Any string is accepted: empty, with NUL bytes, with lone surrogates (which become U+FFFD). Time is linear in the length.
    """
    draft = sent = Draft(code_points(text))
    marks = marks_of(draft.codes)
    concerns = concerns_of(marks)
    if concerns & MISREAD:
        draft = repair_misdecoding(text)
        marks = marks_of(draft.codes)
        concerns = concerns_of(marks)
    if concerns & _ALONE:
        draft, marks = folded(draft, concerns)
        concerns = concerns_of(marks)
    draft, kinds = straighten_addresses(draft, marks.translate(tables().kinds_by_mark))
    draft = undo_insertions(draft, kinds, text)
    read = text if draft is sent else draft.text
    if concerns & DEPENDS:
        draft, read = simplify_by_phrase(draft, read)
    return Normalised(text, read, *draft.offsets, draft.codes)


def folded(draft: Draft, concerns: int, /) -> tuple[Draft, bytes]:
    """Fold a draft character by character and letter by letter; return it with the marks of what it holds then."""
    if concerns & (FOLDS | RESIZES):
        draft = fold_characters(draft, concerns)
    marks = marks_of(draft.codes)
    concerns = concerns_of(marks)
    if concerns & (COMBINES | FOREIGN_MARK):
        draft = drop_stray_marks(settle_marks(draft, tables().flags.take(draft.codes)))
    if concerns & IMITATES:
        draft = fold_lookalikes(draft, tables().flags.take(draft.codes))
    return (draft, marks_of(draft.codes)) if concerns & _ALONE else (draft, marks)


def marks_of(codes: CodePoints, /) -> bytes:
    """Return for each character what it is and which stages it concerns, one byte each."""
    return tables().marks.take(codes).tobytes()


def concerns_of(marks: bytes, /) -> int:
    """Return the flags that any character has."""
    table = tables()
    concerned = marks.translate(None, table.untouched)
    found = 0
    if concerned:
        for mark in set(concerned):
            found |= table.flags_by_mark[mark]
    return found
