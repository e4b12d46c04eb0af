"""Accounts of public bodies: nothing is registered before its operator signs in with two factors."""

from __future__ import annotations

from datetime import datetime, timedelta

import pyotp
import pytest

from goodstanding.apps.identity import second_factor
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.errors import AccountUnknown, RegistrationBarred
from goodstanding.apps.registry.name_records import NewName
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.reading.names import holds_of
from goodstanding.apps.registry.selectors import account
from goodstanding.apps.registry.services.applying import decide_application, submit_application
from goodstanding.apps.registry.services.deciding_names import decide_name
from goodstanding.apps.registry.services.name_register import protect_names
from goodstanding.apps.review import services as review
from goodstanding.apps.review.selectors import case, queue_cases
from tests.factories.applications import applied, company_form, credit_code, person_form
from tests.factories.matters import Matters

pytestmark = pytest.mark.django_db


def secured(user_id: int, at: datetime) -> None:
    """Let a person sign in with a second factor from now on."""
    secret = second_factor.begin_second_factor(user_id, issuer="示例", at=at).secret
    second_factor.confirm_second_factor(user_id, code=pyotp.TOTP(secret).at(at), at=at)


def taken(case_ref: str, matters: Matters, at: datetime) -> int:
    """Have the reviewer take a case; return the version it has then."""
    reviewer = matters.actor("reviewer")
    review.perform(case_ref, action="claim", expected_version=case(case_ref).version, actor=reviewer, at=at)
    return case(case_ref).version


def of_a_body(matters: Matters, at: datetime) -> ApplicationRecord:
    """Apply for the account of a public body and have its name released on a letter."""
    form = company_form(5, subject_class="government", uscc=credit_code(5, kind="11"))
    found = applied(form, applicant=matters.users["stranger"], at=at)
    (hold,) = holds_of(found.account_ref)
    decide_name(
        hold.ref,
        outcome="release",
        reasons="授权书已核对。",
        letter="F-DEMO",
        case_version=taken(hold.case_ref, matters, at),
        actor=matters.actor("reviewer"),
        at=at,
    )
    return application(found.ref)


def handed_in_again(found: ApplicationRecord, at: datetime) -> ApplicationRecord:
    actor = Actor.user(found.applicant or 0)
    return submit_application(found.ref, expected_version=found.version, actor=actor, at=at)


def test_rq004_public_body_without_a_second_factor_is_sent_back_and_told_how(matters: Matters, at: datetime) -> None:
    found = of_a_body(matters, at)

    check = next(one for one in found.checks if one.code == "safeguards")
    assert ("correction", "failed", "PA21:4.2") == (found.status, check.state, check.clause)
    assert "两步验证" in check.says.zh
    with pytest.raises(AccountUnknown):
        account(found.account_ref)


def test_rq004_public_body_with_a_second_factor_and_a_letter_is_registered(matters: Matters, at: datetime) -> None:
    found = of_a_body(matters, at)
    secured(matters.users["stranger"], at)

    again = handed_in_again(found, at)
    version = taken(again.case_ref, matters, at)
    decide_application(
        again.ref, outcome="approve", reasons="材料齐全。", case_version=version, actor=matters.actor("reviewer"), at=at
    )

    assert "active" == application(found.ref).status
    assert account(found.account_ref).operator is not None


def test_rq004_second_factor_removed_before_the_approval_blocks_it(matters: Matters, at: datetime) -> None:
    found = of_a_body(matters, at)
    secured(matters.users["stranger"], at)
    again = handed_in_again(found, at)
    second_factor.remove_second_factor(matters.users["stranger"], actor=Actor.user(matters.users["stranger"]), at=at)
    version = taken(again.case_ref, matters, at)

    with pytest.raises(RegistrationBarred, match="two factors"):
        decide_application(
            again.ref, outcome="approve", reasons="材料齐全。", case_version=version, actor=matters.actor("reviewer"), at=at
        )


def test_rq004_anybody_else_needs_no_second_factor(matters: Matters, at: datetime) -> None:
    found = applied(company_form(6), at=at)

    assert "safeguards" not in {one.code for one in found.checks}


def test_rq004_cases_of_a_public_body_come_first_in_their_queue(matters: Matters, at: datetime) -> None:
    protect_names([NewName("示例理工大学", "university", "示例名录 2026-01")], actor=SYSTEM, at=at)
    other = applied(person_form(7, account_name="示例理工太学"), at=at - timedelta(hours=2))
    body = applied(company_form(5, subject_class="public_institution", uscc=credit_code(5, kind="12")), at=at)

    first, second = (holds_of(found.account_ref)[0].case_ref for found in (body, other))
    assert [first, second] == [one.ref for one in queue_cases("registrations", matters.users["reviewer"], at=at)]
