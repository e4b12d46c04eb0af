"""Rings: registrations that share more than chance would have them share. Pure; the same code online and over the lake.

Two subjects are joined where what they share weighs enough. A device and the network it is in tell the same thing, so of each
group of kinds the strongest alone counts; a value that many hold weighs less, as it is common. What comes out is a question to a
person: who shares what with whom, and when. Source: PA21:10.3, RQ-042
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, pairwise


@dataclass(frozen=True, slots=True)
class Kind:
    """What sharing a value of one kind weighs.

    Args:
        group: Kinds of one group tell the same thing; the strongest counts.
        strength: Points of a value two subjects share that is rare.
        crowd: Holders up to which a value is rare; beyond it the points fall in proportion.
        near: How far apart in time two registrations may be for the value to count.
        burst: Subjects with one value within ``burst_within`` that are too many; 0 where no number is.
        burst_points: Points of a value two subjects share within a burst, however many hold it.
    """

    group: str
    strength: int
    crowd: int
    near: timedelta
    burst: int
    burst_within: timedelta
    burst_points: int = 0


KINDS: Mapping[str, Kind] = {
    "document": Kind("document", 90, 1_000, timedelta(days=365), 0, timedelta()),
    "device": Kind("place", 45, 8, timedelta(days=14), 5, timedelta(hours=24), 60),
    "network": Kind("place", 20, 12, timedelta(days=3), 20, timedelta(hours=1)),
    "phone_prefix": Kind("phone", 20, 8, timedelta(days=7), 6, timedelta(hours=24)),
    "contact_domain": Kind("contact", 25, 20, timedelta(days=30), 8, timedelta(hours=24)),
}
"""Kinds of values that are held against one another, with their published weights; values are keyed digests."""
LEAST_POINTS = 60
"""Points from which two subjects are joined: no kind but a shared document, or a device in a burst, is enough by itself."""
LEAST_MEMBERS = 4
"""Subjects from which joined ones are a ring: two or three at one table are a family."""
_MOST_HELD_AGAINST_EACH_OTHER = 64
"""Holders up to which everyone is held against everyone; beyond it each against the next in time."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One value a subject left when it registered.

    Args:
        subject: Who registered: accounts of one verified subject are one.
        value: Keyed digest.
    """

    subject: str
    kind: str
    value: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """One value two subjects share: what it weighs, how many hold it, how far apart in time they registered."""

    kind: str
    value: str
    points: int
    holders: int
    apart: timedelta
    in_burst: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """Two subjects that share enough, and every reason why."""

    a: str
    b: str
    points: int
    reasons: tuple[Reason, ...]

    @property
    def names(self) -> tuple[str, str]:
        """The two."""
        return self.a, self.b


@dataclass(frozen=True, slots=True)
class Burst:
    """One value that more subjects left within a time than the published number."""

    kind: str
    value: str
    subjects: tuple[str, ...]
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Ring:
    """Subjects that hang together, the edges between them, and the bursts they were in."""

    subjects: tuple[str, ...]
    edges: tuple[Edge, ...]
    bursts: tuple[Burst, ...]
    first: datetime
    last: datetime

    @property
    def score(self) -> float:
        """How much the weakest half of its edges weighs, 0.0–1.0: what one strong pair says does not make a ring strong."""
        points = sorted(edge.points for edge in self.edges)
        weaker = points[: (len(points) + 1) // 2]
        return round(min(1.0, sum(weaker) / len(weaker) / 100), 2)


_Held = Sequence[tuple[datetime, str]]


def find_rings(
    traces: Iterable[Trace], /, *, least: int = LEAST_MEMBERS, holders: Mapping[tuple[str, str], int] | None = None
) -> tuple[Ring, ...]:
    """Return the rings among these traces, the largest first; the order of the traces does not matter.

    Args:
        least: Subjects a ring has at least, 2 or more.
        holders: By kind and value, how many hold it where the traces are not all there are.
    """
    firsts = _held(traces)
    found = find_bursts_in(firsts)
    edges = _edges(firsts, found, holders or {})
    times = _times(firsts)
    rings = [_ring(part, found, times) for part in _components(edges)]
    rings = [ring for ring in rings if len(ring.subjects) >= least]
    return tuple(sorted(rings, key=lambda ring: (-len(ring.subjects), ring.first, ring.subjects)))


def find_bursts(traces: Iterable[Trace], /) -> tuple[Burst, ...]:
    """Return the values that too many subjects left within a time, by the published numbers."""
    return find_bursts_in(_held(traces))


def find_bursts_in(firsts: Mapping[tuple[str, str], _Held], /) -> tuple[Burst, ...]:
    """Return the bursts among values with their holders, each holder at its first use."""
    found = (burst for (kind, value), held in sorted(firsts.items()) for burst in _bursts(kind, value, held))
    return tuple(found)


def _held(traces: Iterable[Trace]) -> dict[tuple[str, str], _Held]:
    """Return the values that two or more subjects hold, with each subject's first use, in order of time."""
    first: dict[tuple[str, str], dict[str, datetime]] = defaultdict(dict)
    for trace in traces:
        if trace.kind in KINDS:
            known = first[trace.kind, trace.value]
            known[trace.subject] = min(known.get(trace.subject, trace.at), trace.at)
    return {key: sorted((at, who) for who, at in held.items()) for key, held in first.items() if len(held) > 1}


