"""The service agreement in effect was accepted for this application. Source: PA21:6.2, RQ-012."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.registry.checking import Applied, CheckResult
from goodstanding.apps.registry.reading.applications import agreement_in_effect, consent_holds
from goodstanding.apps.registry.sentences import say

CODE = "agreement"
CLAUSE = "PA21:6.2"


def check(applied: Applied, at: datetime, /) -> CheckResult | None:
    """Look for the acceptance; nothing to check where the platform has published no agreement."""
    current = agreement_in_effect(at=at)
    if current is None:
        return None
    detail = {"version": current.version, "sha256": current.sha256}
    if consent_holds(applied.ref, at=at):
        says = say(
            "agreement_accepted",
            "已接受现行服务协议（{v}）。",
            "The service agreement in effect ({v}) is accepted.",
            v=current.version,
        )
        return CheckResult(CODE, "passed", says, clause=CLAUSE, detail=detail)
    says = say(
        "agreement_missing",
        "尚未接受现行服务协议（{v}），请阅读并接受。",
        "The service agreement in effect ({v}) is not accepted; read and accept it.",
        v=current.version,
    )
    return CheckResult(CODE, "failed", says, on="agreement", clause=CLAUSE, detail=detail)
