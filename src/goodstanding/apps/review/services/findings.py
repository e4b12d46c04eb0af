"""Cases of the accounts of a confirmed finding: like any other case, with the finding as its evidence."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.integrity.ports import AccountCase
from goodstanding.apps.registry.selectors import find_account
from goodstanding.apps.review.models import CaseKind, EvidenceKind, SourceKind
from goodstanding.apps.review.services.opening import open_case
from goodstanding.apps.review.values import NewEvidence, NewSource
from goodstanding.core.kernel.severity import Severity

_QUEUE = "coordination"


class FindingCases:
    """Opens a case for each account of a confirmed finding; see ``integrity.ports.AccountCases``."""

    def open_account_case(self, wanted: AccountCase, /, *, actor: Actor, at: datetime) -> str:
        """Open a case, or join the open one about the same act; return its reference."""
        account = find_account(wanted.account_ref)
        detail = {
            "label": wanted.label,
            "clause": wanted.clause,
            "clauses": [wanted.clause],
            "score": round(wanted.score, 4),
            "severity": str(Severity.MODERATE),
            "suggestion": "review",
        }
        opened = open_case(
            kind=CaseKind.MANUAL,
            queue=_QUEUE,
            account_ref=wanted.account_ref,
            label=wanted.label,
            severity=str(Severity.MODERATE),
            reach=account.followers if account else 0,
            sources=[NewSource(SourceKind.RULE, f"integrity.{wanted.kind}", detail)],
            evidence=[
                NewEvidence(
                    EvidenceKind.NOTE,
                    wanted.finding_ref,
                    wanted.sha256,
                    wanted.reasons,
                    {"finding": wanted.finding_ref, "contents": list(wanted.contents[:50])},
                )
            ],
            actor=actor,
            at=at,
        )
        return opened.ref
