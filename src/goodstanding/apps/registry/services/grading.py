"""Grading accounts, and changing the table they are graded by: proposed, compared, activated by another, in force by date.

Source: PA21:7.2, RQ-016, RQ-017
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.account_facts import LOCAL
from goodstanding.apps.registry.errors import GradeTableUnfit, GradeTableUnknown
from goodstanding.apps.registry.models import Account, AccountGrade, AccountStatus, GradeChange, Patrol, PublishedTable
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.grades import (
    FIRST_VERSION,
    TableRecord,
    affected_by,
    body_digest,
    computed,
    counts_of,
    table_in_force,
    table_record,
)
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.patrolling import set_patrol_grade
from goodstanding.apps.registry.services.telling import News, tell_account
from goodstanding.core.kernel.sentences import Sentence
from goodstanding.core.scoring.grades import UNGRADED, Graded, GradeTable, obligations_of, problems_of, read_table

CLAUSE = "PA21:7.2"
_SHOWN = 500
"""Lines of a diff that are kept with it; the command line prints all."""
_OPEN = {"activated_at__isnull": True, "withdrawn_at__isnull": True}
_FEW_DAYS = 7
_NAMES = {"quality": ("内容质量", "quality"), "reach": ("传播能力", "reach"), "credit": ("主体信用", "credit")}


def grade_accounts(*, at: datetime, limit: int = 200) -> int:
    """Grade the accounts that have no grade yet, whose grade is due, or that follow a former table; return how many."""
    table = table_in_force(at=at)
    refs = _due(table, at, limit)
    if not refs:
        return 0
    found = computed(refs, table, at=at)
    for ref in refs:
        graded, details = found[ref]
        with immediate():
            _keep(ref, graded, details, table, at)
    return len(refs)


def propose_table(
    version: str, /, *, body: Mapping[str, Any], effective_from: date, reasons: str, actor: Actor, at: datetime
) -> TableRecord:
    """Propose another table; nothing changes by it.

    Args:
        effective_from: Day from which it is to be in force, after today.

    Raises:
        GradeTableUnfit: It cannot be used, says nothing why, dates back, or its version exists.
    """
    problems = list(problems_of(body))
    starts = datetime.combine(effective_from, time(), LOCAL)
    if not version.strip() or version.strip() == FIRST_VERSION or not reasons.strip():
        problems.append("A table has a version of its own and a reason.")
    if starts <= at:
        problems.append("It takes effect from tomorrow at the earliest.")
    with immediate():
        audit.hold_log()
        if PublishedTable.objects.filter(version=version.strip()).exists():
            problems.append(f"The version {version} exists.")
        if problems:
            raise GradeTableUnfit(" ".join(problems), hint="Correct the table and propose it again.", clause=CLAUSE)
        row = PublishedTable.objects.create(
            version=version.strip(),
            body=dict(body),
            sha256=body_digest(body),
            effective_from=starts,
            reasons=reasons.strip(),
            proposed_by=_named(actor),
            proposed_at=at,
        )
        _record("grades:proposed", row, {"effective_from": starts.isoformat()}, actor, at)
        return table_record(row)


def compare_table(version: str, /, *, actor: Actor, at: datetime) -> TableRecord:
    """Find out which accounts a proposed table would change, and keep that with it.

    Raises:
        GradeTableUnknown: There is none that is open.
    """
    row = PublishedTable.objects.filter(version=version, **_OPEN).first()
    if row is None:
        raise GradeTableUnknown(f"There is no open table of grades {version}.")
    affected = list(affected_by(read_table(version, row.body), at=at))
    accounts = Account.objects.exclude(status=AccountStatus.CLOSED).count()
    lines = [asdict(one) for one in affected[:_SHOWN]]
    diff = {"accounts": accounts, "affected": len(affected), "steps": counts_of(affected), "lines": lines}
    with immediate():
        audit.hold_log()
        row = _open_row(version)
        row.diff, row.diff_at = diff, at
        row.save(update_fields=["diff", "diff_at"])
        _record("grades:compared", row, {name: diff[name] for name in ("accounts", "affected", "steps")}, actor, at)
        return table_record(row)


def activate_table(version: str, /, *, actor: Actor, at: datetime) -> TableRecord:
    """Let a proposed table take effect on its day; not by who proposed it, and only with its diff at hand.

    Raises:
        GradeTableUnknown: There is none that is open.
        GradeTableUnfit: It was not compared within seven days, its day has come, or the same person proposed it.
    """
    with immediate():
        audit.hold_log()
        row = _open_row(version)
        if row.diff_at is None or at - row.diff_at > timedelta(days=_FEW_DAYS):
            raise GradeTableUnfit(
                "A table is activated with a diff of the accounts it changes, not older than seven days.",
                hint="Compare it first.",
                clause=CLAUSE,
            )
        if row.effective_from <= at:
            raise GradeTableUnfit("Its day has come already; a table never dates back.", hint="Propose it anew.", clause=CLAUSE)
        if actor.user_id is None or _named(actor) == row.proposed_by:
            raise GradeTableUnfit("Somebody other than who proposed a table activates it.", hint="Ask a colleague.")
        row.activated_by, row.activated_at = _named(actor), at
        row.save(update_fields=["activated_by", "activated_at"])
        _record("grades:activated", row, {"effective_from": row.effective_from.isoformat()}, actor, at)
        return table_record(row)


def withdraw_table(version: str, /, *, actor: Actor, at: datetime) -> TableRecord:
    """Withdraw a table before it is activated.

    Raises:
        GradeTableUnknown: There is none that is open.
    """
    with immediate():
        audit.hold_log()
        row = _open_row(version)
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        _record("grades:withdrawn", row, {}, actor, at)
        return table_record(row)


def _due(table: GradeTable, at: datetime, limit: int) -> list[str]:
    living = Account.objects.exclude(status=AccountStatus.CLOSED).order_by("id")
    known = AccountGrade.objects.filter(account_ref=OuterRef("account_ref"))
    fresh = living.filter(~Exists(known)).values_list("account_ref", flat=True)
    refs = list(fresh[:limit])
    if len(refs) < limit:
        former = living.filter(Exists(known.exclude(table_version=table.version))).values_list("account_ref", flat=True)
        refs += list(former[: limit - len(refs)])
    if len(refs) < limit:
        due = living.filter(Exists(known.filter(next_at__lte=at))).values_list("account_ref", flat=True)
        refs += [ref for ref in due[:limit] if ref not in set(refs)][: limit - len(refs)]
    return refs


def _keep(ref: str, graded: Graded, details: Mapping[str, Any], table: GradeTable, at: datetime) -> None:
    row = AccountGrade.objects.select_for_update().filter(account_ref=ref).first()
    is_new, old = row is None, row.grade if row else ""
    former = row.table_version if row else table.version
    row = row or AccountGrade(account_ref=ref)
    row.grade, row.points = graded.grade, graded.points
    row.contributions, row.details = [asdict(one) for one in graded.contributions], dict(details)
    row.table_version, row.graded_at = table.version, at
    row.next_at = at + timedelta(days=number("grading_days"))
    row.save()
    if old != graded.grade:
        _change(row, old, graded, table, at, is_new=is_new)
    if (old != graded.grade or former != table.version) and Patrol.objects.filter(account_ref=ref).exists():
        set_patrol_grade(ref, grade=graded.grade or UNGRADED, at=at)


def _change(row: AccountGrade, old: str, graded: Graded, table: GradeTable, at: datetime, *, is_new: bool) -> None:
    GradeChange.objects.create(
        account_ref=row.account_ref,
        old=old,
        new=graded.grade,
        points=graded.points,
        contributions=row.contributions,
        table_version=table.version,
        at=at,
    )
    Account.objects.filter(account_ref=row.account_ref).update(grade=graded.grade)
    payload = {"old": old, "new": graded.grade, "points": graded.points, "table": table.version}
    audit.record("grade:changed", actor=SYSTEM, subject_kind="account", subject_ref=row.account_ref, payload=payload, at=at)
    if not is_new or obligations_of(graded.grade, table) != obligations_of("", table):
        _tell(row, old, graded, table, at)


def _tell(row: AccountGrade, old: str, graded: Graded, table: GradeTable, at: datetime) -> None:
    name = Account.objects.filter(account_ref=row.account_ref).values_list("name", flat=True).first() or ""
    shown = {"old": old.upper() or "—", "new": graded.grade.upper() or "—"}
    heading = say("grade_changed", "账号等级：{old} → {new}", "Grade of the account: {old} → {new}", **shown)
    news = News(heading, (*_why(graded), *_duties(graded, table)), CLAUSE, path=f"/portal/accounts/{row.account_ref}/grade/")
    tell_account(row.account_ref, name=name, news=news, at=at)


def _why(graded: Graded) -> tuple[Sentence, ...]:
    known = [one for one in graded.contributions if one.points is not None]
    zh = "；".join(f"{_NAMES[one.input][0]} {one.points} 分，计 {one.adds} 分" for one in known)
    en = "; ".join(f"{_NAMES[one.input][1]} {one.points} points, adds {one.adds}" for one in known)
    if graded.points is None:
        return (say("grade_unknown", "目前所知不足以定级。", "Too little is known for a grade."),)
    return (say("grade_why", "总分 {n}（{zh}）。", "{n} points in all ({en}).", n=graded.points, zh=zh, en=en),)


def _duties(graded: Graded, table: GradeTable) -> tuple[Sentence, ...]:
    duties = obligations_of(graded.grade, table)
    found = [
        say(
            "grade_months",
            "每 {n} 个月重新核验一次。",
            "The account is verified again every {n} months.",
            n=duties.verification_months,
        )
    ]
    if duties.prepublication_check == "required":
        found.append(
            say(
                "grade_check",
                "发布前请在自查页检查并留存记录；没有自查记录的内容发布后由工作人员复看。",
                "Check texts before publishing, on record; posts without such a record are looked at by a person afterwards.",
            )
        )
    if duties.second_look_permille:
        share = f"{duties.second_look_permille / 10:g}"
        found.append(
            say(
                "grade_look",
                "另有 {n}% 的内容由工作人员抽看，不影响发布。",
                "A person looks at {n} % of the posts besides; they are published all the same.",
                n=share,
            )
        )
    return tuple(found)


def _open_row(version: str) -> PublishedTable:
    row = PublishedTable.objects.select_for_update().filter(version=version, **_OPEN).first()
    if row is None:
        raise GradeTableUnknown(f"There is no open table of grades {version}.")
    return row


def _named(actor: Actor) -> str:
    return f"{actor.kind}:{actor.ref}"


def _record(action: str, row: PublishedTable, payload: dict[str, Any], actor: Actor, at: datetime) -> None:
    told = {"version": row.version, "sha256": row.sha256, **payload}
    audit.record(action, actor=actor, subject_kind="grade_table", subject_ref=row.version, payload=told, at=at)
