"""Which texts of the index are worth aligning with a new one: those that share rare samples, most of all in a row.

Each sample weighs the more the fewer texts hold it. Two sums are taken: over a whole text, and over the best window of one
diagonal, which a stolen paragraph fills however long the text around it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.arrays import group_begins, group_sizes
from goodstanding.core.originality.fingerprint import Sample
from goodstanding.core.originality.postings import Hashes, Numbers, Part, Postings

WINDOW = 72
"""Drift of one diagonal, in characters, that insertions and deletions within a passage may cause."""
CAP = 16
"""Of a sample held by more texts, the first so many are told; the rest are copies of what those hold, or boilerplate."""
_PER_SAMPLE = 8
_PRIOR = 10_000
"""Texts the world is thought to hold beside the index, so that a sample says something in a small one too."""
_LEAST_HITS, _MOST_HITS = 3_000, 400_000
_LEAST_SHARED = 3
_TRIED = 24
_COMMON = 8
"""A sample held by this many texts that share little else is boilerplate."""
_LITTLE = 0.3
_LONGEST_COMMON = 160
_CLAUSE = 24
"""Boilerplate closer than this, in characters, is one stretch."""
_SLOT = 34
"""Bits that a diagonal takes, beside its text, in one number."""
_HIGH, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)

Weights = npt.NDArray[np.float64]
Spans = list[tuple[int, int]]
Sequences = npt.NDArray[np.uint64]
NONE_REMOVED: Sequences = np.zeros(0, dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Question:
    """The fingerprint of an examined text: distinct hashes ascending, and where each first stands."""

    hashes: Hashes
    starts: Numbers
    ends: Numbers

    @classmethod
    def of(cls, found: Sample, /) -> Question:
        """Take the distinct hashes of a sample."""
        keys = (found.hashes << _HIGH) | np.arange(len(found.hashes), dtype=np.uint64)
        keys.sort()
        hashes = (keys >> _HIGH).astype(np.uint32)
        begins = group_begins(hashes)
        first = (keys.take(begins) & _LOW).view(np.int64)
        return cls(hashes.take(begins), found.starts.take(first), found.ends.take(first))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may have to do with the examined one.

    Args:
        part: Number of the part that holds it.
        document: Its number in the part.
        shared: Distinct samples both hold.
        weight: What they weigh together, in nats: a sample held by one text in a million weighs 13.8.
        in_a_row: What those in the best window of one diagonal weigh.
    """

    part: int
    document: int
    shared: int
    weight: float
    in_a_row: float

    @property
    def rank(self) -> float:
        """What candidates are ordered by."""
        return self.in_a_row + 0.5 * self.weight


@dataclass(frozen=True)
class Found:
    """Candidates, best first, and the number of the question's samples."""

    samples: int = 0
    candidates: Sequence[Candidate] = ()
    _tell_common: Callable[[], Spans] = field(default=list, repr=False, compare=False)

    @cached_property
    def common(self) -> Spans:
        """The spans of the question's normal form that are boilerplate; worked out when they are asked for."""
        return self._tell_common()


@dataclass(frozen=True, slots=True)
class _Hits:
    """Places of the question's samples: the text, the sample and the diagonal of each; texts are counted on from part to part.

    ``alone`` are the samples of hits that no other hit is near: their texts share nothing else, and are not looked up.
    """

    documents: Numbers
    samples: Numbers
    diagonals: Numbers
    alone: Numbers


def find_candidates(
    parts: Sequence[Part], question: Question, /, *, total: int, limit: int, least: float, removed: Sequences = NONE_REMOVED
) -> Found:
    """Return the texts worth aligning.

    Args:
        total: Texts in the index.
        limit: Most candidates returned.
        least: Smallest rank returned, in nats.
        removed: Sequence numbers of texts taken out, ascending.
    """
    size = len(question.hashes)
    found, held = _found(parts, question, CAP if not len(removed) else 2 * CAP)
    asked = _asked(held)
    firsts = np.cumsum([0, *(len(part.documents) for part in parts)])
    each: list[_Hits] = []
    for part, first, postings in zip(parts, firsts.tolist(), found, strict=False):
        if len(postings.places):
            hits, gone = _hits(part, first, question, _looked_at(postings, asked), removed)
            each.append(hits)
            held = held - np.bincount(gone, minlength=size) if len(gone) else held
    if not each:
        return Found(size)
    hits = each[0] if len(each) == 1 else _joined(each)
    shares = _Shares.of(hits, size)
    weights = np.log((total + _PRIOR) / np.maximum(held, 1))
    if not len(hits.documents) or not len(_worth_ranking(shares, np.maximum(weights, 0.0), least)[0]):
        return Found(size, (), lambda: _boilerplate(question, shares, hits.alone)[1])
    common, spans = _boilerplate(question, shares, hits.alone)
    weights *= ~common
    ranked = _ranked(hits, shares, weights, least)
    ranked.sort(key=lambda each: -each.rank)
    return Found(size, [_placed(each, firsts) for each in ranked[:limit]], lambda: spans)


