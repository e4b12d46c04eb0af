"""The case page: everything needed to decide, and one person at a time."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.originality.models import Repost, SourceLook
from goodstanding.apps.review import selectors as review
from tests.factories.desk import Desk

SignIn = Callable[[str], Client]


def claim(client: Client, ref: str) -> None:
    version = review.case(ref).version
    client.post(f"/console/cases/{ref}/claim/", {"version": version})


@pytest.fixture
def ref(desk: Desk) -> str:
    return desk.case("trade")


def test_page_shows_item_with_marked_passages(sign_in: SignIn, ref: str):
    page = sign_in("reviewer").get(f"/console/cases/{ref}/").content.decode()

    assert 'href="#why-1"' in page
    assert 'id="why-1"' in page
    assert "招揽买卖公众账号" in page
    assert "示例文化传播中心（演示）" in page


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "“账号买卖邀约”"), ("en", "bank “Offers to trade accounts”")])
def test_reasons_speak_the_readers_language_and_call_banks_by_title(sign_in: SignIn, ref: str, language: str, title: str):
    client = sign_in("reviewer")
    client.cookies["goodstanding_language"] = language

    page = client.get(f"/console/cases/{ref}/").content.decode()

    assert title in page
    assert "“account-trade-offers”" not in page


def test_evidence_calls_a_rule_by_its_title(sign_in: SignIn, ref: str):
    page = sign_in("reviewer").get(f"/console/cases/{ref}/").content.decode()

    assert re.search(r"<div>[^<]*招揽买卖公众账号[^<]*</div>", page)


def test_unclaimed_case_offers_to_claim_and_no_form(sign_in: SignIn, ref: str):
    page = sign_in("reviewer").get(f"/console/cases/{ref}/").content.decode()

    assert f'action="/console/cases/{ref}/claim/"' in page
    assert 'id="decide"' not in page


def test_claimed_case_offers_the_decision_form(sign_in: SignIn, ref: str):
    client = sign_in("reviewer")

    claim(client, ref)
    page = client.get(f"/console/cases/{ref}/").content.decode()

    assert 'id="decide"' in page
    assert "PA21:18(8)" in page
    assert review.case(ref).is_leased(at=clock.now())


def test_case_held_by_another_is_read_only_and_says_who(sign_in: SignIn, ref: str):
    claim(sign_in("colleague"), ref)

    page = sign_in("reviewer").get(f"/console/cases/{ref}/").content.decode()

    assert "审核员乙（演示） 正在办理本案。" in page
    assert 'id="decide"' not in page


def test_second_claim_is_a_conflict(sign_in: SignIn, ref: str):
    version = review.case(ref).version
    sign_in("colleague").post(f"/console/cases/{ref}/claim/", {"version": version})

    answer = sign_in("reviewer").post(f"/console/cases/{ref}/claim/", {"version": version})

    assert answer.status_code == 409


def test_note_written_on_a_stale_case_is_kept(sign_in: SignIn, ref: str):
    client = sign_in("reviewer")
    claim(client, ref)

    answer = client.post(f"/console/cases/{ref}/note/", {"version": 1, "note": "写到一半的备注"})

    assert answer.status_code == 409
    assert "写到一半的备注" in answer.content.decode()


def test_empty_note_shows_the_form_again(sign_in: SignIn, ref: str):
    client = sign_in("reviewer")

    answer = client.post(f"/console/cases/{ref}/note/", {"version": review.case(ref).version, "note": " "})

    assert answer.status_code == 422
    assert "缺少一项内容。" in answer.content.decode()


def test_lease_is_renewed_for_its_holder_only(sign_in: SignIn, ref: str):
    holder = sign_in("reviewer")
    claim(holder, ref)

    kept = holder.post(f"/console/cases/{ref}/lease/")
    refused = sign_in("colleague").post(f"/console/cases/{ref}/lease/")

    assert kept.status_code == 200
    assert "data-expires" in kept.content.decode()
    assert refused.status_code == 409


def test_skip_returns_to_the_queue_and_frees_the_case(sign_in: SignIn, ref: str):
    client = sign_in("reviewer")
    claim(client, ref)

    answer = client.post(f"/console/cases/{ref}/skip/", {"version": review.case(ref).version, "note": "需要专业意见"})

    assert answer.headers["Location"] == "/console/queues/trading/"
    assert not review.case(ref).is_leased(at=clock.now())


def test_handing_over_gives_the_case_to_a_colleague(sign_in: SignIn, desk: Desk, ref: str):
    client = sign_in("reviewer")
    claim(client, ref)

    client.post(
        f"/console/cases/{ref}/hand_over/",
        {"version": review.case(ref).version, "to": desk.users["colleague"], "note": "请继续"},
    )

    assert review.case(ref).assignee == desk.users["colleague"]


def test_unknown_case_is_not_found(sign_in: SignIn):
    assert sign_in("reviewer").get("/console/cases/C-NONE/").status_code == 404


def test_unknown_page_keeps_staff_at_the_desk(sign_in: SignIn):
    answer = sign_in("reviewer").get("/console/nowhere/")

    assert answer.status_code == 404
    assert 'href="/console/decisions/"' in answer.content.decode()


def test_missing_permission_keeps_staff_at_the_desk(sign_in: SignIn):
    answer = sign_in("reviewer").post("/console/record/verify/")

    assert answer.status_code == 403
    assert "您不能进行此项操作" in answer.content.decode()


def test_operator_may_not_open_a_case(sign_in: SignIn, ref: str):
    assert sign_in("owner").get(f"/console/cases/{ref}/").status_code == 403


def test_visitor_is_sent_to_sign_in(db: None):
    answer = Client().get("/console/")

    assert answer.headers["Location"].startswith("/sign-in/?next=/console/")


def test_rq075_reviewer_sees_that_a_source_leads_nowhere(sign_in: SignIn, ref: str):
    told, now = {"content_ref": review.case(ref).content_ref, "account_ref": "acct-demo-01"}, clock.now()
    link = "https://demo.example.com/1"
    Repost.objects.create(**told, content_sha256="0" * 64, owner="示例日报", source_url=link, basis="licence", at=now)
    SourceLook.objects.create(**told, url=link, outcome="gone", status=404, looks=2, is_confirmed=True, first_at=now, last_at=now)

    page = sign_in("reviewer").get(f"/console/cases/{ref}/").content.decode()

    assert "来源链接指向的内容不存在" in page
    assert "示例日报" in page
