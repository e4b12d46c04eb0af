"""The three inputs of a grade, each from the app that knows it. An input nobody gives is missing, which is not zero.

Source: PA21:7.2, RQ-016
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from goodstanding.apps.registry.models import Account
from goodstanding.core.scoring.grades import INPUTS, Inputs


@dataclass(frozen=True, slots=True)
class Reading:
    """What one input is for an account.

    Args:
        value: As ``core.scoring.grades.Inputs`` takes it.
        detail: What it was measured on: counts.
    """

    value: int
    detail: Mapping[str, int] = field(default_factory=dict)


Source = Callable[[Collection[str], datetime, datetime], Mapping[str, Reading]]
"""From accounts, the start of the window and now to what is known; accounts nothing is known of are left out."""

_SOURCES: dict[str, Source] = {}


def register_grade_input(name: str, source: Source, /) -> None:
    """Name who knows an input; called in ``AppConfig.ready``. The same name again replaces it.

    Raises:
        KeyError: It is none of the three.
    """
    if name not in INPUTS:
        raise KeyError(name)
    _SOURCES[name] = source


def read_inputs(
    account_refs: Collection[str], /, *, since: datetime, at: datetime
) -> dict[str, tuple[Inputs, dict[str, dict[str, int]]]]:
    """Return the inputs of accounts and what each was measured on."""
    found: dict[str, Mapping[str, Reading]] = {"reach": _reach(account_refs)}
    found |= {name: source(account_refs, since, at) for name, source in sorted(_SOURCES.items())}
    return {ref: _inputs({name: readings[ref] for name, readings in found.items() if ref in readings}) for ref in account_refs}


def _inputs(readings: Mapping[str, Reading]) -> tuple[Inputs, dict[str, dict[str, int]]]:
    values = {name: reading.value for name, reading in readings.items()}
    return Inputs(**values), {name: dict(reading.detail) for name, reading in readings.items()}


def _reach(account_refs: Collection[str]) -> dict[str, Reading]:
    """Read the followers as the platform last sampled them; an account that was never sampled has none known."""
    rows = Account.objects.filter(account_ref__in=account_refs, followers__gt=0).values_list("account_ref", "followers")
    return {ref: Reading(followers, {"followers": followers}) for ref, followers in rows}
