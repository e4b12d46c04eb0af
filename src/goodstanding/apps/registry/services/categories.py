"""Categories: changed by request, and drift told to the operator before anybody acts on it.

Source: PA21:7.1, PA21:15.2, RQ-015, RQ-070
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import rfc8785

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.errors import AccountUnknown, CategoryChangeUnfit, CategoryChangeUnknown
from goodstanding.apps.registry.models import Account, AccountChange, CategoryChange, CategoryDrift, ChangeStatus
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.categories import ChangeRecord, change_record
from goodstanding.apps.registry.reading.credentials import local_day
from goodstanding.apps.registry.selectors import credentials_of
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.telling import News, announce_disclosure, tell_account
from goodstanding.apps.registry.taxonomy import domain_of, domains_of, unknown
from goodstanding.core.kernel.sentences import Sentence

CLAUSE = "PA21:15.2"


def ask_for_categories(account_ref: str, /, *, wanted: Sequence[str], actor: Actor, at: datetime) -> ChangeRecord:
    """Ask for other categories; the drift clock stands until it is decided.

    Raises:
        AccountUnknown: The registry does not know the account.
        CategoryChangeUnfit: Nothing or an unknown category is wanted, nothing changes, or a request waits already.
    """
    codes = list(dict.fromkeys(wanted))
    with immediate():
        account = _account(account_ref)
        strange = unknown(codes)
        if not codes or strange:
            raise CategoryChangeUnfit("Choose categories of the list.", hint=", ".join(strange), clause="PA21:7.1")
        if set(codes) == set(account.categories):
            raise CategoryChangeUnfit("These are the categories the account has.", hint="Choose what is to change.")
        if CategoryChange.objects.filter(account_ref=account_ref, status=ChangeStatus.WAITING).exists():
            raise CategoryChangeUnfit("A request waits already.", hint="Withdraw it first.")
        row = CategoryChange(ref=new_ref("Y"), account_ref=account_ref, before=account.categories, wanted=codes, asked_at=at)
        row.asked_by = f"{actor.kind}:{actor.ref}"
        row.case_ref = matters.desk().open_matter(_change_matter(row, account), actor=SYSTEM, at=at)
        row.save()
        CategoryDrift.objects.filter(account_ref=account_ref, paused_at__isnull=True).update(paused_at=at)
        _record(row, "category_change:asked", {"before": row.before, "wanted": codes}, actor, at)
        return change_record(row)


def decide_categories(
    ref: str, /, *, outcome: str, reasons: str, case_version: int | None, actor: Actor, at: datetime
) -> ChangeRecord:
    """Approve other categories or refuse them.

    Args:
        outcome: ``approve`` or ``refuse``.

    Raises:
        CategoryChangeUnknown, CategoryChangeUnfit: There is none, it is decided, or a field lacks its credential.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        row = _locked(ref)
        if row.status != ChangeStatus.WAITING or outcome not in {"approve", "refuse"} or not reasons.strip():
            raise CategoryChangeUnfit("A request that waits is approved or refused, with a reason.", hint="Look at it again.")
        if outcome == "approve":
            _require_credentials(row, at)
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        row.reasons = reasons.strip()
        if outcome == "approve":
            _apply(row, at)
        _end(row, ChangeStatus.APPROVED if outcome == "approve" else ChangeStatus.REFUSED, at)
        _record(row, f"category_change:{row.status}", {"reasons": row.reasons}, actor, at)
        _tell_decided(row, at)
        matters.desk().close_matter(row.case_ref, outcome=outcome, note=row.reasons, actor=actor, at=at)
        return change_record(row)


def withdraw_categories(ref: str, /, *, actor: Actor, at: datetime) -> ChangeRecord:
    """Take a request back; the drift clock goes on.

    Raises:
        CategoryChangeUnknown, CategoryChangeUnfit: There is none, or it is decided.
    """
    with immediate():
        row = _locked(ref)
        if row.status != ChangeStatus.WAITING:
            raise CategoryChangeUnfit("The request is decided.", hint="Ask anew.")
        _end(row, ChangeStatus.WITHDRAWN, at)
        _record(row, "category_change:withdrawn", {}, actor, at)
        matters.desk().close_matter(row.case_ref, outcome="withdrawn", note="", actor=actor, at=at)
        return change_record(row)


