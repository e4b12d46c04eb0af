"""An account that rests: it does not publish, what it published stays, and its operator wakes it in one step.

A pause is no measure: nothing is held against the account, no appeal is needed, and it is never closed by it.
Source: PA21:10.2, PA21:11.3, RQ-041, RQ-048
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.outbox import enqueue
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate, require_transaction
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry import taxonomy
from goodstanding.apps.registry.errors import LifeUnfit
from goodstanding.apps.registry.life_records import PauseRecord, Woken
from goodstanding.apps.registry.models import Account, AccountStatus, OperatorMember, Patrol, Pause, PauseCause
from goodstanding.apps.registry.reading.applications import consent_holds
from goodstanding.apps.registry.reading.credentials import local_day
from goodstanding.apps.registry.reading.life import pause_record
from goodstanding.apps.registry.selectors import credentials_of
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.telling import News, announce_disclosure, tell_account
from goodstanding.core.kernel.sentences import Sentence

PAUSED, WOKEN = "account.paused", "account.woken"
"""Outbox topics and webhooks: the platform stops taking posts of an account, and takes them again."""

_NOT_YOURS = say("life_not_yours", "只有账号的运营者可以这样操作。", "Only the operator of the account can do this.")
_CLOSED = say("life_closed", "账号已关闭。", "The account is closed.")
_PAUSED_ALREADY = say("life_paused_already", "账号已经暂停。", "The account is paused already.")
_NOT_PAUSED = say("life_not_paused", "账号没有暂停。", "The account is not paused.")


def pause_by_wish(account_ref: str, /, *, actor: Actor, at: datetime) -> PauseRecord:
    """Pause an account because its operator wants it to rest; it can be woken at any time.

    Raises:
        LifeUnfit: The actor does not act for it, or it is closed or paused.
    """
    with immediate():
        account = operated(account_ref, actor)
        return begin_pause(account, cause=PauseCause.OWN_WISH, reasons="", case_ref="", actor=actor, at=at)


def wake_account(account_ref: str, /, *, actor: Actor, at: datetime) -> Woken:
    """End the pause of an account at once; what lapsed meanwhile is named, and what is due again is looked at again.

    Raises:
        LifeUnfit: The actor does not act for it, or it is closed or not paused.
    """
    with immediate():
        account = operated(account_ref, actor)
        if not end_pause(account, actor=actor, at=at):
            raise LifeUnfit(_NOT_PAUSED)
        lapsed = lapsed_of(account, at=at)
        done = say("life_woken", "账号已恢复，可以发布内容。", "The account works again; it can publish.")
        path = f"/portal/accounts/{account_ref}/rest/"
        tell_account(account_ref, name=account.name, news=News(done, (done, *lapsed), "PA21:10.2", path=path), at=at)
        return Woken(account_ref, lapsed)


def operated(account_ref: str, actor: Actor, /) -> Account:
    """Lock an account and make sure that the actor acts for its operator and that it is open.

    Raises:
        LifeUnfit: One of the two is not so.
    """
    account = locked(account_ref)
    if account is None or not _acts_for(account, actor):
        raise LifeUnfit(_NOT_YOURS)
    if account.status == AccountStatus.CLOSED:
        raise LifeUnfit(_CLOSED)
    return account


def locked(account_ref: str, /) -> Account | None:
    """Lock an account's row until the transaction ends."""
    rows = Account.objects.select_for_update(of=("self",)).select_related("operator")
    return rows.filter(account_ref=account_ref).first()


def begin_pause(account: Account, /, *, cause: str, reasons: str, case_ref: str, actor: Actor, at: datetime) -> PauseRecord:
    """Let a locked account rest, in the caller's transaction; its operator and the platform are told.

    Raises:
        LifeUnfit: It is paused already.
    """
    require_transaction("Pausing an account")
    if account.paused_at is not None:
        raise LifeUnfit(_PAUSED_ALREADY)
    row = Pause.objects.create(
        ref=new_ref("PA"),
        account_ref=account.account_ref,
        cause=cause,
        begun_by=f"{actor.kind}:{actor.ref}",
        reasons=reasons,
        case_ref=case_ref,
        began_at=at,
    )
    account.paused_at = at
    account.save(update_fields=["paused_at"])
    _told(account, "account:paused", PAUSED, {"pause": row.ref, "cause": str(cause)}, actor, at)
    news = News(_heading(cause), _says(cause, reasons), _clause(cause), path=f"/portal/accounts/{account.account_ref}/rest/")
    tell_account(account.account_ref, name=account.name, news=news, at=at)
    return pause_record(row)


