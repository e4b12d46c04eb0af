"""The grade of an account from three named inputs, and what each grade obliges to. Pure, in whole numbers, the same every time.

An input nobody knows is left out and its weight spread over the others: missing is never zero, and from one input alone there is
no grade. Source: PA21:7.2, RQ-016, RQ-017
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

INPUTS = ("quality", "reach", "credit")
"""The law's three: quality of what is published, how far it reaches, credit of the subject."""
GRADES = ("a", "b", "c")
UNGRADED = "b"
"""The obligations of an account too little is known of are those of this grade."""
LEAST_INPUTS = 2
FULL = 1000
_LONGEST_MONTHS = 24
_CHECKS = ("optional", "required")

Check = Literal["optional", "required"]


@dataclass(frozen=True, slots=True)
class Obligations:
    """What a grade obliges an account and the platform to.

    Args:
        verification_months: Calendar months between two looks at the account, 1–24.
        prepublication_check: ``required``: a person looks at each post whose text has no self-check on record.
        second_look_permille: Share of the posts a person looks at besides, in thousandths.
    """

    verification_months: int
    prepublication_check: Check
    second_look_permille: int


@dataclass(frozen=True, slots=True)
class GradeTable:
    """A published table of weights, points and obligations.

    Args:
        window_days: How far back posts and decisions count, 1–365.
        weights: By input, in thousandths; together 1,000.
        quality_zero_permille: Share of posts in violation at which quality is 0 points, 1–1,000 thousandths; from none on it
            falls evenly.
        reach_points: From how many followers on how many points; the further an account reaches, the more is asked of it.
        a_from: Points from which the grade is A; ``b_from`` likewise. 0–1,000
    """

    version: str
    window_days: int
    weights: Mapping[str, int]
    quality_zero_permille: int
    reach_points: tuple[tuple[int, int], ...]
    a_from: int
    b_from: int
    obligations: Mapping[str, Obligations]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is known of an account; None is unknown.

    Args:
        quality: Posts in violation among those published, in thousandths.
        reach: Followers.
        credit: Credit of the subject, 0–1,000.
    """

    quality: int | None = None
    reach: int | None = None
    credit: int | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one input gave.

    Args:
        raw: The input as it was measured; None where it is unknown.
        points: Its points, 0–1,000; None where it is unknown.
        weight: Its published weight.
        counted: The weight it counted with, what is missing spread over the others; both in thousandths.
        adds: How many of the grade's points come from it.
    """

    input: str
    raw: int | None
    points: int | None
    weight: int
    counted: int
    adds: int


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade and how it came about; ``grade`` is empty where too little is known."""

    grade: str
    points: int | None
    contributions: tuple[Contribution, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The inputs nobody knows."""
        return tuple(one.input for one in self.contributions if one.points is None)


def grade(inputs: Inputs, table: GradeTable, /) -> Graded:
    """Grade an account."""
    raw = {"quality": inputs.quality, "reach": inputs.reach, "credit": inputs.credit}
    points = {
        "quality": _quality(inputs.quality, table.quality_zero_permille),
        "reach": _reach(inputs.reach, table.reach_points),
        "credit": None if inputs.credit is None else max(0, min(FULL, inputs.credit)),
    }
    known = {name: value for name, value in points.items() if value is not None}
    counted = _shares({name: table.weights[name] for name in known}, FULL)
    if len(known) < LEAST_INPUTS or not sum(counted.values()):
        return Graded("", None, tuple(_contribution(name, raw, points, table, {}, {}) for name in INPUTS))
    total = sum(known[name] * counted[name] for name in known) // FULL
    adds = _shares({name: known[name] * counted[name] for name in known}, total)
    letter = "a" if total >= table.a_from else "b" if total >= table.b_from else "c"
    return Graded(letter, total, tuple(_contribution(name, raw, points, table, counted, adds) for name in INPUTS))


def obligations_of(letter: str, table: GradeTable, /) -> Obligations:
    """Return what a grade obliges to; no grade obliges as the middle one does."""
    return table.obligations[letter or UNGRADED]


def read_table(version: str, body: Mapping[str, Any], /) -> GradeTable:
    """Read a table as it is published; ``problems_of`` must have found none."""
    return GradeTable(
        version=version,
        window_days=body["window_days"],
        weights=dict(body["weights"]),
        quality_zero_permille=body["quality_zero_permille"],
        reach_points=tuple((tier[0], tier[1]) for tier in body["reach_points"]),
        a_from=body["from"]["a"],
        b_from=body["from"]["b"],
        obligations={letter: Obligations(**body["obligations"][letter]) for letter in GRADES},
    )


