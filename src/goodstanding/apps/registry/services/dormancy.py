"""Accounts neither signed in to nor used: warned in time, and after the agreed notice brought before a person.

Only where the accepted agreement has the clause, never at exactly six months, never a closing; any use puts it back.
Source: PA21:10.2, RQ-041
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import rfc8785
from django.db.models import Exists, Max, OuterRef

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.identity.selectors import last_sign_ins
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.dormancy_clock import ORDER, DormancyClock, Stage, dormancy_clock
from goodstanding.apps.registry.errors import LifeUnfit
from goodstanding.apps.registry.life_ports import last_uses
from goodstanding.apps.registry.life_records import DormancyRecord
from goodstanding.apps.registry.models import Account, AccountStatus, Dormancy, DormancyStage, OperatorMember, Pause, PauseCause
from goodstanding.apps.registry.numbers import numbers
from goodstanding.apps.registry.reading.life import dormancy_record, inactivity_notice_of
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.pausing import begin_pause, locked
from goodstanding.apps.registry.services.telling import News, tell_account
from goodstanding.core.kernel.sentences import Sentence

CLAUSE = "PA21:10.2"
_DAILY = timedelta(days=1)
_NOT_WAITING = say("dormancy_not_waiting", "该账号没有等待处理的休眠事项。", "No pause of this account waits for a person.")


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of one account at one look."""

    account: Account
    used_at: datetime | None
    notice_days: int | None


def watch_dormancy(*, at: datetime, limit: int = 200) -> int:
    """Look at the accounts that are due: begin to watch, warn, bring before a person; return how many were warned or brought.

    An account is looked at again at its next step, at the latest after a day where nothing binds it.
    """
    _begin(at=at, limit=limit)
    due = Dormancy.objects.filter(look_again_at__lte=at)
    if not due.exists():
        return 0
    with immediate():
        rows = list(due.select_for_update().order_by("look_again_at", "id")[:limit])
        known = _known({row.account_ref for row in rows})
        return sum(_step(row, known.get(row.account_ref), at) for row in rows)


