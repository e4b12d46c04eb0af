"""A further account of a subject: four more looks first, and the matrix shown to reviewers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.registry.models import ApplicationCheck, Operator
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.reading.groups import group_of
from goodstanding.apps.registry.services import restrict_function
from tests.apps.registry.test_applications import approved
from tests.factories.applications import applied, company_form
from tests.factories.matters import Matters

pytestmark = pytest.mark.django_db

FOUR = {"nature", "qualification", "scope", "credit"}


def further_detail(ref: str) -> dict[str, object]:
    return dict({one.code: one for one in application(ref).checks}["further"].detail)


@pytest.fixture
def first(matters: Matters, at: datetime) -> str:
    """The first account of a company."""
    return approved(applied(company_form(1), at=at).ref, matters, at)


def test_first_account_of_a_subject_needs_no_further_look(matters: Matters, at: datetime) -> None:
    found = applied(company_form(1), at=at)

    assert "further" not in {one.code for one in found.checks}


def test_rq040_second_account_has_four_results_before_it_exists(first: str, matters: Matters, at: datetime) -> None:
    second = applied(company_form(1, account_name="示例公司观察"), at=at)

    assert set(further_detail(second.ref)) >= FOUR
    assert {"passed"} == {further_detail(second.ref)[name] for name in FOUR}


def test_rq040_decisions_of_the_year_bring_a_further_account_before_a_person(first: str, matters: Matters, at: datetime) -> None:
    restrict_function(first, function="publish", decision_ref="D-1", starts_at=at - timedelta(days=30), ends_at=None)

    second = applied(company_form(1, account_name="示例公司观察"), at=at)

    assert ("needs_person", ["D-1"]) == (further_detail(second.ref)["credit"], further_detail(second.ref)["decisions"])


def test_rq040_further_account_with_another_nature_is_looked_at(first: str, matters: Matters, at: datetime) -> None:
    Operator.objects.filter(accounts__account_ref=first).update(subject_class="public_institution")

    second = applied(company_form(1, account_name="示例公司观察"), at=at)

    assert "needs_person" == further_detail(second.ref)["nature"]


def test_rq040_four_results_exist_where_two_applications_raced(matters: Matters, at: datetime) -> None:
    one, two = applied(company_form(1), at=at), applied(company_form(1, account_name="示例公司观察"), at=at)
    approved(one.ref, matters, at)

    approved(two.ref, matters, at)

    assert set(ApplicationCheck.objects.get(application__ref=two.ref, code="further").detail) >= FOUR


def test_rq040_matrix_of_a_subject_is_known(first: str, matters: Matters, at: datetime) -> None:
    second = approved(applied(company_form(1, account_name="示例公司观察"), at=at).ref, matters, at)

    assert [second] == [one.account_ref for one in group_of(first)]
