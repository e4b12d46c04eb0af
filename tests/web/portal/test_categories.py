"""Categories at the portal: the drift as its operator sees it, and other categories asked for with one click."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.ingest.models import Content
from goodstanding.apps.registry.reading.categories import change_waiting
from goodstanding.apps.registry.services.categories import note_drift
from tests.factories.matters import ACCOUNT, Matters

SignIn = Callable[[str], Client]
PATH = f"/portal/accounts/{ACCOUNT}/categories/"


def test_rq070_operator_sees_its_drift_and_until_when_nobody_acts(sign_in: SignIn, matters: Matters):
    Content.objects.filter(account_ref=ACCOUNT).update(category="food")
    note_drift(ACCOUNT, published={"food": 12}, at=clock.now())

    page = sign_in("owner").get(PATH).content.decode()

    assert "之前平台不会据此处理" in page
    assert '<input type="hidden" name="categories" value="food">' in page


def test_rq070_change_is_asked_for_with_one_click(sign_in: SignIn, matters: Matters):
    owner = sign_in("owner")
    owner.post(PATH, {"categories": ["health", "food"]})

    waiting = change_waiting(ACCOUNT)
    assert waiting is not None
    assert ("health", "food") == waiting.wanted
    assert "撤回申请" in owner.get(PATH).content.decode()


def test_request_is_withdrawn(sign_in: SignIn, matters: Matters):
    owner = sign_in("owner")
    owner.post(PATH, {"categories": ["health", "food"]})

    owner.post(f"{PATH}withdraw/")

    assert change_waiting(ACCOUNT) is None


def test_categories_of_others_are_not_found(sign_in: SignIn, matters: Matters):
    assert 404 == sign_in("stranger").get(PATH).status_code
