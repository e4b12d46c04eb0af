"""A credential at the desk: the number opened to be looked up, verified with register and day, badged at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.models import Account, Application, Operator
from goodstanding.apps.registry.reading.credentials import credential
from goodstanding.apps.registry.reading.documents import readings_of
from goodstanding.apps.registry.records import CredentialRecord
from goodstanding.apps.review import selectors as review
from tests.factories.applications import applied, company_form
from tests.factories.credentials import handed_in
from tests.factories.desk import Desk

SignIn = Callable[[str], Client]
ACCOUNT, NUMBER = "acct-demo-02", "110110000000001"


@pytest.fixture
def waiting(desk: Desk) -> CredentialRecord:
    """A credential that waits to be looked up."""
    return handed_in(account=ACCOUNT, at=clock.now())


@pytest.fixture
def holder(sign_in: SignIn, waiting: CredentialRecord) -> Client:
    """A reviewer who holds its case."""
    client = sign_in("reviewer")
    client.post(f"/console/cases/{waiting.case_ref}/claim/", {"version": review.case(waiting.case_ref).version})
    return client


def answer(waiting: CredentialRecord, **changed: str) -> dict[str, str]:
    return {
        "version": str(review.case(waiting.case_ref).version),
        "choice": "verify",
        "reasons": "已在公开登记中查到。",
        "field_register": "示例执业注册信息查询",
        "field_consulted_on": clock.now().date().isoformat(),
    } | changed


def test_page_shows_the_tail_alone(holder: Client, waiting: CredentialRecord):
    page = holder.get(f"/console/cases/{waiting.case_ref}/").content.decode()

    assert waiting.number_tail in page
    assert NUMBER not in page


def test_number_opened_by_the_holder_of_the_case_is_written_down(holder: Client, waiting: CredentialRecord):
    page = holder.post(f"/console/credentials/{waiting.ref}/number/").content.decode()

    assert NUMBER in page
    assert ["credential_number"] == [one.what for one in readings_of([ACCOUNT])]


def test_number_is_not_opened_for_a_colleague(sign_in: SignIn, holder: Client, waiting: CredentialRecord):
    page = sign_in("colleague").post(f"/console/credentials/{waiting.ref}/number/").content.decode()

    assert NUMBER not in page
    assert () == readings_of([ACCOUNT])


def test_rq034_verification_at_the_desk_names_register_and_day(holder: Client, waiting: CredentialRecord):
    holder.post(f"/console/cases/{waiting.case_ref}/matter/", answer(waiting))

    found = credential(waiting.ref)
    assert ("verified", "示例执业注册信息查询") == (found.status, found.register)


@pytest.mark.parametrize("wrong", [{"field_register": ""}, {"field_consulted_on": ""}, {"field_consulted_on": "昨天"}])
def test_rq034_without_register_or_day_it_stays_unverified(holder: Client, waiting: CredentialRecord, wrong: dict[str, str]):
    response = holder.post(f"/console/cases/{waiting.case_ref}/matter/", answer(waiting, **wrong))

    assert 422 == response.status_code
    assert "unverified" == credential(waiting.ref).status


def test_rq040_reviewer_sees_the_matrix_of_the_subject(sign_in: SignIn, desk: Desk):
    now = clock.now()
    first = applied(company_form(1), at=now)
    Account.objects.filter(account_ref=ACCOUNT).update(operator=_subject_of(first))
    second = applied(company_form(1, account_name="示例公司观察"), at=now)

    page = sign_in("reviewer").get(f"/console/cases/{second.case_ref}/").content.decode()

    assert "主体性质" in page
    assert ACCOUNT in page


def _subject_of(found: ApplicationRecord) -> Operator:
    index = Application.objects.get(ref=found.ref).subject_index
    now = clock.now()
    return Operator.objects.create(
        ref="O-1", subject_class="enterprise", name="示例科技有限公司", subject_index=index, verified_at=now, created_at=now
    )
