"""What the law asks of a platform, how each demand is met here, and what the records of a period show of it.

A demand is met where tests that cite it prove all of it, and partly met where something is missing; all else is open. The
counts are computed from the log, never typed in.
Source: RQ-010
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from goodstanding.apps.audit.selectors import counts_by_action

EVIDENCE: Mapping[str, tuple[str, ...]] = {
    "RQ-001": ("policy:installed",),
    "RQ-002": ("office:channel_noted",),
    "RQ-003": ("conduct:signed",),
    "RQ-005": ("licence:noted", "licence:reminded"),
    "RQ-006": ("credential:added", "credential:verified"),
    "RQ-007": ("staffing:noted",),
    "RQ-008": ("office:appointed", "office:relieved"),
    "RQ-009": ("document:approved",),
    "RQ-010": ("document:approved",),
    "RQ-011": ("policy:installed", "policy:mode_set"),
    "RQ-012": ("agreement:published", "agreement:accepted"),
    "RQ-013": ("agreement:published",),
    "RQ-014": ("application:submitted",),
    "RQ-016": ("grade:changed",),
    "RQ-017": ("grades:activated", "grades:compared"),
    "RQ-018": ("filing:prepared", "filing:filed"),
    "RQ-019": ("filing:filed",),
    "RQ-020": ("feature:answered", "feature:report_attached", "feature:switched_on"),
    "RQ-021": ("identity:factor_noted",),
    "RQ-022": ("application:submitted",),
    "RQ-023": ("accuracy:judged", "accuracy:reported", "accuracy:below"),
    "RQ-024": ("operator:identity_voided", "service:released"),
    "RQ-028": ("correction:suspended", "correction:extended", "correction:delivered_again"),
    "RQ-029": ("correction:lapsed", "correction:terminated"),
    "RQ-031": ("application:checked",),
    "RQ-033": ("credential:added", "credential:verified"),
    "RQ-034": ("credential:verified",),
    "RQ-039": ("application:checked", "cap:granted"),
    "RQ-042": ("ring:found", "ring:unrelated", "ring:lawful", "ring:doubtful"),
    "RQ-067": ("application:submitted",),
    "RQ-068": ("application:checked",),
    "RQ-069": ("rules:accepted", "agreement:accepted"),
}
"""Entries of the log that show a requirement at work, by requirement; those of newer areas are added beside the code."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One requirement and how it is met.

    Args:
        kind: ``S`` by program, ``M`` by program and people, ``R`` by a record or checklist.
        is_met: Whether tests cite it and nothing is missing.
        missing: What its tests do not prove yet.
        evidence: Entries of the log in the period that show it at work.
    """

    id: str
    clause: str
    kind: str
    title: str
    acceptance: str
    is_met: bool
    missing: str
    tests: tuple[str, ...]
    modules: tuple[str, ...]
    evidence: int


def obligations(*, start: datetime, end: datetime) -> tuple[Obligation, ...]:
    """Return every requirement with its evidence in a period, in order.

    Args:
        start: First instant of the period.
        end: First instant after it.
    """
    counts = counts_by_action(start=start, end=end)
    return tuple(_obligation(row, counts) for row in _requirements())


def _obligation(row: Mapping[str, Any], counts: Mapping[str, int]) -> Obligation:
    return Obligation(
        id=row["id"],
        clause=row["clause"],
        kind=row["kind"],
        title=row["capability"],
        acceptance=row["acceptance"],
        is_met=bool(row["tests"]) and not row["missing"],
        missing=row["missing"],
        tests=tuple(row["tests"]),
        modules=tuple(row["modules"]),
        evidence=sum(counts.get(action, 0) for action in EVIDENCE.get(row["id"], ())),
    )


@cache
def _requirements() -> tuple[Mapping[str, Any], ...]:
    text = (files(__package__) / "data" / "requirements.json").read_text(encoding="utf-8")
    return tuple(json.loads(text))
