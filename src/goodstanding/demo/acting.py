"""What the demo's people do: decide a case as a reviewer would, report, appeal, decide an appeal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement import services as enforcing
from goodstanding.apps.enforcement.values import DecisionDraft
from goodstanding.apps.identity.actors import PUBLIC, Actor
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.redress import selectors as redress_records
from goodstanding.apps.redress import services as redress
from goodstanding.apps.redress.standing import Refused
from goodstanding.apps.redress.values import NewGround
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import selectors as cases
from goodstanding.apps.review import services as reviewing
from goodstanding.core.kernel.clauses import is_specific
from goodstanding.demo.people import PEOPLE

SENIOR_STORIES = frozenset({"paid-deletion", "pay-or-else"})
"""Stories whose queue is restricted: the senior colleague decides them."""
_NO_VIOLATION = "经核对原文与前后内容，未发现违反所列条款的行为。"
_QUOTED = 2


def owners() -> dict[str, str]:
    """Return the visitor's owner of each operator that has one."""
    return {person.operator: person.username for person in PEOPLE if person.operator}


def decide_case(case_ref: str, /, *, verdict: str, facts: str, reviewer: int, at: datetime) -> str:
    """Claim a case and decide it as the ladder proposes; return the decision's reference."""
    actor = Actor.user(reviewer)
    case = cases.case(case_ref)
    held = reviewing.perform(case_ref, action="claim", expected_version=case.version, actor=actor, at=at)
    draft = draft_for(case_ref, verdict=verdict, facts=facts, at=at)
    return enforcing.decide(draft, actor=actor, at=at, expected_version=held.version).ref


def draft_for(case_ref: str, /, *, verdict: str, facts: str, at: datetime) -> DecisionDraft:
    """Write the decision the evidence and the ladder offer."""
    case = cases.case(case_ref)
    pack = policies.live_policy()
    rules = tuple(source.ref for source in cases.sources_of(case_ref) if source.kind == "rule")
    evidence = enforcement.evidence_of_case(case_ref)
    finds = verdict == "violation"
    severity = case.severity or "moderate"
    proposed = enforcement.proposed_measures(case.label, severity, case.account_ref, at=at)
    return DecisionDraft(
        source="staff",
        verdict="violation" if finds else "no_violation",
        case_ref=case_ref,
        account_ref=case.account_ref,
        content_ref=case.content_ref,
        label=case.label if finds else "",
        severity=severity if finds else "",
        clauses=_clauses(rules) if finds else (),
        facts=facts or (_facts(evidence) if finds else _NO_VIOLATION),
        evidence=evidence,
        measures=_possible(proposed.measures, has_content=bool(case.content_ref)) if finds else (),
        found_by="rule" if rules else "report",
        rules=rules,
        automation="partial" if rules else "none",
        evaluation_ref=next((piece.ref for piece in evidence if piece.kind == "evaluation"), ""),
        pack_digest=pack.digest,
        supersede_reason="",
    )


def _clauses(rules: tuple[str, ...]) -> tuple[str, ...]:
    cited = [ref for rule in policies.live_policy().rules if rule.id in rules for ref in rule.clauses]
    refs = tuple(dict.fromkeys(cited))
    return refs if refs and is_specific(refs) else ("PA21:15.2",)


def _possible(measures: tuple[Any, ...], *, has_content: bool) -> tuple[Any, ...]:
    """Leave out what acts on a content where the case has none, and what takes two people."""
    content_only = {"label", "hold", "remove_content"}
    two_people = {"close", "blacklist", "ban_reregistration"}
    return tuple(m for m in measures if m.code not in two_people and (has_content or m.code not in content_only))


def _facts(evidence: tuple[Any, ...]) -> str:
    quoted = list(dict.fromkeys(span["text"] for piece in evidence for span in piece.spans if span.get("text")))[:_QUOTED]
    words = "、".join(f"“{' '.join(text.split())[:60]}”" for text in quoted)
    return (
        f"账号发布的内容中写有{words}，与所列条款禁止的行为相符。"
        if words
        else "账号的登记信息与其发布行为不符，已与登记资料逐项核对。"
    )


def file_report(report: Mapping[str, Any], /, *, at: datetime) -> str:
    """Report an account as somebody who is not signed in; return the receipt."""
    return redress.file_report(
        kind="account", target=report["account"], category=report["category"], reason=report["reason"], actor=PUBLIC, at=at
    ).receipt


def file_appeal(decision_ref: str, detail: Mapping[str, Any], /, *, at: datetime) -> str:
    """Appeal as the account's owner; return the receipt.

    Raises:
        LookupError: The appeal was refused: the story asks for something the rules do not allow.
    """
    decision = enforcement.decision(decision_ref)
    owner = registry.members_of(decision.account_ref)[0]
    appeal = redress.file_appeal(
        decision_ref, grounds=[NewGround(detail["ground"], detail["text"])], actor=Actor.user(owner), at=at
    )
    if isinstance(appeal, Refused):
        raise LookupError(f"the story's appeal against {decision_ref} was refused: {appeal.code}")  # noqa: TRY004  a refusal is a value, not a wrong type
    return appeal.receipt


def decide_appeal(receipt: str, detail: Mapping[str, Any], /, *, officer: int, at: datetime) -> None:
    """Decide an appeal as somebody who took no part."""
    actor = Actor.user(officer)
    case = cases.case(redress_records.appeal(receipt).case_ref)
    held = reviewing.perform(case.ref, action="claim", expected_version=case.version, actor=actor, at=at)
    redress.decide_appeal(
        receipt,
        outcome=detail["outcome"],
        answers=[detail["answer"]],
        reasons=detail["answer"],
        actor=actor,
        at=at,
        expected_version=held.version,
    )
