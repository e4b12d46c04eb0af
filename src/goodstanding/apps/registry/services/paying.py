"""A small random sum sent to an organization's own bank account and typed back: it shows that the account is the organization's.

The provider may be late or out of order: the order waits in the queue and is given again under the same key, so that it is paid
once. Source: PA21:8.1, RQ-021, RQ-022
"""

from __future__ import annotations

import json
import re
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.outbox import MessageView, enqueue
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.sealing import blind_index, seal, unseal
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.errors import WayRefused
from goodstanding.apps.registry.models import Application, FactorKind, MicroPayment, PaymentState
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.providers import Payment, PaymentOrder, payment_provider
from goodstanding.apps.registry.reading.ways import payment_record
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.applying import check_application
from goodstanding.apps.registry.services.proving import end_payment, open_payment, payment_index_of, take_application
from goodstanding.apps.registry.services.telling import News, tell_person
from goodstanding.apps.registry.services.verifying import note_factor
from goodstanding.apps.registry.ways_records import PaymentRecord
from goodstanding.core.identifiers.credit_code import check_credit_code
from goodstanding.core.identifiers.findings import WellFormed
from goodstanding.core.kernel.sentences import Sentence

PAY = "registry.payment_order"
"""Outbox topic: a payment waits for its provider."""
CLAUSE = "PA21:8.1"
_ACCOUNT, _SUM = "registry.payment_account", "registry.payment_sum"
_WRITTEN_ACCOUNT = re.compile(r"\d{8,32}")
_LONGEST_BANK = 60
_TAIL = 4
_FEN = 100
_TOLD: Mapping[PaymentState, tuple[str, str, str, str]] = {
    PaymentState.PAID: (
        "已向单位账户打款，请输入到账金额",
        "A small sum was sent: type it back",
        "已向尾号为“{tail}”的单位账户汇入一笔小额款项。请查看银行流水，在申请页面输入准确的到账金额。",
        "A small sum was sent to your account ending {tail}. Look at its statement and type the exact sum on the page below.",
    ),
    PaymentState.REFUSED: (
        "银行退回了打款",
        "The bank refused the payment",
        "银行表示尾号为“{tail}”的账户户名与申请单位不一致或账户不可用。请核对账号后重新申请，或改用其他核验方式。",
        "The bank says the account ending {tail} is not this organization's, or is closed. Check it, or choose another way.",
    ),
    PaymentState.EXPIRED: (
        "打款已过期",
        "The payment ran out",
        "未在期限内输入尾号为“{tail}”的账户收到的金额。请重新申请打款，或改用其他核验方式。申请内容已保存。",
        "Nobody typed the sum sent to the account ending {tail} in time. Ask for another, or choose another way.",
    ),
}
"""Heading and body of what an applicant is told, in Chinese and English."""


def start_payment(application_ref: str, /, *, bank: str, account: str, actor: Actor, at: datetime) -> PaymentRecord:
    """Ask for a small sum to be sent to the organization's account.

    Args:
        bank: The bank, by name.
        account: Number of the account; sealed, only its last digits are shown.

    Raises:
        WayRefused: The applicant is no organization, its code or the account cannot be right, a payment is under way, or too
            many were asked for; nobody is paid.
    """
    with immediate():
        row = take_application(application_ref)
        organization, code = _payee(row)
        digits = _account(account)
        if not bank.strip() or len(bank.strip()) > _LONGEST_BANK:
            raise WayRefused(say("bank_missing", "请填写开户银行的全称。", "Name the bank the account is with."))
        account_index = blind_index(digits, context="registry.bank_account")
        _require_fresh(row, account_index, at)
        made = MicroPayment.objects.create(
            ref=new_ref("MP"),
            application=row,
            account_index=account_index,
            account_sealed=seal(json.dumps({"bank": bank.strip(), "account": digits}), context=_ACCOUNT),
            account_tail=f"…{digits[-_TAIL:]}",
            value_index=payment_index_of(organization, code, account_index),
            sum_sealed=seal(str(1 + secrets.randbelow(number("payment_most_fen"))), context=_SUM),
            asked_at=at,
        )
        enqueue(PAY, key=made.ref, payload={"payment": made.ref}, at=at)
        _record(made, "identity:payment_asked", {}, actor, at)
        check_application(row.ref, at=at)
        return payment_record(made)


