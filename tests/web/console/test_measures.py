"""Measures the platform has not said it carries out: counted on the first page, listed with what they belong to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.services import confirm_measure
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.webhooks.services import register_endpoint
from goodstanding.web.console.pages import measures
from tests.factories.desk import Desk

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what was imposed a moment ago count as waiting."""
    monkeypatch.setattr(measures, "GRACE", timedelta(seconds=-60))


def test_first_page_leads_to_unconfirmed_measures(sign_in: SignIn):
    page = sign_in("reviewer").get("/console/").content.decode()

    assert 'href="/console/measures/"' in page
    assert "未获平台确认执行" in page


def test_unconfirmed_measure_is_listed_with_its_decision(sign_in: SignIn, desk: Desk):
    (held, *_) = enforcement.decisions_of("acct-demo-01")

    page = sign_in("reviewer").get("/console/measures/").content.decode()

    assert f"/console/decisions/{held.ref}/" in page
    assert "示例健康小站" in page


def test_confirmed_measure_is_gone(sign_in: SignIn, desk: Desk):
    for ref, state in enforcement.unconfirmed_measures(before=clock.now() + timedelta(minutes=1)):
        confirm_measure(ref, state.position, at=clock.now())

    assert "生效中的措施均已由平台确认执行" in sign_in("reviewer").get("/console/measures/").content.decode()
    assert "/console/measures/" not in sign_in("reviewer").get("/console/").content.decode()


def test_page_says_where_nobody_listens(sign_in: SignIn, desk: Desk):
    missing = "没有接收 measure.apply 的网络回调地址"
    assert missing in sign_in("reviewer").get("/console/measures/").content.decode()

    register_endpoint("https://platform.example.invalid/hook", topics=["measure.apply"], actor=SYSTEM, at=clock.now())

    assert missing not in sign_in("reviewer").get("/console/measures/").content.decode()


def test_measures_of_hidden_cases_are_left_out(desk: Desk):
    before = clock.now() + timedelta(minutes=1)
    (held, *_) = enforcement.decisions_of("acct-demo-01")

    waiting = enforcement.unconfirmed_measures(before=before, hidden=[held.case_ref])

    assert held.ref not in [ref for ref, _ in waiting]