def note_drift(account_ref: str, /, *, published: Mapping[str, int], at: datetime) -> None:
    """Compare what an account published with its categories; tell the operator once, and start the clock.

    Args:
        published: Posts within the window, by declared or predicted category.
    """
    with immediate():
        account = Account.objects.filter(account_ref=account_ref).first()
        if account is None or not account.categories:
            return
        outside = {code: n for code, n in sorted(published.items()) if code and code not in account.categories}
        counted, off = sum(n for code, n in published.items() if code), sum(outside.values())
        row = CategoryDrift.objects.select_for_update().filter(account_ref=account_ref).first()
        if counted < number("drift_least_posts") or off * 1000 < number("drift_permille") * counted:
            if row is not None and not row.case_ref:
                row.delete()
            return
        if row is not None:
            row.counted, row.outside, row.by_category = counted, off, outside
            row.save(update_fields=["counted", "outside", "by_category"])
            return
        acts_after = at + timedelta(days=number("drift_days"))
        CategoryDrift.objects.create(
            account_ref=account_ref, counted=counted, outside=off, by_category=outside, told_at=at, acts_after=acts_after
        )
        _tell_drift(account, counted, off, acts_after, at)


def open_due_drifts(*, at: datetime, limit: int = 50) -> int:
    """Bring accounts whose clock ran out before a person; none is brought that was not told, or asks for a change."""
    due = CategoryDrift.objects.filter(acts_after__lte=at, paused_at__isnull=True, case_ref="")
    if not due.exists():
        return 0
    with immediate():
        rows = list(due.select_for_update().order_by("acts_after", "id")[:limit])
        for row in rows:
            row.case_ref = matters.desk().open_matter(_drift_matter(row), actor=SYSTEM, at=at)
            row.save(update_fields=["case_ref"])
        return len(rows)


