"""What redress tells the registry about an account's life: what is pending, and which appeals it filed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from goodstanding.apps.redress.models import Appeal, Report
from goodstanding.apps.redress.selectors import appeals_of
from goodstanding.apps.redress.values import AppealView


def open_matters(account_ref: str, /) -> Iterable[str]:
    """Return the receipts of the appeals of an account and the reports about it that have no outcome yet. Source: RQ-048."""
    appeals = Appeal.objects.filter(account_ref=account_ref, outcome="").order_by("id").values_list("receipt", flat=True)
    reports = Report.objects.filter(account_ref=account_ref, closed_at__isnull=True).order_by("id")
    return (*appeals, *reports.values_list("receipt", flat=True))


def appeals_file(account_ref: str, /) -> Iterable[tuple[str, bytes]]:
    """Return the appeals of an account with their answers, for its export; reports about it stay confidential."""
    lines = (json.dumps(_shown(one), ensure_ascii=False, default=str) for one in appeals_of(account_ref))
    yield "appeals.jsonl", "".join(f"{line}\n" for line in lines).encode()


def _shown(found: AppealView) -> dict[str, object]:
    return {
        "receipt": found.receipt,
        "decision_ref": found.decision_ref,
        "grounds": [asdict(ground) for ground in found.grounds],
        "stage": found.stage,
        "outcome": found.outcome,
        "reasons": found.reasons,
        "new_decision_ref": found.new_decision_ref,
        "filed_at": found.filed_at.isoformat(),
        "closed_at": found.closed_at.isoformat() if found.closed_at else None,
    }
