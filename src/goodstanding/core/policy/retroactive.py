"""What a new version of a pack would change about days already gone by: acts are judged by the rules of their own day.

Only what makes an act a violation, and how grave, is law of a day: the rules in force and the values of their parameters. Words
of banks and signals are how an act is found, not what is forbidden; they carry no date and may be mended at any time.

Source: RQ-011 (PA21:6.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from goodstanding.core.policy.model import Pack, Rule


@dataclass(frozen=True, slots=True)
class Retroaction:
    """One rule or parameter that a new version says otherwise about a day gone by.

    Args:
        day: The first such day.
    """

    kind: Literal["rule", "parameter"]
    name: str
    day: date
    change: Literal["added", "removed", "changed"]


def retroactions(former: Pack, new: Pack, /, *, today: date) -> tuple[Retroaction, ...]:
    """Return what the new version would change about days before today, each once, by its first day.

    Args:
        today: The first day the new version may say anything about.
    """
    days = sorted({day for pack in (former, new) for day in _turning_days(pack) if day < today})
    found: dict[tuple[str, str], Retroaction] = {}
    for day in days:
        for one in _differences(former, new, day):
            found.setdefault((one.kind, one.name), one)
    return tuple(found.values())


def _turning_days(pack: Pack) -> Iterator[date]:
    for rule in pack.rules:
        yield rule.effective_from
        if rule.effective_to is not None:
            yield rule.effective_to
    for parameter in pack.parameters.values():
        yield from (since for since, _ in parameter.values)


def _differences(former: Pack, new: Pack, day: date) -> Iterator[Retroaction]:
    before, after = _rules_on(former, day), _rules_on(new, day)
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            change: Any = "added" if name not in before else "removed" if name not in after else "changed"
            yield Retroaction("rule", name, day, change)
    for name in sorted(former.parameters.keys() & new.parameters.keys()):
        if _value_on(former, name, day) != _value_on(new, name, day):
            yield Retroaction("parameter", name, day, "changed")


def _rules_on(pack: Pack, day: date) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the rules that act bind that day, by id; rules in shadow bind nobody."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for rule in pack.rules:
        if rule.mode == "live" and rule.effective_from <= day and (rule.effective_to is None or day < rule.effective_to):
            found.setdefault(rule.id, []).append(_law_of(rule))
    return {name: sorted(law, key=repr) for name, law in found.items()}


def _law_of(rule: Rule) -> tuple[Any, ...]:
    """Return what a rule forbids and how it is judged; titles, owners, queues and rollout are none of it."""
    return sorted(rule.events), sorted(rule.clauses), rule.label, str(rule.severity), " ".join(rule.when.split()), rule.suggestion


def _value_on(pack: Pack, name: str, day: date) -> Any:
    try:
        return pack.parameters[name].at(day)
    except LookupError:
        return None
