"""Corrections at the desk: brought up, suspended, confirmed, proposed to end; the list with its clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.obligations.services.appointments import appoint
from goodstanding.apps.obligations.values import Office
from goodstanding.apps.redress.correction_records import CorrectionView
from goodstanding.apps.redress.correction_selectors import correction, ongoing_correction
from goodstanding.apps.redress.services.corrections import hand_in_correction, mind_corrections
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import selectors as review
from tests.factories.desk import Desk

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
ACCOUNT = "acct-demo-01"


def ongoing() -> CorrectionView:
    found = ongoing_correction(ACCOUNT)
    assert found is not None
    return found


def claim(client: Client, case_ref: str) -> None:
    client.post(f"/console/cases/{case_ref}/claim/", {"version": review.case(case_ref).version})


def decide(client: Client, case_ref: str, **form: str) -> str:
    claim(client, case_ref)
    told = {"version": str(review.case(case_ref).version), "reasons": "账号名称与执照不符。"} | form
    return client.post(f"/console/cases/{case_ref}/matter/", told, follow=True).content.decode()


@pytest.fixture
def reviewer(sign_in: SignIn) -> Client:
    """A reviewer signed in."""
    return sign_in("reviewer")


@pytest.fixture
def found(reviewer: Client) -> CorrectionView:
    """A mismatch brought up at the desk."""
    reviewer.post("/console/corrections/", {"account": ACCOUNT, "fields": ["profile"], "facts": "名称与登记主体不符。"})
    return ongoing()


@pytest.fixture
def suspended(reviewer: Client, found: CorrectionView) -> CorrectionView:
    """An account suspended for it."""
    decide(reviewer, found.case_ref, choice="suspend", field_is_profile="yes", field_to_fix="请改为执照上的名称。")
    return ongoing()


def test_mismatch_is_brought_up_and_suspends_nothing(found: CorrectionView) -> None:
    assert ("found", "active") == (found.state, registry.account(ACCOUNT).status)


def test_mismatch_without_words_is_given_back(reviewer: Client, desk: Desk) -> None:
    response = reviewer.post("/console/corrections/", {"account": ACCOUNT, "fields": ["profile"], "facts": ""})

    assert 422 == response.status_code
    assert 'value="profile" checked' in response.content.decode()


def test_case_shows_what_the_register_holds(reviewer: Client, found: CorrectionView) -> None:
    page = reviewer.get(f"/console/cases/{found.case_ref}/").content.decode()

    assert "注册信息与注册主体不符" in page
    assert "示例健康小站" in page


def test_reviewer_suspends_with_the_shipped_pack_alone(suspended: CorrectionView) -> None:
    assert ("open", "suspended") == (suspended.state, registry.account(ACCOUNT).status)


def test_suspension_without_saying_what_to_fix_is_refused(reviewer: Client, found: CorrectionView) -> None:
    page = decide(reviewer, found.case_ref, choice="suspend", field_is_profile="yes", field_to_fix="")

    assert "还缺少内容" in page
    assert "active" == registry.account(ACCOUNT).status


def test_list_shows_each_correction_with_its_clock(reviewer: Client, suspended: CorrectionView) -> None:
    page = reviewer.get("/console/corrections/").content.decode()

    assert suspended.decision_ref in page
    assert "已暂停，待更正" in page


def test_handed_in_correction_is_confirmed_at_the_desk(reviewer: Client, desk: Desk, suspended: CorrectionView) -> None:
    hand_in_correction(suspended.ref, answer="已改名。", actor=Actor.user(desk.users["owner"]), at=clock.now())

    page = decide(reviewer, ongoing().case_ref, choice="confirm")

    assert "服务已恢复" in page
    assert ("corrected", "active") == (correction(suspended.ref).state, registry.account(ACCOUNT).status)


def test_end_is_proposed_at_the_desk_and_approved_under_approvals(
    reviewer: Client, sign_in: SignIn, desk: Desk, suspended: CorrectionView, monkeypatch: pytest.MonkeyPatch
) -> None:
    appoint(Office.OFFICER, desk.users["senior"], actor=SYSTEM, at=clock.now())
    later = clock.now() + timedelta(days=9)
    mind_corrections(at=later - timedelta(days=3))
    mind_corrections(at=later)
    monkeypatch.setattr(clock, "now", lambda: later)

    page = decide(reviewer, ongoing().case_ref, choice="terminate")
    assert "复核" in page
    from goodstanding.apps.enforcement.selectors import open_proposals

    (proposal,) = open_proposals()
    sign_in("senior").post(f"/console/proposals/{proposal.ref}/", {"settle": "approve", "note": ""})

    assert ("terminated", "closed") == (correction(suspended.ref).state, registry.account(ACCOUNT).status)
