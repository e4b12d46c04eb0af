"""What two sequences of letters share word for word: exact runs, joined into chains that read on both sides.

Seeds are shared 4-grams; those on one diagonal are a run; runs that follow one another closely on both sides are a chain. The
work grows with the length of the texts, whatever is in them: a gram that stands too often to say anything is no seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.arrays import group_begins, group_sizes, run_begins, spread
from goodstanding.core.originality.letters import Codes, Grams, Letters

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
Places = npt.NDArray[np.int64]
_FEW = 500
"""Values that are put in order sooner than they are told apart."""
_SPREADING, _BY_48 = np.uint64(0x9E3779B97F4A7C15), np.uint64(48)


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
    blocks = _runs(*(each.fours[head : max(len(each) - tail - SEED + 1, head)] for each in (a, b)), offset=head)
    if head:
        blocks.insert(0, (0, 0, head))
    if tail:
        blocks.append((len(a) - tail, len(b) - tail, tail))
    return _chosen(_chained(blocks), len(a), len(b))


@dataclass(frozen=True, slots=True)
class Shared:
    """Equal values of two arrays: where each pair stands in the one and in the other, and how often the one holds the value."""

    in_a: Places
    in_b: Places
    counts: Places


def shared_values(a: Grams, b: Grams, /, *, often: int) -> Shared:
    """Return the places of equal values, in the order of the second array.

    Args:
        often: Of a value that stands more often in the first array, the first so many places are told.
    """
    a_places, b_places = _perhaps_shared(a, b)
    values = a.take(a_places)
    order = values.argsort(kind="stable")
    values = values.take(order)
    begins = group_begins(values)
    counts, values = group_sizes(begins, len(values)), values.take(begins)
    probe = b.take(b_places)
    slots = np.minimum(values.searchsorted(probe), len(values) - 1)
    hit = (values.take(slots, mode="clip") == probe).nonzero()[0] if len(values) else slots[:0]
    slots, at = slots.take(hit), b_places.take(hit)
    if len(slots) > CROWD:
        free = np.bincount(slots, minlength=len(values)).take(slots) <= CROWD
        slots, at = slots[free], at[free]
    counts, begins = counts.take(slots), begins.take(slots)
    times = np.minimum(counts, often)
    if len(times) and int(times.max()) > 1:
        at, counts, begins = at.repeat(times), counts.repeat(times), spread(begins, times)
    return Shared(a_places.take(order.take(begins)), at, counts)


def _perhaps_shared(a: Grams, b: Grams) -> tuple[Places, Places]:
    """Return the places of values that may stand in the other array too: those that do, and a few by chance.

    Values are marked in a table by 16 bits of a product; most of two texts is told apart without being put in order.
    """
    if len(a) + len(b) < _FEW:
        return np.arange(len(a)), np.arange(len(b))
    a_slots, b_slots = ((each * _SPREADING >> _BY_48).view(np.int64) for each in (a, b))
    table = np.zeros(1 << 16, dtype=np.bool_)
    table[a_slots] = True
    b_places = table.take(b_slots).nonzero()[0]
    table[:] = False
    table[b_slots.take(b_places)] = True
    return table.take(a_slots).nonzero()[0], b_places


def _shared_head(a: Codes, b: Codes) -> int:
    count = min(len(a), len(b))
    if count < _AT_EDGE or a[0] != b[0]:
        return 0
    differs = a[:count] != b[:count]
    length = int(differs.argmax()) or count
    return length if length >= _AT_EDGE else 0


def _runs(a: Grams, b: Grams, *, offset: int) -> list[Block]:
    """Return the maximal runs of shared seeds, in the order of the first text."""
    if not len(a) or not len(b):
        return []
    shared = shared_values(a, b, often=OFTEN if max(len(a), len(b)) + SEED - 1 <= MANY else 2)
    if not len(shared.in_a):
        return []
    bits = len(a).bit_length()
    keys = ((shared.in_b - shared.in_a + len(a)) << bits) + shared.in_a
    keys.sort()
    begins = run_begins(keys)
    lengths = group_sizes(begins, len(keys)) + (SEED - 1)
    keys = keys.take(begins)
    at = keys & ((1 << bits) - 1)
    there = (keys >> bits) + at - len(a)
    if len(lengths) > MANY:
        longest = np.sort(np.argpartition(-lengths, MANY)[:MANY])
        at, there, lengths = at[longest], there[longest], lengths[longest]
    order = (at * 4096 - np.minimum(lengths, 4095)).argsort(kind="stable")
    columns = (at + offset, there + offset, lengths)
    return list(zip(*(column.take(order).tolist() for column in columns), strict=True))


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
    overlap = last[0] + last[2] - at
    other = last[1] + last[2] - there
    if other > overlap:
        overlap = other
    if overlap <= 0:
        chain.append(block)
    elif overlap < length:
        chain.append((at + overlap, there + overlap, length - overlap))


def _score(chain: Sequence[Block]) -> int:
    return sum([length - SEED + 1 for _, _, length in chain if length >= SEED])


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
