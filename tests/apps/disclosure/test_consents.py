"""Claims about what natural persons let be published of them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest

from goodstanding.apps.audit.models import LogEntry
from goodstanding.apps.disclosure.selectors import public_card
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry import services as registering
from goodstanding.apps.registry.errors import ConsentUnfit, NotTheSubject
from goodstanding.apps.registry.models import Operator
from goodstanding.apps.registry.reading.consents import consents_of
from goodstanding.apps.registry.services.consenting import give_consent, withdraw_consent, wording_digest
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, Matters


@pytest.fixture
def person(matters: Matters, at) -> tuple[str, Actor]:
    """The natural person behind an account, verified, and who signs in for them."""
    ref = registry.account(PERSON_ACCOUNT).operator.ref
    registering.verify_operator(ref, means={"identity": "passed"}, actor=SYSTEM, at=at)
    Operator.objects.filter(ref=ref).update(operating_place_code="110105")
    registering.add_member(ref, user_id=matters.users["stranger"], actor=SYSTEM, at=at)
    return ref, matters.actor("stranger")


@pytest.mark.parametrize(
    ("field", "shown"),
    [("full_name", "示例个人全名"), ("operating_place", "北京市朝阳区"), ("contact", "13800000000")],
)
def test_rq036_a_person_publishes_one_more_field_by_separate_consent(person, at, field, shown):
    ref, actor = person
    before = str(asdict(public_card(PERSON_ACCOUNT, at=at)))

    give_consent(ref, field=field, actor=actor, at=at)

    assert shown not in before
    assert shown in str(asdict(public_card(PERSON_ACCOUNT, at=at)))


def test_consent_to_one_field_publishes_no_other(person, at):
    ref, actor = person

    give_consent(ref, field="operating_place", actor=actor, at=at)

    card = public_card(PERSON_ACCOUNT, at=at)
    assert ("", "", "", True) == (card.contact, card.uscc, card.registered_address, "*" in card.operating_entity)


def test_a_withdrawn_consent_takes_the_field_off_at_once_and_stays_on_record(person, at):
    ref, actor = person
    give_consent(ref, field="contact", actor=actor, at=at)

    withdraw_consent(ref, field="contact", actor=actor, at=at + timedelta(seconds=1))

    (record,) = consents_of(ref)
    assert "" == public_card(PERSON_ACCOUNT, at=at).contact
    assert (wording_digest("contact"), at + timedelta(seconds=1)) == (record.wording_sha256, record.withdrawn_at)
    actions = set(LogEntry.objects.filter(subject_ref=ref).values_list("action", flat=True))
    assert {"disclosure_consent:given", "disclosure_consent:withdrawn"} <= actions


def test_giving_a_consent_twice_is_giving_it_once(person, at):
    ref, actor = person

    give_consent(ref, field="contact", actor=actor, at=at)
    give_consent(ref, field="contact", actor=actor, at=at)

    assert 1 == len(consents_of(ref))


@pytest.mark.parametrize("name", ["owner", "senior"])
def test_nobody_consents_for_somebody_else(person, matters, at, name):
    with pytest.raises(NotTheSubject):
        give_consent(person[0], field="contact", actor=matters.actor(name), at=at)


def test_an_organization_has_nothing_to_consent_to(matters, at):
    with pytest.raises(ConsentUnfit):
        give_consent(registry.account(ACCOUNT).operator.ref, field="contact", actor=matters.actor("owner"), at=at)


def test_an_unknown_field_cannot_be_consented_to(person, at):
    with pytest.raises(ConsentUnfit):
        give_consent(person[0], field="resident_id", actor=person[1], at=at)