def problems_of(body: Any, /) -> tuple[str, ...]:
    """Say in sentences what is wrong with a table; none where it can be used."""
    if not isinstance(body, Mapping):
        return ("A table is an object.",)
    return tuple(_problems(body))


def _problems(body: Mapping[str, Any]) -> Iterator[str]:
    known = {"window_days", "weights", "quality_zero_permille", "reach_points", "from", "obligations"}
    if set(body) != known:
        yield f"A table has {', '.join(sorted(known))}, and nothing else."
        return
    if not _is_within(body["window_days"], 1, 365):
        yield "window_days is 1 to 365."
    if not _is_within(body["quality_zero_permille"], 1, FULL):
        yield "quality_zero_permille is 1 to 1,000."
    weights = body["weights"]
    if (
        not isinstance(weights, Mapping)
        or set(weights) != set(INPUTS)
        or not all(_is_within(n, 0, FULL) for n in weights.values())
    ):
        yield f"weights has {', '.join(INPUTS)}, each 0 to 1,000."
    elif sum(weights.values()) != FULL or sum(n > 0 for n in weights.values()) < LEAST_INPUTS:
        yield "Weights add up to 1,000, and no single input has all of it."
    yield from _tier_problems(body["reach_points"])
    starts = body["from"]
    if not isinstance(starts, Mapping) or set(starts) != {"a", "b"} or not _are_within(starts.values(), 1):
        yield "from has a and b, each 1 to 1,000."
    elif starts["b"] >= starts["a"]:
        yield "A begins above B."
    yield from _obligation_problems(body["obligations"])


def _tier_problems(tiers: Any) -> Iterator[str]:
    is_list = isinstance(tiers, list | tuple) and bool(tiers)
    if not is_list or not all(isinstance(tier, list | tuple) and len(tier) == 2 for tier in tiers):
        yield "reach_points is a list of pairs: followers from, points."
        return
    starts = [tier[0] for tier in tiers]
    if not all(_is_within(tier[0], 0, 10**12) and _is_within(tier[1], 0, FULL) for tier in tiers):
        yield "Each pair of reach_points has followers from 0 on, and points 0 to 1,000."
    elif starts[0] != 0 or starts != sorted(set(starts)):
        yield "reach_points begins at 0 followers and rises."


def _obligation_problems(told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping) or set(told) != set(GRADES):
        yield "obligations has a, b and c."
        return
    names = {"verification_months", "prepublication_check", "second_look_permille"}
    for letter, one in told.items():
        if not isinstance(one, Mapping) or set(one) != names:
            yield f"The obligations of {letter.upper()} are {', '.join(sorted(names))}."
        elif not _is_within(one["verification_months"], 1, _LONGEST_MONTHS) or one["prepublication_check"] not in _CHECKS:
            yield f"The obligations of {letter.upper()}: 1 to {_LONGEST_MONTHS} months, and a check {' or '.join(_CHECKS)}."
        elif not _is_within(one["second_look_permille"], 0, FULL):
            yield f"The second look of {letter.upper()} is 0 to 1,000 thousandths."


def _are_within(values: Iterable[Any], low: int) -> bool:
    return all(_is_within(value, low, FULL) for value in values)


def _is_within(value: Any, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _quality(permille: int | None, zero_at: int) -> int | None:
    return None if permille is None else max(0, FULL - FULL * permille // zero_at)


def _reach(followers: int | None, tiers: tuple[tuple[int, int], ...]) -> int | None:
    if followers is None:
        return None
    return next(points for start, points in reversed(tiers) if followers >= start)


def _shares(parts: Mapping[str, int], whole: int) -> dict[str, int]:
    """Divide a whole in proportion into whole numbers that add up to it, the largest remainders first."""
    total = sum(parts.values())
    if not total:
        return dict.fromkeys(parts, 0)
    found = {name: part * whole // total for name, part in parts.items()}
    order = sorted(parts, key=lambda name: (-(parts[name] * whole % total), INPUTS.index(name)))
    for name in order[: whole - sum(found.values())]:
        found[name] += 1
    return found


def _contribution(
    name: str,
    raw: Mapping[str, int | None],
    points: Mapping[str, int | None],
    table: GradeTable,
    counted: Mapping[str, int],
    adds: Mapping[str, int],
) -> Contribution:
    return Contribution(name, raw[name], points[name], table.weights[name], counted.get(name, 0), adds.get(name, 0))