def decide_drift(
    account_ref: str, /, *, outcome: str, reasons: str, case_version: int | None, actor: Actor, at: datetime
) -> None:
    """Answer a drift: remind the operator and start the clock anew, or find that there is none.

    Whatever goes further is a decision about posts, with its own notice and appeal.

    Args:
        outcome: ``remind`` or ``clear``.

    Raises:
        CategoryChangeUnknown, CategoryChangeUnfit: Nobody looks at this account's drift, or no reason is given.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        row = CategoryDrift.objects.select_for_update().filter(account_ref=account_ref).first()
        if row is None or not row.case_ref:
            raise CategoryChangeUnknown("Nobody looks at a drift of this account.", hint="Look at its page.")
        if outcome not in {"remind", "clear"} or not reasons.strip():
            raise CategoryChangeUnfit("A drift is answered with a reminder or cleared, with a reason.", hint="Choose one.")
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        case_ref = row.case_ref
        row.delete()
        payload = {"outcome": outcome, "counted": row.counted, "outside": row.outside}
        audit.record(
            "category_drift:answered", actor=actor, subject_kind="account", subject_ref=account_ref, payload=payload, at=at
        )
        matters.desk().close_matter(case_ref, outcome=outcome, note=reasons.strip(), actor=actor, at=at)
        if outcome == "remind":
            account = _account(account_ref)
            acts_after = at + timedelta(days=number("drift_days"))
            CategoryDrift.objects.create(
                account_ref=account_ref,
                counted=row.counted,
                outside=row.outside,
                by_category=row.by_category,
                told_at=at,
                acts_after=acts_after,
            )
            _tell_drift(account, row.counted, row.outside, acts_after, at, more=(_written(reasons.strip()),))


def _apply(row: CategoryChange, at: datetime) -> None:
    account = _account(row.account_ref)
    old, account.categories = account.categories, list(row.wanted)
    account.save(update_fields=["categories"])
    AccountChange.objects.create(
        account_ref=row.account_ref,
        field="categories",
        old=" ".join(old),
        new=" ".join(row.wanted),
        cause=f"request:{row.ref}",
        at=at,
    )
    CategoryDrift.objects.filter(account_ref=row.account_ref, case_ref="").delete()
    announce_disclosure(row.account_ref, at=at)


def _require_credentials(row: CategoryChange, at: datetime) -> None:
    """Refuse a field that needs a credential where none is valid. Source: RQ-033."""
    day = local_day(at)
    valid = {domain_of(one.domain) for one in credentials_of(row.account_ref) if one.is_valid(day)}
    gained = set(domains_of(row.wanted)) - set(domains_of(row.before))
    missing = sorted(gained - valid)
    if missing:
        raise CategoryChangeUnfit(
            f"These fields need a verified credential first: {', '.join(missing)}.",
            hint="Refuse it and say which credential to hand in, or verify the one handed in.",
            clause="PA21:9.1",
        )


def _end(row: CategoryChange, status: str, at: datetime) -> None:
    """End a request; a clock that stood for it goes on where it stopped."""
    row.status, row.decided_at = status, at
    row.save()
    drift = CategoryDrift.objects.select_for_update().filter(account_ref=row.account_ref, paused_at__isnull=False).first()
    if drift is not None and drift.paused_at is not None:
        drift.acts_after += at - drift.paused_at
        drift.paused_at = None
        drift.save(update_fields=["acts_after", "paused_at"])


def _tell_decided(row: CategoryChange, at: datetime) -> None:
    approved = row.status == ChangeStatus.APPROVED
    heading = (
        say("categories_changed", "内容类别已变更", "The categories are changed")
        if approved
        else say("categories_refused", "内容类别变更未获通过", "The change of categories was refused")
    )
    news = News(heading, (_written(row.reasons),), "PA21:7.1", path=f"/portal/accounts/{row.account_ref}/categories/")
    tell_account(row.account_ref, name=_account(row.account_ref).name, news=news, at=at)


def _tell_drift(
    account: Account, counted: int, outside: int, acts_after: datetime, at: datetime, *, more: Sequence[Sentence] = ()
) -> None:
    heading = say("drift", "发布内容偏离登记类别", "Posts drift from the registered categories")
    zh = "近期发布的 {counted} 篇内容中有 {outside} 篇不在登记的内容类别内。目前没有任何限制；在期限之前平台不会据此处理。"
    en = "Of {counted} recent posts {outside} are beside your categories. Nothing is limited; nobody acts before the deadline."
    what = say("drift_told", zh, en, counted=counted, outside=outside)
    do = say(
        "drift_do",
        "您可以调整发布内容，或者一键申请变更类别；申请期间停止计时。",
        "Publish within your categories, or ask for others with one click; while that is decided the clock stands.",
    )
    path = f"/portal/accounts/{account.account_ref}/categories/"
    news = News(heading, (what, *more, do), CLAUSE, acts_after, path)
    tell_account(account.account_ref, name=account.name, news=news, at=at)


def _change_matter(row: CategoryChange, account: Account) -> matters.Matter:
    facts = {"ref": row.ref, "before": row.before, "wanted": row.wanted}
    summary = f"{' '.join(row.before)} → {' '.join(row.wanted)}"
    asker = account.operator.subject_class if account.operator else ""
    return matters.Matter("category", row.ref, row.account_ref, summary, _sha256(facts), subject_class=asker)


def _drift_matter(row: CategoryDrift) -> matters.Matter:
    facts = {"account": row.account_ref, "counted": row.counted, "outside": row.outside, "by_category": row.by_category}
    summary = f"{row.outside}/{row.counted}: {', '.join(row.by_category)}"
    return matters.Matter("drift", row.account_ref, row.account_ref, summary, _sha256(facts))


def _sha256(facts: Mapping[str, object]) -> str:
    return hashlib.sha256(rfc8785.dumps(dict(facts))).hexdigest()  # type: ignore[arg-type]


def _written(text: str) -> Sentence:
    return say("as_written", "{text}", "{text}", text=text)


def _account(ref: str) -> Account:
    row = Account.objects.select_for_update().filter(account_ref=ref).first()
    if row is None:
        raise AccountUnknown(f"The registry knows no account “{ref}”.", hint="Register it first.")
    return row


def _locked(ref: str) -> CategoryChange:
    row = CategoryChange.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise CategoryChangeUnknown(f"There is no request {ref}.", hint="Check the reference.")
    return row


def _record(row: CategoryChange, action: str, payload: Mapping[str, object], actor: Actor, at: datetime) -> None:
    detail = {"request": row.ref, **payload}
    audit.record(action, actor=actor, subject_kind="account", subject_ref=row.account_ref, payload=detail, at=at)
