"""Categories changed by request; drift told before anybody acts, and its clock stopped by a request."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.notices.selectors import inbox
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.errors import CategoryChangeUnfit
from goodstanding.apps.registry.reading.categories import ChangeRecord, category_change, change_waiting, drift_of
from goodstanding.apps.registry.services.categories import (
    ask_for_categories,
    decide_categories,
    decide_drift,
    note_drift,
    open_due_drifts,
    withdraw_categories,
)
from goodstanding.apps.review.selectors import case
from tests.factories.credentials import decided, handed_in
from tests.factories.matters import ACCOUNT, Matters, claimed

pytestmark = pytest.mark.django_db

ADRIFT = {"health": 12, "food": 8}
DAY = timedelta(days=1)


@pytest.fixture
def account(matters: Matters, at: datetime) -> str:
    """An account whose operator was told of a drift."""
    note_drift(ACCOUNT, published=ADRIFT, at=at)
    return ACCOUNT


def asked(at: datetime, *wanted: str) -> ChangeRecord:
    return ask_for_categories(ACCOUNT, wanted=wanted or ("health", "food"), actor=SYSTEM, at=at)


def answered(ref: str, outcome: str, matters: Matters, at: datetime) -> ChangeRecord:
    held = claimed(case(category_change(ref).case_ref), matters.actor("reviewer"), at=at)
    return decide_categories(
        ref, outcome=outcome, reasons="已核对。", case_version=held.version, actor=matters.actor("reviewer"), at=at
    )


def test_rq070_operator_is_told_of_the_drift_before_anybody_acts(account: str, matters: Matters, at: datetime) -> None:
    before, after = open_due_drifts(at=at + 13 * DAY), open_due_drifts(at=at + 14 * DAY)

    assert (0, 1) == (before, after)
    assert [True] == ["偏离登记类别" in one.subject for one in inbox([("account", account)])]


def test_operator_is_told_once(account: str, at: datetime) -> None:
    note_drift(account, published={"health": 12, "food": 10}, at=at + DAY)

    assert 1 == len(inbox([("account", account)]))
    assert 10 == (drift_of(account) or pytest.fail("no drift")).outside


@pytest.mark.parametrize("published", [{"health": 2, "food": 7}, {"health": 71, "food": 29}, {"health": 20, "": 50}])
def test_few_posts_and_small_shares_are_no_drift(published: dict[str, int], matters: Matters, at: datetime) -> None:
    note_drift(ACCOUNT, published=published, at=at)

    assert drift_of(ACCOUNT) is None


def test_drift_that_falls_is_forgotten(account: str, at: datetime) -> None:
    note_drift(account, published={"health": 40, "food": 8}, at=at + DAY)

    assert drift_of(account) is None


def test_rq070_change_request_pauses_the_drift_clock(account: str, at: datetime) -> None:
    asked(at + 2 * DAY)

    assert 0 == open_due_drifts(at=at + 100 * DAY)


def test_rq070_clock_goes_on_where_it_stopped(account: str, matters: Matters, at: datetime) -> None:
    request = asked(at + 2 * DAY)

    withdraw_categories(request.ref, actor=SYSTEM, at=at + 7 * DAY)

    found = drift_of(account)
    assert found is not None
    assert (None, at + 19 * DAY) == (found.paused_at, found.acts_after)


def test_approved_change_takes_effect_and_ends_the_drift(account: str, matters: Matters, at: datetime) -> None:
    handed = handed_in(account=account, at=at)
    decided(handed.ref, matters.users["reviewer"], at=at)
    request = asked(at)

    answered(request.ref, "approve", matters, at)

    assert ("health", "food") == selectors.account(account).categories
    assert drift_of(account) is None


def test_refused_change_leaves_the_categories(account: str, matters: Matters, at: datetime) -> None:
    request = asked(at)

    answered(request.ref, "refuse", matters, at)

    assert ("health",) == selectors.account(account).categories
    assert drift_of(account) is not None


def test_rq033_field_without_a_credential_is_not_approved(account: str, matters: Matters, at: datetime) -> None:
    request = asked(at, "health", "law")

    with pytest.raises(CategoryChangeUnfit, match="justice"):
        answered(request.ref, "approve", matters, at)


@pytest.mark.parametrize("wanted", [(), ("no-such",), ("health",)])
def test_request_that_changes_nothing_is_refused(wanted: tuple[str, ...], matters: Matters, at: datetime) -> None:
    with pytest.raises(CategoryChangeUnfit):
        ask_for_categories(ACCOUNT, wanted=wanted, actor=SYSTEM, at=at)

    assert change_waiting(ACCOUNT) is None


def test_second_request_waits_for_the_first(account: str, at: datetime) -> None:
    asked(at)

    with pytest.raises(CategoryChangeUnfit):
        asked(at, "health", "travel")


def test_reminder_starts_the_clock_anew(account: str, matters: Matters, at: datetime) -> None:
    later = at + 14 * DAY
    open_due_drifts(at=later)
    found = drift_of(account)
    held = claimed(case(found.case_ref if found else ""), matters.actor("reviewer"), at=later)

    decide_drift(
        account,
        outcome="remind",
        reasons="请按登记类别发布。",
        case_version=held.version,
        actor=matters.actor("reviewer"),
        at=later,
    )

    again = drift_of(account)
    assert again is not None
    assert ("", later + 14 * DAY) == (again.case_ref, again.acts_after)
