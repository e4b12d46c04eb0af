"""Saying what a finding is. Confirmed opens a case for each account; what happens to it is decided there, on its own evidence.

Alike content is no violation by itself: who confirms one against PA21:18(4) needs what shows one hand behind the accounts.
Source: PA21:18(4), RQ-081
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest.selectors import contents
from goodstanding.apps.integrity.errors import ControlMissing, FindingSettled, FindingUnknown
from goodstanding.apps.integrity.models import Finding, FindingStatus
from goodstanding.apps.integrity.ports import AccountCase, account_cases
from goodstanding.apps.integrity.selectors import finding_record
from goodstanding.apps.integrity.values import FindingRecord
from goodstanding.apps.registry import matters

ANSWERS = frozenset({FindingStatus.UNRELATED, FindingStatus.LAWFUL, FindingStatus.CONFIRMED})
LABELS: Mapping[str, str] = {
    "PA21:18(4)": "coordinated_posting",
    "PA21:18(6)": "false_originality",
    "PA21:10.3": "malicious_registration",
    "PA21:18(8)": "malicious_registration",
    "PA21:12.1": "fake_engagement",
    "PA21:12.2": "fake_engagement",
}
"""Violation a case of an account is about, by the clause of the finding."""
NEEDS_CONTROL = frozenset({"PA21:18(4)"})
"""Clauses that speak of one hand behind several accounts."""
LEAST_NAMED = 10
"""Characters in which a person names a control link."""


def decide_finding(
    ref: str, /, *, outcome: str, reasons: str, control: str = "", case_version: int | None, actor: Actor, at: datetime
) -> FindingRecord:
    """Say what a finding is. Confirmed opens a case for each account one hand is shown to be behind, and for no other.

    Args:
        outcome: ``unrelated``, ``lawful`` or ``confirmed``.
        control: What shows one hand behind all of the accounts, where the person knows more than the register.

    Raises:
        FindingUnknown, FindingSettled: There is none, or it is decided.
        ControlMissing: Nothing shows one hand behind the accounts.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        audit.hold_log()
        row = Finding.objects.select_for_update().filter(ref=ref).first()
        if row is None:
            raise FindingUnknown(f"There is no finding {ref}.", hint="Check the reference.")
        if row.status != FindingStatus.OPEN or outcome not in ANSWERS or not reasons.strip():
            raise FindingSettled(
                "An open finding is found unrelated, lawful or confirmed, with a reason.", hint="Look at it again."
            )
        found = finding_record(row)
        accounts = _accounts(found, control.strip()) if outcome == FindingStatus.CONFIRMED else ()
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        row.status, row.reasons, row.control, row.decided_at = outcome, reasons.strip(), control.strip(), at
        row.decided_by = f"{actor.kind}:{actor.ref}"
        row.account_cases = [_open(found, account, reasons.strip(), actor, at) for account in accounts]
        row.save(update_fields=["status", "reasons", "control", "decided_at", "decided_by", "account_cases"])
        payload = {"sha256": found.sha256, "reasons": row.reasons, "control_named": bool(row.control), "cases": row.account_cases}
        audit.record(f"finding:{outcome}", actor=actor, subject_kind="finding", subject_ref=ref, payload=payload, at=at)
        matters.desk().close_matter(row.case_ref, outcome=outcome, note=row.reasons, actor=actor, at=at)
        return finding_record(row)


def _accounts(found: FindingRecord, named: str) -> tuple[str, ...]:
    """Return the accounts that get a case.

    Raises:
        ControlMissing: The clause speaks of one hand, and nothing shows it.
    """
    if found.clause not in NEEDS_CONTROL or len(named) >= LEAST_NAMED:
        return found.accounts
    if found.controlled:
        return found.controlled
    raise ControlMissing(
        "Alike content alone is no violation: nothing shows one hand behind these accounts.",
        hint=f"Name what shows it, in {LEAST_NAMED} characters or more, or find that the accounts are unrelated.",
        clause=found.clause,
    )


def _open(found: FindingRecord, account_ref: str, reasons: str, actor: Actor, at: datetime) -> str:
    known = contents(found.contents)
    mine = tuple(ref for ref in found.contents if ref in known and known[ref].account_ref == account_ref)
    wanted = AccountCase(
        account_ref=account_ref,
        label=LABELS.get(found.clause, "coordinated_posting"),
        clause=found.clause,
        kind=found.kind,
        contents=mine,
        finding_ref=found.ref,
        sha256=found.sha256,
        score=found.score,
        reasons=reasons,
    )
    return account_cases().open_account_case(wanted, actor=actor, at=at)