def end_pause(account: Account, /, *, actor: Actor, at: datetime) -> bool:
    """End the pause of a locked account, in the caller's transaction; say whether one ran."""
    row = Pause.objects.select_for_update().filter(account_ref=account.account_ref, ended_at__isnull=True).first()
    if row is None:
        return False
    row.ended_at, row.ended_by = at, f"{actor.kind}:{actor.ref}"
    row.save(update_fields=["ended_at", "ended_by"])
    account.paused_at = None
    account.save(update_fields=["paused_at"])
    _told(account, "account:woken", WOKEN, {"pause": row.ref}, actor, at)
    return True


def lapsed_of(account: Account, /, *, at: datetime) -> tuple[Sentence, ...]:
    """Return what lapsed while an account rested: consent, qualifications, a look that is overdue."""
    found = []
    if not consent_holds(account.account_ref, at=at):
        found.append(
            say(
                "life_consent_lapsed",
                "服务协议有了新的版本，请阅读并接受。",
                "The service agreement has a newer version: read and accept it.",
            )
        )
    day = local_day(at)
    has = {one.domain for one in credentials_of(account.account_ref) if one.is_valid(day)}
    for domain in taxonomy.domains_of(account.categories):
        if domain not in has:
            zh = "“{domain}”领域没有有效的资质：提交有效证件并核验后才能发布该领域内容，其他内容不受影响。"
            en = "There is no valid qualification for “{domain}”: hand one in to publish in that field; everything else works."
            found.append(say("life_credential_lapsed", zh, en, domain=domain))
    if Patrol.objects.filter(account_ref=account.account_ref, next_due__lte=at).exists():
        zh = "账号信息已到复核时间，将重新核验；在此期间可以正常使用。"
        en = "The account is due to be verified again; meanwhile it works as usual."
        found.append(say("life_patrol_due", zh, en))
    return tuple(found)


def _acts_for(account: Account, actor: Actor) -> bool:
    if account.operator_id is None or actor.user_id is None:
        return False
    return OperatorMember.objects.filter(operator_id=account.operator_id, user_id=actor.user_id).exists()


def _told(account: Account, action: str, topic: str, payload: dict[str, str], actor: Actor, at: datetime) -> None:
    ref = account.account_ref
    audit.record(action, actor=actor, subject_kind="account", subject_ref=ref, payload=payload, at=at)
    enqueue(topic, key=ref, payload={"account": ref, "at": at.isoformat(), **payload}, at=at)
    announce_disclosure(ref, at=at)


def _heading(cause: str) -> Sentence:
    if cause == PauseCause.DORMANCY:
        return say("life_paused_dormant", "账号因长期未使用已暂停", "The account is paused because it was not used")
    return say("life_paused_wish", "账号已按您的要求暂停", "The account is paused as you wished")


def _says(cause: str, reasons: str) -> Sequence[Sentence]:
    stays = say(
        "life_paused_stays",
        "暂停期间不能发布新内容，已发布的内容和关注者不受影响，账号不会因此被关闭，也不计入违规记录。",
        "While it rests it cannot publish. What it published and its followers stay; it is not closed for it, and nothing is "
        "held against it.",
    )
    wake = say(
        "life_paused_wake",
        "打开下面的页面，点一下“恢复使用”即可立即恢复。",
        "Open the page below and press “Use it again”: it works at once.",
    )
    why = (say("as_written", "{text}", "{text}", text=reasons.replace("{", "（").replace("}", "）")),) if reasons else ()
    wrong = say(
        "life_paused_wrong",
        "认为有误的，请直接恢复，并在举报页面告诉我们，由工作人员核查。",
        "If it was wrong, wake the account and tell us through a report; a person looks at it.",
    )
    return (*why, stays, wake, wrong) if cause == PauseCause.DORMANCY else (stays, wake)


def _clause(cause: str) -> str:
    return "PA21:10.2" if cause == PauseCause.DORMANCY else "PA21:11.3"
