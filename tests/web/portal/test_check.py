"""The self-check: hits with clause and place, nothing recorded, nothing of the banks told."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from goodstanding.apps.audit import selectors as audit
from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.identity.models import User
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.core.policy.loader import load_pack
from goodstanding.web.portal.pages.check import Checked, Draft, checked
from tests.factories.desk import PACK, TRADE, Desk, seed_desk


@pytest.fixture
def desk(db: None) -> Desk:
    cache.clear()
    return seed_desk(at=clock.now())


@pytest.fixture
def client(desk: Desk) -> Client:
    browser = Client()
    browser.force_login(User.objects.get(username="owner"))
    return browser


def test_disguised_offer_is_pointed_to_with_clause_and_advice(client: Client):
    page = client.post("/portal/check/", {"title": "", "body": TRADE}).content.decode()

    assert "第十八条第（八）项" in page
    assert "建议：" in page
    assert "<mark>" in page


def test_harmless_text_is_promised_nothing(client: Client):
    page = client.post("/portal/check/", {"body": "【示例】每天走路三十分钟。"}).content.decode()

    assert "现行规则没有发现问题" in page


def test_record_is_kept_where_it_is_asked_for(client: Client):
    client.post("/portal/check/", {"body": TRADE, "record": "1"})

    entry = audit.latest_entries(limit=1)[0]
    assert "check:recorded" == entry.action
    assert "转让" not in entry.payload


def test_check_leaves_no_trace(client: Client):
    before = (ingest.count_of_events(), audit.log_size())

    client.post("/portal/check/", {"body": TRADE})

    assert before == (ingest.count_of_events(), audit.log_size())


def test_banks_and_signals_are_not_told(client: Client):
    page = client.post("/portal/check/", {"body": TRADE}).content.decode()
    pack = load_pack(Path(PACK))

    titles = [title for bank in pack.banks.values() for title in (bank.title.zh, bank.title.en)]
    assert [] == [name for name in (*pack.banks, *pack.signals, *titles) if name in page]


def test_places_are_the_words_of_the_text(desk: Desk):
    body = f"第一行（示例）\n{TRADE}"

    found = checked(Draft("", body), language="zh-hans", actor=SYSTEM, at=clock.now())

    assert isinstance(found, Checked)
    places = [place for hit in found.hits for place in hit.passages]
    assert places
    assert [] == [place for place in places if place.text not in body.splitlines()[place.line - 1]]


@pytest.mark.parametrize("draft", [{"body": " "}, {"body": "字" * 20_001}])
def test_text_that_cannot_be_checked_is_said_to_be(client: Client, draft: dict[str, str]):
    reply = client.post("/portal/check/", draft)

    assert 422 == reply.status_code


def test_account_of_somebody_else_is_not_looked_at(client: Client):
    reply = client.post("/portal/check/", {"body": TRADE, "account": "acct-demo-02"})

    assert "" == reply.context["draft"].account_ref


def test_many_checks_are_asked_to_wait_and_the_text_is_kept(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("goodstanding.web.portal.views.check.CHECKS", 1)
    client.post("/portal/check/", {"body": "【示例】走路。"})

    reply = client.post("/portal/check/", {"body": "【示例】原样保留。"})

    assert (429, True) == (reply.status_code, "原样保留" in reply.content.decode())
    assert int(reply["Retry-After"]) > 0


def test_a_day_of_checks_has_an_end(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("goodstanding.web.portal.views.check.DAILY_CHECKS", 1)
    client.post("/portal/check/", {"body": "【示例】走路。"})

    reply = client.post("/portal/check/", {"body": "【示例】走路。"})

    assert (429, True) == (reply.status_code, "明天" in reply.content.decode())
