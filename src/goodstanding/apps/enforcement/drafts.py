"""Drafts: what makes one complete, what asks for a second person, and how one is kept until that person comes. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

import rfc8785

from goodstanding.apps.enforcement.errors import (
    ClauseTooBroad,
    DraftIncomplete,
    MachineOversteps,
    MeasureImpossible,
)
from goodstanding.apps.enforcement.falsehoods import check_falsehood
from goodstanding.apps.enforcement.measures import (
    CONTENT_MEASURES,
    DATED_MEASURES,
    IRREVERSIBLE_MEASURES,
    MACHINE_MEASURES,
    REVIEWED_MEASURES,
    MeasureCode,
)
from goodstanding.apps.enforcement.values import DecisionDraft, Evidence, Measure, MeasureDraft
from goodstanding.core.kernel.clauses import OPEN_ENDED, is_specific
from goodstanding.core.kernel.severity import Severity

MOST_DAYS = 3650
OTHER_LAW = "PA21:18(10)"
"""Citing another law's article takes a second person. Source: RQ-087."""
MEASURED_VERDICTS = ("violation", "suspected", "precaution")
"""Verdicts measures may rest on, and that name a specific clause."""
MISMATCH, MISMATCH_CLAUSE = "registration_mismatch", "PA21:8.2"
"""Registered information that does not match its subject. Source: RQ-028, RQ-029."""
_SHA256_LENGTH = 64


def machine_draft(
    *,
    case_ref: str,
    account_ref: str,
    content_ref: str,
    label: str,
    severity: str,
    clauses: tuple[str, ...],
    facts: str,
    evidence: tuple[Evidence, ...],
    measures: tuple[MeasureDraft, ...],
    rules: tuple[str, ...],
    evaluation_ref: str,
    pack_digest: str,
    advice: str = "",
) -> DecisionDraft:
    """Make the only kind of draft a machine may: a suspicion found by rules, fully automatic, for a person to decide."""
    return DecisionDraft(
        source="machine",
        verdict="suspected",
        case_ref=case_ref,
        account_ref=account_ref,
        content_ref=content_ref,
        label=label,
        severity=severity,
        clauses=clauses,
        facts=facts,
        evidence=evidence,
        measures=measures,
        found_by="rule",
        rules=rules,
        automation="full",
        advice=advice,
        evaluation_ref=evaluation_ref,
        pack_digest=pack_digest,
    )


def check_draft(draft: DecisionDraft, /) -> None:
    """Refuse a draft that no decision could be made of.

    Raises:
        DraftIncomplete: Facts, evidence, label, case or account are missing, or the evidence cannot show what is found.
        ClauseTooBroad: Only open-ended clauses are cited.
        MeasureImpossible: A measure lacks what it needs, or there are measures without a violation.
        MachineOversteps: A machine does more than it may.
    """
    _check_parts(draft)
    _check_clauses(draft)
    check_falsehood(draft)
    if draft.measures and draft.verdict not in MEASURED_VERDICTS:
        raise MeasureImpossible("Without a violation there is no measure.", hint="Remove the measures, or find a violation.")
    for measure in draft.measures:
        check_measure(measure, content_ref=draft.content_ref)
    if draft.source == "machine":
        _check_machine(draft)
    if draft.verdict == "precaution":
        _check_precaution(draft)


def check_measure(measure: MeasureDraft, /, *, content_ref: str) -> None:
    """Refuse a measure that lacks what it needs.

    Raises:
        MeasureImpossible: It is unknown, has no content to act on, no end it needs, or no review date.
    """
    if measure.code not in set(MeasureCode):
        raise MeasureImpossible(
            f"“{measure.code}” is not a measure.", hint=f"Use one of {', '.join(MeasureCode)}.", clause="PA21:19.2"
        )
    code = MeasureCode(measure.code)
    if code in CONTENT_MEASURES and not content_ref:
        raise MeasureImpossible(f"The measure {code} acts on one content, and the decision names none.")
    if code in (MeasureCode.LIMIT_FUNCTION, MeasureCode.LABEL) and not measure.scope:
        raise MeasureImpossible(f"The measure {code} says in its scope which function or label it means.")
    if measure.days is not None and not 1 <= measure.days <= MOST_DAYS:
        raise MeasureImpossible(f"{measure.days} days is not a length between 1 and {MOST_DAYS}.")
    if code is MeasureCode.HOLD and measure.days is None and measure.ends_at is None:
        raise MeasureImpossible("A hold says when it ends.")
    if code not in DATED_MEASURES | {MeasureCode.LABEL} and (measure.days is not None or measure.ends_at is not None):
        raise MeasureImpossible(f"The measure {code} does not end by itself.", hint="Leave out its length.")
    if code in REVIEWED_MEASURES and measure.review_at is None:
        raise MeasureImpossible("A blacklist entry says when it is looked at again.", hint="Give review_at.")


