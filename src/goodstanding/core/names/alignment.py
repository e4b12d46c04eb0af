"""A name laid along a protected name: what reads as what, what was added, what was dropped, and how good the reading is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodstanding.core.names.lexicon import GENERIC, PLACE, added_words, generic_words, occurrences, places, weights
from goodstanding.core.names.likeness import passes_for
from goodstanding.core.names.units import Row, Unit
from goodstanding.core.names.values import Disguise

ADDED, FOREIGN = 0.03, 0.3
"""How much an unknown part of a name makes it another's, per unit: an added word, a letter or digit (others: see ``lexicon``)."""

_GAP_ADDED, _GAP_FOREIGN, _GAP_HAN = 0.02, 0.03, 0.16
_DROPPED, _EXCHANGED, _EXCHANGED_COMMON = 0.04, 0.15, 0.05
_NOWHERE = -1e9
_NONE = 1e-9
_PLAIN_EXTRA, _DISGUISED_EXTRA = 0.55, 1.0
_SHORT, _SHORT_PENALTY = 4, 0.06
_SURER, _LEAST_DOUBT = 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """Unit ``at`` of the name reads as unit ``wanted`` of the protected name."""

    at: int
    wanted: int
    quality: float
    disguise: Disguise | None


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A name to be compared with many: its units, and for each what it costs as a gap and how foreign it is outside."""

    row: Row
    gaps: tuple[float, ...]
    foreign: tuple[float, ...]
    is_added: tuple[bool, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A protected name in units, each with its share of the whole."""

    row: Row
    shares: tuple[float, ...]
    weight: float
    """Sum of what its characters tell."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best reading of a name as a protected one; ``score`` is 0.0–1.0."""

    score: float
    pairs: tuple[Pair, ...]


def subject_of(row: Row, /) -> Subject:
    """Prepare a name for comparing."""
    text = "".join(unit.text if len(unit.text) == 1 else "\0" for unit in row.units)
    whole = _whole_words(row)
    is_added = [False] * len(row.units)
    foreign = [1.0 if unit.is_han else FOREIGN for unit in row.units]
    for words, cost in ((places(), PLACE / 2), (generic_words(), GENERIC)):
        for start, end in occurrences(text, words):
            foreign[start:end] = [min(before, cost) for before in foreign[start:end]]
    for start, end in [*occurrences(text, added_words()), *whole]:
        is_added[start:end] = [True] * (end - start)
        foreign[start:end] = [ADDED] * (end - start)
    gaps = [
        _GAP_ADDED if added else _GAP_HAN if unit.is_han else _GAP_FOREIGN
        for unit, added in zip(row.units, is_added, strict=True)
    ]
    return Subject(row, tuple(gaps), tuple(foreign), tuple(is_added))


def target_of(row: Row, /) -> Target:
    """Prepare a protected name for comparing."""
    text = "".join(unit.text if len(unit.text) == 1 else "\0" for unit in row.units)
    told = weights(text)
    total = sum(told) or 1.0
    return Target(row, tuple(weight / total for weight in told), total)


def align(subject: Subject, target: Target, /, *, least: float) -> Alignment:
    """Find the best reading of a name as a protected name.

    Args:
        least: A score below which the reading is of no interest, 0.0–1.0; then it may be given as 0.0.
    """
    qualities = [[passes_for(unit.text, wanted.text)[0] for wanted in target.row.units] for unit in subject.row.units]
    reachable = sum(share * max(column) for share, column in zip(target.shares, zip(*qualities, strict=True), strict=False))
    if reachable + 0.2 < least:
        return Alignment(0.0, ())
    pairs, gained = _best_path(subject, target, qualities)
    if not pairs:
        return Alignment(0.0, ())
    missing = sum(target.shares) - sum(target.shares[pair.wanted] for pair in pairs)
    disguised = missing + sum(target.shares[pair.wanted] for pair in pairs if pair.disguise is not None)
    outside = sum(subject.foreign[: pairs[0].at]) + sum(subject.foreign[pairs[-1].at + 1 :])
    doubt = _doubt(len(target.shares))
    gained += (1 - doubt) * sum(target.shares[pair.wanted] * (1 - pair.quality) for pair in pairs)
    extra = _PLAIN_EXTRA + (_DISGUISED_EXTRA * doubt - _PLAIN_EXTRA) * min(1.0, 2 * disguised)
    score = gained * (1 - extra * outside / (outside + target.weight))
    if disguised > _NONE and len(target.shares) < _SHORT:
        score -= _SHORT_PENALTY * (_SHORT - len(target.shares))
    return Alignment(max(0.0, min(1.0, score)), pairs)


