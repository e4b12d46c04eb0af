"""Sentences told anew: pairs that share the pairs of letters few others hold, whatever the order of their words.

Used once word-for-word runs have shown that two texts have to do with one another: a rewritten sentence between copied ones is
part of the same taking, a sentence on the same subject in a stranger's text is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.arrays import group_begins, group_sizes
from goodstanding.core.originality.letters import Grams, Letters
from goodstanding.core.originality.runs import Places, shared_values

_OFTEN = 24
_LEAST_SHARED = 3
LIKE = 0.36
"""How alike two sentences must be to be one told anew, 0.0–1.0."""
LIKE_IN_PLACE = 0.18
"""The same where the sentence before or after is matched to the neighbour too."""
_LONGEST = 60_000
"""Beyond this length, in letters, on either side only word-for-word runs are told."""

Shares = npt.NDArray[np.float64]
_LOW, _HIGH = np.uint64(0xFFFFFFFF), np.uint64(32)


@dataclass(frozen=True, slots=True)
class Untold:
    """A text and which of its letters are in passages already: 1 for each that is."""

    letters: Letters
    told: bytearray


@dataclass(frozen=True, slots=True)
class Telling:
    """Sentence ``a`` of the examined text tells sentence ``b`` of the earlier one; ``likeness`` is 0.0–1.0."""

    a: int
    b: int
    likeness: float


def tellings_of(a: Untold, b: Untold, partners: npt.NDArray[np.int64], /) -> list[Telling]:
    """Return the sentences of ``a`` that tell a sentence of ``b`` anew; only what is not told yet on either side is compared.

    Args:
        partners: For each sentence of ``a``, the sentence of ``b`` that runs lead to from it, or −1.
    """
    if max(len(a.letters), len(b.letters)) > _LONGEST:
        return []
    compared = _likeness(a, b)
    order = np.argsort(-compared[2])
    matched = dict(enumerate(partners.tolist()))
    told: set[int] = set()
    taken: set[int] = set()
    found = []
    for one, other, like in zip(*(column.take(order).tolist() for column in compared), strict=True):
        if like < LIKE_IN_PLACE:
            break
        if one in told or other in taken or (like < LIKE and not _is_in_place(matched, one, other)):
            continue
        matched[one] = other
        told.add(one)
        taken.add(other)
        found.append(Telling(one, other, like))
    return found


def _is_in_place(matched: dict[int, int], one: int, other: int) -> bool:
    """Whether the sentence or a neighbour of it is matched to the other or a neighbour of that."""
    return any(abs(matched.get(one + step, -9) - other - step) <= 1 for step in (-1, 0, 1) if matched.get(one + step, -1) >= 0)


def _likeness(a: Untold, b: Untold) -> tuple[Places, Places, Shares]:
    """Return the sentence pairs that share enough, with the cosine of their letter pairs; one in many sentences says less."""
    a_sentences, a_grams = _distinct(a)
    b_sentences, b_grams = _distinct(b)
    if not len(a_grams) or not len(b_grams):
        return a_sentences[:0], b_sentences[:0], np.zeros(0)
    shared = shared_values(a_grams, b_grams, often=_OFTEN)
    width = len(b.letters.sentences) - 1
    keys = (a_sentences.take(shared.in_a) * width + b_sentences.take(shared.in_b)).astype(np.uint64) << _HIGH
    keys |= np.arange(len(keys), dtype=np.uint64)  # fewer than 2³² pairs of sentences, and of grams
    keys.sort()
    pairs = (keys >> _HIGH).view(np.int64)
    begins = group_begins(pairs)
    enough = (group_sizes(begins, len(pairs)) >= _LEAST_SHARED).nonzero()[0]
    if not len(enough):
        return a_sentences[:0], b_sentences[:0], np.zeros(0)
    rarity = (1.0 / np.sqrt(shared.counts)).take((keys & _LOW).view(np.int64))
    likeness = np.add.reduceat(rarity, begins).take(enough)
    firsts, seconds = np.divmod(pairs.take(begins.take(enough)), width)
    sizes = np.bincount(a_sentences).take(firsts) * np.bincount(b_sentences).take(seconds)
    return firsts, seconds, likeness / np.sqrt(sizes)


def _distinct(side: Untold) -> tuple[Places, Grams]:
    """Return each sentence's pairs of letters once, with the sentence of each, what is told already left out."""
    told = np.frombuffer(side.told, dtype=np.bool_)
    free = np.logical_not(told[:-1] | told[1:]).nonzero()[0]
    sentences = side.letters.sentence_numbers.take(free).view(np.uint64)
    keys = (sentences << _HIGH) | (side.letters.pairs.take(free) & _LOW)  # letters beyond U+FFFF reach into the sentence's half
    keys.sort()
    keys = keys.take(group_begins(keys))
    return (keys >> _HIGH).view(np.int64), keys & _LOW
