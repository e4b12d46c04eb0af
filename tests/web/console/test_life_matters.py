"""Disuse and changes of owner at the desk, and the list of agencies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.enforcement.selectors import decisions_of, open_proposals
from goodstanding.apps.identity.models import User
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.models import Dormancy
from goodstanding.apps.registry.reading.credentials import local_day
from goodstanding.apps.registry.reading.freezes import freeze_of
from goodstanding.apps.registry.reading.life import dormancy_of, pause_of
from goodstanding.apps.registry.services.agencies import NewAgency, link_agency
from goodstanding.apps.registry.services.dormancy import watch_dormancy
from goodstanding.apps.registry.services.freezing import freeze_if_changed
from goodstanding.apps.review.selectors import case
from tests.factories.life import SCAN, agreement_accepted, credit_code, owner_changed, unused_since
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, Matters, claimed, seed_matters

SignIn = Callable[[str], Client]
DAY = timedelta(days=1)


@pytest.fixture
def matters(db: None) -> Matters:
    """Staff and two accounts with their operators."""
    return seed_matters(at=clock.now())


@pytest.fixture
def sign_in(matters: Matters) -> SignIn:
    """Return a browser in which one of them is signed in."""

    def call(name: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=matters.users[name]))
        return client

    return call


def proposed(matters: Matters) -> str:
    """Bring a long unused account before a person; return the case, claimed."""
    now = clock.now()
    agreement_accepted(PERSON_ACCOUNT, at=now - 500 * DAY)
    unused_since(PERSON_ACCOUNT, now - 400 * DAY)
    watch_dormancy(at=now - 20 * DAY)
    watch_dormancy(at=now - 5 * DAY)
    found = dormancy_of(PERSON_ACCOUNT)
    assert found is not None
    claimed(case(found.case_ref), matters.actor("reviewer"), at=now)
    return found.case_ref


def frozen(matters: Matters) -> str:
    """Bring an account that changed hands before a person; return the case, claimed."""
    now = clock.now()
    owner_changed(ACCOUNT, now)
    found = freeze_if_changed(ACCOUNT, at=now)
    assert found is not None
    claimed(case(found.case_ref), matters.actor("reviewer"), at=now)
    return found.case_ref


def settled(client: Client, ref: str, choice: str) -> str:
    form = {"version": case(ref).version, "choice": choice, "reasons": "已核查。"}
    return client.post(f"/console/cases/{ref}/matter/", form, follow=True).content.decode()


def test_rq041_the_desk_shows_since_when_it_was_unused_and_pauses_it(sign_in: SignIn, matters: Matters):
    Dormancy.objects.all().delete()
    ref, reviewer = proposed(matters), sign_in("reviewer")
    page = reviewer.get(f"/console/cases/{ref}/").content.decode()

    settled(reviewer, ref, "pause")

    assert "长期未使用" in page
    assert pause_of(PERSON_ACCOUNT) is not None


def test_rq043_the_desk_shows_what_changed_and_clears_it(sign_in: SignIn, matters: Matters):
    ref, reviewer = frozen(matters), sign_in("reviewer")
    page = reviewer.get(f"/console/cases/{ref}/").content.decode()

    settled(reviewer, ref, "clear")

    assert "手机号码" in page
    assert freeze_of(ACCOUNT, at=clock.now()) is None


def test_rq047_the_desk_suspends_on_proof(sign_in: SignIn, matters: Matters):
    ref = frozen(matters)

    settled(sign_in("reviewer"), ref, "suspend")

    assert ("suspended", 1) == (selectors.account(ACCOUNT).status, len(decisions_of(ACCOUNT)))


def test_rq047_the_desk_proposes_the_end_to_a_second_person(sign_in: SignIn, matters: Matters):
    ref = frozen(matters)

    settled(sign_in("reviewer"), ref, "end")

    assert ("active", 1) == (selectors.account(ACCOUNT).status, len(open_proposals()))


def test_rq074_agencies_are_listed_with_their_accounts(sign_in: SignIn, matters: Matters):
    now = clock.now()
    today = local_day(now)
    given = NewAgency(
        "演示万象文化传播有限公司", credit_code(), ["information_security"], today, today + 90 * DAY, ("a.pdf", SCAN)
    )
    link_agency(ACCOUNT, given, actor=matters.actor("owner"), at=now)

    page = sign_in("reviewer").get("/console/agencies/").content.decode()

    assert credit_code() in page
    assert ACCOUNT in page
