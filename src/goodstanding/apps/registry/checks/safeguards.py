"""Accounts of public bodies are signed in to with two factors before they exist. Source: PA21:4.2, PA21:4.3, RQ-004.

The letter of authorisation, the other safeguard, is asked for where the name is looked at (``checks.name``).
"""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.identity.second_factor import has_second_factor
from goodstanding.apps.registry.checking import Applied, CheckResult
from goodstanding.apps.registry.sentences import say
from goodstanding.core.names.rules import ORGANS

CODE = "safeguards"
CLAUSE = "PA21:4.2"


def check(applied: Applied, at: datetime, /) -> CheckResult | None:
    """Look for the second factor of whoever will act for a public body; nothing to check for anybody else."""
    del at
    if applied.subject_class not in ORGANS:
        return None
    detail = {"second_factor": is_safeguarded(applied)}
    if detail["second_factor"]:
        says = say("second_factor_set", "申请人登录时使用两步验证。", "The applicant signs in with two factors.")
        return CheckResult(CODE, "passed", says, clause=CLAUSE, detail=detail)
    says = say(
        "second_factor_missing",
        "党政机关、事业单位和人民团体的账号须由使用两步验证登录的人运营。请点击右上角您的姓名，在“登录与安全”中设置两步验证，"
        "再提交一次；由平台接口代填的申请，请改由运营者本人登录填写。",
        "The account of a public body is run by somebody who signs in with two factors. Set up a second factor under your name "
        "at the top right, and hand in again. An application filled in by the platform is filled in by its operator instead.",
    )
    return CheckResult(CODE, "failed", says, clause=CLAUSE, detail=detail)


def is_safeguarded(applied: Applied, /) -> bool:
    """Say whether whoever will act for the account signs in with a second factor."""
    return applied.applicant is not None and has_second_factor(applied.applicant)
