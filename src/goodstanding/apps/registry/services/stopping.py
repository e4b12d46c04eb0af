"""An operator stopping an account for good: asked for, can be taken back, everything taken along, then closed.

Nobody at the platform decides it, and nothing pending is lost by it: matters about the account go on.
Source: PA21:11.3, RQ-048
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.outbox import enqueue
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.errors import LifeUnfit, StopUnknown
from goodstanding.apps.registry.life_ports import pending_matters
from goodstanding.apps.registry.life_records import StopRecord
from goodstanding.apps.registry.models import (
    Account,
    AccountChange,
    AccountExport,
    AccountStatus,
    ExportState,
    MemberRole,
    OperatorMember,
    Stopping,
    StopStatus,
    Transfer,
)
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.life import stop_record
from goodstanding.apps.registry.reading.transfers import UNDER_WAY
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.agencies import end_agency
from goodstanding.apps.registry.services.erasing import plan_erasure
from goodstanding.apps.registry.services.exporting import begin_export
from goodstanding.apps.registry.services.freezing import require_settings_free
from goodstanding.apps.registry.services.pausing import end_pause, locked, operated
from goodstanding.apps.registry.services.telling import News, announce_disclosure, tell_account
from goodstanding.core.kernel.sentences import Sentence

CLAUSE = "PA21:11.3"
CONFIRMATIONS = frozenset({"password", "mobile_code"})
"""Ways in which a person showed who they are just before asking."""
STOPPED = "account.stopped"
"""Outbox topic and webhook: the operator ended the account; the platform closes it too."""

_ASKED_ALREADY = say(
    "stop_asked_already", "已经申请停止使用，可以在截止前撤回。", "It was asked for already; it can be taken back in time."
)
_UNCONFIRMED = say("stop_unconfirmed", "请重新输入密码确认身份。", "Enter your password again to show that it is you.")
_NOT_OWNER = say(
    "stop_not_owner", "只有账号运营主体的负责人可以停止使用账号。", "Only an owner of the operating subject can stop the account."
)
_TRANSFER = say("stop_transfer", "账号正在转让，请先撤回转让。", "The account is being passed on; withdraw the transfer first.")
_OVER = say("stop_over", "这项申请已经撤回或已经完成。", "The request was taken back or is completed.")


def ask_to_stop(account_ref: str, /, *, reason: str, confirmed_by: str, actor: Actor, at: datetime) -> StopRecord:
    """Ask to end an account. It works on until the time to take it back is over; an export is put together at once.

    Args:
        reason: In the operator's words; may be empty.
        confirmed_by: How the person just showed who they are, one of ``CONFIRMATIONS``.

    Raises:
        LifeUnfit: The person is no owner of the subject or did not show who they are, or the account is closed, being passed on
            or stopped already.
        SettingsFrozen: Sensitive settings are frozen.
    """
    with immediate():
        account = operated(account_ref, actor)
        _require_may_stop(account, confirmed_by, actor)
        require_settings_free(account_ref, at=at)
        try:
            with transaction.atomic():
                row = Stopping.objects.create(
                    ref=new_ref("ST"),
                    account_ref=account_ref,
                    reason=reason.strip(),
                    confirmed_by=confirmed_by,
                    asked_by=f"{actor.kind}:{actor.ref}",
                    asked_at=at,
                    ends_at=at + timedelta(days=number("stop_grace_days")),
                )
        except IntegrityError as fault:
            raise LifeUnfit(_ASKED_ALREADY) from fault
        begin_export(account_ref, actor=actor, at=at)
        _record(row, "account:stop_asked", {"ends_at": row.ends_at.isoformat(), "confirmed_by": confirmed_by}, actor, at)
        heading = say("stop_asked", "已收到停止使用账号的申请", "Your request to stop the account was received")
        _tell(account, heading, _what_happens(account_ref), at, deadline=row.ends_at)
        return stop_record(row)


def take_back_stop(ref: str, /, *, actor: Actor, at: datetime) -> StopRecord:
    """Take a request to stop back, until the account is closed.

    Raises:
        StopUnknown: There is none of this reference.
        LifeUnfit: It was taken back or is completed, or the actor does not act for the account.
    """
    with immediate():
        account = operated(_account_of(ref), actor)
        row = Stopping.objects.select_for_update().get(ref=ref)
        if row.status != StopStatus.GRACE:
            raise LifeUnfit(_OVER)
        row.status, row.ended_at = StopStatus.TAKEN_BACK, at
        row.save(update_fields=["status", "ended_at"])
        _record(row, "account:stop_taken_back", {}, actor, at)
        done = say("stop_taken_back", "停止使用的申请已撤回，账号照常使用。", "The request is taken back; the account works on.")
        _tell(account, done, (done,), at)
        return stop_record(row)


def end_stopped(*, at: datetime, limit: int = 50) -> int:
    """Close the accounts whose time is over and whose export is ready; return how many."""
    ready = AccountExport.objects.filter(account_ref=OuterRef("account_ref"), ready_at__gte=OuterRef("asked_at"))
    due = Stopping.objects.filter(Exists(ready), status=StopStatus.GRACE, ends_at__lte=at)
    return sum(_end(ref, at) for ref in list(due.order_by("ends_at", "id").values_list("ref", flat=True)[:limit]))


def _end(ref: str, at: datetime) -> bool:
    with immediate():
        account = locked(_account_of(ref))
        row = Stopping.objects.select_for_update().get(ref=ref)
        if account is None or row.status != StopStatus.GRACE or row.ends_at > at:
            return False
        row.status, row.ended_at = StopStatus.ENDED, at
        row.save(update_fields=["status", "ended_at"])
        if account.status != AccountStatus.CLOSED:
            _close(account, row, at)
        return True


def _close(account: Account, row: Stopping, at: datetime) -> None:
    ref = account.account_ref
    end_pause(account, actor=SYSTEM, at=at)
    end_agency(ref, outcome="ended", actor=SYSTEM, at=at)
    AccountChange.objects.create(
        account_ref=ref, field="status", old=account.status, new=AccountStatus.CLOSED, cause=f"stop:{row.ref}", at=at
    )
    account.status, account.closed_at = AccountStatus.CLOSED, at
    account.save(update_fields=["status", "closed_at"])
    pending = pending_matters(ref)
    erased_at = plan_erasure(ref, closed_at=at)
    payload = {"pending": list(pending), "erased_after": erased_at.isoformat()}
    _record(row, "account:stopped", payload, SYSTEM, at)
    enqueue(STOPPED, key=ref, payload={"account": ref, "stop": row.ref, "at": at.isoformat()}, at=at)
    announce_disclosure(ref, at=at)
    heading = say("stop_done", "账号已按您的申请关闭", "The account is closed as you asked")
    _tell(account, heading, _receipt(erased_at, pending), at, deadline=_kept_until(ref))


def _require_may_stop(account: Account, confirmed_by: str, actor: Actor) -> None:
    member = OperatorMember.objects.filter(operator_id=account.operator_id or 0, user_id=actor.user_id or 0).first()
    if member is None or member.role != MemberRole.OWNER:
        raise LifeUnfit(_NOT_OWNER)
    if confirmed_by not in CONFIRMATIONS:
        raise LifeUnfit(_UNCONFIRMED)
    if Transfer.objects.filter(account_ref=account.account_ref, status__in=UNDER_WAY).exists():
        raise LifeUnfit(_TRANSFER)


def _what_happens(account_ref: str) -> Sequence[Sentence]:
    months = number("personal_data_kept_months")
    until = say(
        "stop_until",
        "在下列日期之前账号照常使用，您可以随时撤回申请。",
        "Until the date below the account works as usual, and you can take the request back at any time.",
    )
    then = say(
        "stop_then",
        "到期后账号关闭，不能恢复；账号的全部数据正在打包，关闭前可以下载。",
        "Then the account is closed and cannot be opened again. All its data is being put together for you to download before.",
    )
    erased = say(
        "stop_erased",
        "关闭满{months}个月后删除个人信息；法律要求保存的处置决定和操作记录除外。",
        "{months} months after closing personal data is deleted, except decisions and the record the law requires to be kept.",
        months=months,
    )
    pending = pending_matters(account_ref)
    open_matters = say(
        "stop_pending",
        "有{n}项投诉、申诉或案件尚未办结，将继续办理，只保留办理所需的信息。",
        "{n} complaints, appeals or cases are open: they go on, and only what they need is kept.",
        n=len(pending),
    )
    return (until, then, erased, open_matters) if pending else (until, then, erased)


def _receipt(erased_at: datetime, pending: Sequence[str]) -> Sequence[Sentence]:
    closed = say(
        "stop_receipt",
        "账号已关闭，名称和内容不再使用。数据包在下列日期之前仍可下载。",
        "The account is closed. The file with its data can be downloaded until the date below.",
    )
    erased = say(
        "stop_receipt_erased",
        "个人信息将于{day}之后删除，并留有记录。",
        "Personal data is deleted after {day}, and that is recorded.",
        day=f"{erased_at:%Y-%m-%d}",
    )
    goes_on = say(
        "stop_receipt_pending",
        "尚未办结的事项（{refs}）继续办理，只保留办理所需的信息。",
        "Open matters ({refs}) go on; only what they need is kept.",
        refs="、".join(pending),
    )
    return (closed, erased, goes_on) if pending else (closed, erased)


def _kept_until(account_ref: str) -> datetime | None:
    rows = AccountExport.objects.filter(account_ref=account_ref, state=ExportState.READY).order_by("-kept_until")
    return rows.values_list("kept_until", flat=True).first()


def _account_of(ref: str) -> str:
    found = Stopping.objects.filter(ref=ref).values_list("account_ref", flat=True).first()
    if found is None:
        raise StopUnknown(f"There is no request to stop {ref}.", hint="Check the reference.")
    return found


def _tell(
    account: Account, heading: Sentence, paragraphs: Sequence[Sentence], at: datetime, *, deadline: datetime | None = None
) -> None:
    news = News(heading, tuple(paragraphs), CLAUSE, deadline, f"/portal/accounts/{account.account_ref}/rest/")
    tell_account(account.account_ref, name=account.name, news=news, at=at)


def _record(row: Stopping, action: str, payload: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    whole = {"stop": row.ref, **payload}
    audit.record(action, actor=actor, subject_kind="account", subject_ref=row.account_ref, payload=whole, at=at)