def _bursts(kind: str, value: str, held: _Held) -> Iterator[Burst]:
    """Yield the longest runs in which every window holds too many."""
    rule = KINDS[kind]
    if not rule.burst or len(held) < rule.burst:
        return
    run: tuple[int, int] | None = None
    for end in range(rule.burst - 1, len(held)):
        start = end - rule.burst + 1
        if held[end][0] - held[start][0] > rule.burst_within:
            continue
        if run is not None and start <= run[1]:
            run = run[0], end
            continue
        if run is not None:
            yield _burst(kind, value, held, *run)
        run = start, end
    if run is not None:
        yield _burst(kind, value, held, *run)


def _burst(kind: str, value: str, held: _Held, start: int, end: int) -> Burst:
    part = held[start : end + 1]
    return Burst(kind, value, tuple(sorted(who for _, who in part)), part[0][0], part[-1][0])


def _edges(
    firsts: Mapping[tuple[str, str], _Held], bursts: Iterable[Burst], holders: Mapping[tuple[str, str], int]
) -> tuple[Edge, ...]:
    rushed: dict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)
    for burst in bursts:
        rushed[burst.kind, burst.value].append(frozenset(burst.subjects))
    pairs: dict[tuple[str, str], dict[str, list[Reason]]] = defaultdict(lambda: defaultdict(list))
    for (kind, value), held in sorted(firsts.items()):
        n, rushes = max(len(held), holders.get((kind, value), 0)), rushed.get((kind, value), ())
        for (earlier, one), (later, other) in _held_against(held):
            reason = _reason(kind, value, n, later - earlier, in_burst=_in_one({one, other}, rushes))
            if reason is not None:
                pairs[min(one, other), max(one, other)][KINDS[kind].group].append(reason)
    return tuple(edge for names, groups in sorted(pairs.items()) if (edge := _edge(names, groups)).points >= LEAST_POINTS)


def _held_against(held: _Held) -> Iterator[tuple[tuple[datetime, str], tuple[datetime, str]]]:
    return combinations(held, 2) if len(held) <= _MOST_HELD_AGAINST_EACH_OTHER else pairwise(held)


def _in_one(names: set[str], rushed: Iterable[frozenset[str]]) -> bool:
    return any(names <= burst for burst in rushed)


def _reason(kind: str, value: str, holders: int, apart: timedelta, *, in_burst: bool) -> Reason | None:
    rule = KINDS[kind]
    points = rule.strength * rule.crowd // max(rule.crowd, holders) if apart <= rule.near else 0
    if in_burst:
        points = max(points, rule.burst_points)
    return Reason(kind, value, points, holders, apart, in_burst) if points else None


def _edge(names: tuple[str, str], groups: Mapping[str, Sequence[Reason]]) -> Edge:
    points = sum(max(reason.points for reason in reasons) for reasons in groups.values())
    reasons = sorted((one for found in groups.values() for one in found), key=lambda one: (-one.points, one.kind, one.value))
    return Edge(names[0], names[1], points, tuple(reasons))


def _components(edges: Sequence[Edge]) -> list[tuple[Edge, ...]]:
    """Return the connected parts, each by its edges."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for edge in edges:
        low, high = sorted((root(edge.a), root(edge.b)))
        parent[high] = low
    parts: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        parts[root(edge.a)].append(edge)
    return [tuple(part) for part in parts.values()]


def _times(firsts: Mapping[tuple[str, str], _Held]) -> dict[str, datetime]:
    times: dict[str, datetime] = {}
    for held in firsts.values():
        for at, who in held:
            times[who] = min(times.get(who, at), at)
    return times


def _ring(edges: tuple[Edge, ...], bursts: Iterable[Burst], times: Mapping[str, datetime]) -> Ring:
    names = {name for edge in edges for name in edge.names}
    rushed = tuple(burst for burst in bursts if len(names & set(burst.subjects)) > 1)
    when = [times[name] for name in names]
    return Ring(tuple(sorted(names)), edges, rushed, min(when), max(when))
