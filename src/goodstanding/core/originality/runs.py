"""What two sequences of letters share word for word: exact runs, joined into chains that read on both sides.

Seeds are shared 4-grams; those on one diagonal are a run; runs that follow one another closely on both sides are a chain. The
work grows with the length of the texts, whatever is in them: a gram that stands too often to say anything is no seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.arrays import group_sizes, run_begins, spread
from goodstanding.core.originality.letters import Codes, GramPlaces, Letters, grams

SEED = 4
OFTEN = 12
"""A gram seeds from this many of its places in the earlier text, the first ones."""
CROWD = 512
"""A gram that stands more often than this in the examined text seeds nothing."""
MANY = 200_000
"""Texts longer than this, in letters, are seeded from fewer places, and no more runs than this are chained."""
OPEN = 48
"""Chains that may be open at once; of more, those begun first are closed."""
GAP = 32
"""Widest stretch, in letters, that two runs of one chain may leave between them on either side."""
LEAST = 8
"""A chain's runs hold at least this many letters beyond the three that each seed needs anyway: less is common phrasing."""
_AT_EDGE = 16
"""A shared beginning or end this long is matched before all else."""

Block = tuple[int, int, int]
"""A run: where it begins in one text and in the other, and its length, in letters."""
Pairs = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Chain:
    """Runs that follow one another in both texts, closely."""

    blocks: tuple[Block, ...]
    score: int

    @property
    def a_start(self) -> int:
        """First letter in the examined text."""
        return self.blocks[0][0]

    @property
    def a_end(self) -> int:
        """One past the last letter in the examined text."""
        return self.blocks[-1][0] + self.blocks[-1][2]

    @property
    def b_start(self) -> int:
        """First letter in the earlier text."""
        return self.blocks[0][1]

    @property
    def b_end(self) -> int:
        """One past the last letter in the earlier text."""
        return self.blocks[-1][1] + self.blocks[-1][2]


def chains_of(a: Letters, b: Letters, /) -> list[Chain]:
    """Return the chains two texts share, no stretch of either told twice unless it stands twice, in the order of the first."""
    head = _shared_head(a.codes, b.codes)
    tail = _shared_head(a.codes[head:][::-1], b.codes[head:][::-1])
    inner = a.codes[head : len(a) - tail]
    known = GramPlaces.of(grams(inner, SEED)) if head + tail else a.gram_places(SEED)
    blocks = _runs(known, len(inner), b.codes[head : len(b) - tail], head)
    if head:
        blocks.insert(0, (0, 0, head))
    if tail:
        blocks.append((len(a) - tail, len(b) - tail, tail))
    return _chosen(_chained(blocks), len(a), len(b))


def shared_pairs(known: GramPlaces, probe: npt.NDArray[np.uint64], /, *, often: int) -> Pairs:
    """Return the places of equal values: in the array that is sorted already, and in the other.

    Args:
        often: Of a value that stands more often in the sorted array, the first so many places are told.
    """
    if not len(known.values) or not len(probe):
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing
    slots = np.minimum(np.searchsorted(known.values, probe), len(known.values) - 1)
    at = np.flatnonzero(known.values.take(slots) == probe)
    slots = slots.take(at)
    if len(slots) > CROWD:
        free = np.bincount(slots, minlength=len(known.values)).take(slots) <= CROWD
        at, slots = at[free], slots[free]
    times = np.minimum(known.counts.take(slots), often)
    begins = known.begins.take(slots)
    if len(times) and int(times.max()) > 1:
        at, begins = at.repeat(times), spread(begins, times)
    return known.order.take(begins), at


def _shared_head(a: Codes, b: Codes) -> int:
    count = min(len(a), len(b))
    if count < _AT_EDGE or a[0] != b[0]:
        return 0
    differs = a[:count] != b[:count]
    length = int(differs.argmax()) or count
    return length if length >= _AT_EDGE else 0


