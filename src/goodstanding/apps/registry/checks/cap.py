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
    if applied.cap_reason:
        says = say(
            "cap_exception",
            "该主体已有 {held} 个账号，达到上限 {cap} 个，并申请例外；由工作人员决定。",
            "This subject runs {held} accounts, as many as it may ({cap}), and asks for an exception; a person decides.",
            held=held,
            cap=cap,
        )
        return CheckResult(CODE, "needs_person", says, on="cap_reason", clause=CLAUSE, detail=detail)
    says = say(
        "cap_reached",
        "该主体已有 {held} 个账号，达到上限 {cap} 个。请先注销一个账号，"
        "或在“申请例外的理由”中写明为什么需要更多账号，由工作人员决定。",
        "This subject runs {held} accounts, as many as it may ({cap}). Close one, or say why another is needed under "
        "“Why another account is needed”; a person decides.",
        held=held,
        cap=cap,
    )
    return CheckResult(CODE, "failed", says, on="cap_reason", clause=CLAUSE, detail=detail)
