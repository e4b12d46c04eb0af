"""Sentences told anew: pairs that share the pairs of letters few others hold, whatever the order of their words.

Used once word-for-word runs have shown that two texts have to do with one another: a rewritten sentence between copied ones is
part of the same taking, a sentence on the same subject in a stranger's text is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.arrays import group_begins
from goodstanding.core.originality.letters import GramPlaces, Letters, Places, grams
from goodstanding.core.originality.runs import shared_pairs

_OFTEN = 24
_WORDING = 2
_LEAST_SHARED = 3
LIKE = 0.36
"""How alike two sentences must be to be one told anew, 0.0–1.0."""
LIKE_IN_PLACE = 0.18
"""The same where the sentence before or after is matched to the neighbour too."""
_LONGEST = 60_000
"""Beyond this length, in letters, on either side only word-for-word runs are told."""

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Telling:
    """Sentence ``a`` of the examined text tells sentence ``b`` of the earlier one; ``likeness`` is 0.0–1.0."""

    a: int
    b: int
    likeness: float


def tellings_of(a: Letters, b: Letters, known: npt.NDArray[np.int64], /) -> list[Telling]:
    """Return the sentences of ``a`` that tell a sentence of ``b`` anew.

    Args:
        known: For each sentence of ``a``, the sentence of ``b`` that runs already match it to, or −1.
    """
    if max(len(a), len(b)) > _LONGEST or min(len(a), len(b)) < 2 * _WORDING:
        return []
    firsts, seconds, likeness = _likeness(a, b)
    taken = set(known[known >= 0].tolist())
    matched = dict(enumerate(known.tolist()))
    found = []
    for index in np.argsort(-likeness).tolist():
        one, other, like = int(firsts[index]), int(seconds[index]), float(likeness[index])
        if like < LIKE_IN_PLACE:
            break
        if matched[one] >= 0 or other in taken or (like < LIKE and not _is_in_place(matched, one, other)):
            continue
        matched[one] = other
        taken.add(other)
        found.append(Telling(one, other, like))
    return found


def _is_in_place(matched: dict[int, int], one: int, other: int) -> bool:
    """Whether a neighbour of the sentence is matched to a neighbour of the other, one or two sentences away."""
    return any(abs(matched.get(one + step, -9) - other - step) <= 1 for step in (-1, 1) if matched.get(one + step, -1) >= 0)


def _likeness(a: Letters, b: Letters) -> tuple[Places, Places, Shares]:
    """Return the sentence pairs that share enough, with the cosine of their letter pairs; one in many sentences says less."""
    a_sentences, a_grams = _distinct(a)
    b_sentences, b_grams = _distinct(b)
    known = GramPlaces.of(a_grams)
    in_a, in_b = shared_pairs(known, b_grams, often=_OFTEN)
    width = len(b.sentences) - 1
    pairs = GramPlaces.of((a_sentences.take(in_a) * width + b_sentences.take(in_b)).astype(np.uint64))
    rarity = _rarity(known, in_a).take(pairs.order)
    shared = np.add.reduceat(rarity, pairs.begins) if len(rarity) else np.zeros(0)
    firsts, seconds = np.divmod(pairs.values.astype(np.int64), width)
    sizes = np.bincount(a_sentences)[firsts] * np.bincount(b_sentences)[seconds]
    enough = pairs.counts >= _LEAST_SHARED
    return firsts[enough], seconds[enough], (shared / np.sqrt(sizes))[enough]


def _distinct(letters: Letters) -> tuple[Places, npt.NDArray[np.uint64]]:
    """Return each sentence's grams once, with the sentence of each."""
    packed = grams(letters.codes, _WORDING)
    sentences = letters.sentence_numbers[: len(packed)]
    keys = np.sort((sentences.astype(np.uint64) << np.uint64(32)) | packed)
    keys = keys[group_begins(keys)]
    return (keys >> np.uint64(32)).astype(np.int64), keys & np.uint64(0xFFFFFFFF)


def _rarity(known: GramPlaces, places: Places) -> Shares:
    """Return what the grams at some places say: the fewer sentences hold one, the more, 0.0–1.0."""
    by_place = np.empty(len(known.order), dtype=np.float64)
    by_place[known.order] = np.repeat(1.0 / np.sqrt(known.counts), known.counts)
    return by_place.take(places)
