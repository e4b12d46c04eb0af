"""A field that needs a credential has one that a person found in its register. Source: PA21:9.1, PA21:5.2, RQ-033, RQ-034."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.registry.checking import Applied, CheckResult
from goodstanding.apps.registry.models import Credential, CredentialStatus
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.taxonomy import domain_of, domains_of
from goodstanding.core.kernel.sentences import Sentence

CODE = "credential"
NAMES = {
    "economy": ("经济", "economy"),
    "education": ("教育", "education"),
    "medicine": ("医疗卫生", "medicine and health"),
    "justice": ("司法", "justice"),
    "news": ("新闻", "news"),
}
"""Fields as people read them, in Chinese and English."""


def check(applied: Applied, at: datetime, /) -> CheckResult | None:
    """Look for a verified credential of each field the categories belong to; nothing to check where none needs one."""
    domains = domains_of(applied.categories)
    if not domains:
        return None
    clause = "PA21:5.2" if domains == ("news",) else "PA21:9.1"
    held = _states(applied, at)
    detail = {domain: held.get(domain, "missing") for domain in domains}
    missing = [domain for domain in domains if detail[domain] in {"missing", "ended"}]
    if missing:
        return CheckResult(CODE, "failed", _asked(missing), on="credentials", clause=clause, detail=detail)
    if "waiting" in detail.values():
        says = say(
            "credential_waiting",
            "资质材料已收到，由工作人员到发证机关的公开登记中核实；核实后申请会自动继续。",
            "The credential is with us; a person looks it up in its public register, then the application goes on by itself.",
        )
        return CheckResult(CODE, "waiting", says, clause=clause, detail=detail)
    zh, en = "{zh}领域的资质已核实。", "The credentials for {en} are verified."
    return CheckResult(CODE, "passed", say("credential_verified", zh, en, **_named(domains)), clause=clause, detail=detail)


def _states(applied: Applied, at: datetime) -> dict[str, str]:
    """Tell how far the best credential of each field has come."""
    mine = Q(application__ref=applied.ref)
    if applied.operator_ref:
        mine |= Q(operator__ref=applied.operator_ref)
    if applied.subject_index:
        mine |= Q(operator__subject_index=applied.subject_index)
    day, found = at.astimezone(LOCAL).date(), dict[str, str]()
    rank = {"ended": 0, "waiting": 1, "verified": 2}
    for row in Credential.objects.filter(mine):
        state = _state(row, valid=row.valid_to is None or day <= row.valid_to)
        domain = domain_of(row.domain)
        if rank[state] >= rank.get(found.get(domain, ""), -1):
            found[domain] = state
    return found


def _state(row: Credential, *, valid: bool) -> str:
    if not valid or row.status not in {CredentialStatus.VERIFIED, CredentialStatus.UNVERIFIED}:
        return "ended"
    return "verified" if row.status == CredentialStatus.VERIFIED else "waiting"


def _asked(domains: list[str]) -> Sentence:
    zh = "所选类别属于{zh}领域，需要相应资质。请提交证件名称、号码、有效期和扫描件；由工作人员核实。"
    en = "These categories belong to {en}, which needs a credential. Hand in kind, number, validity and a scan; a person checks."
    return say("credential_missing", zh, en, **_named(tuple(domains)))


def _named(domains: tuple[str, ...]) -> dict[str, str]:
    names = [NAMES.get(domain, (domain, domain)) for domain in domains]
    return {"zh": "、".join(zh for zh, _ in names), "en": ", ".join(en for _, en in names)}
