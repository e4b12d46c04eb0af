"""Licences at the desk: looked up by account, text or number, and one ended with a reason both sides read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from goodstanding.apps.audit.selectors import entries_about
from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.notices import selectors as notices
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.services.licensing import grant_licence
from goodstanding.apps.originality.values import LicenceView
from tests.factories.desk import Desk

SignIn = Callable[[str], Client]
GIVER, TAKER = "acct-demo-01", "acct-demo-02"
REASON = "授权人书面说明从未同意，平台核实后终止。"


def letters(account: str) -> list[notices.NoticeView]:
    return [notices.notice(item.ref) for item in notices.inbox([("account", account)])]


@pytest.fixture
def licence(desk: Desk) -> LicenceView:
    """A licence the owner of one account gave to another."""
    actor = Actor.user(desk.users["owner"])
    return grant_licence(grantor=GIVER, grantee=TAKER, scopes=["excerpt"], terms="注明出处。", actor=actor, at=clock.now())


def test_rq064_desk_shows_who_gave_what_to_whom(sign_in: SignIn, licence: LicenceView):
    page = sign_in("reviewer").get("/console/licences/").content.decode()

    assert all(text in page for text in (licence.ref, "示例健康小站", "样例生活", "示例运营者", "注明出处。"))


@pytest.mark.parametrize("query", [TAKER, "样例生活", GIVER])
def test_licence_is_found_by_either_side(sign_in: SignIn, licence: LicenceView, query: str):
    assert licence.ref in sign_in("reviewer").get("/console/licences/", {"q": query}).content.decode()


def test_what_does_not_fit_is_left_out(sign_in: SignIn, licence: LicenceView):
    reviewer = sign_in("reviewer")

    assert licence.ref not in reviewer.get("/console/licences/", {"q": "acct-demo-03"}).content.decode()
    assert licence.ref not in reviewer.get("/console/licences/", {"state": "revoked"}).content.decode()


def test_search_of_the_desk_opens_a_licence_by_its_number(sign_in: SignIn, licence: LicenceView):
    assert f"/console/licences/?q={licence.ref}" == sign_in("reviewer").get("/console/search/", {"q": licence.ref}).url


def test_ended_licence_is_written_down_and_both_sides_read_why(sign_in: SignIn, licence: LicenceView):
    sign_in("reviewer").post(f"/console/licences/{licence.ref}/end/", {"reason": REASON})

    ended = originality.licence(licence.ref)
    assert REASON == ended.revoked_reason
    assert not ended.covers("c-1", clock.now() + timedelta(seconds=1))
    assert ["licence:granted", "licence:ended"] == [entry.action for entry in entries_about("licence", licence.ref)]
    assert all(any(REASON in notice.body for notice in letters(side)) for side in (GIVER, TAKER))


def test_licence_is_not_ended_without_a_reason_nor_twice(sign_in: SignIn, licence: LicenceView):
    reviewer, path = sign_in("reviewer"), f"/console/licences/{licence.ref}/end/"

    assert 422 == reviewer.post(path, {"reason": " "}).status_code
    reviewer.post(path, {"reason": REASON})
    assert 422 == reviewer.post(path, {"reason": REASON}).status_code


def test_auditor_and_operator_end_nothing(sign_in: SignIn, licence: LicenceView):
    for name in ("auditor", "owner"):
        assert 403 == sign_in(name).post(f"/console/licences/{licence.ref}/end/", {"reason": REASON}).status_code
    assert originality.licence(licence.ref).revoked_at is None
