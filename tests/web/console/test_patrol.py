"""The patrol at the desk: what is due and why, results field by field, the overdue share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.registry.reading.patrol import FIELDS, patrol, results_of
from goodstanding.apps.registry.services.patrolling import bring_forward, open_due_patrols, plan_patrols
from goodstanding.apps.review import selectors as review
from tests.factories.desk import Desk

SignIn = Callable[[str], Client]
ACCOUNT = "acct-demo-01"


@pytest.fixture
def case_ref(desk: Desk) -> str:
    """The case of an account that is due."""
    at = clock.now() - timedelta(hours=1)
    plan_patrols(at=at)
    with immediate():
        bring_forward(ACCOUNT, trigger="report", fields=FIELDS, at=at)
    open_due_patrols(at=at)
    return patrol(ACCOUNT).case_ref


@pytest.fixture
def holder(sign_in: SignIn, case_ref: str) -> Client:
    """A reviewer who holds it."""
    client = sign_in("reviewer")
    client.post(f"/console/cases/{case_ref}/claim/", {"version": review.case(case_ref).version})
    return client


def answer(case_ref: str, **changed: str) -> dict[str, str]:
    return {"version": str(review.case(case_ref).version), "choice": "all", "reasons": "已逐项核对。"} | changed


def test_page_says_why_the_account_is_due(holder: Client, case_ref: str):
    page = holder.get(f"/console/cases/{case_ref}/").content.decode()

    assert "举报属实" in page
    assert "示例健康小站" in page


def test_everything_in_order_is_noted_for_each_field(holder: Client, case_ref: str):
    holder.post(f"/console/cases/{case_ref}/matter/", answer(case_ref))

    assert dict.fromkeys(FIELDS, True) == {one.field: one.passed for one in results_of(ACCOUNT)}


def test_rq038_one_field_that_fails_is_due_again_alone(holder: Client, case_ref: str):
    results = {f"field_result_{name}": "passed" for name in FIELDS} | {"field_result_contact": "failed"}

    holder.post(f"/console/cases/{case_ref}/matter/", answer(case_ref, choice="single", **results))

    assert ("contact",) == patrol(ACCOUNT).fields


def test_rq038_overdue_share_is_on_the_page(sign_in: SignIn, case_ref: str):
    page = sign_in("reviewer").get("/console/patrol/").content.decode()

    assert "‰" in page
    assert "逾期" in page
