"""The pre-publication check: an outcome with words an author can use."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema

from goodstanding.apps.screening.services.checking import Checked
from goodstanding.core.engine.evaluation import Violation
from goodstanding.web.api.shapes.decisions import Span
from goodstanding.web.rulebook import clause_name, in_language


class Hit(Schema):
    """One rule that would hold, the clause it rests on, where, and what to do."""

    rule: str
    title: str
    clause: str
    clause_name: str
    clause_text: str
    label: str
    severity: str
    score: float
    spans: list[Span]
    advice: str


class Check(Schema):
    """What would be said of the event if it were published now. An outcome; nothing was recorded."""

    event_id: str
    suggestion: str = Field(description="pass, review or hold")
    degraded: bool
    violations: list[Hit]
    labels: list[str]
    pack: str | None
    notes: list[str] = Field(description="What was not understood.")


def check(found: Checked, language: str, /) -> dict[str, Any]:
    """Shape a check.

    Args:
        language: ``zh-hans`` or ``en``; clause texts are Chinese in both.
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
        "score": violation.score,
        "spans": [
            {name: getattr(span, name) for name in ("field", "start", "end", "text", "signal", "why")} for span in violation.spans
        ],
        "advice": in_language(rule.advice, language),
    }
