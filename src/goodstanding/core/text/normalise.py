"""The one door to the normal form of a text, or of several in one pass.

What is undone, in this order: misread encodings; width, case, enclosure, traditional script, invisible characters, piled
marks; look-alike letters; web addresses in Chinese dress; separators and bracketed readings inside words; characters whose
simplified form depends on the phrase. No stage gives an earlier one new work, hence ``normalise(n.text).text == n.text``; the
tests hold us to it.
ADR 0006 says why it is built so.

Of several texts each is normalised as if it stood alone: no stage looks across a seam, and the two that judge a text as a whole
(misread encodings, genuine Cyrillic) are given the bounds of each.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from goodstanding.core.text.draft import Bounds, Draft
from goodstanding.core.text.folding import fold_characters, settle_marks
from goodstanding.core.text.insertions import drop_stray_marks, straighten_addresses, undo_insertions
from goodstanding.core.text.joint import Joint
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
    draft, read = settled(text, ())
    return Normalised(text, read, *draft.offsets, draft.codes)


def normalise_each(texts: Sequence[str], /) -> list[Normalised]:
    """Return the normal forms of several texts, made in one pass: each is what `normalise` makes of it.

    Their arrays are parts of common ones, which live as long as any of them.
    """
    if len(texts) < 2:
        return [normalise(text) for text in texts]
    joint = Joint(texts)
    seams = joint.seams
    draft, read = settled(joint.text, seams)
    bounds = draft.parted(seams)
    starts, ends = draft.offsets
    if starts is None or ends is None:
        return [
            Normalised(text, read[first:last], None, None, draft.codes[first:last])
            for text, (first, last) in zip(texts, bounds, strict=True)
        ]
    begins = np.array(joint.begins[:-1], np.int32).repeat([last - first + 1 for first, last in bounds])[: len(starts)]
    starts, ends = starts - begins, ends - begins
    return [
        Normalised(text, read[first:last], starts[first:last], ends[first:last], draft.codes[first:last])
        for text, (first, last) in zip(texts, bounds, strict=True)
    ]


def settled(text: str, seams: Sequence[int], /) -> tuple[Draft, str]:
    """Take a text through all stages; return the last draft, and it as a string.

    Args:
        seams: Where the seams stand, if it is several texts.
    """
    draft = sent = Draft(code_points(text))
    marks = marks_of(draft.codes)
    concerns = concerns_of(marks)
    if concerns & MISREAD:
        draft = repair_misdecoding(text, misread(draft, seams))
        marks = marks_of(draft.codes)
        concerns = concerns_of(marks)
    if concerns & _ALONE:
        draft, marks = folded(draft, concerns, seams)
        concerns = concerns_of(marks)
    draft, kinds = straighten_addresses(draft, marks.translate(tables().kinds_by_mark))
    draft = undo_insertions(draft, kinds, text)
    read = text if draft is sent else draft.text
    if concerns & DEPENDS:
        draft, read = simplify_by_phrase(draft, read)
    return draft, read


def misread(draft: Draft, seams: Sequence[int], /) -> list[Bounds]:
    """Return the bounds of the texts that hold a character of misread encodings."""
    signs = ((tables().flags.take(draft.codes) & MISREAD) != 0).nonzero()[0]
    return [bounds for bounds, _ in draft.holding(signs, seams)]


def folded(draft: Draft, concerns: int, seams: Sequence[int], /) -> tuple[Draft, bytes]:
    """Fold a draft character by character and letter by letter; return it with the marks of what it holds then."""
    if concerns & (FOLDS | RESIZES):
        draft = fold_characters(draft, concerns)
    marks = marks_of(draft.codes)
    concerns = concerns_of(marks)
    if concerns & (COMBINES | FOREIGN_MARK):
        draft = drop_stray_marks(settle_marks(draft, tables().flags.take(draft.codes)))
    if concerns & IMITATES:
        draft = fold_lookalikes(draft, tables().flags.take(draft.codes), seams)
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
