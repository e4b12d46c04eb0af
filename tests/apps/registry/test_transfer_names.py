"""The name of an account that passes on: looked at again under the subject that takes it."""

from __future__ import annotations

from datetime import datetime

import pytest

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.name_records import NewName
from goodstanding.apps.registry.reading.names import holds_of
from goodstanding.apps.registry.reading.transfers import transfer
from goodstanding.apps.registry.selectors import account
from goodstanding.apps.registry.services.name_register import protect_names
from goodstanding.apps.registry.services.profiles import apply_profile
from goodstanding.apps.registry.services.transferring import complete_transfers
from goodstanding.apps.registry.transfer_names import examined_under
from tests.apps.registry.test_transfers import ACCOUNT, WEEK, Parties
from tests.factories.matters import Matters

pytestmark = pytest.mark.django_db
NAME = "示例理工大学"


@pytest.fixture
def parties(matters: Matters, at: datetime) -> Parties:
    return Parties(matters, at)


def protected(parties: Parties, at: datetime) -> str:
    """Protect the account's name for its giver, with a letter on file; return the entry."""
    apply_profile(ACCOUNT, {"name": NAME}, cause="test", at=at)
    (ref,) = protect_names([NewName(NAME, "university", "示例名录", parties.giver_ref, "档案 2026-7")], actor=SYSTEM, at=at)
    return ref


def test_rq045_letter_of_the_giver_does_not_cover_the_taker(parties: Parties, at: datetime) -> None:
    protected(parties, at)

    rules = [
        [hit.rule for hit in examined_under(ACCOUNT, ref, at=at).hits if hit.rule == "protected"]
        for ref in (parties.giver_ref, parties.taker_ref)
    ]

    assert [[], ["protected"]] == rules


def test_rq045_person_who_approved_the_name_with_the_transfer_is_not_asked_twice(parties: Parties, at: datetime) -> None:
    protected(parties, at)
    found = parties.decided(parties.agreed(at).ref, at)

    complete_transfers(at=at + WEEK)

    assert ("completed", ()) == (transfer(found.ref).status, holds_of(ACCOUNT))


def test_rq045_name_protected_since_the_approval_is_held_when_the_account_passes_on(parties: Parties, at: datetime) -> None:
    apply_profile(ACCOUNT, {"name": NAME}, cause="test", at=at)
    parties.decided(parties.agreed(at).ref, at)
    (ref,) = protect_names([NewName(NAME, "university", "示例名录")], actor=SYSTEM, at=at)

    complete_transfers(at=at + WEEK)

    (hold,) = holds_of(ACCOUNT)
    assert ("recheck", "held", [ref]) == (hold.origin, hold.state, [one.ref for one in hold.likenesses])
    assert (NAME, parties.taker_ref) == (account(ACCOUNT).name, account(ACCOUNT).operator.ref)  # type: ignore[union-attr]