def pay_now(message: MessageView, at: datetime) -> None:
    """Give a queued order to the provider and note its answer; the outbox calls this, and again after an outage.

    Raises:
        ProviderUnavailable: No answer came; the order stays in the queue.
    """
    ref = str(message.payload["payment"])
    provider = payment_provider()
    with immediate():
        row = _locked(ref)
        if row is None or row.state != PaymentState.QUEUED or provider is None:
            return
        row.attempts += 1
        row.save(update_fields=["attempts"])
        application = row.application
        if payment_index_of(application.organization_name, application.uscc, row.account_index) != row.value_index:
            end_payment(row, PaymentState.CANCELLED, at=at)
            check_application(application.ref, at=at)
            return
        known = json.loads(unseal(row.account_sealed, context=_ACCOUNT))
        order = PaymentOrder(
            key=ref,
            organization=application.organization_name,
            code=application.uscc,
            bank=known["bank"],
            account=known["account"],
            fen=int(unseal(row.sum_sealed, context=_SUM)),
        )
    note_payment(ref, provider.pay(order), provider=provider.name, at=at)


def note_payment(ref: str, answer: Payment, /, *, provider: str, at: datetime) -> None:
    """Note that a sum was paid, or that the bank refused it. A second answer changes nothing."""
    with immediate():
        row = _locked(ref)
        if row is None or row.state != PaymentState.QUEUED:
            return
        if answer.is_paid:
            row.state, row.paid_at = PaymentState.PAID, at
            row.expires_at = at + timedelta(days=number("payment_valid_days"))
            row.save(update_fields=["state", "paid_at", "expires_at"])
        else:
            end_payment(row, PaymentState.REFUSED, at=at)
            _note(row, SYSTEM, at, passed=False, provider=provider, answer=answer)
        _record(row, f"identity:payment_{row.state}", {"provider": provider}, SYSTEM, at)
        _tell(row, at)
        check_application(row.application.ref, at=at)


def enter_sum(application_ref: str, typed: str, /, *, actor: Actor, at: datetime) -> PaymentRecord:
    """Take the sum the organization received; the account then counts as its own.

    Args:
        typed: Yuan, as ``0.37``; what is no sum costs no try.

    Raises:
        WayRefused: It is no sum, not the right one, too late, or was tried too often.
    """
    fen = _fen(typed)
    refused: Sentence | None = None
    with immediate():
        application = take_application(application_ref)
        row = open_payment(application_ref)
        if row is None or row.state != PaymentState.PAID:
            raise WayRefused(say("payment_none", "现在没有等待输入的打款金额。", "There is no payment whose sum is to be typed."))
        if row.expires_at is not None and at >= row.expires_at:
            end_payment(row, PaymentState.EXPIRED, at=at)
            refused = say("payment_expired", "这笔打款已过期，请重新申请打款。", "The payment ran out; ask for another.")
        elif fen != int(unseal(row.sum_sealed, context=_SUM)):
            refused = _wrong(row, at)
        else:
            end_payment(row, PaymentState.PASSED, at=at)
            _note(row, actor, at, passed=True, provider="payment")
        _record(row, "identity:sum_typed", {"state": row.state, "tries": row.tries}, actor, at)
        if row.state != PaymentState.PAID:
            check_application(application.ref, at=at)
        found = payment_record(row)
    if refused is not None:
        raise WayRefused(refused)
    return found


def cancel_payment(application_ref: str, /, *, actor: Actor, at: datetime) -> PaymentRecord:
    """Give a payment up, to be verified in another way.

    Raises:
        WayRefused: None is under way.
    """
    with immediate():
        application = take_application(application_ref)
        row = open_payment(application_ref)
        if row is None:
            raise WayRefused(say("payment_none", "现在没有等待输入的打款金额。", "There is no payment whose sum is to be typed."))
        end_payment(row, PaymentState.CANCELLED, at=at)
        _record(row, "identity:payment_cancelled", {}, actor, at)
        check_application(application.ref, at=at)
        return payment_record(row)


def expire_payments(*, at: datetime, limit: int = 200) -> int:
    """End the payments whose sum nobody typed in time; their applicants are told. Return how many."""
    due = MicroPayment.objects.filter(state=PaymentState.PAID, expires_at__lte=at).order_by("expires_at", "id")
    refs = list(due.values_list("ref", flat=True)[:limit])
    for ref in refs:
        _expire(ref, at)
    return len(refs)


def _locked(ref: str) -> MicroPayment | None:
    """Lock a payment, its application first: every step locks in this order, so that no two wait for each other."""
    Application.objects.select_for_update(of=("self",)).filter(payments__ref=ref).first()
    return MicroPayment.objects.select_for_update(of=("self",)).select_related("application").filter(ref=ref).first()


