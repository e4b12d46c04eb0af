"""The alignment of two texts: what was taken, where it stands on both sides, and what was changed.

``a`` is the examined text, ``b`` the earlier one. An accused author and the judge look at the same spans.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.arrays import spread
from goodstanding.core.originality.letters import Letters, letters_of
from goodstanding.core.originality.runs import Chain, chains_of
from goodstanding.core.originality.sentences import Untold, tellings_of
from goodstanding.core.text.normalised import Normalised

PassageKind = Literal["verbatim", "edited", "rewritten"]
ChangeKind = Literal["inserted", "deleted", "replaced"]
_ENOUGH_TO_COMPARE = 24
"""Word-for-word letters in chains that show two texts have to do with one another."""
_WHOLE = 0.5
"""A sentence of which this share is matched belongs to the passage whole."""
_ENOUGH_UNTOLD = 8
"""Letters that have to be outside runs on both sides for their sentences to be compared."""
_AS_IT_WAS = 0.9
"""Share of a stretch that stands word for word where it was taken as it was."""
_CLOSE = 4
"""So many sentences before and after a stretch taken as it was are compared."""
_JOINED = 6
"""Passages this close on both sides, in letters, are one."""


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the examined text that stands in the earlier one too.

    Offsets are code points of the texts as they were sent, half-open. ``letters`` counts the examined side without punctuation,
    ``verbatim`` those of them that stand word for word.
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    letters: int
    verbatim: int
    kind: PassageKind


class Change(msgspec.Struct, frozen=True, gc=False):
    """What was done to the earlier wording inside a passage; an empty span marks the place of what is not there."""

    kind: ChangeKind
    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True)
class Alignment:
    """What two texts share.

    Args:
        passages: In the order of the examined text.
        a_letters: Length of the examined text in letters, punctuation passed over.
        b_letters: The same of the earlier text.
        a_covered: Share of the examined text inside passages, 0.0–1.0.
        b_covered: Share of the earlier text inside passages, 0.0–1.0.
        verbatim: Letters that stand word for word in both.
        longest_run: Longest unbroken run of the same letters.
        order_kept: Share of the passages' letters that stand in the earlier text's order, 0.0–1.0; 1.0 where there is nothing.
    """

    passages: tuple[Passage, ...]
    a_letters: int
    b_letters: int
    a_covered: float
    b_covered: float
    verbatim: int
    longest_run: int
    order_kept: float
    _tell_changes: Callable[[], tuple[Change, ...]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What was inserted, deleted or replaced inside passages; worked out when it is asked for."""
        return self._tell_changes()

    @property
    def matched(self) -> int:
        """Letters of the examined text inside passages."""
        return sum(passage.letters for passage in self.passages)

    @property
    def verbatim_share(self) -> float:
        """Share of the matched letters that stand word for word, 0.0–1.0."""
        return self.verbatim / self.matched if self.matched else 0.0


@dataclass(slots=True)
class _Stretch:
    """A passage while it is put together, in letters."""

    a: tuple[int, int]
    b: tuple[int, int]
    blocks: list[tuple[int, int, int]]


def align(a: Normalised, b: Normalised, /) -> Alignment:
    """Align an examined text with an earlier one."""
    return align_letters(letters_of(a), letters_of(b))


def align_letters(a: Letters, b: Letters, /) -> Alignment:
    """Align two texts whose letters are at hand already."""
    chains = chains_of(a, b)
    if not chains:
        return Alignment((), len(a), len(b), 0.0, 0.0, 0, 0, 1.0)
    stretches = [_Stretch((c.a_start, c.a_end), (c.b_start, c.b_end), list(c.blocks)) for c in chains]
    if sum(chain.score for chain in chains) >= _ENOUGH_TO_COMPARE and not _is_whole(chains, a, b):
        stretches = _with_sentences(stretches, a, b)
    stretches = _joined(stretches)
    return _alignment(stretches, a, b)


def _is_whole(chains: Sequence[Chain], a: Letters, b: Letters) -> bool:
    """Whether runs cover both texts from end to end, so that there is nothing left to look for."""
    return len(chains) == 1 and chains[0].a_end - chains[0].a_start == len(a) and chains[0].b_end - chains[0].b_start == len(b)