def _doubt(length: int) -> float:
    """Return how much what is only alike counts against a name: the longer it is, the less likely by chance."""
    return min(1.0, max(_LEAST_DOUBT, 1 - _SURER * (length - _SHORT)))


def _whole_words(row: Row) -> list[tuple[int, int]]:
    """Find the Latin words among the added ones; they may be several units."""
    found, at, units = [], 0, row.units
    while at < len(units):
        end = at
        while end < len(units) and units[end].text.isascii() and (end == at or units[end].start == units[end - 1].end):
            end += 1
        if end > at and "".join(unit.text for unit in units[at:end]) in added_words():
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _best_path(subject: Subject, target: Target, qualities: list[list[float]]) -> tuple[tuple[Pair, ...], float]:
    """Run the dynamic programme: units of the name before the first and after the last pair cost nothing here."""
    units, wanted, shares = subject.row.units, target.row.units, target.shares
    width = len(wanted)
    before = [-_DROPPED * place for place in range(width + 1)]
    exchanged = [_EXCHANGED_COMMON if share * target.weight <= GENERIC + _NONE else _EXCHANGED for share in shares]
    above: list[float] = [_NOWHERE] * (width + 1)
    steps: list[list[int]] = []
    best, best_at = 0.0, (-1, -1)
    for at, along in enumerate(qualities):
        current, step, gap = [_NOWHERE] * (width + 1), [0] * (width + 1), subject.gaps[at]
        for place in range(1, width + 1):
            value, kind = above[place] - gap, _SKIP
            if current[place - 1] - _DROPPED > value:
                value, kind = current[place - 1] - _DROPPED, _DROP
            if above[place - 1] - exchanged[place - 1] > value:
                value, kind = above[place - 1] - exchanged[place - 1], _EXCHANGE
            quality = along[place - 1]
            if quality:
                gain = shares[place - 1] * quality
                begun, continued = before[place - 1] + gain, above[place - 1] + gain
                if max(begun, continued) > value:
                    value, kind = (continued, _PAIR) if continued > begun else (begun, _BEGIN)
                    total = value - _DROPPED * (width - place)
                    if total > best + 1e-12:
                        best, best_at = total, (at, place)
            current[place], step[place] = value, kind
        steps.append(step)
        above = current
    return _traced(units, wanted, steps, best_at), best


_SKIP, _DROP, _PAIR, _BEGIN, _EXCHANGE = range(5)


def _traced(units: Sequence[Unit], wanted: Sequence[Unit], steps: list[list[int]], end: tuple[int, int]) -> tuple[Pair, ...]:
    at, place = end
    pairs: list[Pair] = []
    while at >= 0 and place > 0:
        kind = steps[at][place]
        if kind in {_PAIR, _BEGIN}:
            quality, disguise = passes_for(units[at].text, wanted[place - 1].text)
            pairs.append(Pair(at, place - 1, quality, disguise))
            at, place = at - 1, place - 1
            if kind == _BEGIN:
                break
        elif kind == _EXCHANGE:
            at, place = at - 1, place - 1
        elif kind == _SKIP:
            at -= 1
        else:
            place -= 1
    return tuple(reversed(pairs))
