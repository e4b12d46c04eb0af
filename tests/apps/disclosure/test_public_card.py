"""Claims about the public card."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

import pytest

from goodstanding.apps.disclosure import selectors
from goodstanding.apps.disclosure.errors import CardUnknown
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry import services as registering
from goodstanding.apps.registry.models import Operator
from tests.factories.applications import credit_code
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT


def test_rq036_an_organizations_card_shows_all_five(matters, at):
    code = credit_code()
    Operator.objects.filter(accounts__account_ref=ACCOUNT).update(uscc=code)

    card = selectors.public_card(ACCOUNT, at=at)

    shown = (card.categories, card.operating_entity, card.registered_address, card.uscc, card.contact, card.is_verified)
    assert (("health",), "示例文化传播中心（演示）", "示例省演示市", code, "demo@example.invalid", True) == shown
    assert not card.is_reduced


def test_rq036_a_persons_card_is_reduced(matters, at):
    card = selectors.public_card(PERSON_ACCOUNT, at=at)

    assert card.is_reduced
    assert ("", "", "", "") == (card.registered_address, card.operating_address, card.uscc, card.contact)


@pytest.mark.parametrize("secret", ["13800000000", "示例个人全名", "示例负责人"])
def test_no_card_holds_personal_data(matters, at, secret):
    cards = [selectors.public_card(ref, at=at) for ref in (ACCOUNT, PERSON_ACCOUNT)]

    assert secret not in str([asdict(card) for card in cards]) + str(selectors.search("示例")) + str(selectors.search("样例"))


def test_a_badge_disappears_when_its_credential_lapses(matters, at):
    registering.add_credential(
        account_ref=ACCOUNT, domain="health", kind="示例资格", valid_to=date(2026, 12, 1), verified_by="demo", actor=SYSTEM, at=at
    )

    before = selectors.public_card(ACCOUNT, at=at).badges
    after = selectors.public_card(ACCOUNT, at=at + timedelta(days=30)).badges

    assert (["health"], []) == ([badge.domain for badge in before], [badge.domain for badge in after])


def test_rq037_a_change_of_subject_is_shown_without_naming_a_person(matters, at):
    person = registry.account(PERSON_ACCOUNT).operator
    registering.assign_account(ACCOUNT, operator_ref=person.ref, actor=SYSTEM, at=at + timedelta(days=1))

    changes = selectors.public_card(ACCOUNT, at=at + timedelta(days=2)).subject_changes

    assert [("示例文化传播中心（演示）", "*")] == [(change.former, change.later) for change in changes]


def test_an_unknown_account_has_no_card(matters, at):
    with pytest.raises(CardUnknown):
        selectors.public_card("acct-nobody", at=at)


def test_accounts_are_found_by_name_and_by_id(matters):
    assert [ACCOUNT] == [line.account_ref for line in selectors.search("健康小站")]
    assert [ACCOUNT] == [line.account_ref for line in selectors.search(ACCOUNT)]


@pytest.mark.parametrize("query", ["", " ", "示"])
def test_a_query_too_short_lists_nothing(matters, query):
    assert () == selectors.search(query)