def _runs(known: GramPlaces, a_length: int, b: Codes, offset: int) -> list[Block]:
    """Return the maximal runs of shared seeds, in the order of the first text."""
    in_a, in_b = shared_pairs(known, grams(b, SEED), often=OFTEN if max(a_length, len(b)) <= MANY else 2)
    if not len(in_a):
        return []
    width = np.int64(a_length + 1)
    keys = np.sort((in_b - in_a + a_length) * width + in_a)
    begins = run_begins(keys)
    lengths = group_sizes(begins, len(keys)) + (SEED - 1)
    diagonal, at = np.divmod(keys[begins], width)
    there = diagonal + at - a_length
    if len(lengths) > MANY:
        longest = np.sort(np.argpartition(-lengths, MANY)[:MANY])
        at, there, lengths = at[longest], there[longest], lengths[longest]
    order = np.argsort(at * 4096 - np.minimum(lengths, 4095), kind="stable")
    return list(zip((at[order] + offset).tolist(), (there[order] + offset).tolist(), lengths[order].tolist(), strict=True))


def _chained(blocks: Sequence[Block]) -> list[Chain]:
    """Join runs that follow one another; each run joins the open chain it fits best."""
    done: list[list[Block]] = []
    active: list[list[Block]] = []
    for block in blocks:
        best, is_behind = _best(active, *block)
        if best is None:
            active.append([block])
        else:
            _append(best, block)
        if len(active) > OPEN:
            done.append(active.pop(0))
        if is_behind:
            at = block[0]
            done += [chain for chain in active if at - chain[-1][0] - chain[-1][2] > GAP]
            active = [chain for chain in active if at - chain[-1][0] - chain[-1][2] <= GAP]
    return [Chain(tuple(chain), score) for chain in done + active if (score := _score(chain)) >= LEAST]


def _best(active: Sequence[list[Block]], at: int, there: int, length: int) -> tuple[list[Block] | None, bool]:
    """Return the open chain a run follows most closely, and whether a chain has fallen behind for good."""
    best, least, is_behind = None, 2 * GAP + 1, False
    for chain in active:
        last_at, last_there, last_length = chain[-1]
        step = at - last_at - last_length
        if step > GAP:
            is_behind = True
            continue
        jump = there - last_there - last_length
        if -length < step and -length < jump <= GAP and at > last_at and there > last_there:
            cost = (step if step > 0 else 0) + (jump if jump > 0 else 0) + abs(step - jump)
            if cost < least:
                best, least = chain, cost
    return best, is_behind


def _append(chain: list[Block], block: Block) -> None:
    """Add a run to a chain, less what it overlaps with the last one."""
    at, there, length = block
    last = chain[-1]
    overlap = max(last[0] + last[2] - at, last[1] + last[2] - there, 0)
    if overlap < length:
        chain.append((at + overlap, there + overlap, length - overlap))


def _score(chain: Sequence[Block]) -> int:
    return sum(max(length - SEED + 1, 0) for _, _, length in chain)


def _chosen(chains: list[Chain], a_length: int, b_length: int) -> list[Chain]:
    """Keep the strongest chains that tell something new about either text."""
    a_told, b_told = bytearray(a_length), bytearray(b_length)
    kept = []
    for chain in sorted(chains, key=lambda chain: -chain.score):
        a_size, b_size = chain.a_end - chain.a_start, chain.b_end - chain.b_start
        a_news = a_told.count(0, chain.a_start, chain.a_end) / a_size
        b_news = b_told.count(0, chain.b_start, chain.b_end) / b_size
        if min(a_news, b_news) >= 0.5 or (max(a_news, b_news) >= 0.5 and chain.score >= 4 * LEAST):
            kept.append(chain)
            a_told[chain.a_start : chain.a_end] = b"\1" * a_size
            b_told[chain.b_start : chain.b_end] = b"\1" * b_size
    return sorted(kept, key=lambda chain: (chain.a_start, chain.b_start))
