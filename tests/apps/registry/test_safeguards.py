"""Accounts of public bodies: nothing is registered before its operator signs in with two factors."""

from __future__ import annotations

from datetime import datetime

import pyotp
import pytest

from goodstanding.apps.identity import second_factor
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.errors import AccountUnknown, RegistrationBarred
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.reading.names import holds_of
from goodstanding.apps.registry.selectors import account
from goodstanding.apps.registry.services.applying import decide_application, submit_application
from goodstanding.apps.registry.services.deciding_names import decide_name
from goodstanding.apps.review import services as review
from goodstanding.apps.review.selectors import case
from tests.factories.applications import applied, company_form, credit_code
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
