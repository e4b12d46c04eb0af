"""How many accounts the subject runs, against how many it may. Source: PA21:10.1, RQ-039."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.registry.caps import cap_of, counted_accounts
from goodstanding.apps.registry.checking import Applied, CheckResult
from goodstanding.apps.registry.sentences import say

CODE = "cap"
CLAUSE = "PA21:10.1"


def check(applied: Applied, at: datetime, /) -> CheckResult | None:
    """Count the accounts of the verified subject, whoever signed in."""
    del at
    if not applied.subject_index:
        return None
    cap, held = cap_of(applied.subject_index, is_person=applied.is_person), counted_accounts(applied.subject_index)
    detail = {"cap": cap, "held": held}
    if held < cap:
        says = say(
            "cap_free",
            "该主体已有 {held} 个账号，上限 {cap} 个。",
            "This subject runs {held} accounts of {cap}.",
            held=held,
            cap=cap,
        )
        return CheckResult(CODE, "passed", says, clause=CLAUSE, detail=detail)
    says = say(
        "cap_reached",
        "该主体已有 {held} 个账号，达到上限 {cap} 个。请先注销一个账号，或说明需要向平台申请例外。",
        "This subject runs {held} accounts, as many as it may ({cap}). Close one, or ask for an exception and say why.",
        held=held,
        cap=cap,
    )
    return CheckResult(CODE, "failed", says, clause=CLAUSE, detail=detail)
