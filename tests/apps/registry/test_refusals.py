"""Registrations that were refused are written down, with what they rest on; those of persons are read through a logged door."""

from __future__ import annotations

from datetime import datetime

import pytest

from goodstanding.apps.audit.models import LogEntry
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.errors import OperatorDetailsInvalid, RegistrationBarred
from goodstanding.apps.registry.models import PersonalDataReading
from goodstanding.apps.registry.reading.barred import RefusalRecord, barred_names, refusals
from goodstanding.apps.registry.services import close_account, register_account, reopen_account
from goodstanding.apps.registry.services.applying import decide_application
from goodstanding.apps.registry.services.refusing import open_refusal
from goodstanding.apps.review import services as review
from goodstanding.apps.review.selectors import case
from tests.factories.applications import applied, company_form, person_form
from tests.factories.matters import Matters

pytestmark = pytest.mark.django_db
CLOSED = "样例旧闻（演示）"


@pytest.fixture
def closed_name(matters: Matters, at: datetime) -> str:
    """The name of an account a decision closed."""
    register_account("acct-closed", name=CLOSED, actor=SYSTEM, at=at)
    close_account("acct-closed", decision_ref="D-DEMO", at=at)
    return CLOSED


def refused(matters: Matters, form: dict[str, object], at: datetime) -> RefusalRecord:
    """Let a person refuse an application."""
    made = applied(form, at=at)
    actor = matters.actor("reviewer")
    review.perform(made.case_ref, action="claim", expected_version=case(made.case_ref).version, actor=actor, at=at)
    decide_application(
        made.ref, outcome="refuse", reasons="材料不足（示例）。", case_version=case(made.case_ref).version, actor=actor, at=at
    )
    return refusals()[0]


def test_rq031_closed_name_is_listed_with_its_decision_until_the_closing_is_overturned(closed_name: str, at: datetime) -> None:
    [kept] = barred_names()

    reopen_account("acct-closed", decision_ref="D-BACK", at=at)

    assert (closed_name, "D-DEMO", None) == (kept.name, kept.decision_ref, kept.freed_at)
    assert [(), ["decision:D-BACK"]] == [barred_names(), [one.freed_why for one in barred_names(ended=True)]]


def test_registration_the_register_refuses_is_written_down_though_nothing_else_is(closed_name: str, at: datetime) -> None:
    with pytest.raises(RegistrationBarred):
        register_account("acct-new", name=closed_name, actor=SYSTEM, at=at)

    [found] = refusals()
    assert ("acct-new", "closed_name", "D-DEMO") == (found.account_ref, found.reason, found.decision_ref)
    assert LogEntry.objects.filter(action="account:registration_refused", subject_ref="acct-new").exists()


def test_application_sent_back_for_a_closed_name_is_one_line_however_often(closed_name: str, at: datetime) -> None:
    applied(company_form(account_name=closed_name), at=at)

    assert [("closed_name", "D-DEMO")] == [(one.reason, one.decision_ref) for one in refusals()]


def test_application_a_person_refused_is_listed_with_reasons_and_case(matters: Matters, at: datetime) -> None:
    found = refused(matters, company_form(), at)

    assert ("decided", "材料不足（示例）。", True) == (found.reason, found.words, found.case_ref.startswith("C-"))


def test_refusal_of_a_person_is_opened_for_a_purpose_the_person_reads(matters: Matters, at: datetime) -> None:
    found = refused(matters, person_form(), at)

    open_refusal(found.ref, purpose="答复申请人（示例）", actor=matters.actor("reviewer"), at=at)

    reading = PersonalDataReading.objects.get(what="refusal")
    assert (found.application_ref, "答复申请人（示例）") == (reading.subject_ref, reading.purpose)


def test_refusal_of_a_person_is_not_opened_without_a_purpose(matters: Matters, at: datetime) -> None:
    found = refused(matters, person_form(), at)

    with pytest.raises(OperatorDetailsInvalid):
        open_refusal(found.ref, purpose=" ", actor=matters.actor("reviewer"), at=at)