def _found(parts: Sequence[Part], question: Question, most: int) -> tuple[list[Postings], Numbers]:
    """Ask each part; of a sample the first so many places are told, whatever part they are in, and it is counted in all."""
    held = np.zeros(len(question.hashes), dtype=np.int64)
    found: list[Postings] = []
    for part in parts if len(held) else ():
        found.append(part.find(question.hashes, most=np.maximum(most - held, 0)))
        held = held + found[-1].counts
    return found, held


def _joined(each: Sequence[_Hits]) -> _Hits:
    return _Hits(
        *(np.concatenate([getattr(hits, name) for hits in each]) for name in ("documents", "samples", "diagonals", "alone"))
    )


def _placed(candidate: Candidate, firsts: Numbers) -> Candidate:
    """Return a candidate whose text is counted in its part."""
    part = int(firsts.searchsorted(candidate.document, side="right")) - 1
    return replace(candidate, part=part, document=candidate.document - int(firsts[part]))


def _asked(held: Numbers) -> npt.NDArray[np.bool_] | None:
    """Mark the samples whose places are looked at: the rarest, as long as the hits stay few; None where it is all of them."""
    most = min(max(_LEAST_HITS, _PER_SAMPLE * len(held)), _MOST_HITS)
    if CAP * len(held) <= most:
        return None
    told = np.minimum(held, CAP)
    if int(told.sum()) <= most:
        return None
    order = held.argsort(kind="stable")
    asked = np.zeros(len(held), dtype=np.bool_)
    asked[order] = told.take(order).cumsum() <= most
    return asked


def _looked_at(postings: Postings, asked: npt.NDArray[np.bool_] | None) -> Postings:
    if asked is None:
        return postings
    looked = asked.take(postings.hashes)
    return Postings(postings.counts, postings.hashes[looked], postings.places[looked])


def _hits(part: Part, first: int, question: Question, postings: Postings, removed: Sequences) -> tuple[_Hits, Numbers]:
    """Look hits up; return those in texts that are there, and the samples of those in texts taken out.

    Args:
        first: Number of the part's first text among all.
    """
    looks_all_up = len(question.hashes) < _LEAST_SHARED or bool(len(removed))
    samples, places, alone = _apart(postings, None if looks_all_up else part.longest)
    documents = part.bases.searchsorted(places.astype(part.bases.dtype), side="right") - 1
    diagonals = places - part.bases.take(documents).astype(np.int64) - question.starts.take(samples)
    if not len(removed):
        return _Hits(documents + first, samples, diagonals, alone), alone[:0]
    sequences = part.documents.columns["sequence"].take(documents)
    alive = removed.take(np.minimum(removed.searchsorted(sequences), len(removed) - 1)) != sequences
    return _Hits(documents[alive] + first, samples[alive], diagonals[alive], alone), samples[~alive]


def _apart(postings: Postings, longest: int | None) -> tuple[Numbers, Numbers, Numbers]:
    """Tell hits that another one is near, in the order of their places, from those whose text can hold no other.

    In that order a million texts are searched through the cache.
    """
    keys = (postings.places.view(np.uint64) << _HIGH) | np.arange(len(postings.places), dtype=np.uint64)
    keys.sort()
    places = (keys >> _HIGH).view(np.int64)
    samples = postings.hashes.take((keys & _LOW).view(np.int64))
    if longest is None:
        return samples, places, samples[:0]
    near = np.zeros(len(places) + 1, dtype=np.bool_)
    np.less_equal(places[1:] - places[:-1], longest, out=near[1:-1])
    together = near[1:] | near[:-1]
    return samples[together], places[together], samples[~together]


