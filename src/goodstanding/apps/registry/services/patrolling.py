"""Dynamic verification: every account has a day on which it is looked at again; triggers bring that day forward.

A field that fails is put right by the operator and looked at again, that field only. Source: PA21:9.3, RQ-038
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import rfc8785
from django.db.models import Exists, OuterRef

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate, require_transaction
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.calendar_months import months_later
from goodstanding.apps.registry.errors import PatrolUnfit, PatrolUnknown
from goodstanding.apps.registry.models import Account, AccountStatus, Patrol, PatrolResult, PatrolTrigger
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.grades import table_in_force
from goodstanding.apps.registry.reading.patrol import FIELDS, PatrolRecord, patrol_record
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.telling import News, tell_account
from goodstanding.core.kernel.sentences import Sentence
from goodstanding.core.scoring.grades import obligations_of

CLAUSE = "PA21:9.3"
_FIRST_GRADE = "b"
"""The grade of an account until it has one."""
_NAMES: Mapping[str, tuple[str, str]] = {
    "identity": ("主体身份", "identity"),
    "credentials": ("资质", "credentials"),
    "profile": ("名称、头像和简介", "name, avatar and self-description"),
    "contact": ("联系方式", "contact"),
}


def plan_patrols(*, at: datetime, limit: int = 500) -> int:
    """Give a day to the accounts that have none; return how many.

    Accounts older than their interval are spread over the interval to come, so that no flood of them falls due on one day.
    """
    known = Patrol.objects.filter(account_ref=OuterRef("account_ref"))
    rows = Account.objects.exclude(status=AccountStatus.CLOSED).filter(~Exists(known)).order_by("id")
    missing = list(rows.values_list("account_ref", "registered_at")[:limit])
    if not missing:
        return 0
    months = months_of(_FIRST_GRADE, at=at)
    made = [
        Patrol(
            account_ref=ref,
            next_due=_first_day(ref, registered or at, at, months),
            trigger=PatrolTrigger.SCHEDULE,
            fields=list(FIELDS),
        )
        for ref, registered in missing
    ]
    Patrol.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def bring_forward(account_ref: str, /, *, trigger: str, fields: Collection[str], at: datetime) -> None:
    """Make fields of an account due now, in the caller's transaction; what was due besides stays due.

    Args:
        trigger: One of ``PatrolTrigger``.
        fields: Some of ``FIELDS``.
    """
    require_transaction("Making an account due")
    row = Patrol.objects.select_for_update().filter(account_ref=account_ref).first()
    if row is None:
        Patrol.objects.create(account_ref=account_ref, next_due=at, trigger=trigger, fields=list(fields))
        return
    is_due_already = row.next_due <= at
    row.fields = [name for name in FIELDS if name in fields or (is_due_already and name in row.fields)]
    row.next_due, row.trigger = min(row.next_due, at), row.trigger if is_due_already else trigger
    row.save(update_fields=["fields", "next_due", "trigger"])


def set_patrol_grade(account_ref: str, /, *, grade: str, at: datetime) -> None:
    """Let an account's interval follow its grade; a shorter one brings its day forward, a longer one begins after the next."""
    with immediate():
        row = _locked(account_ref)
        row.grade = grade
        sooner = interval_after(row.last_at or at, grade)
        if sooner < row.next_due:
            row.next_due, row.trigger = max(sooner, at), PatrolTrigger.GRADE
        row.save(update_fields=["grade", "next_due", "trigger"])


def open_due_patrols(*, at: datetime, limit: int = 50) -> int:
    """Bring the accounts that are due before a person; return how many."""
    closed = Account.objects.filter(status=AccountStatus.CLOSED).values("account_ref")
    due = Patrol.objects.filter(next_due__lte=at, case_ref="").exclude(account_ref__in=closed)
    if not due.exists():
        return 0
    with immediate():
        rows = list(due.select_for_update().order_by("next_due", "id")[:limit])
        for row in rows:
            row.case_ref = matters.desk().open_matter(_matter(row), actor=SYSTEM, at=at)
            row.save(update_fields=["case_ref"])
        return len(rows)


