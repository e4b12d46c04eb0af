"""Passing an account on at the portal: offered with a code, agreed to by the other party, withdrawn by either."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.registry.reading.transfers import transfer
from tests.apps.registry.test_transfers import ACCOUNT, Parties
from tests.factories.matters import Matters

SignIn = Callable[[str], Client]


@pytest.fixture
def parties(matters: Matters) -> Parties:
    """A company that gives an account up and one that takes it."""
    return Parties(matters, clock.now())


def offered(client: Client) -> tuple[str, str]:
    """Make an offer; return its reference and code."""
    page = client.post(f"/portal/accounts/{ACCOUNT}/transfer/", {"reason": "业务转让"}).content.decode()
    ref, code = re.findall(r'receipt-number ref">([^<]+)<', page)
    return ref, code


def test_offer_shows_its_code_once(sign_in: SignIn, parties: Parties):
    owner = sign_in("owner")
    ref, code = offered(owner)

    assert code not in owner.get(f"/portal/accounts/{ACCOUNT}/transfer/").content.decode()
    assert "offered" == transfer(ref).status


def test_other_party_agrees_and_a_person_looks_at_it(sign_in: SignIn, parties: Parties):
    ref, code = offered(sign_in("owner"))

    page = sign_in("stranger").post(
        "/portal/transfers/take/", {"ref": ref, "code": code, "operator": parties.taker_ref}, follow=True
    )

    assert "您已同意" in page.content.decode()
    assert "review" == transfer(ref).status


def test_wrong_code_is_told_in_the_readers_language(sign_in: SignIn, parties: Parties):
    ref, _ = offered(sign_in("owner"))

    response = sign_in("stranger").post("/portal/transfers/take/", {"ref": ref, "code": "WRONG", "operator": parties.taker_ref})

    assert 409 == response.status_code
    assert "offered" == transfer(ref).status


def test_second_offer_says_what_to_do_first(sign_in: SignIn, parties: Parties):
    owner = sign_in("owner")
    offered(owner)

    page = owner.post(f"/portal/accounts/{ACCOUNT}/transfer/", {"reason": "再次"}).content.decode()

    assert "请先撤回" in page


def test_transfer_is_seen_by_its_parties_only(sign_in: SignIn, parties: Parties):
    ref, _ = offered(sign_in("owner"))

    seen = [sign_in(name).get(f"/portal/transfers/{ref}/").status_code for name in ("owner", "stranger")]

    assert [200, 404] == seen


def test_withdrawn_transfer_says_so(sign_in: SignIn, parties: Parties):
    owner = sign_in("owner")
    ref, _ = offered(owner)

    page = owner.post(f"/portal/transfers/{ref}/withdraw/", follow=True).content.decode()

    assert "账号仍归原主体" in page
