"""The pre-publication check: an outcome with words an author can use."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ninja import Field, Schema

from goodstanding.apps.screening.services.checking import Checked, CheckRecord, places_of
from goodstanding.core.engine.evaluation import Violation
from goodstanding.web.rulebook import clause_name, in_language


class Passage(Schema):
    """A passage in a field of the event: code points of the field as it was sent. What was looked for is not told."""

    field: str
    start: int
    end: int
    text: str


class Hit(Schema):
    """One rule that would hold, the clause it rests on, where, and what to do."""

    rule: str
    title: str
    clause: str
    clause_name: str
    clause_text: str
    label: str
    severity: str
    spans: list[Passage]
    advice: str


class Recorded(Schema):
    """The entry that says this was checked; `/log/entries/{log_index}/proof` proves it."""

    ref: str
    log_index: int
    texts_sha256: str = Field(
        description="Of the texts (body, title, name, bio, as far as given) as JSON, keys sorted and no white space, in UTF-8."
    )


class Check(Schema):
    """What would be said of the event if it were published now. An outcome; nothing is recorded unless asked."""

    event_id: str
    suggestion: str = Field(description="pass, review or hold")
    degraded: bool
    violations: list[Hit]
    labels: list[str]
    pack: str | None
    notes: list[str] = Field(description="What was not understood.")
    recorded: Recorded | None = Field(description="Where a record was asked for.")


def check(found: Checked, language: str, /, *, kept: CheckRecord | None = None) -> dict[str, Any]:
    """Shape a check.

    Args:
        language: ``zh-hans`` or ``en``; clause texts are Chinese in both.
        kept: The record of it, where one was asked for.
    """
    outcome = found.outcome()
    return {
        "event_id": found.event.id,
        "suggestion": outcome.suggestion,
        "degraded": outcome.degraded,
        "violations": [_hit(violation, found, language) for violation in found.evaluation.violations],
        "labels": list(outcome.labels),
        "pack": outcome.pack,
        "notes": list(found.event.notes),
        "recorded": {"ref": kept.ref, "log_index": kept.log_index, "texts_sha256": kept.sha256} if kept else None,
    }


def _hit(violation: Violation, found: Checked, language: str) -> dict[str, Any]:
    rule = next(rule for rule in found.pack.rules if rule.id == violation.rule)
    clause = found.pack.clauses.get(violation.clause)
    return {
        "rule": rule.id,
        "title": in_language(rule.title, language),
        "clause": violation.clause,
        "clause_name": clause_name(violation.clause, language),
        "clause_text": clause.text if clause else "",
        "label": violation.label,
        "severity": rule.severity,
        "spans": [asdict(place) for place in places_of(violation)],
        "advice": in_language(rule.advice, language),
    }
