"""Changing the mobile an operator is reached by: the new one shows possession by a code, the old one is told.

It is a sensitive setting: it stays as it is while an account of the operator looks as if it changed hands.
Source: PA21:8.1, PA21:11.2, RQ-021, RQ-043
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.outbox import MessageView, enqueue
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.sealing import blind_index, seal, unseal
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry.contact_records import MobileRecord
from goodstanding.apps.registry.errors import MobileChangeRefused, NotTheSubject
from goodstanding.apps.registry.models import (
    Account,
    FactorKind,
    FactorState,
    MobileChange,
    MobileChangeState,
    Operator,
    OperatorMember,
    VerificationFactor,
)
from goodstanding.apps.registry.providers import code_carrier
from goodstanding.apps.registry.reading.contacts import MOST_TRIES, is_owner, mobile_record
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.asking import mobile_index_of, value_index_of
from goodstanding.apps.registry.services.freezing import require_settings_free
from goodstanding.apps.registry.services.telling import News, tell_person
from goodstanding.core.identifiers.findings import Malformed, display_tail
from goodstanding.core.identifiers.mobile import check_mobile

TELL = "registry.mobile_told"
"""Outbox topic: the old number is to be told that another took its place."""
MOBILE = "registry.mobile"
"""What the mobile of an operator is sealed as."""
CODE_LIVES = timedelta(minutes=10)
CODE_PAUSE = timedelta(seconds=60)
CODES_A_DAY = 10
_CLAUSE = "PA21:8.1"
_OLD, _NEW = "registry.mobile_old", "registry.mobile_new"
_KEPT = timedelta(days=1)
_OLD_KEPT = timedelta(days=7)
_NOT_RIGHT = say(
    "mobile_code_wrong",
    "验证码不正确或已失效。请输入最新收到的验证码，或重新获取。",
    "That code is not right, or no longer. Enter the latest one, or ask for another.",
)


def ask_to_change_mobile(operator_ref: str, mobile: str, /, *, text: str, actor: Actor, at: datetime) -> MobileRecord:
    """Send a code to the mobile an operator wants to be reached by; nothing changes until it is entered.

    Args:
        text: What is sent, with ``{code}`` in it, in the owner's language.

    Raises:
        NotTheSubject: The actor is no owner of it.
        SettingsFrozen: An account of it looks as if it changed hands.
        MobileChangeRefused: The number cannot be right, is in force already, or was sent a code a moment ago or too often.
        ProviderUnavailable: The carrier could not send it; nothing was counted.
    """
    with immediate():
        operator = _own(operator_ref, actor, at)
        number = _number(mobile)
        if operator.mobile_sealed and unseal(operator.mobile_sealed, context=MOBILE) == number:
            raise MobileChangeRefused(say("mobile_same", "这已经是当前的手机号。", "This number is in force already."))
        index = mobile_index_of(number)
        _require_pause(operator, index, at)
        _end_open(operator)
        code = f"{secrets.randbelow(10**6):06d}"
        made = MobileChange.objects.create(
            ref=new_ref("MC"),
            operator=operator,
            new_sealed=seal(number, context=_NEW),
            new_tail=display_tail(number),
            mobile_index=index,
            code_digest="",
            asked_by=f"{actor.kind}:{actor.ref}",
            asked_at=at,
            expires_at=at + CODE_LIVES,
        )
        made.code_digest = _digest(made.ref, code)
        made.save(update_fields=["code_digest"])
        _record(made, "operator:mobile_change_asked", {}, actor, at)
        code_carrier().carry(number, text.replace("{code}", code))
        return mobile_record(operator, at=at)


def confirm_mobile_change(operator_ref: str, code: str, /, *, actor: Actor, at: datetime) -> MobileRecord:
    """Take the code that was sent; the new mobile is in force, the old one and every owner are told.

    Raises:
        NotTheSubject: The actor is no owner of it.
        SettingsFrozen: An account of it looks as if it changed hands since the code was sent.
        MobileChangeRefused: The code is wrong, too old, or was tried too often.
    """
    with immediate():
        operator = _own(operator_ref, actor, at)
        row = MobileChange.objects.select_for_update().filter(operator=operator, state=MobileChangeState.ASKED).first()
        is_open = row is not None and at < row.expires_at and row.tries < MOST_TRIES
        is_right = row is not None and is_open and hmac.compare_digest(_digest(row.ref, code.strip()), row.code_digest)
        if row is not None and is_right:
            _change(operator, row, actor, at)
        elif row is not None:
            row.tries += 1
            row.save(update_fields=["tries"])
        found = mobile_record(operator, at=at)
    if not is_right:
        raise MobileChangeRefused(_NOT_RIGHT)
    return found


def tell_old_mobile(message: MessageView, at: datetime) -> None:
    """Tell the old number that another took its place; the outbox calls this, and again after an outage.

    Raises:
        ProviderUnavailable: The carrier could not send it.
    """
    row = MobileChange.objects.filter(ref=str(message.payload["change"]), told_at__isnull=True).first()
    if row is None or not row.old_sealed:
        return
    zh = "您名下账号的联系手机已更换为尾号“{tail}”的号码。如非本人操作，请立即修改密码并联系平台。"
    en = "The mobile of your account was changed to one ending {tail}. If that was not you, change your password and write to us."
    told = say("mobile_old_told", zh, en, tail=row.new_tail)
    code_carrier().carry(unseal(row.old_sealed, context=_OLD), told.in_language(settings.CONFIG.language))
    row.told_at, row.old_sealed = at, b""
    row.save(update_fields=["told_at", "old_sealed"])


def forget_mobile_changes(*, at: datetime) -> int:
    """End changes nobody confirmed and empty what was sealed of them; forget those long done. Return how many ended."""
    ended = MobileChange.objects.filter(state=MobileChangeState.ASKED, expires_at__lte=at)
    count = ended.update(state=MobileChangeState.ENDED, new_sealed=b"")
    MobileChange.objects.filter(state=MobileChangeState.ENDED, asked_at__lt=at - _KEPT).delete()
    MobileChange.objects.filter(done_at__lt=at - _OLD_KEPT).exclude(old_sealed=b"").update(old_sealed=b"")
    return count


def _change(operator: Operator, row: MobileChange, actor: Actor, at: datetime) -> None:
    number = unseal(row.new_sealed, context=_NEW)
    if operator.mobile_sealed:
        row.old_sealed = seal(unseal(operator.mobile_sealed, context=MOBILE), context=_OLD)
        enqueue(TELL, key=row.ref, payload={"change": row.ref}, at=at)
    row.state, row.done_at, row.new_sealed = MobileChangeState.DONE, at, b""
    row.save()
    operator.mobile_sealed = seal(number, context=MOBILE)
    operator.identity_shown = {**operator.identity_shown, "mobile": row.new_tail}
    operator.save(update_fields=["mobile_sealed", "identity_shown"])
    VerificationFactor.objects.create(
        operator=operator,
        kind=FactorKind.MOBILE_CODE,
        value_index=value_index_of(FactorKind.MOBILE_CODE, {"mobile": row.mobile_index}),
        state=FactorState.PASSED,
        provider="code",
        at=at,
    )
    _record(row, "operator:mobile_changed", {}, actor, at)
    _tell_owners(operator, row, at)


def _tell_owners(operator: Operator, row: MobileChange, at: datetime) -> None:
    heading = say("mobile_changed", "联系手机已更换", "The mobile of your account was changed")
    zh = "联系手机已更换为尾号“{tail}”的号码，新号码已通过验证码核验；原号码也已收到提醒。"
    en = "It is now the one ending {tail}, which was verified by a code. The former number is told as well."
    body = say("mobile_changed_to", zh, en, tail=row.new_tail)
    if not row.old_sealed:
        zh = "联系手机已登记为尾号“{tail}”的号码，该号码已通过验证码核验。"
        body = say("mobile_noted", zh, "The mobile ending {tail} is on file now; it was verified by a code.", tail=row.new_tail)
    stolen = say(
        "mobile_stolen",
        "如果不是您本人操作，请立即修改密码，并联系平台。",
        "If it was not you, change your password now and write to us.",
    )
    news = News(heading, (body, stolen), _CLAUSE, path=f"/portal/personal/{operator.ref}/mobile/")
    owners = OperatorMember.objects.filter(operator=operator, role="owner").order_by("user_id")
    for user_id in owners.values_list("user_id", flat=True):
        tell_person(user_id, about=operator.ref, name=operator.name, news=news, at=at)


def _own(operator_ref: str, actor: Actor, at: datetime) -> Operator:
    operator = Operator.objects.select_for_update().filter(ref=operator_ref).first()
    if operator is None or not is_owner(operator, actor.user_id or 0):
        raise NotTheSubject("Only an owner of the subject changes its mobile.", hint="Sign in as its owner.", clause=_CLAUSE)
    for ref in Account.objects.filter(operator=operator).values_list("account_ref", flat=True):
        require_settings_free(ref, at=at)
    return operator


def _number(mobile: str) -> str:
    found = check_mobile(mobile)
    if isinstance(found, Malformed):
        raise MobileChangeRefused(found.reason)
    return found.canonical


def _require_pause(operator: Operator, index: str, at: datetime) -> None:
    day = at - timedelta(days=1)
    for asked in (MobileChange.objects.filter(operator=operator), MobileChange.objects.filter(mobile_index=index)):
        if asked.filter(asked_at__gt=at - CODE_PAUSE).exists():
            raise MobileChangeRefused(
                say("mobile_code_fresh", "刚刚发送过验证码，请一分钟后再试。", "A code was sent a moment ago; wait a minute.")
            )
        if asked.filter(asked_at__gt=day).count() >= CODES_A_DAY:
            zh = "今天发送验证码的次数已达上限，请明天再试。"
            raise MobileChangeRefused(say("mobile_codes_often", zh, "Too many codes were sent today; try again tomorrow."))


def _end_open(operator: Operator) -> None:
    open_ones = MobileChange.objects.filter(operator=operator, state=MobileChangeState.ASKED)
    open_ones.update(state=MobileChangeState.ENDED, new_sealed=b"")


def _digest(ref: str, code: str) -> str:
    return blind_index(f"{ref}:{code}", context="registry.code")


def _record(row: MobileChange, action: str, payload: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    whole = {"change": row.ref, **payload}
    audit.record(action, actor=actor, subject_kind="operator", subject_ref=row.operator.ref, payload=whole, at=at)