def _with_sentences(stretches: list[_Stretch], a: Letters, b: Letters) -> list[_Stretch]:
    """Add the sentences told anew, and round stretches off to the sentences they mostly cover."""
    partners = _partners(stretches, a, b)
    rounded = [_rounded(stretch, a, b) for stretch in stretches]
    a_told, b_told = bytearray(len(a)), bytearray(len(b))
    for stretch in rounded:
        _tell(a_told, stretch.a)
        _tell(b_told, stretch.b)
    if len(stretches) == 1 and _is_lifted(stretches[0], a, b):
        _tell_far(a_told, rounded[0].a, a)
        _tell_far(b_told, rounded[0].b, b)
    if min(a_told.count(0), b_told.count(0)) < _ENOUGH_UNTOLD:
        return rounded
    for telling in tellings_of(Untold(a, a_told), Untold(b, b_told), partners):
        a_span, b_span = a.sentence_span(telling.a), b.sentence_span(telling.b)
        if not _is_told(a_told, a_span) and not _is_told(b_told, b_span):
            rounded.append(_Stretch(_untold(a_told, a_span), b_span, []))
            _tell(a_told, a_span)
            _tell(b_told, b_span)
    return sorted(rounded, key=lambda stretch: (stretch.a, stretch.b))


def _partners(stretches: Sequence[_Stretch], a: Letters, b: Letters) -> npt.NDArray[np.int64]:
    """Return for each sentence of ``a`` the sentence of ``b`` that runs lead to from it, or −1."""
    runs = np.fromiter(chain.from_iterable(chain.from_iterable(stretch.blocks for stretch in stretches)), dtype=np.int64).reshape(
        -1, 3
    )
    there = np.full(len(a), -1, dtype=np.int64)
    there[spread(runs[:, 0], runs[:, 2])] = spread(runs[:, 1], runs[:, 2])
    furthest = np.maximum.reduceat(there, a.sentences[:-1])
    return np.where(furthest >= 0, b.sentence_numbers.take(np.maximum(furthest, 0)), -1)


def _rounded(stretch: _Stretch, a: Letters, b: Letters) -> _Stretch:
    """Widen a stretch to whole sentences where it covers most of them on both sides."""
    a_low, b_low = _begin(stretch.a, a), _begin(stretch.b, b)
    a_high, b_high = _end(stretch.a, a), _end(stretch.b, b)
    begins = (a_low, b_low) if a_low is not None and b_low is not None else (stretch.a[0], stretch.b[0])
    ends = (a_high, b_high) if a_high is not None and b_high is not None else (stretch.a[1], stretch.b[1])
    return _Stretch((begins[0], ends[0]), (begins[1], ends[1]), stretch.blocks)


def _begin(span: tuple[int, int], letters: Letters) -> int | None:
    """Return where the first sentence begins, or None where the span holds too little of it."""
    low, high = letters.sentence_at(span[0])
    return low if min(span[1], high) - span[0] >= _WHOLE * (high - low) else None


def _end(span: tuple[int, int], letters: Letters) -> int | None:
    """Return where the last sentence ends, or None where the span holds too little of it."""
    low, high = letters.sentence_at(span[1] - 1)
    return high if span[1] - max(span[0], low) >= _WHOLE * (high - low) else None


def _is_lifted(stretch: _Stretch, a: Letters, b: Letters) -> bool:
    """Whether a part of the one text was put into the other as it was: what stands far from it has nothing to do with it."""
    longer = max(stretch.a[1] - stretch.a[0], stretch.b[1] - stretch.b[0])
    return 2 * longer < min(len(a), len(b)) and sum(block[2] for block in stretch.blocks) >= _AS_IT_WAS * longer


def _tell_far(told: bytearray, span: tuple[int, int], letters: Letters) -> None:
    """Leave untold only the sentences close to a span."""
    numbers, bounds = letters.sentence_numbers, letters.sentences
    first = max(int(numbers[span[0]]) - _CLOSE, 0)
    last = min(int(numbers[span[1] - 1]) + _CLOSE, len(bounds) - 2)
    _tell(told, (0, int(bounds[first])))
    _tell(told, (int(bounds[last + 1]), len(letters)))


def _tell(told: bytearray, span: tuple[int, int]) -> None:
    told[span[0] : span[1]] = b"\1" * (span[1] - span[0])


def _is_told(told: bytearray, span: tuple[int, int]) -> bool:
    return told.count(1, *span) >= _WHOLE * (span[1] - span[0])


def _untold(told: bytearray, span: tuple[int, int]) -> tuple[int, int]:
    """Shrink a span by what is told at its ends."""
    return told.find(0, *span), told.rfind(0, *span) + 1


