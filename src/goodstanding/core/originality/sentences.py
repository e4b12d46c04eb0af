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
_LOW = np.uint64(0xFFFFFFFF)


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
    firsts, seconds, likeness = _likeness(a, b)
    matched = dict(enumerate(partners.tolist()))
    told: set[int] = set()
    taken: set[int] = set()
    found = []
    for index in np.argsort(-likeness).tolist():
        one, other, like = int(firsts[index]), int(seconds[index]), float(likeness[index])
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
    known = GramPlaces.of(a_grams)
    in_a, in_b = shared_pairs(known, b_grams, often=_OFTEN)
    width = len(b.letters.sentences) - 1
    pairs = GramPlaces.of((a_sentences.take(in_a) * width + b_sentences.take(in_b)).astype(np.uint64))
    rarity = _rarity(known, in_a).take(pairs.order)
    shared = np.add.reduceat(rarity, pairs.begins) if len(rarity) else np.zeros(0)
    firsts, seconds = np.divmod(pairs.values.astype(np.int64), width)
    sizes = np.bincount(a_sentences)[firsts] * np.bincount(b_sentences)[seconds] if len(firsts) else np.ones(0)
    enough = pairs.counts >= _LEAST_SHARED
    return firsts[enough], seconds[enough], (shared / np.sqrt(sizes))[enough]


def _distinct(side: Untold) -> tuple[Places, npt.NDArray[np.uint64]]:
    """Return each sentence's grams once, with the sentence of each, what is told already left out."""
    packed = grams(side.letters.codes, _WORDING) & _LOW  # letters beyond U+FFFF reach into the sentence's half
    told = np.frombuffer(side.told, dtype=np.uint8)
    free = np.flatnonzero((told[: len(packed)] | told[1 : len(packed) + 1]) == 0)
    sentences = side.letters.sentence_numbers.take(free)
    keys = np.sort((sentences.astype(np.uint64) << np.uint64(32)) | packed.take(free))
    keys = keys[group_begins(keys)]
    return (keys >> np.uint64(32)).astype(np.int64), keys & _LOW


def _rarity(known: GramPlaces, places: Places) -> Shares:
    """Return what the grams at some places say: the fewer sentences hold one, the more, 0.0–1.0."""
    by_place = np.empty(len(known.order), dtype=np.float64)
    by_place[known.order] = np.repeat(1.0 / np.sqrt(known.counts), known.counts)
    return by_place.take(places)
