"""A transfer at the desk: both parties, the name under its new subject, and what was decided about the account before."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.enforcement.selectors import decisions_of
from goodstanding.apps.enforcement.values import MeasureDraft
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.identity.models import User
from goodstanding.apps.registry.name_records import NewName
from goodstanding.apps.registry.services.name_register import protect_names
from tests.apps.registry.test_transfers import ACCOUNT, Parties
from tests.factories.matters import Matters, case_about, decided, seed_matters

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def matters(db: None) -> Matters:
    """Staff and two companies."""
    return seed_matters(at=clock.now())


@pytest.fixture
def sign_in(matters: Matters) -> SignIn:
    """Return a browser in which one of them is signed in."""

    def call(name: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=matters.users[name]))
        return client

    return call


def panel(sign_in: SignIn, parties: Parties) -> str:
    found = parties.agreed(clock.now())
    return sign_in("reviewer").get(f"/console/cases/{found.case_ref}/").content.decode()


def test_rq045_desk_shows_what_the_name_touches_under_the_taker(sign_in: SignIn, matters: Matters):
    parties = Parties(matters, clock.now())
    protect_names([NewName("示例科技观察", "media", "示例名录", parties.giver_ref, "档案 1")], actor=SYSTEM, at=clock.now())

    page = panel(sign_in, parties)

    assert "接收后的名称" in page
    assert "不随账号转移" in page


def test_rq045_desk_says_that_an_ordinary_name_touches_nothing(sign_in: SignIn, matters: Matters):
    assert "未触及规则" in panel(sign_in, Parties(matters, clock.now()))


def test_rq046_history_of_violations_stays_before_the_reviewer(sign_in: SignIn, matters: Matters):
    parties = Parties(matters, clock.now())
    about = case_about("", account=ACCOUNT, severity="minor", at=clock.now())
    decided(matters, about, severity="minor", measures=(MeasureDraft("warn"),), at=clock.now())

    page = panel(sign_in, parties)

    assert 1 == len(decisions_of(ACCOUNT))
    assert re.search(r"以往决定.{0,200}1", page, re.DOTALL)