@dataclass(frozen=True, slots=True)
class _Shares:
    """Which distinct samples each text holds: one text after another, with where each begins and how many it has."""

    samples: Numbers
    documents: Numbers
    begins: Numbers
    counts: Numbers

    @classmethod
    def of(cls, hits: _Hits, width: int, /) -> _Shares:
        """Count each sample once a text."""
        bits = width.bit_length()
        keys = (hits.documents << bits) | hits.samples
        keys.sort()
        keys = keys.take(group_begins(keys))
        owners = keys >> bits
        begins = group_begins(owners)
        return cls(keys & ((1 << bits) - 1), owners.take(begins), begins, group_sizes(begins, len(owners)))


def _boilerplate(question: Question, shares: _Shares, alone: Numbers) -> tuple[npt.NDArray[np.bool_], Spans]:
    """Return which samples many texts hold that share little else with the examined one, and the spans where they stand.

    A long stretch is never boilerplate: it may be an article that many have copied already.
    """
    size = len(question.hashes)
    lonely = np.bincount(alone, minlength=size)
    texts = np.bincount(shares.samples, minlength=size) + lonely
    if texts.max() < _COMMON:
        return np.zeros(size, dtype=np.bool_), []
    taken = np.bincount(shares.samples, weights=(shares.counts / size).repeat(shares.counts), minlength=size) + lonely / size
    common = (texts >= _COMMON) & (taken < _LITTLE * texts)
    if not common.any():
        return common, []
    spans = _common_spans(question, common)
    for start, end in spans:
        if end - start > _LONGEST_COMMON:
            common &= ~((question.starts >= start) & (question.ends <= end))
    return common, [span for span in spans if span[1] - span[0] <= _LONGEST_COMMON]


def _worth_ranking(shares: _Shares, weights: Weights, least: float) -> tuple[Numbers, Weights]:
    """Return which texts may reach the least rank, were all they share in a row, and what each one's samples weigh together."""
    totals = np.add.reduceat(weights.take(shares.samples), shares.begins)
    return ((shares.counts >= min(_LEAST_SHARED, len(weights))) & (1.5 * totals >= least)).nonzero()[0], totals


def _ranked(hits: _Hits, shares: _Shares, weights: Weights, least: float) -> list[Candidate]:
    enough, totals = _worth_ranking(shares, weights, least)
    if not len(enough):
        return []
    if len(enough) > _TRIED:
        enough = np.sort(enough[np.argsort(-totals[enough], kind="stable")[:_TRIED]])
    documents = shares.documents[enough]
    rows = _in_a_row(hits, documents, weights)
    values = (documents.tolist(), shares.counts[enough].tolist(), totals[enough].tolist(), rows.tolist())
    return [
        Candidate(0, document, count, weight, row)
        for document, count, weight, row in zip(*values, strict=True)
        if row + 0.5 * weight >= least
    ]


def _in_a_row(hits: _Hits, documents: Numbers, weights: Weights) -> Weights:
    """Return for each of ascending texts the weight of the best window of one diagonal."""
    slots = np.minimum(documents.searchsorted(hits.documents), len(documents) - 1)
    mine = (documents.take(slots) == hits.documents).nonzero()[0]
    keys = (slots.take(mine) << _SLOT) + hits.diagonals.take(mine) + (1 << (_SLOT - 1))
    order = keys.argsort(kind="stable")
    keys, gains = keys.take(order), weights.take(hits.samples.take(mine.take(order)))
    sums = np.zeros(len(gains) + 1)
    gains.cumsum(out=sums[1:])
    windows = sums.take(keys.searchsorted(keys + WINDOW, side="right")) - sums[:-1]
    return np.maximum.reduceat(windows, group_begins(keys >> _SLOT))


def _common_spans(question: Question, common: npt.NDArray[np.bool_]) -> Spans:
    """Return the stretches of the examined text where boilerplate stands, samples closer than a clause taken together."""
    starts, ends = question.starts[common], question.ends[common]
    order = starts.argsort(kind="stable")
    starts, reached = starts.take(order), np.maximum.accumulate(ends.take(order))
    begins = np.append(0, (starts[1:] - reached[:-1] > _CLAUSE).nonzero()[0] + 1)
    return list(zip(starts.take(begins).tolist(), reached.take(np.append(begins[1:], len(starts)) - 1).tolist(), strict=True))
