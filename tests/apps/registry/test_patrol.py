"""Dynamic verification: every account has its day, triggers bring it forward, a failed field is looked at again alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.notices.selectors import inbox
from goodstanding.apps.registry.calendar_months import months_later
from goodstanding.apps.registry.errors import PatrolUnfit
from goodstanding.apps.registry.models import Account, PatrolResult
from goodstanding.apps.registry.reading.patrol import FIELDS, PatrolRecord, patrol, patrol_report, results_of
from goodstanding.apps.registry.services import assign_account, register_account, register_operator
from goodstanding.apps.registry.services.lapsing import lapse_credentials
from goodstanding.apps.registry.services.patrolling import (
    bring_forward,
    decide_patrol,
    open_due_patrols,
    plan_patrols,
    set_patrol_grade,
)
from goodstanding.apps.review.selectors import case
from tests.apps.registry.test_credentials import midnight_after, today, verified
from tests.factories.matters import ACCOUNT, Matters, claimed

pytestmark = pytest.mark.django_db

PASSED = dict.fromkeys(FIELDS, True)


def due_now(account: str, at: datetime, *, fields: tuple[str, ...] = FIELDS, trigger: str = "report") -> str:
    """Make an account due and bring it before a person; return the case."""
    with immediate():
        bring_forward(account, trigger=trigger, fields=fields, at=at)
    open_due_patrols(at=at)
    return patrol(account).case_ref


def looked_at(account: str, results: dict[str, bool], matters: Matters, at: datetime) -> PatrolRecord:
    """Claim the case and note what was found."""
    held = claimed(case(patrol(account).case_ref), matters.actor("reviewer"), at=at)
    return decide_patrol(
        account, results=results, reasons="已逐项核对。", case_version=held.version, actor=matters.actor("reviewer"), at=at
    )


def test_rq038_every_account_has_a_next_due_date(matters: Matters, at: datetime) -> None:
    plan_patrols(at=at)

    report = patrol_report(since=at - timedelta(days=30), at=at)
    assert (2, 0, {"b": 2}) == (report.accounts, report.unplanned, dict(report.by_grade))


def test_new_account_is_due_after_its_interval(matters: Matters, at: datetime) -> None:
    register_account("acct-new", name="示例新号", registered_at=at, actor=SYSTEM, at=at)

    plan_patrols(at=at)

    assert months_later(at, 6) == patrol("acct-new").next_due


def test_old_accounts_are_spread_over_the_interval(matters: Matters, at: datetime) -> None:
    for n in range(40):
        register_account(f"acct-old-{n}", name=f"示例旧号{n}", registered_at=at - timedelta(days=900), actor=SYSTEM, at=at)

    plan_patrols(at=at)

    soon = [n for n in range(40) if patrol(f"acct-old-{n}").next_due < at + timedelta(days=60)]
    assert 5 <= len(soon) <= 25


def test_rq038_overdue_share_is_reported(matters: Matters, at: datetime) -> None:
    plan_patrols(at=at)
    with immediate():
        bring_forward(ACCOUNT, trigger="report", fields=FIELDS, at=at)

    report = patrol_report(since=at, at=at + timedelta(hours=1))
    assert (1, 500, {"report": 1}) == (report.overdue, report.overdue_permille, dict(report.by_trigger))


def test_rq038_failed_field_alone_is_looked_at_again(matters: Matters, at: datetime) -> None:
    due_now(ACCOUNT, at)

    again = looked_at(ACCOUNT, PASSED | {"contact": False}, matters, at)

    assert (("contact",), at + timedelta(days=7), "failed") == (again.fields, again.next_due, again.trigger)


def test_rq038_field_put_right_ends_the_look(matters: Matters, at: datetime) -> None:
    due_now(ACCOUNT, at)
    looked_at(ACCOUNT, PASSED | {"contact": False}, matters, at)
    later = at + timedelta(days=7)
    open_due_patrols(at=later)

    done = looked_at(ACCOUNT, {"contact": True}, matters, later)

    assert (FIELDS, months_later(later, 6)) == (done.fields, done.next_due)
    assert ["contact"] == [one.field for one in results_of(ACCOUNT)[:1]]


def test_operator_is_told_what_failed_and_until_when(matters: Matters, at: datetime) -> None:
    due_now(ACCOUNT, at)

    looked_at(ACCOUNT, PASSED | {"contact": False}, matters, at)

    (told,) = [one.subject for one in inbox([("account", ACCOUNT)]) if "核验" in one.subject]
    assert told.startswith("核验未通过：联系方式")


def test_due_field_without_a_result_is_refused(matters: Matters, at: datetime) -> None:
    due_now(ACCOUNT, at)

    with pytest.raises(PatrolUnfit):
        looked_at(ACCOUNT, {"identity": True}, matters, at)

    assert not PatrolResult.objects.exists()


def test_rq038_lapse_of_a_credential_makes_that_field_due(matters: Matters, at: datetime) -> None:
    plan_patrols(at=at)
    last = today(at) + timedelta(days=10)
    verified(matters, at, valid_to=last)

    lapse_credentials(at=midnight_after(last))

    found = patrol(ACCOUNT)
    assert ("expiry", ("credentials",), midnight_after(last)) == (found.trigger, found.fields, found.next_due)


def test_rq038_change_of_subject_makes_the_account_due(matters: Matters, at: datetime) -> None:
    other = register_operator(subject_class="person", name="另一示例", registered_place="示例省", actor=SYSTEM, at=at)
    plan_patrols(at=at)

    assign_account(ACCOUNT, operator_ref=other.ref, actor=SYSTEM, at=at)

    assert ("owner", at) == (patrol(ACCOUNT).trigger, patrol(ACCOUNT).next_due)


@pytest.mark.parametrize(("grade", "months"), [("a", 12), ("b", 6), ("c", 3)])
def test_rq038_interval_follows_the_grade(matters: Matters, at: datetime, grade: str, months: int) -> None:
    plan_patrols(at=at)
    set_patrol_grade(ACCOUNT, grade=grade, at=at)
    due_now(ACCOUNT, at)

    assert months_later(at, months) == looked_at(ACCOUNT, PASSED, matters, at).next_due


def test_closed_account_is_not_looked_at(matters: Matters, at: datetime) -> None:
    plan_patrols(at=at)
    with immediate():
        bring_forward(ACCOUNT, trigger="report", fields=FIELDS, at=at)
    Account.objects.filter(account_ref=ACCOUNT).update(status="closed")

    assert 0 == open_due_patrols(at=at)


def test_account_is_brought_before_a_person_once(matters: Matters, at: datetime) -> None:
    first = due_now(ACCOUNT, at)

    assert (first, 0) == (due_now(ACCOUNT, at), open_due_patrols(at=at))