def second_person_reasons(draft: DecisionDraft, /, *, outside_ladder: bool) -> tuple[str, ...]:
    """Say why a second person is needed, as codes; empty where one person may decide alone."""
    reasons = []
    if any(MeasureCode(measure.code) in IRREVERSIBLE_MEASURES for measure in draft.measures):
        reasons.append("irreversible")
    if outside_ladder:
        reasons.append("outside_ladder")
    if draft.verdict == "violation" and OTHER_LAW in draft.clauses:
        reasons.append("other_law")
    return tuple(reasons)


def is_fixed_by_law(draft: DecisionDraft, /) -> bool:
    """Say whether the law itself names what follows from the act, so that no ladder of severity proposes anything.

    Registered information that does not match its subject suspends service until it is corrected, and ends it where it is not.
    Source: PA21:8.2
    """
    codes = {measure.code for measure in draft.measures}
    return draft.label == MISMATCH and MISMATCH_CLAUSE in draft.clauses and codes <= {"suspend_updates", "close"}


def imposed(measures: Iterable[MeasureDraft], /, *, at: datetime) -> tuple[Measure, ...]:
    """Turn measures as wanted into measures as imposed from an instant on."""
    return tuple(
        Measure(
            code=measure.code,
            scope=measure.scope,
            days=measure.days,
            starts_at=at,
            ends_at=measure.ends_at or (at + timedelta(days=measure.days) if measure.days is not None else None),
            review_at=measure.review_at,
        )
        for measure in measures
    )


def measure_json(measure: Measure, /) -> dict[str, Any]:
    """Write a measure as a decision keeps it."""
    return {
        "code": measure.code,
        "scope": measure.scope,
        "days": measure.days,
        "starts_at": measure.starts_at.isoformat(),
        "ends_at": measure.ends_at.isoformat() if measure.ends_at else None,
        "review_at": measure.review_at.isoformat() if measure.review_at else None,
    }


def read_measure(data: Mapping[str, Any], /) -> Measure:
    """Read a measure as a decision keeps it."""
    return Measure(
        code=data["code"],
        scope=data["scope"],
        days=data["days"],
        starts_at=datetime.fromisoformat(data["starts_at"]),
        ends_at=_instant(data["ends_at"]),
        review_at=_instant(data["review_at"]),
    )


def evidence_json(piece: Evidence, /) -> dict[str, Any]:
    """Write a piece of evidence as a decision keeps it."""
    return {
        "kind": piece.kind,
        "ref": piece.ref,
        "sha256": piece.sha256,
        "summary": piece.summary,
        "spans": [dict(span) for span in piece.spans],
    }


def read_evidence(data: Mapping[str, Any], /) -> Evidence:
    """Read a piece of evidence as a decision keeps it."""
    return Evidence(data["kind"], data["ref"], data["sha256"], data["summary"], tuple(data.get("spans", ())))


def draft_json(draft: DecisionDraft, /) -> dict[str, Any]:
    """Write a whole draft, to be kept until a second person comes."""
    data = asdict(draft)
    data["clauses"], data["rules"] = list(draft.clauses), list(draft.rules)
    data["counted_from"] = draft.counted_from.isoformat() if draft.counted_from else None
    data["evidence"] = [evidence_json(piece) for piece in draft.evidence]
    data["measures"] = [
        asdict(measure)
        | {
            "ends_at": measure.ends_at.isoformat() if measure.ends_at else None,
            "review_at": measure.review_at.isoformat() if measure.review_at else None,
        }
        for measure in draft.measures
    ]
    return data