def decide_patrol(
    account_ref: str, /, *, results: Mapping[str, bool], reasons: str, case_version: int | None, actor: Actor, at: datetime
) -> PatrolRecord:
    """Note what a look at an account found, field by field. What failed is due again, alone, after the time to correct it.

    Args:
        results: Whether each field that is due is authentic and valid still.
        reasons: What the operator reads where something failed.

    Raises:
        PatrolUnknown: The account has no due date.
        PatrolUnfit: It is not with a person, or a field that is due has no result.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        row = _locked(account_ref)
        if not row.case_ref or set(results) != set(row.fields) or not reasons.strip():
            raise PatrolUnfit(
                "Each field that is due gets a result, with what was found.", hint=f"Due: {', '.join(row.fields)}.", clause=CLAUSE
            )
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        _keep_results(row, results, reasons.strip(), actor, at)
        failed = [name for name in FIELDS if results.get(name) is False]
        case_ref, row.case_ref, row.last_at = row.case_ref, "", at
        if failed:
            row.fields, row.trigger = failed, PatrolTrigger.FAILED
            row.next_due = at + timedelta(days=number("correction_days"))
            _tell_failed(row, failed, reasons.strip(), at)
        else:
            row.fields, row.trigger = list(FIELDS), PatrolTrigger.SCHEDULE
            row.next_due = interval_after(at, row.grade)
        row.save()
        payload = {"results": dict(results), "next_due": row.next_due.isoformat()}
        audit.record("patrol:done", actor=actor, subject_kind="account", subject_ref=account_ref, payload=payload, at=at)
        outcome = "failed" if failed else "passed"
        matters.desk().close_matter(case_ref, outcome=outcome, note=reasons.strip(), actor=actor, at=at)
        return patrol_record(row)


def interval_after(at: datetime, grade: str, /) -> datetime:
    """Return when an account of a grade is due again after a look: so many calendar months later, by the table then in force."""
    return months_later(at, months_of(grade, at=at))


def months_of(grade: str, /, *, at: datetime) -> int:
    """Return the months between two looks at an account of a grade (PA21:7.2, RQ-017)."""
    return obligations_of(grade, table_in_force(at=at)).verification_months


def _first_day(account_ref: str, registered_at: datetime, at: datetime, months: int) -> datetime:
    first = months_later(registered_at, months)
    if first > at:
        return first
    span = months_later(at, months) - at
    place = int.from_bytes(hashlib.sha256(account_ref.encode()).digest()[:4]) / 2**32
    return at + span * place


def _keep_results(row: Patrol, results: Mapping[str, bool], note: str, actor: Actor, at: datetime) -> None:
    PatrolResult.objects.bulk_create(
        PatrolResult(
            account_ref=row.account_ref,
            field=name,
            passed=results[name],
            trigger=row.trigger,
            note=note,
            case_ref=row.case_ref,
            actor=f"{actor.kind}:{actor.ref}",
            due_at=row.next_due,
            at=at,
        )
        for name in row.fields
    )


def _tell_failed(row: Patrol, failed: list[str], reasons: str, at: datetime) -> None:
    account = Account.objects.filter(account_ref=row.account_ref).values_list("name", flat=True).first() or ""
    zh, en = "、".join(_NAMES[name][0] for name in failed), ", ".join(_NAMES[name][1] for name in failed)
    heading = say("patrol_failed", "核验未通过：{zh}", "Not verified: {en}", zh=zh, en=en)
    what: tuple[Sentence, ...] = (
        say("as_written", "{text}", "{text}", text=reasons),
        say(
            "patrol_correct",
            "请在期限前更正上述内容；届时只复核这些内容，其他内容不再核验。目前不限制账号的功能；认为有误的，可以申诉。",
            "Put it right before the deadline; then only this is looked at again. Nothing is limited now. If wrong, appeal.",
        ),
    )
    news = News(heading, what, CLAUSE, row.next_due, f"/portal/accounts/{row.account_ref}/")
    tell_account(row.account_ref, name=account, news=news, at=at)


def _matter(row: Patrol) -> matters.Matter:
    facts = {"account": row.account_ref, "fields": row.fields, "due": row.next_due.isoformat(), "trigger": row.trigger}
    return matters.Matter(
        kind="patrol",
        ref=row.account_ref,
        account_ref=row.account_ref,
        summary=f"{row.trigger} · {', '.join(row.fields)}",
        sha256=hashlib.sha256(rfc8785.dumps(facts)).hexdigest(),
    )


def _locked(account_ref: str) -> Patrol:
    row = Patrol.objects.select_for_update().filter(account_ref=account_ref).first()
    if row is None:
        raise PatrolUnknown(f"The account “{account_ref}” has no due date.", hint="The worker plans one within its round.")
    return row
