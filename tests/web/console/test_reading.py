"""Lists, search, policies and the record: what staff read, and what they may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.policies.engines import Fault, Waiting
from goodstanding.apps.review import selectors as review
from goodstanding.apps.screening.services.counting import count_hits
from tests.factories.desk import Desk
from tests.web.matters import decide

SignIn = Callable[[str], Client]


def test_queues_show_what_waits_and_their_limits(sign_in: SignIn):
    page = sign_in("reviewer").get("/console/").content.decode()

    assert "账号交易与批量注册" in page
    assert "5 个工作日" in page


def test_first_page_says_what_to_do_next(sign_in: SignIn, desk: Desk):
    page = sign_in("reviewer").get("/console/").content.decode()

    following = review.next_case(None, desk.users["reviewer"], at=clock.now())
    assert following is not None
    assert f'<a class="strong" href="/console/cases/{following.ref}/">' in page


def test_restricted_queue_is_hidden_from_those_without_it(sign_in: SignIn):
    assert "敲诈勒索与有偿删帖" not in sign_in("reviewer").get("/console/").content.decode()
    assert sign_in("reviewer").get("/console/queues/restricted/").status_code == 404
    assert "敲诈勒索与有偿删帖" in sign_in("senior").get("/console/").content.decode()


def test_start_reviewing_claims_the_most_urgent_case(sign_in: SignIn, desk: Desk):
    answer = sign_in("reviewer").post("/console/start/")

    ref = answer.headers["Location"].split("/")[3]
    assert review.case(ref).lease_holder == desk.users["reviewer"]


def test_start_reviewing_says_when_nothing_waits(sign_in: SignIn):
    page = sign_in("reviewer").post("/console/start/minors/", follow=True).content.decode()

    assert "目前没有您可以领取的案件。" in page


def test_queue_lists_cases_with_their_excerpt(sign_in: SignIn, desk: Desk):
    page = sign_in("reviewer").get("/console/queues/trading/").content.decode()

    assert desk.case("trade") in page
    assert "本号诚意转让" in page


@pytest.mark.parametrize("query", ["示例健康", "acct-demo-01"])
def test_search_finds_cases_by_account(sign_in: SignIn, desk: Desk, query: str):
    page = sign_in("reviewer").get("/console/search/", {"q": query}).content.decode()

    assert desk.case("trade") in page


def test_search_opens_a_case_by_its_number(sign_in: SignIn, desk: Desk):
    answer = sign_in("reviewer").get("/console/search/", {"q": desk.case("trade").lower()})

    assert answer.headers["Location"] == f"/console/cases/{desk.case('trade')}/"


def test_search_for_nothing_known_says_so(sign_in: SignIn):
    assert "没有这个名称或编号。" in sign_in("reviewer").get("/console/search/", {"q": "没有的账号"}).content.decode()


def test_policies_list_rules_with_their_clauses(sign_in: SignIn):
    page = sign_in("reviewer").get("/console/policies/").content.decode()

    assert "account-trading.offer" in page
    assert "PA21:18(8)" in page


def test_rule_page_shows_condition_and_worked_cases(sign_in: SignIn):
    page = sign_in("reviewer").get("/console/policies/rules/account-trading.offer/").content.decode()

    assert "signal.account_trade_offers.hit" in page
    assert "介绍官方转让流程" in page


def test_rule_page_says_what_the_names_of_its_condition_mean(sign_in: SignIn):
    page = sign_in("reviewer").get("/console/policies/rules/account-trading.offer/").content.decode()

    assert "账号买卖邀约" in page


def test_auditor_verifies_the_record(sign_in: SignIn):
    page = sign_in("auditor").post("/console/record/verify/").content.decode()

    assert "记录完整" in page


def test_reviewer_may_not_verify_the_record(sign_in: SignIn):
    assert sign_in("reviewer").post("/console/record/verify/").status_code == 403


def test_record_names_acts_and_links_to_what_they_are_about(sign_in: SignIn, desk: Desk):
    page = sign_in("auditor").get("/console/record/").content.decode()

    assert "立案" in page
    assert f'href="/console/cases/{desk.case("trade")}/"' in page


def test_decisions_show_names_of_accounts_and_people(sign_in: SignIn, desk: Desk):
    decide(sign_in("reviewer"), desk.case("trade"))

    page = sign_in("senior").get("/console/decisions/").content.decode()

    assert "审核员甲（演示）" in page
    assert "acct-demo-01" in page


def test_automatic_hold_is_listed_as_a_suspicion(sign_in: SignIn):
    page = sign_in("reviewer").get("/console/decisions/").content.decode()

    assert "涉嫌" in page


def test_english_is_one_switch_away(sign_in: SignIn):
    client = sign_in("reviewer")

    answer = client.post("/language/", {"language": "en", "next": "/console/"}, follow=True)

    assert "Account trading and bulk registration" in answer.content.decode()


@pytest.mark.parametrize("name", ["reviewer", "senior", "officer", "auditor"])
def test_pages_open_for_every_kind_of_staff(sign_in: SignIn, name: str):
    client = sign_in(name)

    answers = {address: client.get(address).status_code for address in ("/console/", "/console/decisions/", "/console/record/")}

    assert set(answers.values()) == {200}, answers


def test_responses_carry_a_strict_content_policy(sign_in: SignIn):
    policy = sign_in("reviewer").get("/console/").headers["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_policies_say_that_a_pack_cannot_be_compiled(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch):
    live = policies.live_pack()
    assert live is not None
    wanted = replace(live, version="9999.1.1")
    fault = Fault(clock.now(), "示例：参数没有取值。")
    waiting = Waiting(wanted, date(2026, 11, 24), live, date(2026, 11, 23), fault)
    monkeypatch.setattr(policies, "waiting_engine", lambda: waiting)

    for address in ("/console/", "/console/policies/"):
        page = sign_in("reviewer").get(address).content.decode()
        assert "cn-public-accounts@9999.1.1 无法按 2026-11-24 的规则编译。" in page
        assert "示例：参数没有取值。" in page


def test_rule_in_roll_out_says_on_how_much_it_acts(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch):
    pack = policies.live_policy()
    partial = replace(pack, rules=tuple(replace(rule, rollout=0.25) for rule in pack.rules))
    monkeypatch.setattr(policies, "live_policy", lambda: partial)

    page = sign_in("reviewer").get("/console/policies/rules/account-trading.offer/").content.decode()

    assert " 25%</span>" in page
    assert "仅对这一比例的事件生效" in page


def test_policies_show_hits_and_how_many_were_found_right(sign_in: SignIn, desk: Desk):
    count_hits(at=clock.now() + timedelta(minutes=5))
    decide(sign_in("reviewer"), desk.case("trade-2"))

    rules = sign_in("reviewer").get("/console/policies/").content.decode()
    rule = sign_in("reviewer").get("/console/policies/rules/account-trading.offer/").content.decode()

    assert "30 天命中" in rules
    assert "人工决定 1 件，其中 1 件认定违规" in rule
    assert "词库条目" in rule
