"""Who applies is who they say: two independent factors, each counted once. Source: PA21:8.1, RQ-021, RQ-024."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goodstanding.apps.registry.checking import Applied, CheckResult
from goodstanding.apps.registry.models import FactorKind, FactorState, RequestState, VerificationFactor
from goodstanding.apps.registry.providers import identity_provider
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.asking import (
    ask_provider,
    possession_index_of,
    question_fields,
    value_index_of,
)

CODE = "identity"
CLAUSE = "PA21:8.1"
ENOUGH = 2

GROUPS: Mapping[str, str] = {
    FactorKind.MOBILE_CODE: "possession",
    FactorKind.NAME_ID: "register",
    FactorKind.NAME_ID_MOBILE: "register",
    FactorKind.CORPORATE: "register",
    FactorKind.MICRO_PAYMENT: "account",
    FactorKind.AUTHORISATION_LETTER: "authorisation",
    FactorKind.DOCUMENT: "document",
}
"""Which factors are independent of one another: those of different groups. A mail address is none."""

_ASKED = say(
    "identity_asked",
    "正在向核验机构核对，通常几秒钟内有结果；对方暂停服务时会自动重试，申请不会丢失。",
    "The provider is being asked; it usually takes seconds. While it is out of order we ask again, and nothing is lost.",
)


def check(applied: Applied, at: datetime, /) -> CheckResult | None:
    """Count the independent factors; ask the provider for what it has not been asked."""
    asked = FactorKind.NAME_ID if applied.is_person else FactorKind.CORPORATE
    index = value_index_of(asked, question_fields(asked, applied, at=at))
    holds: dict[str, str] = {asked: index, FactorKind.MOBILE_CODE: possession_index_of(applied.personal)}
    factors = [one for one in _factors(applied.ref) if holds.get(one.kind, one.value_index) == one.value_index]
    passed = {GROUPS[one.kind] for one in factors if one.state == FactorState.PASSED}
    detail = {"factors": sorted(f"{one.kind}:{one.state}" for one in factors), "groups": sorted(passed)}
    if any(one.kind == asked and one.state == FactorState.FAILED for one in factors):
        return _mismatch(applied, detail)
    if len(passed) >= ENOUGH:
        says = say(
            "identity_verified", "真实身份已由 {n} 种独立方式核验。", "Identity verified in {n} independent ways.", n=len(passed)
        )
        return CheckResult(CODE, "passed", says, clause=CLAUSE, detail=detail)
    may_ask = "register" not in passed and identity_provider() is not None
    if may_ask and ask_provider(applied, asked, at=at).state == RequestState.QUEUED:
        return CheckResult(CODE, "waiting", _ASKED, clause=CLAUSE, detail=detail)
    return _missing(passed, detail)


def _missing(passed: set[str], detail: Mapping[str, object]) -> CheckResult:
    if "possession" not in passed and identity_provider() is not None:
        zh = "还需要第二种核验方式：请输入发送到手机的验证码。"
        en = "A second factor is missing: enter the code that is sent to the mobile."
        return CheckResult(CODE, "failed", say("identity_second", zh, en), on="mobile_code", clause=CLAUSE, detail=detail)
    zh = "没有可用的核验机构，由工作人员核对证件材料。"
    en = "No provider is available; a person looks at the documents."
    return CheckResult(CODE, "needs_person", say("identity_person", zh, en), on="documents", clause=CLAUSE, detail=detail)


def _mismatch(applied: Applied, detail: Mapping[str, object]) -> CheckResult:
    if applied.is_person:
        zh = "姓名与证件号码不一致。请对照证件逐字核对后更正；确认无误的，可以上传证件由人工核对。"
        en = "Name and number do not belong together. Compare them with the document; if they are right, hand it in for a person."
        return CheckResult(CODE, "failed", say("identity_mismatch", zh, en), on="resident_id", clause=CLAUSE, detail=detail)
    zh = "单位名称、统一社会信用代码与法定代表人不一致。请对照营业执照更正；近期变更过的，可以上传证照由人工核对。"
    en = "Name, credit code and representative do not belong together. Compare them with the licence, or hand it in for a person."
    return CheckResult(CODE, "failed", say("identity_mismatch_code", zh, en), on="uscc", clause=CLAUSE, detail=detail)


def _factors(application_ref: str) -> list[VerificationFactor]:
    return list(VerificationFactor.objects.filter(application__ref=application_ref).order_by("id"))