def _expire(ref: str, at: datetime) -> None:
    with immediate():
        row = _locked(ref)
        if row is None or row.state != PaymentState.PAID:
            return
        end_payment(row, PaymentState.EXPIRED, at=at)
        _record(row, "identity:payment_expired", {}, SYSTEM, at)
        _tell(row, at)
        check_application(row.application.ref, at=at)


def _wrong(row: MicroPayment, at: datetime) -> Sentence:
    row.tries += 1
    left = number("payment_tries") - row.tries
    if left > 0:
        row.save(update_fields=["tries"])
        zh = "金额不对，还可以输入 {left} 次。请核对银行流水中的实际到账金额。"
        en = "That is not the sum; {left} tries are left. Look at the statement of the account."
        return say("sum_wrong", zh, en, left=left)
    end_payment(row, PaymentState.FAILED, at=at)
    zh = "金额输入错误次数过多，这笔打款已作废。请重新申请打款，或改用其他核验方式。"
    en = "Wrong too often: this payment no longer counts. Ask for another, or choose another way."
    return say("sum_wrong_often", zh, en)


def _payee(row: Application) -> tuple[str, str]:
    if not isinstance(check_credit_code(row.uscc), WellFormed) or not row.organization_name.strip():
        zh = "请先填写单位全称和正确的统一社会信用代码，再申请打款。"
        en = "Fill in the name and the right credit code first; then ask for the payment."
        raise WayRefused(say("payee_missing", zh, en))
    return row.organization_name, row.uscc


def _account(typed: str) -> str:
    digits = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", typed))
    if not _WRITTEN_ACCOUNT.fullmatch(digits):
        zh = "银行账号应为 8 至 32 位数字，请对照开户许可证填写。"
        raise WayRefused(say("account_malformed", zh, "An account has 8 to 32 digits; copy it from the bank's certificate."))
    return digits


def _fen(typed: str) -> int:
    written = unicodedata.normalize("NFKC", typed).strip().removeprefix("¥").removesuffix("元").strip()
    refused = say("sum_malformed", "请输入以元为单位的金额，例如 0.37。", "Type the sum in yuan, as 0.37.")
    if not re.fullmatch(r"\d{1,6}(?:\.\d{1,2})?", written, re.ASCII):
        raise WayRefused(refused)
    try:
        return int(Decimal(written) * _FEN)
    except InvalidOperation as fault:  # pragma: no cover  the pattern lets nothing else through
        raise WayRefused(refused) from fault


def _require_fresh(row: Application, account_index: str, at: datetime) -> None:
    if payment_provider() is None:
        zh, en = "本平台未开通小额打款，请使用其他核验方式。", "No payments are made here; choose another way."
        raise WayRefused(say("payment_unavailable", zh, en))
    if open_payment(row.ref) is not None:
        zh, en = "已有一笔打款在进行中，请先输入到账金额或取消。", "A payment is under way; type its sum or cancel it."
        raise WayRefused(say("payment_open", zh, en))
    since = at - timedelta(days=number("payment_window_days"))
    asked, most = MicroPayment.objects.filter(asked_at__gt=since), number("payments_in_window")
    if asked.filter(application=row).count() >= most or asked.filter(account_index=account_index).count() >= most:
        zh, en = (
            "近 {days} 天内申请打款的次数已达上限，请改用其他核验方式。",
            "Too many payments within {days} days; choose another way.",
        )
        raise WayRefused(say("payments_often", zh, en, days=number("payment_window_days")))


def _note(row: MicroPayment, actor: Actor, at: datetime, *, passed: bool, provider: str, answer: Payment | None = None) -> None:
    note_factor(
        row.application,
        kind=FactorKind.MICRO_PAYMENT,
        value_index=row.value_index,
        passed=passed,
        provider=provider,
        provider_ref=answer.provider_ref if answer else row.ref,
        register=answer.register if answer else "",
        actor=actor,
        at=at,
    )


def _tell(row: MicroPayment, at: datetime) -> None:
    """Tell the applicant what came of it and what to do."""
    application = row.application
    if application.applicant_id is None:
        return
    told = _TOLD[PaymentState(row.state)]
    heading = say(f"payment_told_{row.state}", told[0], told[1])
    body = say(f"payment_says_{row.state}", told[2], told[3], tail=row.account_tail)
    deadline = row.expires_at if row.state == PaymentState.PAID else None
    news = News(heading, (body,), CLAUSE, deadline, f"/portal/apply/{application.ref}/")
    tell_person(application.applicant_id, about=application.ref, name=application.account_name, news=news, at=at)


def _record(row: MicroPayment, action: str, payload: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    whole = {"payment": row.ref, **payload}
    audit.record(action, actor=actor, subject_kind="application", subject_ref=row.application.ref, payload=whole, at=at)