def read_draft(data: Mapping[str, Any], /) -> DecisionDraft:
    """Read a draft back; equal to the one that was written."""
    measures = tuple(
        MeasureDraft(m["code"], m["scope"], m["days"], _instant(m["ends_at"]), _instant(m["review_at"])) for m in data["measures"]
    )
    plain = {
        name: value for name, value in data.items() if name not in {"clauses", "rules", "evidence", "measures", "counted_from"}
    }
    return DecisionDraft(
        **plain,
        counted_from=_instant(data["counted_from"]),
        clauses=tuple(data["clauses"]),
        rules=tuple(data["rules"]),
        evidence=tuple(read_evidence(piece) for piece in data["evidence"]),
        measures=measures,
    )


def draft_sha256(draft: DecisionDraft, /) -> str:
    """Digest a draft, apart from the proposal it belongs to."""
    return sha256_of(draft_json(replace(draft, proposal_ref="")))


def sha256_of(data: Mapping[str, Any], /) -> str:
    """Digest JSON data in canonical form (RFC 8785)."""
    return hashlib.sha256(rfc8785.dumps(dict(data))).hexdigest()


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _check_parts(draft: DecisionDraft) -> None:
    if not draft.case_ref or not draft.account_ref:
        raise DraftIncomplete("A decision belongs to a case and concerns an account.")
    if not draft.facts.strip():
        raise DraftIncomplete("A decision states what happened.", hint="Write the facts in plain words.")
    if not draft.evidence:
        raise DraftIncomplete("A decision rests on evidence.", hint="Attach at least one piece from the case.")
    for piece in draft.evidence:
        if not piece.ref or len(piece.sha256) != _SHA256_LENGTH:
            raise DraftIncomplete(f"The evidence “{piece.summary}” lacks a reference or the SHA-256 of what it points to.")
    if draft.verdict in ("violation", "suspected"):
        if not draft.label:
            raise DraftIncomplete("A violation is named by its label.")
        if draft.severity not in set(Severity):
            raise DraftIncomplete("A violation has a severity.", hint=f"Use one of {', '.join(Severity)}.")
    if draft.source == "court" and not any(piece.kind == "court_order" for piece in draft.evidence):
        raise DraftIncomplete(
            "A court's decision has the order among its evidence.", hint="Attach evidence of the kind court_order."
        )


def _check_clauses(draft: DecisionDraft) -> None:
    specific = is_specific(draft.clauses)
    if draft.verdict in MEASURED_VERDICTS and not specific:
        cited = next((ref for ref in draft.clauses if ref in OPEN_ENDED), "")
        raise ClauseTooBroad(
            "A violation names at least one specific clause; an open-ended one cannot carry it alone.",
            hint="Cite the article and item, or the precise article of another law beside it.",
            clause=cited,
        )


def _check_precaution(draft: DecisionDraft) -> None:
    if not draft.advice.strip():
        raise DraftIncomplete("A precaution says what the account can do about it.", hint="Give advice.")
    beyond = [measure.code for measure in draft.measures if MeasureCode(measure.code) not in CONTENT_MEASURES]
    if beyond or not draft.content_ref or not draft.measures:
        raise MeasureImpossible(
            "A precaution acts on one content and nothing else: nothing is found yet.",
            hint="Use label, hold or remove_content; find a violation for anything more.",
        )


def _check_machine(draft: DecisionDraft) -> None:
    if draft.verdict != "suspected":
        raise MachineOversteps("A machine suspects; only a person finds.", hint="Use the verdict suspected.")
    for measure in draft.measures:
        if MeasureCode(measure.code) not in MACHINE_MEASURES:
            raise MachineOversteps(f"A machine may not impose {measure.code}.", hint="It may label, hold or limit a function.")
        if measure.days is None and measure.ends_at is None:
            raise MachineOversteps(f"A machine's {measure.code} says when it ends.")
