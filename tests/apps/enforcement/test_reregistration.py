"""Claims about registering again: a closed account's name and a subject kept out are refused, until the closing is overturned."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodstanding.apps.enforcement import services
from goodstanding.apps.enforcement.values import MeasureDraft
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.errors import RegistrationBarred
from goodstanding.apps.registry.services import register_account
from goodstanding.apps.review import selectors as review
from goodstanding.apps.screening.services import receive_events
from tests.factories.events import event
from tests.factories.matters import ACCOUNT, PLATFORM, case_about, decided_by_two

NAME = "示例健康小站"
DISGUISED = "示例健康小站\u200b"


def closed(matters, at, *more):
    """Close the owner's account by a decision of two people."""
    case = case_about("", severity="grave", at=at)
    ban = (MeasureDraft("close"), *more)
    return decided_by_two(matters, case, measures=ban, severity="grave", exception_reason="示例：严重。", at=at)


def told(type_, data, at, ref="acct-new"):
    (outcome,) = receive_events([event("e-new", type_, subject=ref, data=data)], source_actor=PLATFORM, at=at)
    return outcome


@pytest.mark.parametrize("name", [NAME, DISGUISED])
def test_the_name_of_a_closed_account_is_refused_citing_the_closure(matters, at, name):
    closure = closed(matters, at)

    with pytest.raises(RegistrationBarred) as refused:
        register_account("acct-new", name=name, actor=SYSTEM, at=at)

    assert closure.ref in str(refused.value)
    assert "PA21:8.3" == refused.value.clause
    assert registry.find_account("acct-new") is None


def test_a_closing_overturned_frees_the_name(matters, at):
    closure = closed(matters, at)
    services.reverse(
        closure.ref, reasons="示例：不成立。", evidence=(), actor=matters.actor("officer"), at=at + timedelta(days=1)
    )

    assert NAME == register_account("acct-new", name=NAME, actor=SYSTEM, at=at + timedelta(days=2)).name


def test_a_name_its_own_operator_gave_up_is_free(matters, at):
    told("account.closed", {}, at, ref=ACCOUNT)

    assert "closed" == registry.account(ACCOUNT).status
    assert NAME == register_account("acct-new", name=NAME, actor=SYSTEM, at=at).name


@pytest.mark.parametrize("code", ["blacklist", "ban_reregistration"])
def test_an_operator_kept_out_registers_nothing(matters, at, code):
    review_at = at + timedelta(days=365)
    ban = closed(matters, at, MeasureDraft(code, review_at=review_at))
    operator = registry.account(ACCOUNT).operator

    with pytest.raises(RegistrationBarred) as refused:
        register_account("acct-new", name="演示新名", operator_ref=operator.ref, actor=SYSTEM, at=at)

    assert ban.ref in str(refused.value)


@pytest.mark.parametrize("type_", ["account.registered", "account.profile_changed"])
def test_an_event_that_takes_a_closed_name_is_kept_and_looked_at(matters, at, type_):
    closure = closed(matters, at)

    outcome = told(type_, {"name": DISGUISED}, at)

    case = review.case(outcome.case)
    assert ("accepted", "acct-new") == (outcome.status, registry.account("acct-new").account_ref)
    assert ("acct-new", "malicious_registration") == (case.account_ref, case.label)
    assert closure.ref in review.evidence_of(case.ref)[0].summary


def test_an_event_that_registers_for_an_operator_kept_out_is_looked_at(matters, at):
    ban = closed(matters, at, MeasureDraft("ban_reregistration"))
    operator = registry.account(ACCOUNT).operator

    outcome = told("account.registered", {"name": "演示新名", "operator": operator.ref}, at)

    assert ban.ref in review.evidence_of(outcome.case)[0].summary


def test_the_closed_account_itself_is_not_held_against_its_own_name(matters, at):
    closed(matters, at)

    assert told("account.profile_changed", {"name": NAME}, at, ref=ACCOUNT).case is None
