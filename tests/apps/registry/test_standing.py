"""Restrictions and standing: what decisions do to accounts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.identity.services import create_user
from goodstanding.apps.obligations.errors import OfficerMissing
from goodstanding.apps.obligations.services.appointments import appoint
from goodstanding.apps.obligations.values import Office
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.errors import AccountUnknown, RestrictionInvalid
from goodstanding.apps.registry.services import (
    close_account,
    lift_restriction,
    register_account,
    reopen_account,
    restrict_function,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db: None, at: datetime) -> int:
    """Somebody answers for content safety."""
    user_id = create_user("chief", display_name="演示负责人", at=at).id
    appoint(Office.OFFICER, user_id, actor=SYSTEM, at=at)
    return user_id


@pytest.fixture
def account(at: datetime, officer: int) -> str:
    register_account("acct-1", name="示例账号", actor=SYSTEM, at=at)
    return "acct-1"


def restrict(account: str, at: datetime, decision: str = "D-1", days: int = 7) -> None:
    restrict_function(account, function="publish", decision_ref=decision, starts_at=at, ends_at=at + timedelta(days=days))


def test_restriction_binds_until_its_end(account: str, at: datetime) -> None:
    restrict(account, at)

    assert ["publish"] == [found.function for found in selectors.restrictions_of(account, at=at)]
    assert () == selectors.restrictions_of(account, at=at + timedelta(days=7))


def test_restricting_twice_for_one_decision_is_one_restriction(account: str, at: datetime) -> None:
    restrict(account, at)
    restrict(account, at)

    assert 1 == len(selectors.restrictions_of(account, at=at))


def test_lifting_leaves_what_other_decisions_withhold(account: str, at: datetime) -> None:
    restrict(account, at)
    restrict(account, at, decision="D-2")

    assert 1 == lift_restriction(decision_ref="D-1", at=at)
    assert ["D-2"] == [found.decision_ref for found in selectors.restrictions_of(account, at=at)]


def test_restriction_that_ends_before_it_starts_is_refused(account: str, at: datetime) -> None:
    with pytest.raises(RestrictionInvalid):
        restrict(account, at, days=0)


def test_closing_and_reopening_are_kept_in_history(account: str, at: datetime) -> None:
    close_account(account, decision_ref="D-1", at=at)
    reopen_account(account, decision_ref="D-2", at=at + timedelta(days=1))

    assert ("active", None) == (selectors.account(account).status, selectors.account(account).closed_at)
    assert ["decision:D-2", "decision:D-1"] == [change.cause for change in selectors.account_history(account)]


def test_closing_an_unknown_account_is_refused(officer: int, at: datetime) -> None:
    with pytest.raises(AccountUnknown):
        close_account("acct-0", decision_ref="D-1", at=at)


def test_history_cannot_be_edited_with_raw_sql(account: str, at: datetime) -> None:
    close_account(account, decision_ref="D-1", at=at)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE registry_accountchange SET new = 'active'")


def test_rq008_register_closes_nothing_while_the_office_of_content_safety_is_vacant(db: None, at: datetime) -> None:
    register_account("acct-2", name="示例账号", actor=SYSTEM, at=at)

    with pytest.raises(OfficerMissing):
        close_account("acct-2", decision_ref="D-1", at=at)
