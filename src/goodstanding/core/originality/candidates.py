"""Which texts of the index are worth aligning with a new one: those that share rare samples, most of all in a row.

Each sample weighs the more the fewer texts hold it. Two sums are taken: over a whole text, and over the best window of one
diagonal, which a stolen paragraph fills however long the text around it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.arrays import group_begins, group_sizes
from goodstanding.core.originality.documents import Array
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
_SLOT = 34
"""Bits that a diagonal takes, beside its text, in one number."""
_HIGH, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)

Weights = npt.NDArray[np.float64]
Spans = list[tuple[int, int]]


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
    """Places of the question's samples in one part: the text, the sample, and the diagonal of each."""

    documents: Numbers
    samples: Numbers
    diagonals: Numbers


def find_candidates(parts: Sequence[Part], question: Question, /, *, total: int, limit: int, least: float) -> Found:
    """Return the texts worth aligning.

    Args:
        total: Texts in the index.
        limit: Most candidates returned.
        least: Smallest rank returned, in nats.
    """
    if not len(question.hashes) or not parts:
        return Found(len(question.hashes))
    found = [part.find(question.hashes, most=CAP) for part in parts]
    held = found[0].counts if len(found) == 1 else np.sum([postings.counts for postings in found], axis=0)
    asked = _asked(held)
    hits = {
        number: _hits(part, question, postings, asked)
        for number, (part, postings) in enumerate(zip(parts, found, strict=True))
        if len(postings.places)
    }
    hits = {number: each for number, each in hits.items() if len(each.documents)}
    shares = {number: _Shares.of(each, len(held)) for number, each in hits.items()}
    weights = np.log((total + _PRIOR) / np.maximum(held, 1))
    most = np.maximum(weights, 0.0)
    if not any(len(_worth_ranking(each, most, least)[0]) for each in shares.values()):
        return Found(len(question.hashes), (), lambda: _boilerplate(question, shares.values())[1])
    common, spans = _boilerplate(question, shares.values())
    weights *= ~common
    candidates = [
        candidate for number, each in hits.items() for candidate in _ranked(number, each, shares[number], weights, least)
    ]
    candidates.sort(key=lambda candidate: -candidate.rank)
    return Found(len(question.hashes), candidates[:limit], lambda: spans)


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


def _hits(part: Part, question: Question, postings: Postings, asked: npt.NDArray[np.bool_] | None) -> _Hits:
    samples, places = postings.hashes, postings.places
    if asked is not None:
        looked = asked.take(samples)
        samples, places = samples[looked], places[looked]
    documents = _documents_at(part.bases, places)
    diagonals = places - part.bases.take(documents).astype(np.int64) - question.starts.take(samples)
    return _Hits(documents, samples, diagonals)


def _documents_at(bases: Array, places: Numbers) -> Numbers:
    """Return the text each place lies in; asked in ascending order, a million texts are searched through the cache."""
    keys = (places.view(np.uint64) << _HIGH) | np.arange(len(places), dtype=np.uint64)
    keys.sort()
    documents = np.empty(len(places), dtype=np.int64)
    documents[(keys & _LOW).view(np.int64)] = bases.searchsorted((keys >> _HIGH).astype(bases.dtype), side="right") - 1
    return documents


@dataclass(frozen=True, slots=True)
class _Shares:
    """Which distinct samples each text of a part holds: one text after another, with where each begins and how many it has."""

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


def _boilerplate(question: Question, shares: Collection[_Shares]) -> tuple[npt.NDArray[np.bool_], Spans]:
    """Return which samples many texts hold that share little else with the examined one, and the spans where they stand.

    A long stretch is never boilerplate: it may be an article that many have copied already.
    """
    size = len(question.hashes)
    texts, taken = np.zeros(size), np.zeros(size)
    for each in shares:
        texts += np.bincount(each.samples, minlength=size)
    if texts.max() < _COMMON:
        return np.zeros(size, dtype=np.bool_), []
    for each in shares:
        taken += np.bincount(each.samples, weights=(each.counts / size).repeat(each.counts), minlength=size)
    common = (texts >= _COMMON) & (taken < _LITTLE * texts)
    spans = _common_spans(question, common)
    for start, end in spans:
        if end - start > _LONGEST_COMMON:
            common &= ~((question.starts >= start) & (question.ends <= end))
    return common, [span for span in spans if span[1] - span[0] <= _LONGEST_COMMON]


def _worth_ranking(shares: _Shares, weights: Weights, least: float) -> tuple[Numbers, Weights]:
    """Return which texts may reach the least rank, were all they share in a row, and what each one's samples weigh together."""
    totals = np.add.reduceat(weights.take(shares.samples), shares.begins)
    return ((shares.counts >= min(_LEAST_SHARED, len(weights))) & (1.5 * totals >= least)).nonzero()[0], totals


def _ranked(number: int, hits: _Hits, shares: _Shares, weights: Weights, least: float) -> list[Candidate]:
    enough, totals = _worth_ranking(shares, weights, least)
    if not len(enough):
        return []
    if len(enough) > _TRIED:
        enough = np.sort(enough[np.argsort(-totals[enough], kind="stable")[:_TRIED]])
    documents = shares.documents[enough]
    rows = _in_a_row(hits, documents, weights)
    values = (documents.tolist(), shares.counts[enough].tolist(), totals[enough].tolist(), rows.tolist())
    return [
        Candidate(number, document, count, weight, row)
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
    spans: Spans = []
    for start, end in sorted(zip(question.starts[common].tolist(), question.ends[common].tolist(), strict=True)):
        if spans and start - spans[-1][1] <= 24:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