def _joined(stretches: list[_Stretch]) -> list[_Stretch]:
    """Join stretches that touch on both sides; a stretch wholly inside the one before it is dropped."""
    joined: list[_Stretch] = []
    for stretch in stretches:
        last = joined[-1] if joined else None
        if last is not None and stretch.a[1] <= last.a[1] and stretch.b[0] >= last.b[0] and stretch.b[1] <= last.b[1]:
            continue
        if last is not None and abs(stretch.a[0] - last.a[1]) <= _JOINED and abs(stretch.b[0] - last.b[1]) <= _JOINED:
            last.a = (last.a[0], max(last.a[1], stretch.a[1]))
            last.b = (last.b[0], max(last.b[1], stretch.b[1]))
            last.blocks += [block for block in stretch.blocks if not last.blocks or _follows(last.blocks[-1], block)]
        else:
            joined.append(stretch)
    return joined


def _follows(before: tuple[int, int, int], after: tuple[int, int, int]) -> bool:
    return after[0] >= before[0] + before[2] and after[1] >= before[1] + before[2]


def _alignment(stretches: list[_Stretch], a: Letters, b: Letters) -> Alignment:
    blocks = [block for stretch in stretches for block in stretch.blocks]
    return Alignment(
        tuple(_passages(stretches, a, b)),
        len(a),
        len(b),
        _covered([stretch.a for stretch in stretches], len(a)),
        _covered([stretch.b for stretch in stretches], len(b)),
        sum(length for _, _, length in blocks),
        max((length for _, _, length in blocks), default=0),
        _order_kept(stretches),
        lambda: tuple(_changes(stretches, a, b)),
    )


def _passages(stretches: Sequence[_Stretch], a: Letters, b: Letters) -> Iterator[Passage]:
    spans = _spans([(*stretch.a, *stretch.b) for stretch in stretches], a, b)
    for stretch, span in zip(stretches, spans, strict=True):
        letters = stretch.a[1] - stretch.a[0]
        verbatim = sum([block[2] for block in stretch.blocks])
        longer = max(letters, stretch.b[1] - stretch.b[0])
        kind: PassageKind = "verbatim" if verbatim == longer else "edited" if verbatim >= 0.7 * longer else "rewritten"
        yield Passage(*span, letters, verbatim, kind)


def _changes(stretches: Sequence[_Stretch], a: Letters, b: Letters) -> Iterator[Change]:
    """Yield what stands between the runs of each stretch."""
    gaps = []
    for stretch in stretches:
        a_at, b_at = stretch.a[0], stretch.b[0]
        for at, there, length in (*stretch.blocks, (stretch.a[1], stretch.b[1], 0)):
            if at > a_at or there > b_at:
                gaps.append((a_at, max(at, a_at), b_at, max(there, b_at)))
            a_at, b_at = at + length, there + length
    for span in _spans(gaps, a, b):
        kind: ChangeKind = "inserted" if span[2] == span[3] else "deleted" if span[0] == span[1] else "replaced"
        yield Change(kind, *span)


def _spans(spans: Sequence[tuple[int, int, int, int]], a: Letters, b: Letters) -> Iterator[tuple[int, int, int, int]]:
    """Carry spans of letters on both sides back to the texts as they were sent."""
    table = np.array(spans, dtype=np.int64).reshape(-1, 4)
    return zip(*a.spans(table[:, 0], table[:, 1]), *b.spans(table[:, 2], table[:, 3]), strict=True)


def _covered(spans: Iterable[tuple[int, int]], length: int) -> float:
    told, reached = 0, 0
    for start, end in sorted(spans):
        told += max(end - max(start, reached), 0)
        reached = max(reached, end)
    return told / length if length else 0.0


def _order_kept(stretches: Sequence[_Stretch]) -> float:
    """Return the share of letters in the longest series of stretches that stands in the same order in both texts."""
    ends: list[int] = []
    weights: list[int] = []
    for stretch in stretches:
        slot = bisect_left(ends, stretch.b[0])
        weight = (weights[slot - 1] if slot else 0) + stretch.a[1] - stretch.a[0]
        while slot < len(ends) and weights[slot] <= weight:
            del ends[slot], weights[slot]
        if not slot or weights[slot - 1] < weight:
            ends.insert(slot, stretch.b[0])
            weights.insert(slot, weight)
    total = sum(stretch.a[1] - stretch.a[0] for stretch in stretches)
    return weights[-1] / total if total else 1.0
