"""The statement of reasons: composed from the decision, in codes and instants that each language words for itself. Pure.

An account is owed what was found, where exactly, under which words of which clause, by whom in which capacity, how far a machine
took part, what follows and until when, how to put it right, and where and until when to object. Names of staff are not owed, and
of reports only that there were some.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goodstanding.apps.enforcement.drafts import measure_json
from goodstanding.apps.enforcement.evidence_owed import evidence_owed, is_withheld
from goodstanding.apps.enforcement.values import Cited, DecisionDraft, Evidence, Measure

APPEAL_DAYS = 60
"""Days within which an appeal can be filed, from the day of the decision. Source: PA21:20.2; practice default."""
CONTEXT = 40
"""Code points shown on each side of a quoted place."""
MOST_QUOTES = 12

_CAPACITY = {"machine": "machine", "appeal": "appeal_panel", "court": "court_order"}


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, as far as the statement shows it.

    Args:
        kind: ``content``, ``comment`` or ``account``.
        texts: The fields as published, by name: what the spans' offsets count in.
    """

    kind: str
    ref: str
    title: str
    published_at: datetime | None
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Former:
    """The decision that is replaced. ``by_person`` is False where it was a machine's hold, which no person had found."""

    ref: str
    decided_at: datetime
    reason: str
    by_person: bool


def quotes(texts: Mapping[str, str], evidence: Iterable[Evidence], /) -> list[dict[str, Any]]:
    """Quote the places the evidence points to, each with some text around it and the rule's reason; a reporter's are left out.

    Spans that lie outside the text as it stands are quoted by their own words only: the text was edited since.
    """
    found: list[dict[str, Any]] = []
    seen: set[tuple[str, int, int]] = set()
    for piece in evidence:
        for span in () if is_withheld(piece) else piece.spans:
            place = (str(span.get("field", "")), int(span.get("start", 0)), int(span.get("end", 0)))
            if place in seen or len(found) == MOST_QUOTES:
                continue
            seen.add(place)
            found.append(_quote(texts, span, *place))
    return found


def _quote(texts: Mapping[str, str], span: Mapping[str, Any], field: str, start: int, end: int) -> dict[str, Any]:
    text, words = texts.get(field, ""), str(span.get("text", ""))
    if text[start:end] != words:
        before = after = ""
    else:
        before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return {
        "field": field,
        "start": start,
        "end": end,
        "before": before,
        "text": words,
        "after": after,
        "signal": str(span.get("signal", "")),
        "why": str(span.get("why", "")),
    }


def capacity(draft: DecisionDraft, /, *, has_second_person: bool) -> str:
    """Say in which capacity the decision was made, never by whom."""
    return _CAPACITY.get(draft.source) or ("two_persons" if has_second_person else "one_person")


def appeal_route(decision_ref: str, /, *, deadline: datetime) -> dict[str, Any]:
    """Say where and until when to object."""
    return {"url_path": f"/portal/decisions/{decision_ref}/appeal", "deadline": deadline.isoformat(), "days": APPEAL_DAYS}


def compose_statement(
    draft: DecisionDraft,
    /,
    *,
    decision_ref: str,
    account_name: str,
    act: Act,
    clauses: Sequence[Cited],
    measures: Sequence[Measure],
    former: Former | None,
    has_second_person: bool,
    route: Mapping[str, Any],
    at: datetime,
) -> dict[str, Any]:
    """Compose the statement of reasons of one decision.

    Args:
        route: See ``appeal_route``.
        at: When the decision is made.
    """
    return {
        "decision": decision_ref,
        "decided_at": at.isoformat(),
        "account": {"ref": draft.account_ref, "name": account_name or draft.account_ref},
        "act": {
            "kind": act.kind,
            "ref": act.ref,
            "title": act.title,
            "published_at": act.published_at.isoformat() if act.published_at else "",
            "quotes": quotes(act.texts, draft.evidence),
        },
        "verdict": draft.verdict,
        "label": draft.label,
        "severity": draft.severity,
        "facts": draft.facts.strip(),
        "clauses": [{"ref": clause.ref, "version": clause.version, "text": clause.text} for clause in clauses],
        "evidence": [
            {"kind": piece.kind, "ref": piece.ref, "summary": piece.summary, "count": piece.count}
            for piece in evidence_owed(draft.evidence)
        ],
        "measures": [measure_json(measure) for measure in measures],
        "provenance": {
            "found_by": draft.found_by,
            "rules": list(draft.rules),
            "decided_by": capacity(draft, has_second_person=has_second_person),
            "automation": draft.automation,
        },
        "advice": draft.advice.strip(),
        "supersedes": (
            {
                "ref": former.ref,
                "decided_at": former.decided_at.isoformat(),
                "reason": former.reason,
                "by_person": former.by_person,
            }
            if former is not None
            else None
        ),
        "appeal": dict(route),
    }
