"""Who applies is who they say: two independent factors, each counted once. Source: PA21:8.1, RQ-021, RQ-024."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goodstanding.apps.registry.checking import Applied, CheckResult
from goodstanding.apps.registry.models import (
    FactorKind,
    FactorState,
    LetterState,
    PaymentState,
    RequestState,
    VerificationFactor,
)
from goodstanding.apps.registry.providers import identity_provider
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.asking import (
    ask_provider,
    possession_index_of,
    question_fields,
    value_index_of,
)
from goodstanding.apps.registry.services.proving import (
    bring_letter_before_person,
    last_letter,
    last_payment,
    open_payment,
    standing_indexes,
)
from goodstanding.core.kernel.sentences import Sentence

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
    factors = _standing(applied, asked, at)
    passed = {GROUPS[one.kind] for one in factors if one.state == FactorState.PASSED}
    detail = {"factors": sorted(f"{one.kind}:{one.state}" for one in factors), "groups": sorted(passed)}
    if any(one.kind == asked and one.state == FactorState.FAILED for one in factors):
        return _mismatch(applied, detail)
    may_ask = "register" not in passed and identity_provider() is not None
    if may_ask and ask_provider(applied, asked, at=at).state == RequestState.QUEUED:
        return CheckResult(CODE, "waiting", _ASKED, clause=CLAUSE, detail=detail)
    if len(passed) >= ENOUGH:
        says = say(
            "identity_verified", "真实身份已由 {n} 种独立方式核验。", "Identity verified in {n} independent ways.", n=len(passed)
        )
        return CheckResult(CODE, "passed", says, clause=CLAUSE, detail=detail)
    waits = None if applied.is_person else _waiting(applied, passed, at)
    if waits is not None:
        return CheckResult(CODE, "waiting", waits, clause=CLAUSE, detail=detail)
    return _missing(applied, detail)


def _standing(applied: Applied, asked: str, at: datetime) -> list[VerificationFactor]:
    """Return the factors that count for what the form says now: one shown for another name, number or account does not."""
    holds: dict[str, set[str]] = {
        asked: {value_index_of(asked, question_fields(asked, applied, at=at))},
        FactorKind.MOBILE_CODE: {possession_index_of(applied.personal)},
    }
    holds |= {} if applied.is_person else standing_indexes(applied)
    rows = VerificationFactor.objects.filter(application__ref=applied.ref).order_by("id")
    return [one for one in rows if one.value_index in holds.get(one.kind, {one.value_index})]


def _waiting(applied: Applied, passed: set[str], at: datetime) -> Sentence | None:
    """Say what an organization's second factor waits for: a person with its letter, or the sum of a payment."""
    if "authorisation" not in passed and bring_letter_before_person(applied, at=at):
        zh, en = (
            "工作人员正在核对授权书，有结果后会通知您。",
            "A person is looking at the letter; you get a notice of the result.",
        )
        return say("identity_letter", zh, en)
    payment = None if "account" in passed else open_payment(applied.ref)
    if payment is None:
        return None
    if payment.state == PaymentState.QUEUED:
        zh = "正在向尾号为“{tail}”的单位账户打款；对方暂停服务时会自动重试，申请不会丢失。"
        en = "A small sum is being sent to the account ending {tail}. While the provider is out of order we try again."
        return say("identity_paying", zh, en, tail=payment.account_tail)
    zh = "已向尾号为“{tail}”的单位账户打款，请在申请页面输入到账金额。"
    en = "A small sum was sent to the account ending {tail}: type it on the page of the application."
    return say("identity_paid", zh, en, tail=payment.account_tail)


def _missing(applied: Applied, detail: Mapping[str, object]) -> CheckResult:
    if identity_provider() is None:
        zh = "没有可用的核验机构，由工作人员核对证件材料。"
        en = "No provider is available; a person looks at the documents."
        return CheckResult(CODE, "needs_person", say("identity_person", zh, en), on="documents", clause=CLAUSE, detail=detail)
    if applied.is_person:
        zh = "还需要第二种核验方式：请输入发送到手机的验证码。"
        en = "A second factor is missing: enter the code that is sent to the mobile."
        return CheckResult(CODE, "failed", say("identity_second", zh, en), on="mobile_code", clause=CLAUSE, detail=detail)
    return CheckResult(CODE, "failed", _second_of_organization(applied), on="mobile_code", clause=CLAUSE, detail=detail)


def _second_of_organization(applied: Applied) -> Sentence:
    """Say that a second factor is missing, and what became of the one that was tried."""
    letter, payment = last_letter(applied.ref), last_payment(applied.ref)
    zh = "还需要第二种核验方式：手机验证码、向单位账户小额打款、或加盖公章的授权书，任选一种。"
    en = "A second factor is missing: the code sent to the mobile, a small payment to the organization's account, or its letter."
    if letter is not None and letter.state == LetterState.REFUSED:
        why = letter.reasons.replace("{", "（").replace("}", "）")
        return say("identity_letter_refused", f"授权书未被采信：{why} {zh}", f"The letter was not accepted: {why} {en}")
    if payment is not None and payment.state == PaymentState.REFUSED:
        refused_zh = "银行表示该账户不属于申请单位或不可用。"
        return say("identity_payment_refused", f"{refused_zh}{zh}", f"The bank says the account is not yours, or closed. {en}")
    return say("identity_second_of_organization", zh, en)


def _mismatch(applied: Applied, detail: Mapping[str, object]) -> CheckResult:
    if applied.is_person:
        zh = "姓名与证件号码不一致。请对照证件逐字核对后更正；确认无误的，可以上传证件由人工核对。"
        en = "Name and number do not belong together. Compare them with the document; if they are right, hand it in for a person."
        return CheckResult(CODE, "failed", say("identity_mismatch", zh, en), on="resident_id", clause=CLAUSE, detail=detail)
    zh = "单位名称、统一社会信用代码与法定代表人不一致。请对照营业执照更正；近期变更过的，可以上传证照由人工核对。"
    en = "Name, credit code and representative do not belong together. Compare them with the licence, or hand it in for a person."
    return CheckResult(CODE, "failed", say("identity_mismatch_code", zh, en), on="uscc", clause=CLAUSE, detail=detail)
