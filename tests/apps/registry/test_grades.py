"""Grades of accounts: explained, told, and changed by a table that takes effect on its day after a diff."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.notices.models import Notice
from goodstanding.apps.notices.selectors import inbox
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.account_facts import LOCAL
from goodstanding.apps.registry.calendar_months import months_later
from goodstanding.apps.registry.errors import GradeTableUnfit, GradeTableUnknown
from goodstanding.apps.registry.grade_inputs import _SOURCES, Reading, register_grade_input
from goodstanding.apps.registry.models import Account, AccountGrade, GradeChange
from goodstanding.apps.registry.reading.grades import (
    GradeRecord,
    account_grade,
    affected_by,
    first_body,
    grade_counts,
    grade_steps,
    table,
    table_in_force,
    tables,
)
from goodstanding.apps.registry.reading.patrol import patrol
from goodstanding.apps.registry.services import register_account
from goodstanding.apps.registry.services.grading import (
    activate_table,
    compare_table,
    grade_accounts,
    propose_table,
    withdraw_table,
)
from goodstanding.apps.registry.services.patrolling import plan_patrols
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, Matters, case_about, decided, publish

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def credit(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """A source of credit that knows what the test says."""
    known: dict[str, int] = {}
    monkeypatch.setitem(_SOURCES, "credit", lambda refs, _since, _at: {ref: Reading(known[ref]) for ref in refs if ref in known})
    return known


def graded(account: str, at: datetime) -> GradeRecord:
    grade_accounts(at=at)
    found = account_grade(account, at=at)
    assert found is not None
    return found


def publishing(n: int, at: datetime) -> None:
    for number in range(n):
        publish(f"c-more-{number}", body=f"【示例】第 {number} 篇。", at=at)


def stricter(**changes: Any) -> dict[str, Any]:
    """A table in which B is looked at every four months."""
    body = deepcopy(first_body()) | changes
    body["obligations"]["b"] = body["obligations"]["b"] | {"verification_months": 4}
    return body


def proposed(matters: Matters, at: datetime, *, days: int = 10, **changes: Any) -> str:
    starts = (at.astimezone(LOCAL) + days * DAY).date()
    return propose_table(
        "2026.2", body=stricter(**changes), effective_from=starts, reasons="缩短核验间隔", actor=matters.actor("chief"), at=at
    ).version


def activated(matters: Matters, at: datetime, **changes: Any) -> datetime:
    """Propose, compare and activate a table; return its first instant."""
    version = proposed(matters, at, **changes)
    compare_table(version, actor=matters.actor("chief"), at=at)
    done = activate_table(version, actor=matters.actor("senior"), at=at)
    assert done.effective_from is not None
    return done.effective_from


def test_rq016_operator_sees_what_each_input_gives(matters: Matters, at: datetime, credit: dict[str, int]) -> None:
    publishing(5, at)
    credit[ACCOUNT] = 900

    found = graded(ACCOUNT, at)

    assert {"quality": 500, "reach": 170, "credit": 270} == {one.input: one.adds for one in found.contributions}
    assert ("a", 940, {"posts": 6, "violations": 0}) == (found.grade, found.points, found.details["quality"])


def test_rq016_missing_input_is_not_zero(matters: Matters, at: datetime) -> None:
    publishing(5, at)

    found = graded(ACCOUNT, at)

    missing = next(one for one in found.contributions if one.input == "credit")
    assert (None, 0, "a") == (missing.points, missing.counted, found.grade)


def test_rq016_two_runs_on_the_same_inputs_give_the_same_grade(matters: Matters, at: datetime) -> None:
    publishing(5, at)
    first = graded(ACCOUNT, at)
    AccountGrade.objects.all().delete()

    assert first == graded(ACCOUNT, at)


def test_account_little_is_known_of_has_no_grade_and_the_duties_of_b(matters: Matters, at: datetime) -> None:
    found = graded(PERSON_ACCOUNT, at)

    assert ("", None, 6) == (found.grade, found.points, found.obligations.verification_months)


def test_post_in_violation_lowers_quality(matters: Matters, at: datetime) -> None:
    publishing(20, at)
    decided(matters, case_about(at=at), at=at)

    found = graded(ACCOUNT, at + timedelta(hours=1))

    quality = next(one for one in found.contributions if one.input == "quality")
    assert ({"posts": 21, "violations": 1}, 48, 40) == (found.details["quality"], quality.raw, quality.points)


def test_grade_is_a_fact_of_the_account(matters: Matters, at: datetime) -> None:
    publishing(5, at)
    grade_accounts(at=at)

    facts = selectors.account_facts([ACCOUNT, PERSON_ACCOUNT], at=at)

    assert ("a", False) == (facts[ACCOUNT]["grade"], "grade" in facts[PERSON_ACCOUNT])


def test_change_of_grade_is_kept_and_told_with_its_reasons(matters: Matters, at: datetime, credit: dict[str, int]) -> None:
    publishing(5, at)
    credit[ACCOUNT] = 900
    grade_accounts(at=at)
    credit[ACCOUNT] = 100

    grade_accounts(at=at + 8 * DAY)

    assert [("a", "b"), ("", "a")] == [(one.old, one.new) for one in grade_steps(ACCOUNT)]
    told = Notice.objects.get(subject__contains="A → B")
    assert "主体信用 100 分" in told.body


def test_same_grade_again_is_not_told(matters: Matters, at: datetime) -> None:
    publishing(5, at)
    grade_accounts(at=at)
    before = len(inbox([("account", ACCOUNT)]))

    grade_accounts(at=at + 8 * DAY)

    assert (before, 1) == (len(inbox([("account", ACCOUNT)])), GradeChange.objects.filter(account_ref=ACCOUNT).count())


def test_rq017_grade_sets_the_interval_of_verification(matters: Matters, at: datetime) -> None:
    publishing(5, at)
    plan_patrols(at=at)

    grade_accounts(at=at)

    assert "a" == patrol(ACCOUNT).grade


def test_nothing_is_graded_twice_before_its_time(matters: Matters, at: datetime) -> None:
    assert (2, 0, 2) == (grade_accounts(at=at), grade_accounts(at=at + DAY), grade_accounts(at=at + 8 * DAY))


def test_closed_account_is_not_graded(matters: Matters, at: datetime) -> None:
    Account.objects.filter(account_ref=ACCOUNT).update(status="closed")

    assert 1 == grade_accounts(at=at)


def test_rq017_table_changes_obligations_from_its_day_only(matters: Matters, at: datetime) -> None:
    register_account("acct-new", name="示例新号", registered_at=at, actor=SYSTEM, at=at)
    plan_patrols(at=at)
    grade_accounts(at=at)
    starts = activated(matters, at)
    grade_accounts(at=starts - timedelta(seconds=1))
    before = (table_in_force(at=starts - timedelta(seconds=1)).version, patrol("acct-new").next_due)

    grade_accounts(at=starts)

    assert ("0", months_later(at, 6)) == before
    assert ("2026.2", months_later(starts, 4)) == (table_in_force(at=starts).version, patrol("acct-new").next_due)


def test_rq017_diff_of_affected_accounts_comes_before_activation(matters: Matters, at: datetime) -> None:
    version = proposed(matters, at)

    with pytest.raises(GradeTableUnfit, match="diff"):
        activate_table(version, actor=matters.actor("senior"), at=at)

    done = compare_table(version, actor=matters.actor("chief"), at=at)
    assert (2, 2, {"->-": 2}) == (done.diff["accounts"], done.diff["affected"], done.diff["steps"])
    assert {ACCOUNT, PERSON_ACCOUNT} == {line["account_ref"] for line in done.diff["lines"]}
    assert activate_table(version, actor=matters.actor("senior"), at=at).activated_at


def test_diff_names_the_step_of_each_grade(matters: Matters, at: datetime, credit: dict[str, int]) -> None:
    publishing(5, at)
    credit[ACCOUNT] = 300
    version = proposed(matters, at, **{"from": {"a": 999, "b": 900}})

    lines = {one.account_ref: (one.old, one.new) for one in affected_by(table(version).table, at=at)}

    assert ("b", "c") == lines[ACCOUNT]


def test_diff_grows_old(matters: Matters, at: datetime) -> None:
    version = proposed(matters, at, days=30)
    compare_table(version, actor=matters.actor("chief"), at=at)

    with pytest.raises(GradeTableUnfit, match="seven days"):
        activate_table(version, actor=matters.actor("senior"), at=at + 8 * DAY)


def test_table_never_dates_back(matters: Matters, at: datetime) -> None:
    today = at.astimezone(LOCAL).date()

    with pytest.raises(GradeTableUnfit, match="tomorrow"):
        propose_table("x", body=stricter(), effective_from=today, reasons="示例", actor=SYSTEM, at=at)


def test_table_is_activated_by_a_second_person(matters: Matters, at: datetime) -> None:
    version = proposed(matters, at)
    compare_table(version, actor=matters.actor("senior"), at=at)

    for actor in (matters.actor("chief"), SYSTEM):
        with pytest.raises(GradeTableUnfit, match="other"):
            activate_table(version, actor=actor, at=at)


def test_table_whose_day_has_come_is_not_activated(matters: Matters, at: datetime) -> None:
    version = proposed(matters, at, days=1)
    compare_table(version, actor=matters.actor("chief"), at=at)

    with pytest.raises(GradeTableUnfit, match="dates back"):
        activate_table(version, actor=matters.actor("senior"), at=at + 2 * DAY)


def test_withdrawn_table_is_not_activated(matters: Matters, at: datetime) -> None:
    version = proposed(matters, at)
    withdraw_table(version, actor=matters.actor("chief"), at=at)

    with pytest.raises(GradeTableUnknown):
        activate_table(version, actor=matters.actor("senior"), at=at)


def test_table_that_cannot_be_used_is_refused(matters: Matters, at: datetime) -> None:
    with pytest.raises(GradeTableUnfit, match="window_days"):
        propose_table(
            "x", body=first_body() | {"window_days": 0}, effective_from=date(2027, 1, 1), reasons="示例", actor=SYSTEM, at=at
        )


def test_version_is_used_once(matters: Matters, at: datetime) -> None:
    proposed(matters, at)

    with pytest.raises(GradeTableUnfit, match="exists"):
        proposed(matters, at)


def test_own_table_of_the_product_is_listed_last(matters: Matters, at: datetime) -> None:
    proposed(matters, at)

    assert ["2026.2", "0"] == [one.version for one in tables()]


def test_accounts_are_counted_by_grade(matters: Matters, at: datetime) -> None:
    publishing(5, at)
    grade_accounts(at=at)

    assert {"a": 1, "b": 0, "c": 0, "": 1} == grade_counts()


def test_only_the_three_inputs_can_be_named() -> None:
    with pytest.raises(KeyError):
        register_grade_input("age", lambda _refs, _since, _at: {})
