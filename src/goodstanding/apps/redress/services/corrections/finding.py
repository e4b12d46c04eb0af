"""Somebody finds that registered information does not match its subject; a reviewer suspends service, or finds nothing.

The decision is issued by the one door of decisions, so the notice with clause, facts, what to fix, deadline and appeal route is
written in the same transaction. Source: PA21:8.2, RQ-028
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.services import decide, hold_subject
from goodstanding.apps.enforcement.values import DecisionDraft, MeasureDraft
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.redress.correcting import CLAUSE, FAULTS, FIELDS, FOUND_BY, LABEL, Step, deadline
from goodstanding.apps.redress.correction_records import CorrectionView
from goodstanding.apps.redress.correction_selectors import correction_view
from goodstanding.apps.redress.errors import CorrectionMoved, CorrectionUnfit
from goodstanding.apps.redress.models import Correction
from goodstanding.apps.redress.services.corrections.steps import bring_before_person, locked, perform
from goodstanding.apps.redress.services.corrections.telling import how_to_correct
from goodstanding.apps.registry import matters
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry import services as registering
from goodstanding.apps.registry.numbers import number
from goodstanding.core.kernel.severity import Severity

LONGEST = 5000


def report_mismatch(
    account_ref: str,
    /,
    *,
    fields: Sequence[str],
    facts: str,
    found_by: str = "patrol",
    origin: str = "",
    actor: Actor,
    at: datetime,
) -> CorrectionView:
    """Bring before a reviewer that registered information does not match its subject. Nothing is suspended yet.

    Args:
        fields: Some of ``correcting.FIELDS``.
        facts: What does not match, 1–5,000 characters.
        found_by: ``patrol`` (a re-check, or staff), ``report`` or ``rule``.
        origin: What it was found in; the same once only.

    Raises:
        CorrectionUnfit: Fields or facts are missing or wrong.
        CorrectionMoved: The account is under a correction already.
        AccountUnknown: The registry does not know the account.
    """
    _check(fields, facts, "", found_by)
    with immediate():
        account = registry.account(account_ref)
        hold_subject(account_ref, "")
        if Correction.objects.filter(account_ref=account_ref, ended_at=None).exists():
            raise CorrectionMoved(
                f"The account {account_ref} is under a correction already.", hint="Add it there.", clause=CLAUSE
            )
        row = Correction(
            ref=new_ref("K"),
            account_ref=account_ref,
            fields=[name for name in FIELDS if name in fields],
            found_by=found_by,
            origin=origin,
            facts=facts.strip(),
            found_at=at,
        )
        perform(row, Step.FIND, actor=actor, at=at, note=row.facts)
        summary = f"{account.name} · {', '.join(row.fields)}"
        bring_before_person(row, "mismatch", summary=summary, actor=actor, at=at)
        return correction_view(row)


def suspend_for_mismatch(
    ref: str,
    /,
    *,
    fields: Sequence[str],
    facts: str,
    to_fix: str,
    fault: str = "",
    case_version: int | None,
    actor: Actor,
    at: datetime,
) -> CorrectionView:
    """Suspend service until the mismatch is put right: decision, notice, deadline and record in one transaction.

    Args:
        fields: What does not match, as the reviewer found.
        facts: What does not match, as the operator reads it.
        to_fix: What to change or hand in.
        fault: ``borrowed`` or ``forged`` where the identity is that; it no longer counts as verified then.

    Raises:
        CorrectionUnknown, CorrectionMoved: There is none, or it is decided.
        CorrectionUnfit: Facts or what to fix are missing, or fields or fault unknown.
        ReviewError, EnforcementError: The person may not decide it now, or the decision is refused.
    """
    _check(fields, facts, fault, "patrol")
    if not to_fix.strip():
        raise CorrectionUnfit("The operator must read what to correct.", hint="Say what to change or hand in.", clause=CLAUSE)
    with immediate():
        row = locked(ref)
        row.fields, row.facts = [name for name in FIELDS if name in fields], facts.strip()
        row.to_fix, row.fault = to_fix.strip(), fault
        row.save(update_fields=["fields", "facts", "to_fix", "fault"])
        decide(_draft(row, at), actor=actor, at=at, expected_version=case_version)
        return correction_view(Correction.objects.get(pk=row.pk))


def dismiss_mismatch(ref: str, /, *, reasons: str, case_version: int | None, actor: Actor, at: datetime) -> CorrectionView:
    """Note that everything matches after all; nothing was suspended, and the operator need not be told.

    Raises:
        CorrectionUnknown, CorrectionMoved: There is none, or it is decided.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        row = locked(ref)
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        perform(row, Step.DISMISS, actor=actor, at=at, note=reasons.strip())
        matters.desk().close_matter(row.case_ref, outcome="dismissed", note=reasons.strip(), actor=actor, at=at)
        return correction_view(row)


def begin_suspension(row: Correction, /, *, decision_ref: str, actor: Actor, at: datetime) -> None:
    """Let the time to correct run from the decision; called where the decision is issued, in its transaction."""
    due_at = deadline(at, days=number("correction_days"))
    perform(row, Step.SUSPEND, actor=actor, at=at, note=row.facts, decision_ref=decision_ref, suspended_at=at, due_at=due_at)
    account = registry.find_account(row.account_ref)
    if row.fault and account is not None and account.operator is not None:
        registering.void_identity(account.operator.ref, fault=row.fault, actor=actor, at=at)


def _draft(row: Correction, at: datetime) -> DecisionDraft:
    due_at = deadline(at, days=number("correction_days"))
    return DecisionDraft(
        source="staff",
        verdict="violation",
        case_ref=row.case_ref,
        account_ref=row.account_ref,
        label=LABEL,
        severity=Severity.MODERATE,
        clauses=(CLAUSE,),
        facts=row.facts,
        evidence=enforcement.evidence_of_case(row.case_ref),
        measures=(MeasureDraft("suspend_updates"),),
        found_by=row.found_by,
        advice=how_to_correct(row, due_at, settings.CONFIG.public_url),
    )


def _check(fields: Sequence[str], facts: str, fault: str, found_by: str) -> None:
    if not fields or not set(fields) <= set(FIELDS):
        raise CorrectionUnfit("Name what does not match.", hint=f"Some of {', '.join(FIELDS)}.", clause=CLAUSE)
    if not 1 <= len(facts.strip()) <= LONGEST:
        raise CorrectionUnfit(f"Say what does not match, in 1 to {LONGEST} characters.", hint="The operator reads it.")
    if fault not in FAULTS or (fault and "identity" not in fields):
        raise CorrectionUnfit("Only an identity is borrowed or forged.", hint="Name the identity among what does not match.")
    if found_by not in FOUND_BY:
        raise CorrectionUnfit(f"“{found_by}” does not say how it was found.", hint=f"Use one of {', '.join(FOUND_BY)}.")
