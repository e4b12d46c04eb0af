"""Matters of the registers at the desk: shown whole, decided once, and given back with what was typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.review import selectors as review
from tests.factories.applications import applied, company_form, resident_number
from tests.factories.desk import Desk

SignIn = Callable[[str], Client]


@pytest.fixture
def waiting(desk: Desk) -> ApplicationRecord:
    """An application that waits for a person."""
    form = company_form(categories=["medicine"], business_scope="餐饮服务")
    return applied(form, at=clock.now(), qualified_in=("medicine",))


@pytest.fixture
def holder(sign_in: SignIn, waiting: ApplicationRecord) -> Client:
    """A reviewer who holds its case."""
    client = sign_in("reviewer")
    client.post(f"/console/cases/{waiting.case_ref}/claim/", {"version": review.case(waiting.case_ref).version})
    return client


def answer(waiting: ApplicationRecord, **changed: str) -> dict[str, str]:
    return {
        "version": str(review.case(waiting.case_ref).version),
        "choice": "approve",
        "reasons": "已核对材料。",
    } | changed


def test_matter_shows_what_asks_for_a_person(holder: Client, waiting: ApplicationRecord):
    page = holder.get(f"/console/cases/{waiting.case_ref}/").content.decode()

    assert "需要人工核实" in page
    assert resident_number(1) not in page


def test_approved_application_is_registered(holder: Client, waiting: ApplicationRecord):
    holder.post(f"/console/cases/{waiting.case_ref}/matter/", answer(waiting))

    assert ("active", "closed") == (application(waiting.ref).status, review.case(waiting.case_ref).status)


def test_matter_without_a_reason_is_given_back_with_the_choice(holder: Client, waiting: ApplicationRecord):
    response = holder.post(f"/console/cases/{waiting.case_ref}/matter/", answer(waiting, choice="refuse", reasons=""))

    assert 422 == response.status_code
    assert 'value="refuse" required checked' in response.content.decode()
    assert "review" == application(waiting.ref).status


def test_matter_decided_by_a_colleague_meanwhile_is_not_decided_again(
    holder: Client, sign_in: SignIn, waiting: ApplicationRecord
):
    stale = answer(waiting, choice="refuse")
    holder.post(f"/console/cases/{waiting.case_ref}/matter/", answer(waiting))

    response = sign_in("colleague").post(f"/console/cases/{waiting.case_ref}/matter/", stale)

    assert 409 == response.status_code
    assert "active" == application(waiting.ref).status
