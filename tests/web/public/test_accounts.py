"""Who is behind an account: found by name or id, without personal data, and not to be copied wholesale."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.disclosure.budget import lookups_since
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import services as registry
from goodstanding.apps.registry.models import Operator, Transfer
from goodstanding.web.public.views.accounts import LOOKUPS
from tests.factories.desk import Desk


@pytest.fixture
def person(desk: Desk) -> str:
    """An account of a natural person."""
    operator = registry.register_operator(
        subject_class="person",
        name="示例自然人全名",
        contact="13800000000",
        registered_place="示例省某路一号",
        actor=SYSTEM,
        at=clock.now(),
    )
    registry.register_account(
        "acct-demo-09", name="示例个人号", bio="", categories=[], operator_ref=operator.ref, actor=SYSTEM, at=clock.now()
    )
    return "acct-demo-09"


@pytest.mark.parametrize("query", ["示例健康", "acct-demo-01", "  示例健康小站 "])
def test_account_is_found_by_name_or_id(visitor: Client, query: str):
    page = visitor.get("/accounts/", {"q": query}).content.decode()

    assert "/accounts/acct-demo-01/" in page


@pytest.mark.parametrize("query", ["不存在的名字", "示", "\x00", "%", "<script>alert(1)</script>"])
def test_odd_queries_are_answered(visitor: Client, query: str):
    reply = visitor.get("/accounts/", {"q": query})

    assert 200 == reply.status_code
    assert b"<script>alert" not in reply.content


def test_card_of_an_organization_says_who_answers(visitor: Client):
    page = visitor.get("/accounts/acct-demo-01/").content.decode()
    owed = ["示例文化传播中心（演示）", "其他组织", "主体已认证", "健康科普备案（示例）", "/report/?account=acct-demo-01"]

    assert [] == [text for text in owed if text not in page]


def test_card_of_a_person_names_nobody(visitor: Client, person: str):
    page = visitor.get(f"/accounts/{person}/").content.decode()

    assert [] == [text for text in ("示例自然人全名", "13800000000", "某路一号") if text in page]
    assert "该账号由自然人运营" in page


def test_card_says_nothing_of_decisions(visitor: Client):
    page = visitor.get("/accounts/acct-demo-01/").content.decode()

    assert "D-" not in page


@pytest.mark.parametrize("path", ["/accounts/acct-nowhere/", "/accounts/a%00b/"])
def test_unknown_account_is_not_there(visitor: Client, path: str):
    assert 404 == visitor.get(path).status_code


def test_register_cannot_be_copied_at_speed(visitor: Client):
    for _ in range(LOOKUPS):
        visitor.get("/accounts/", {"q": "示例"})

    reply = visitor.get("/accounts/acct-demo-01/")

    assert (429, True) == (reply.status_code, "短时间内请求过多" in reply.content.decode())
    assert 0 < int(reply["Retry-After"]) <= 60


def test_one_visitor_does_not_use_up_the_share_of_another(visitor: Client):
    for _ in range(LOOKUPS + 1):
        visitor.get("/accounts/", {"q": "示例"})

    assert 200 == visitor.get("/accounts/acct-demo-01/", REMOTE_ADDR="192.0.2.9").status_code


def test_forwarded_header_earns_no_further_share(visitor: Client):
    for number in range(LOOKUPS):
        visitor.get("/accounts/", {"q": "示例"}, headers={"X-Forwarded-For": f"192.0.2.{number}"})

    reply = visitor.get("/accounts/", {"q": "示例"}, headers={"X-Forwarded-For": "198.51.100.1"})

    assert 429 == reply.status_code


def test_rq037_guessing_ids_is_refused_and_says_when_to_come_back(visitor: Client):
    for number in range(30):
        visitor.get(f"/accounts/acct-guess-{number}/")
    cache.clear()

    reply = visitor.get("/accounts/acct-demo-01/")

    assert (429, True) == (reply.status_code, int(reply["Retry-After"]) > 0)
    assert "请在" in reply.content.decode()


def test_rq037_the_page_and_the_log_keep_no_query(visitor: Client):
    visitor.get("/accounts/", {"q": "示例健康小站"})

    (line,) = lookups_since(clock.now().date() - timedelta(days=1))
    assert ("page", "search", 1) == (line.face, line.outcome, line.times)


def test_the_code_of_a_card_is_a_drawing_of_its_own(visitor: Client):
    reply = visitor.get("/accounts/acct-demo-01/code.svg")

    drawn = reply.content.decode()
    assert ("image/svg+xml", True) == (reply["Content-Type"], drawn.startswith("<svg"))
    assert [] == [text for text in ("style=", "<script", "<style") if text in drawn]


def test_the_code_says_nothing_of_who_exists(visitor: Client):
    assert 200 == visitor.get("/accounts/acct-nowhere/code.svg").status_code


def test_rq046_a_card_announces_the_change_before_it_takes_effect_and_keeps_it_after(visitor: Client, desk: Desk, person: str):
    giver, taker = (Operator.objects.get(accounts__account_ref=ref) for ref in ("acct-demo-01", person))
    transfer = Transfer.objects.create(
        ref="T-DEMO",
        account_ref="acct-demo-01",
        giver=giver,
        taker=taker,
        status="cooling",
        reason="示例",
        invitation_digest="-",
        offered_by="user:0",
        offered_at=clock.now(),
        completes_at=clock.now() + timedelta(days=7),
    )
    before = visitor.get("/accounts/acct-demo-01/").content.decode()
    registry.assign_account("acct-demo-01", operator_ref=taker.ref, actor=SYSTEM, at=clock.now())
    Transfer.objects.filter(pk=transfer.pk).update(status="completed")

    after = visitor.get("/accounts/acct-demo-01/").content.decode()

    today = clock.now().astimezone(LOCAL).date()
    assert f"运营主体将于 {today + timedelta(days=7)} 变更" in before
    assert f"主体于 {today} 变更" in after
    assert "示例自然人全名" not in before + after


@pytest.mark.parametrize(
    ("status", "says"), [("suspended", "该账号已被暂停"), ("closed", "该账号已关闭"), ("limited", "部分功能")]
)
def test_a_card_says_in_plain_words_where_the_account_stands(visitor: Client, status: str, says: str):
    with transaction.atomic():
        registry.set_account_status("acct-demo-01", status=status, decision_ref="D-DEMO", at=clock.now())

    assert says in visitor.get("/accounts/acct-demo-01/").content.decode()
