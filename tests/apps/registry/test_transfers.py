"""Transfers: both parties agree, a person looks, followers are told, and then the account passes on once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.common.models import OutboxMessage
from goodstanding.apps.enforcement.values import MeasureDraft
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import caps, selectors
from goodstanding.apps.registry.calendar_months import months_later
from goodstanding.apps.registry.errors import TransferRefused, TransferUnknown
from goodstanding.apps.registry.models import Operator, Restriction
from goodstanding.apps.registry.ports import sanctions
from goodstanding.apps.registry.reading.transfers import announced_transfer, transfer
from goodstanding.apps.registry.services import add_member, register_account, register_operator, verify_operator
from goodstanding.apps.registry.services.transferring import (
    ANNOUNCED,
    agree_to_transfer,
    complete_transfers,
    decide_transfer,
    offer_transfer,
    withdraw_transfer,
)
from goodstanding.apps.registry.transfer_records import TransferRecord
from goodstanding.apps.review import services as review
from goodstanding.apps.review.selectors import case
from tests.factories.matters import Matters, case_about, decided_by_two

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
ACCOUNT = "acct-passing"


class Parties:
    """A company that gives an account up and one that takes it."""

    def __init__(self, matters: Matters, at: datetime, *, giver_class: str = "enterprise") -> None:
        self.reviewer = Actor.user(matters.users["reviewer"])
        self.colleague = Actor.user(matters.users["colleague"])
        self.giver, self.taker = Actor.user(matters.users["owner"]), Actor.user(matters.users["stranger"])
        self.giver_ref = self._operator("示例甲公司", giver_class, self.giver, at)
        self.taker_ref = self._operator("示例乙公司", "enterprise", self.taker, at)
        register_account(
            ACCOUNT, name="示例科技观察", categories=["technology"], operator_ref=self.giver_ref, actor=SYSTEM, at=at
        )

    def _operator(self, name: str, subject_class: str, member: Actor, at: datetime) -> str:
        ref = register_operator(subject_class=subject_class, name=name, actor=SYSTEM, at=at).ref
        verify_operator(ref, means={"register": "passed"}, actor=SYSTEM, at=at)
        Operator.objects.filter(ref=ref).update(subject_index=caps.subject_index_of("credit_code", name))
        add_member(ref, user_id=member.user_id or 0, actor=SYSTEM, at=at)
        return ref

    def agreed(self, at: datetime) -> TransferRecord:
        """Offer the account and agree to take it."""
        offered, code = offer_transfer(ACCOUNT, reason="业务转让", actor=self.giver, at=at)
        return agree_to_transfer(offered.ref, code=code, operator_ref=self.taker_ref, actor=self.taker, at=at)

    def decided(self, ref: str, at: datetime, *, outcome: str = "approve", by: Actor | None = None) -> TransferRecord:
        """Have a reviewer decide it."""
        actor, case_ref = by or self.reviewer, transfer(ref).case_ref
        review.perform(case_ref, action="claim", expected_version=case(case_ref).version, actor=actor, at=at)
        version = case(case_ref).version
        return decide_transfer(ref, outcome=outcome, reasons="材料齐全。", case_version=version, actor=actor, at=at)


@pytest.fixture
def parties(matters: Matters, at: datetime) -> Parties:
    return Parties(matters, at)


def owner_of(account_ref: str) -> str:
    operator = selectors.account(account_ref).operator
    return operator.ref if operator else ""


def test_rq044_the_giver_alone_cannot_finish(parties: Parties, at: datetime) -> None:
    offer_transfer(ACCOUNT, reason="业务转让", actor=parties.giver, at=at)

    completed = complete_transfers(at=at + 10 * WEEK)

    assert (0, parties.giver_ref) == (completed, owner_of(ACCOUNT))


def test_rq044_the_taker_alone_cannot_start(parties: Parties, at: datetime) -> None:
    with pytest.raises(TransferRefused):
        offer_transfer(ACCOUNT, reason="业务转让", actor=parties.taker, at=at)


def test_rq044_an_offer_is_agreed_to_with_its_code_only(parties: Parties, at: datetime) -> None:
    offered, _ = offer_transfer(ACCOUNT, reason="业务转让", actor=parties.giver, at=at)

    with pytest.raises(TransferUnknown):
        agree_to_transfer(offered.ref, code="WRONG", operator_ref=parties.taker_ref, actor=parties.taker, at=at)


def test_rq044_an_account_under_a_measure_cannot_be_passed_on(parties: Parties, at: datetime) -> None:
    Restriction.objects.create(account_ref=ACCOUNT, function="publish", starts_at=at, decision_ref="D-X")

    with pytest.raises(TransferRefused, match="measure"):
        offer_transfer(ACCOUNT, reason="业务转让", actor=parties.giver, at=at)


@pytest.mark.parametrize(("measure", "binds"), [("warn", False), ("limit_function", True)])
def test_rq044_a_warning_given_once_binds_nobody_and_a_limit_does(
    parties: Parties, matters: Matters, at: datetime, measure: str, binds: bool
) -> None:
    about = case_about("", account=ACCOUNT, severity="minor", at=at)
    given = MeasureDraft(measure, scope="comment", days=7) if binds else MeasureDraft(measure)
    decided_by_two(matters, about, severity="minor", measures=(given,), exception_reason="示例", at=at)

    assert binds == bool(sanctions(ACCOUNT, at))


def test_rq044_a_measure_that_comes_later_stops_it(parties: Parties, at: datetime) -> None:
    found = parties.decided(parties.agreed(at).ref, at)
    Restriction.objects.create(account_ref=ACCOUNT, function="publish", starts_at=at, decision_ref="D-X")

    complete_transfers(at=at + WEEK)

    assert ("refused", parties.giver_ref) == (transfer(found.ref).status, owner_of(ACCOUNT))


@pytest.mark.parametrize("party", ["giver", "taker"])
def test_rq044_either_party_withdraws_until_it_completes(parties: Parties, at: datetime, party: str) -> None:
    found = parties.decided(parties.agreed(at).ref, at)

    withdraw_transfer(found.ref, actor=getattr(parties, party), at=at + timedelta(days=6))

    assert (0, parties.giver_ref) == (complete_transfers(at=at + WEEK), owner_of(ACCOUNT))


def test_a_completed_transfer_cannot_be_withdrawn(parties: Parties, at: datetime) -> None:
    found = parties.decided(parties.agreed(at).ref, at)
    complete_transfers(at=at + WEEK)

    with pytest.raises(TransferRefused):
        withdraw_transfer(found.ref, actor=parties.giver, at=at + WEEK)

    assert parties.taker_ref == owner_of(ACCOUNT)


def test_rq045_a_taker_at_its_cap_is_refused_with_the_count(parties: Parties, at: datetime) -> None:
    for number in (1, 2):
        register_account(f"acct-taken-{number}", name=f"示例{number}", operator_ref=parties.taker_ref, actor=SYSTEM, at=at)
    offered, code = offer_transfer(ACCOUNT, reason="业务转让", actor=parties.giver, at=at)

    with pytest.raises(TransferRefused, match=r"2 accounts.*2"):
        agree_to_transfer(offered.ref, code=code, operator_ref=parties.taker_ref, actor=parties.taker, at=at)


def test_rq045_a_taker_without_the_qualification_is_refused(matters: Matters, at: datetime) -> None:
    parties = Parties(matters, at)
    register_account("acct-med", name="示例科普", categories=["medicine"], operator_ref=parties.giver_ref, actor=SYSTEM, at=at)
    offered, code = offer_transfer("acct-med", reason="业务转让", actor=parties.giver, at=at)

    with pytest.raises(TransferRefused, match="medicine"):
        agree_to_transfer(offered.ref, code=code, operator_ref=parties.taker_ref, actor=parties.taker, at=at)


def test_rq045_a_taker_that_fills_its_cap_meanwhile_does_not_get_the_account(parties: Parties, at: datetime) -> None:
    found = parties.decided(parties.agreed(at).ref, at)
    for number in (1, 2):
        register_account(f"acct-taken-{number}", name=f"示例{number}", operator_ref=parties.taker_ref, actor=SYSTEM, at=at)

    complete_transfers(at=at + WEEK)

    assert ("refused", parties.giver_ref) == (transfer(found.ref).status, owner_of(ACCOUNT))


def test_rq046_followers_are_told_before_it_completes(parties: Parties, at: datetime) -> None:
    found = parties.decided(parties.agreed(at).ref, at)

    (message,) = OutboxMessage.objects.filter(topic=ANNOUNCED)
    announced = announced_transfer(ACCOUNT)
    assert ("announced", "unfollow") == (message.payload["what"], message.payload["exit"])
    assert (found.ref, at + WEEK) == (announced.ref if announced else "", announced.completes_at if announced else None)


def test_rq046_subject_change_is_in_the_history_and_pays_nothing_for_three_months(parties: Parties, at: datetime) -> None:
    parties.decided(parties.agreed(at).ref, at)
    complete_transfers(at=at + WEEK)

    change = next(one for one in selectors.account_history(ACCOUNT) if one.field == "operator")
    (unpaid,) = selectors.restrictions_of(ACCOUNT, at=at + WEEK)
    assert (parties.giver_ref, parties.taker_ref) == (change.old, change.new)
    assert ("advertise", months_later(at + WEEK, 3)) == (unpaid.function, unpaid.ends_at)


def test_completing_twice_changes_nothing(parties: Parties, at: datetime) -> None:
    parties.decided(parties.agreed(at).ref, at)

    assert [1, 0] == [complete_transfers(at=at + WEEK), complete_transfers(at=at + WEEK)]


def test_rq004_an_account_of_a_government_body_takes_two_people(matters: Matters, at: datetime) -> None:
    parties = Parties(matters, at, giver_class="government")
    found = parties.agreed(at)

    once = parties.decided(found.ref, at)
    twice = parties.decided(found.ref, at, by=parties.colleague)

    assert ("review", "cooling") == (once.status, twice.status)


def test_rq004_the_same_person_does_not_approve_twice(matters: Matters, at: datetime) -> None:
    parties = Parties(matters, at, giver_class="government")
    found = parties.decided(parties.agreed(at).ref, at)

    with pytest.raises(Exception, match="took part"):
        parties.decided(found.ref, at)