def decide_dormancy(
    account_ref: str, /, *, outcome: str, reasons: str, case_version: int | None, actor: Actor, at: datetime
) -> DormancyRecord:
    """Decide whether an unused account is paused. One that was used meanwhile is left alone, whatever was chosen.

    Args:
        outcome: ``pause`` or ``leave``; after ``leave`` the months count anew.

    Raises:
        LifeUnfit: Nothing about it waits for a person, or the outcome is neither.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        account = locked(account_ref)
        row = Dormancy.objects.select_for_update().filter(account_ref=account_ref).first()
        is_waiting = row is not None and row.stage == DormancyStage.PROPOSED and row.case_ref
        if account is None or row is None or not is_waiting or outcome not in {"pause", "leave"} or not reasons.strip():
            raise LifeUnfit(_NOT_WAITING, clause=CLAUSE)
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        known = _known({account_ref}).get(account_ref)
        if known is None or known.notice_days is None or _is_used(row, known):
            _reset(row, known, at)
            return dormancy_record(row)
        case_ref, row.case_ref = row.case_ref, ""
        if outcome == "pause":
            begin_pause(account, cause=PauseCause.DORMANCY, reasons=reasons.strip(), case_ref=case_ref, actor=actor, at=at)
        row.stage, row.left_at, row.acts_at = DormancyStage.WATCHED, at, None
        row.look_again_at = at + _DAILY
        row.save()
        payload = {"outcome": outcome, "case": case_ref}
        audit.record("dormancy:decided", actor=actor, subject_kind="account", subject_ref=account_ref, payload=payload, at=at)
        matters.desk().close_matter(case_ref, outcome=outcome, note=reasons.strip(), actor=actor, at=at)
        return dormancy_record(row)


def _begin(*, at: datetime, limit: int) -> None:
    """Watch the accounts nobody watches yet."""
    watched = Dormancy.objects.filter(account_ref=OuterRef("account_ref"))
    rows = Account.objects.exclude(status=AccountStatus.CLOSED).filter(~Exists(watched)).order_by("id")
    missing = list(rows.values_list("account_ref", flat=True)[:limit])
    Dormancy.objects.bulk_create([Dormancy(account_ref=ref, look_again_at=at) for ref in missing], ignore_conflicts=True)


def _known(refs: Collection[str]) -> dict[str, _Known]:
    """Read what is known of accounts: sign-ins on the platform and at the portal, use, and the agreement."""
    accounts = {row.account_ref: row for row in Account.objects.select_related("operator").filter(account_ref__in=refs)}
    used, at_portal, woken = last_uses(list(accounts)), _portal_sign_ins(accounts), _woken(accounts)
    found = {}
    for ref, account in accounts.items():
        told = (account.last_signed_in_at, used.get(ref), at_portal.get(ref), woken.get(ref), account.registered_at)
        latest = max((moment for moment in told if moment is not None), default=None)
        found[ref] = _Known(account, latest, inactivity_notice_of(ref))
    return found


def _woken(refs: Collection[str]) -> dict[str, datetime]:
    rows = Pause.objects.filter(account_ref__in=list(refs), ended_at__isnull=False).values("account_ref")
    return {row["account_ref"]: row["latest"] for row in rows.annotate(latest=Max("ended_at"))}


def _portal_sign_ins(accounts: Mapping[str, Account]) -> dict[str, datetime]:
    by_operator: dict[int, list[int]] = {}
    operators = {row.operator_id for row in accounts.values() if row.operator_id is not None}
    for operator_id, user_id in OperatorMember.objects.filter(operator_id__in=operators).values_list("operator_id", "user_id"):
        by_operator.setdefault(operator_id, []).append(user_id)
    signed_in = last_sign_ins({user for users in by_operator.values() for user in users})
    found = {}
    for ref, row in accounts.items():
        moments = [signed_in[user] for user in by_operator.get(row.operator_id or 0, ()) if user in signed_in]
        if moments:
            found[ref] = max(moments)
    return found


def _step(row: Dormancy, known: _Known | None, at: datetime) -> bool:
    """Do what is due about one account; say whether its operator was warned or a person asked."""
    if known is None or known.account.status == AccountStatus.CLOSED or known.account.paused_at is not None:
        _rest(row, at)
        return False
    used_at = _counted(row, known)
    if known.notice_days is None or used_at is None or _is_used(row, known):
        _reset(row, known, at)
    if known.notice_days is None or used_at is None:
        return False
    row.counted_from = used_at
    clock = dormancy_clock(used_at, numbers=numbers(), notice_days=known.notice_days)
    return _go_on(row, known, clock, at)


def _go_on(row: Dormancy, known: _Known, clock: DormancyClock, at: datetime) -> bool:
    due: Stage = clock.stage(at)
    if due == "proposed" and row.stage not in {DormancyStage.LAST, DormancyStage.PROPOSED}:
        due = "last"
    if due == "proposed" and row.acts_at is not None and at < row.acts_at:
        due = "last"
    row.look_again_at = clock.next_look(at)
    is_later = ORDER.index(due) > ORDER.index(_stage(row))
    if is_later and due == "proposed":
        _propose(row, known, at)
    elif is_later:
        _warn(row, known, clock, due, at)
    if row.stage == DormancyStage.LAST and row.acts_at is not None:
        row.look_again_at = row.acts_at
    row.save()
    return is_later


def _stage(row: Dormancy) -> Stage:
    return next(stage for stage in ORDER if stage == row.stage)


def _counted(row: Dormancy, known: _Known) -> datetime | None:
    """Return the instant the months count from: last use, or when a person last left the account open."""
    moments = [moment for moment in (known.used_at, row.left_at) if moment is not None]
    return max(moments) if known.used_at is not None else None


def _is_used(row: Dormancy, known: _Known) -> bool:
    counted = _counted(row, known)
    return row.counted_from is not None and counted is not None and counted > row.counted_from


def _reset(row: Dormancy, known: _Known | None, at: datetime) -> None:
    """Begin anew: the account was used, or no agreement binds it; a case about it is closed."""
    case_ref, was = row.case_ref, row.stage
    row.stage, row.case_ref, row.told_at, row.acts_at = DormancyStage.WATCHED, "", None, None
    row.counted_from = _counted(row, known) if known else None
    row.look_again_at = at + _DAILY
    row.save()
    if case_ref:
        matters.desk().close_matter(case_ref, outcome="in_use", note="", actor=SYSTEM, at=at)
    if was != DormancyStage.WATCHED:
        payload = {"stage": str(was)}
        audit.record("dormancy:reset", actor=SYSTEM, subject_kind="account", subject_ref=row.account_ref, payload=payload, at=at)


def _rest(row: Dormancy, at: datetime) -> None:
    if row.case_ref:
        matters.desk().close_matter(row.case_ref, outcome="gone", note="", actor=SYSTEM, at=at)
    row.stage, row.case_ref, row.told_at, row.acts_at = DormancyStage.WATCHED, "", None, None
    row.look_again_at = at + _DAILY
    row.save()


def _warn(row: Dormancy, known: _Known, clock: DormancyClock, due: Stage, at: datetime) -> None:
    row.stage, row.told_at = due, at
    row.acts_at = None
    if due == "last":
        least = at + timedelta(days=numbers()["dormancy_last_warning_days"])
        row.acts_at = max(clock.acts_at, least)
    account = known.account
    news = News(
        say("dormancy_unused", "账号长期未登录、未使用", "The account is neither signed in to nor used"),
        _warning(row, clock),
        CLAUSE,
        row.acts_at or clock.acts_at,
        f"/portal/accounts/{account.account_ref}/rest/",
    )
    tell_account(account.account_ref, name=account.name, news=news, at=at)
    payload = {"stage": due, "acts_at": (row.acts_at or clock.acts_at).isoformat()}
    audit.record("dormancy:warned", actor=SYSTEM, subject_kind="account", subject_ref=account.account_ref, payload=payload, at=at)


def _warning(row: Dormancy, clock: DormancyClock) -> tuple[Sentence, ...]:
    since, acts = row.counted_from, row.acts_at or clock.acts_at
    months = numbers()["dormancy_months"]
    facts = say(
        "dormancy_since",
        "自{since}起，该账号没有登录，也没有使用。",
        "Since {since} the account was neither signed in to nor used.",
        since=_day(since),
    )
    follows = say(
        "dormancy_follows",
        "根据您接受的服务协议，超过{months}个月不登录、不使用的账号可以暂停。{acts}之前不会暂停；此后由工作人员决定是否暂停，不会关闭账号。",
        "By the agreement you accepted an account not used for more than {months} months may be paused. Not before {acts}; "
        "after that a person decides whether to pause it. It is not closed.",
        months=months,
        acts=_day(acts),
    )
    remedy = say(
        "dormancy_remedy",
        "登录一次或发布任何内容，即重新计算，无需其他操作。",
        "Sign in once or publish anything, and the months count anew; nothing else is needed.",
    )
    return facts, follows, remedy


def _propose(row: Dormancy, known: _Known, at: datetime) -> None:
    facts = {"account": row.account_ref, "counted_from": row.counted_from.isoformat() if row.counted_from else ""}
    matter = matters.Matter(
        kind="dormancy",
        ref=row.account_ref,
        account_ref=row.account_ref,
        summary=f"{known.account.name}: unused since {_day(row.counted_from)}",
        sha256=hashlib.sha256(rfc8785.dumps(facts)).hexdigest(),
    )
    row.case_ref = matters.desk().open_matter(matter, actor=SYSTEM, at=at)
    row.stage = DormancyStage.PROPOSED
    row.look_again_at = at + _DAILY
    payload = {"case": row.case_ref}
    audit.record("dormancy:proposed", actor=SYSTEM, subject_kind="account", subject_ref=row.account_ref, payload=payload, at=at)


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone(LOCAL):%Y-%m-%d}" if moment else ""
