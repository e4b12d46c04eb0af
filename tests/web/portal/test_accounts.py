"""Where an account stands, said plainly; and nobody else's account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.apps.notices import services as notices
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.records import RestrictionRecord
from goodstanding.web.portal.pages.accounts import account_page, limit_lines
from tests.factories.matters import ACCOUNT, Matters, appealed, machine_hold

SignIn = Callable[[str], Client]


def next_kind() -> str:
    return account_page(registry.account(ACCOUNT), at=clock.now()).next.kind


def read_everything(matters: Matters) -> None:
    from goodstanding.apps.notices import selectors

    for item in selectors.inbox([("account", ACCOUNT)]):
        notices.mark_read(item.ref, at=clock.now())


def test_stranger_to_the_portal_is_asked_to_sign_in(db: None):
    reply = Client().get("/portal/")

    assert "/sign-in/?next=/portal/" == reply["Location"]


def test_clear_account_is_said_to_be_in_good_standing(owner: Client):
    page = owner.get("/portal/").content.decode()

    assert "账号状态良好。" in page


def test_limited_account_says_what_and_until_when(owner: Client, decision: DecisionView):
    page = owner.get(f"/portal/accounts/{ACCOUNT}/").content.decode()

    assert "受限至" in page
    assert decision.ref in page


def test_english_reader_reads_english(owner: Client, decision: DecisionView):
    owner.cookies["goodstanding_language"] = "en"

    page = owner.get("/portal/").content.decode()

    assert "The account cannot publish for now" in page


@pytest.mark.parametrize("path", ["accounts/acct-demo-01/", "decisions/{ref}/", "decisions/{ref}/appeal/"])
def test_pages_of_another_operator_are_not_there(sign_in: SignIn, decision: DecisionView, path: str):
    reply = sign_in("stranger").get("/portal/" + path.format(ref=decision.ref))

    assert 404 == reply.status_code


def test_staff_who_act_for_no_account_see_none(sign_in: SignIn, decision: DecisionView):
    assert "您还没有可以管理的账号" in sign_in("reviewer").get("/portal/").content.decode()


def test_unread_notice_comes_first(matters: Matters, decision: DecisionView):
    assert "read" == next_kind()


def test_decision_that_acts_asks_to_be_put_right_or_appealed(matters: Matters, decision: DecisionView):
    read_everything(matters)

    assert "appeal" == next_kind()


def test_open_appeal_only_asks_to_wait(matters: Matters, decision: DecisionView):
    appealed(matters, decision, at=clock.now())
    read_everything(matters)

    assert "waiting" == next_kind()


def test_machine_hold_only_asks_to_wait_for_a_person(matters: Matters):
    machine_hold(at=clock.now())
    read_everything(matters)

    assert "held" == next_kind()


def test_function_limited_twice_is_limited_until_the_later_end():
    now = clock.now()
    restrictions = [RestrictionRecord(ACCOUNT, "ads", now, now + timedelta(days=days), f"D-{days}", None) for days in (30, 7)]

    (line,) = limit_lines(restrictions)

    assert (now + timedelta(days=30), ("D-30", "D-7")) == (line.ends_at, line.decisions)


def test_function_limited_once_without_end_has_none():
    now = clock.now()
    restrictions = [RestrictionRecord(ACCOUNT, "ads", now, end, "D-1", None) for end in (now, None)]

    (line,) = limit_lines(restrictions)

    assert line.ends_at is None
