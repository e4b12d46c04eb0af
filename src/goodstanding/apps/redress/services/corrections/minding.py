"""What time does to corrections: reminders, more time where the notice did not arrive, and word to staff when it is over.

A deadline that passes ends nothing; it brings the account before a person. Source: PA21:8.2, RQ-028, RQ-029
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import structlog

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.notices import selectors as notices
from goodstanding.apps.redress.correcting import SUSPENDED, State, Step, deadline
from goodstanding.apps.redress.errors import CorrectionMoved
from goodstanding.apps.redress.models import Correction
from goodstanding.apps.redress.services.corrections.answering import confirm
from goodstanding.apps.redress.services.corrections.finding import report_mismatch
from goodstanding.apps.redress.services.corrections.steps import bring_before_person, locked, perform
from goodstanding.apps.redress.services.corrections.telling import tell
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.patrol import FieldResult, failed_again, results_of
from goodstanding.apps.registry.sentences import say
from goodstanding.core.kernel.errors import GoodstandingError

_ARRIVED = frozenset({"sent", "delivered", "queued"})
_log: Any = structlog.get_logger()


def mind_corrections(*, at: datetime, limit: int = 200) -> int:
    """Look at every correction that runs, and at patrols that failed twice; say how many moved.

    Each is a transaction of its own: a fault on one keeps no other from its reminder.
    """
    refs = Correction.objects.filter(state__in=[str(one) for one in SUSPENDED]).order_by("due_at", "id")
    moved = 0
    for ref in list(refs.values_list("ref", flat=True)[:limit]):
        try:
            with immediate():
                moved += _mind(locked(ref), at=at)
        except GoodstandingError as fault:
            _log.exception("correction could not be minded", correction=ref, fault=type(fault).__name__)
    return moved + _take_up_patrols(at=at, limit=limit)


def _mind(row: Correction, *, at: datetime) -> int:
    if _recheck_passed(row):
        case_ref = row.case_ref
        confirm(row, note="", actor=SYSTEM, at=at)
        matters.desk().close_matter(case_ref, outcome="confirm", note="", actor=SYSTEM, at=at)
        return 1
    if row.state != State.OPEN or row.due_at is None:
        return 0
    if row.redelivered_at is None and _never_arrived(row):
        _deliver_again(row, at=at)
        return 1
    if at > row.due_at:
        _lapse(row, at=at)
        return 1
    if row.reminded_at is None and at >= row.due_at - timedelta(days=number("correction_reminder_days")):
        _remind(row, at=at)
        return 1
    return 0


def _recheck_passed(row: Correction) -> bool:
    """Whether a later look at the account found every field that did not match to be in order."""
    if row.suspended_at is None:
        return False
    latest: dict[str, FieldResult] = {}
    for one in results_of(row.account_ref):
        latest.setdefault(one.field, one)
    looks = [latest.get(name) for name in row.fields]
    return bool(looks) and all(one is not None and one.passed and one.at > row.suspended_at for one in looks)


def _never_arrived(row: Correction) -> bool:
    """Whether the notice failed on every way it was sent, and nobody opened it in the portal."""
    sent = notices.deliveries(enforcement.decision(row.decision_ref).notice_ref)
    outside = [one for one in sent if one.channel != "portal"]
    was_read = any(one.read_at is not None for one in sent)
    return bool(outside) and not was_read and not any(one.status in _ARRIVED for one in outside)


def _deliver_again(row: Correction, *, at: datetime) -> None:
    due_at = max(row.due_at or at, deadline(at, days=number("correction_days")))
    perform(row, Step.DELIVER_AGAIN, actor=SYSTEM, at=at, due_at=due_at, redelivered_at=at, reminded_at=None)
    heading = say("correction_late", "通知送达失败，更正期限已顺延", "The notice did not arrive; you have more time to correct")
    body = say(
        "correction_late_body",
        "此前关于注册信息不符、暂停服务的通知没有送达。更正期限自今日起重新计算，截止时间见下。请同时核对您登记的联系方式。",
        "The notice that service is suspended for a mismatch did not arrive. The time to correct runs anew from today; the "
        "deadline is below. Please check the contact you registered, too.",
    )
    tell(row, heading, body, at=at)


def _remind(row: Correction, *, at: datetime) -> None:
    perform(row, Step.REMIND, actor=SYSTEM, at=at, reminded_at=at)
    heading = say("correction_reminder", "更正期限即将届满", "The time to correct is nearly over")
    body = say(
        "correction_reminder_body",
        "您的账号因注册信息不符暂停服务，尚未更正。请在截止时间前更正并提交材料；需要更多时间的，可以在页面上申请延期一次。",
        "Service is suspended for a mismatch that is not corrected yet. Correct it before the deadline; if you need more time, "
        "ask for it once on the page.",
    )
    tell(row, heading, body, at=at)


def _lapse(row: Correction, *, at: datetime) -> None:
    perform(row, Step.LAPSE, actor=SYSTEM, at=at)
    bring_before_person(row, "overdue", summary=f"{row.account_ref} · {', '.join(row.fields)}", actor=SYSTEM, at=at)
    heading = say("correction_overdue", "更正期限已届满", "The time to correct is over")
    body = say(
        "correction_overdue_body",
        "截至期限届满，注册信息仍未更正。服务继续暂停，工作人员将决定是否终止服务；在决定作出之前，您仍可以更正并提交材料，也可以申诉。",
        "It was not corrected in time. Service stays suspended and staff decide whether it ends; until they do you can still "
        "correct it and hand it in, or appeal.",
    )
    tell(row, heading, body, at=at, with_deadline=False)


def _take_up_patrols(*, at: datetime, limit: int) -> int:
    """Bring before a reviewer what failed when it was looked at again after the time to correct it."""
    taken = 0
    for found in failed_again(since=at - timedelta(days=30), limit=limit):
        origin = f"patrol:{found.case_ref}"
        if Correction.objects.filter(origin=origin).exists():
            continue
        try:
            report_mismatch(
                found.account_ref, fields=found.fields, facts=found.note, found_by="patrol", origin=origin, actor=SYSTEM, at=at
            )
            taken += 1
        except CorrectionMoved:
            continue
        except GoodstandingError as fault:
            _log.exception("patrol could not be taken up", account=found.account_ref, fault=type(fault).__name__)
    return taken
