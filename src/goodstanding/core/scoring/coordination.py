"""Coordination: accounts that share the same things at the same time, again and again. Pure; the same online and over the lake.

Two accounts met where both shared one object within a window. Meeting once is chance or news; meeting over several objects is a
pair; pairs that hang together are a group. One object shared by many accounts within a window is a wave. Times count in whole
seconds, as the lake's engines count them. What comes out is a question to a person. Source: PA21:18(4), RQ-081
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

Name = TypeVar("Name", str, int)
OFTEN = 5
"""Times the least number of objects from which a pair could not be surer."""


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """One account sharing one object once.

    Args:
        object: What was shared: a text, link, picture or post, by a name that is equal where the thing is.
        content: The post it was shared with.
    """

    object: str
    at: datetime
    account: str
    content: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two accounts sharing one object within the window, the closest time they did.

    Args:
        at: When the later of the two did.
        apart: Whole seconds between them.
    """

    object: str
    at: datetime
    apart: int
    a_content: str = ""
    b_content: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts, ``a`` < ``b``, and one meeting for each object."""

    a: str
    b: str
    meetings: tuple[Meeting, ...]

    @property
    def shared(self) -> int:
        """Over how many different objects they met."""
        return len(self.meetings)


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts that hang together by pairs."""

    accounts: tuple[str, ...]
    pairs: tuple[Pair, ...]
    first: datetime
    last: datetime

    def score(self, least: int, /) -> float:
        """How often its weaker half met, 0.0–1.0: what one strong pair says does not make a group strong."""
        counts = sorted(pair.shared for pair in self.pairs)
        weaker = counts[: (len(counts) + 1) // 2]
        return round(min(1.0, sum(weaker) / len(weaker) / (OFTEN * least)), 4)


@dataclass(frozen=True, slots=True)
class Wave:
    """One object shared by many accounts: a run in which every window holds enough of them."""

    object: str
    accounts: tuple[str, ...]
    shares: tuple[Share, ...]

    @property
    def first(self) -> datetime:
        """When it began."""
        return self.shares[0].at

    @property
    def last(self) -> datetime:
        """When it ended."""
        return self.shares[-1].at


def find_pairs(shares: Iterable[Share], /, *, window: timedelta, least: int) -> tuple[Pair, ...]:
    """Return the pairs of accounts that met over enough different objects, by name.

    Args:
        window: How far apart two shares of one object may be, 0 seconds upwards.
        least: Different objects two accounts met over at least, 1 upwards.
    """
    met: dict[tuple[str, str], dict[str, Meeting]] = defaultdict(dict)
    for name, held in sorted(_by_object(_able(shares, least)).items()):
        for (a, b), meeting in _meetings(name, held, int(window.total_seconds())):
            known = met[a, b].get(name)
            if known is None or _order(meeting) < _order(known):
                met[a, b][name] = meeting
    return tuple(Pair(a, b, tuple(found.values())) for (a, b), found in sorted(met.items()) if len(found) >= least)


def groups_of(pairs: Iterable[Pair], /, *, accounts: int = 2) -> tuple[Group, ...]:
    """Return the groups of pairs that hang together, the largest first.

    Args:
        accounts: Accounts a group has at least, 2 or more.
    """
    groups = [_group(part) for part in _components(list(pairs))]
    groups = [group for group in groups if len(group.accounts) >= accounts]
    return tuple(sorted(groups, key=lambda group: (-len(group.accounts), group.first, group.accounts)))


def find_waves(shares: Iterable[Share], /, *, window: timedelta, accounts: int) -> tuple[Wave, ...]:
    """Return the objects that enough accounts shared within a window, the largest wave first.

    Args:
        accounts: Different accounts a window holds at least, 2 or more.
    """
    waves = [wave for name, held in _by_object(shares).items() for wave in _waves(name, held, window, accounts)]
    return tuple(sorted(waves, key=lambda wave: (-len(wave.accounts), wave.first, wave.object)))


def leaders_of(joined: Iterable[tuple[Name, Name]], /) -> dict[Name, Name]:
    """Return, for each of these names, the first of all that hang together with it, in the order of names."""
    leaders: dict[Name, Name] = {}

    def leader(name: Name) -> Name:
        while leaders.setdefault(name, name) != name:
            leaders[name] = name = leaders[leaders[name]]
        return name

    for one, other in joined:
        low, high = sorted((leader(one), leader(other)))
        leaders[high] = low
    return {name: leader(name) for name in list(leaders)}


def whole_seconds(at: datetime, /) -> int:
    """Return an instant in whole seconds since 1970."""
    return int(at.timestamp() // 1)


def _able(shares: Iterable[Share], least: int) -> list[Share]:
    """Leave out accounts that shared too few different objects to be in a pair: what all the world shares once costs little."""
    listed = list(shares)
    shared: dict[str, set[str]] = defaultdict(set)
    for share in listed:
        shared[share.account].add(share.object)
    return [share for share in listed if len(shared[share.account]) >= least]


def _by_object(shares: Iterable[Share]) -> Mapping[str, Sequence[Share]]:
    held: dict[str, list[Share]] = defaultdict(list)
    for share in shares:
        if share.object and share.account:
            held[share.object].append(share)
    return {name: sorted(found) for name, found in held.items() if len(found) > 1}


def _meetings(name: str, held: Sequence[Share], window: int) -> Iterator[tuple[tuple[str, str], Meeting]]:
    """Yield every two shares of different accounts within the window; ``held`` is in order of time."""
    start = 0
    for place, later in enumerate(held):
        now = whole_seconds(later.at)
        while now - whole_seconds(held[start].at) > window:
            start += 1
        for earlier in held[start:place]:
            if earlier.account != later.account:
                a, b = sorted((earlier, later), key=lambda share: share.account)
                apart = now - whole_seconds(earlier.at)
                yield (a.account, b.account), Meeting(name, later.at, apart, a.content, b.content)


def _order(meeting: Meeting) -> tuple[int, datetime, str, str]:
    return meeting.apart, meeting.at, meeting.a_content, meeting.b_content


def _components(pairs: Sequence[Pair]) -> list[list[Pair]]:
    leaders = leaders_of((pair.a, pair.b) for pair in pairs)
    parts: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        parts[leaders[pair.a]].append(pair)
    return list(parts.values())


def _group(pairs: Sequence[Pair]) -> Group:
    names = sorted({name for pair in pairs for name in (pair.a, pair.b)})
    first = min(meeting.at - timedelta(seconds=meeting.apart) for pair in pairs for meeting in pair.meetings)
    last = max(meeting.at for pair in pairs for meeting in pair.meetings)
    return Group(tuple(names), tuple(pairs), first, last)


def _waves(name: str, held: Sequence[Share], window: timedelta, least: int) -> Iterator[Wave]:
    """Yield the longest runs in which every window holds enough accounts."""
    inside: Counter[str] = Counter()
    start = 0
    run: tuple[int, int] | None = None
    for end, share in enumerate(held):
        inside[share.account] += 1
        while share.at - held[start].at > window:
            inside[held[start].account] -= 1
            inside += Counter()
            start += 1
        if len(inside) < least:
            continue
        if run is not None and start <= run[1]:
            run = run[0], end
            continue
        if run is not None:
            yield _wave(name, held[run[0] : run[1] + 1])
        run = start, end
    if run is not None:
        yield _wave(name, held[run[0] : run[1] + 1])


def _wave(name: str, shares: Sequence[Share]) -> Wave:
    return Wave(name, tuple(sorted({share.account for share in shares})), tuple(shares))
