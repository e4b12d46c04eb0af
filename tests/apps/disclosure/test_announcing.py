"""Claims about telling the platform: whatever the public card shows, a change of it is told of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from goodstanding.apps.common.models import OutboxMessage
from goodstanding.apps.disclosure.selectors import public_card
from goodstanding.apps.disclosure.values import PublicCard
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry import services as registering
from goodstanding.apps.registry.models import Operator, Transfer, TransferStatus
from goodstanding.apps.registry.services.agencies import NewAgency, link_agency
from goodstanding.apps.registry.services.categories import ask_for_categories
from goodstanding.apps.registry.services.consenting import give_consent
from goodstanding.apps.registry.services.pausing import pause_by_wish
from goodstanding.apps.registry.services.profiles import apply_profile
from goodstanding.apps.registry.services.telling import announce_disclosure
from goodstanding.apps.registry.services.transferring import withdraw_transfer
from goodstanding.apps.screening.services import receive_events
from tests.factories.events import event
from tests.factories.life import SCAN, credit_code
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, PLATFORM, Matters
from tests.factories.originals import article, declared

TOPIC = "account.disclosure_changed"
Act = Callable[[Matters, datetime], str]


def happened(kind: str, **data: object) -> Act:
    def act(matters: Matters, at: datetime) -> str:
        receive_events([event(f"e-{kind}", kind, data=data, subject=ACCOUNT)], source_actor=PLATFORM, at=at)
        return ACCOUNT

    return act


def consented(field: str) -> Act:
    def act(matters: Matters, at: datetime) -> str:
        ref = registry.account(PERSON_ACCOUNT).operator.ref
        registering.verify_operator(ref, means={}, actor=SYSTEM, at=at)
        Operator.objects.filter(ref=ref).update(operating_place_code="110105")
        registering.add_member(ref, user_id=matters.users["stranger"], actor=SYSTEM, at=at)
        OutboxMessage.objects.all().delete()
        give_consent(ref, field=field, actor=matters.actor("stranger"), at=at)
        return PERSON_ACCOUNT

    return act


def renamed(matters: Matters, at: datetime) -> str:
    with transaction.atomic():
        apply_profile(ACCOUNT, {"name": "样例健康站"}, cause="test", at=at)
    return ACCOUNT


def recategorised(matters: Matters, at: datetime) -> str:
    from goodstanding.apps.registry.services import categories

    asked = ask_for_categories(ACCOUNT, wanted=["life"], actor=matters.actor("owner"), at=at)
    from goodstanding.apps.review.services import perform

    perform(asked.case_ref, action="claim", expected_version=1, actor=matters.actor("reviewer"), at=at)
    categories.decide_categories(
        asked.ref, outcome="approve", reasons="示例", case_version=2, actor=matters.actor("reviewer"), at=at
    )
    return ACCOUNT


def suspended(matters: Matters, at: datetime) -> str:
    with transaction.atomic():
        registering.set_account_status(ACCOUNT, status="suspended", decision_ref="D-DEMO", at=at)
    return ACCOUNT


def verified(matters: Matters, at: datetime) -> str:
    ref = registry.account(PERSON_ACCOUNT).operator.ref
    registering.verify_operator(ref, means={}, actor=SYSTEM, at=at)
    return PERSON_ACCOUNT


def badged(matters: Matters, at: datetime) -> str:
    registering.add_credential(account_ref=ACCOUNT, domain="health", kind="示例资格", actor=SYSTEM, at=at)
    return ACCOUNT


def handed_over(matters: Matters, at: datetime) -> str:
    registering.assign_account(ACCOUNT, operator_ref=registry.account(PERSON_ACCOUNT).operator.ref, actor=SYSTEM, at=at)
    return ACCOUNT


def transfer_withdrawn(matters: Matters, at: datetime) -> str:
    giver, taker = (Operator.objects.get(accounts__account_ref=ref) for ref in (ACCOUNT, PERSON_ACCOUNT))
    row = Transfer.objects.create(
        ref="T-DEMO",
        account_ref=ACCOUNT,
        giver=giver,
        taker=taker,
        status=TransferStatus.COOLING,
        reason="示例",
        invitation_digest="-",
        offered_by="user:0",
        offered_at=at,
        completes_at=at + timedelta(days=7),
    )
    assert public_card(ACCOUNT, at=at).announced_change.on == date(2026, 11, 30)
    withdraw_transfer(row.ref, actor=matters.actor("owner"), at=at)
    return ACCOUNT


def with_an_agency(matters: Matters, at: datetime) -> str:
    today = at.date()
    given = NewAgency("示例机构", credit_code(), ["information_security"], today, today, ("agreement.pdf", SCAN))
    link_agency(ACCOUNT, given, actor=matters.actor("owner"), at=at)
    return ACCOUNT


def paused(matters: Matters, at: datetime) -> str:
    pause_by_wish(ACCOUNT, actor=matters.actor("owner"), at=at)
    return ACCOUNT


def declared_original(matters: Matters, at: datetime) -> str:
    declared("c-original", article(), at=at)
    return ACCOUNT


CHANGES: dict[str, tuple[Act, ...]] = {
    "name": (renamed, happened("account.profile_changed", name="样例改名")),
    "former_names": (renamed,),
    "originals": (declared_original,),
    "categories": (recategorised, happened("account.profile_changed", categories=["life"])),
    "subject_class": (handed_over,),
    "operating_entity": (handed_over, consented("full_name")),
    "registered_address": (handed_over,),
    "operating_address": (consented("operating_place"),),
    "uscc": (handed_over,),
    "contact": (consented("contact"),),
    "is_verified": (verified,),
    "ip_region": (happened("account.signed_in", ip_region="示例省"),),
    "agency": (with_an_agency,),
    "agency_uscc": (with_an_agency,),
    "status": (suspended, paused, happened("account.closed")),
    "status_since": (suspended, paused),
    "registered_on": (),
    "badges": (badged,),
    "subject_changes": (handed_over,),
    "announced_change": (transfer_withdrawn,),
}
NO_CHANGES = {"account_ref", "as_of", "is_reduced"}
"""The id never changes; when the card is read changes nothing; whether it is reduced follows from the subject."""
WALK = [pytest.param(name, act, id=f"{name}-{position}") for name, acts in CHANGES.items() for position, act in enumerate(acts)]


def test_the_walk_names_every_field_of_the_card():
    assert {field.name for field in fields(PublicCard)} == set(CHANGES) | NO_CHANGES


@pytest.mark.parametrize(("name", "act"), WALK)
def test_a_change_of_the_card_is_told_of(matters, at, name, act):
    OutboxMessage.objects.all().delete()
    before = {ref: public_card(ref, at=at) for ref in (ACCOUNT, PERSON_ACCOUNT)}

    changed = act(matters, at + timedelta(minutes=1))

    assert changed in OutboxMessage.objects.filter(topic=TOPIC).values_list("key", flat=True)
    if name not in {"registered_address", "uscc", "announced_change", "is_verified"}:
        assert getattr(before[changed], name) != getattr(public_card(changed, at=at + timedelta(minutes=2)), name)


def test_two_changes_before_the_platform_is_told_are_told_once(matters, at):
    OutboxMessage.objects.all().delete()

    with transaction.atomic():
        announce_disclosure(ACCOUNT, at=at)
        announce_disclosure(ACCOUNT, at=at)

    assert 1 == OutboxMessage.objects.filter(topic=TOPIC, key=ACCOUNT).count()


def test_a_change_after_the_platform_was_tried_is_told_anew(matters, at):
    OutboxMessage.objects.all().delete()
    with transaction.atomic():
        announce_disclosure(ACCOUNT, at=at)
    OutboxMessage.objects.update(attempts=1)

    with transaction.atomic():
        announce_disclosure(ACCOUNT, at=at)

    assert 2 == OutboxMessage.objects.filter(topic=TOPIC, key=ACCOUNT).count()
