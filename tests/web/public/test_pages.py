"""The first page, the rules, the process, and the plain answers for machines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from goodstanding.apps.policies import selectors as policies
from goodstanding.web.public.pages.rules import rulebook
from goodstanding.web.rulebook import clause_name, rules_in_force
from tests.factories.desk import Desk


def test_first_page_asks_who_and_publishes_the_limits(visitor: Client):
    """RQ-094."""
    page = visitor.get("/").content.decode()
    owed = ['name="q"', "/report/", 'name="receipt"', "/rules/", "12 小时", "7 个工作日", "受理"]

    assert [] == [text for text in owed if text not in page]


def test_first_page_speaks_english(visitor: Client):
    visitor.cookies["goodstanding_language"] = "en"

    assert "7 working days" in visitor.get("/").content.decode()


def test_pages_work_before_any_pack_is_installed(db: None):
    visitor = Client()

    statuses = [visitor.get(path).status_code for path in ("/", "/accounts/", "/report/", "/rules/", "/how-we-decide/")]

    assert [200] * 5 == statuses


def test_every_live_rule_stands_under_its_clause(visitor: Client, desk: Desk):
    page = visitor.get("/rules/").content.decode()
    live = [rule.id for rule in policies.live_policy().rules if rule.mode == "live"]

    assert [] == [rule for rule in live if f"/rules/{rule}/" not in page]


def test_clauses_come_in_the_order_of_the_law(desk: Desk):
    from goodstanding.apps.common import clock

    book = rulebook("zh-hans", at=clock.now())

    assert book is not None
    refs = [chapter.clause.ref for chapter in book.chapters if chapter.clause.ref.startswith("PA21:18(")]
    assert sorted(refs, key=lambda ref: int(ref[8:-1])) == refs


def test_rule_page_says_why_what_to_do_and_what_may_follow(visitor: Client, desk: Desk):
    rule = next(rule for rule in policies.live_policy().rules if rule.id == "account-trading.offer")

    page = visitor.get("/rules/account-trading.offer/").content.decode()

    owed = [rule.rationale.zh, rule.advice.zh, "第十八条第（八）项", "首次", "第二次"]
    assert [] == [text for text in owed if text not in page]


def test_what_a_rule_looks_for_is_not_told(visitor: Client, desk: Desk):
    pack = policies.live_policy()

    page = visitor.get("/rules/account-trading.offer/").content.decode()

    assert [] == [name for name in (*pack.banks, *pack.signals, *pack.parameters) if name in page]


@pytest.mark.parametrize("rule", ["no-such.rule", "a%00b"])
def test_unknown_rule_is_not_there(visitor: Client, rule: str):
    assert 404 == visitor.get(f"/rules/{rule}/").status_code


def test_rule_of_tomorrow_is_not_in_force_today(desk: Desk):
    pack = policies.live_policy()

    assert () == rules_in_force(pack, "en", on=date(2000, 1, 1))


@pytest.mark.parametrize(
    ("ref", "language", "name"),
    [
        ("PA21:18(8)", "zh-hans", "第十八条第（八）项"),
        ("PA21:18(8)", "en", "Article 18, item 8"),
        ("PA21:20.2", "en", "Article 20, paragraph 2"),
        ("odd", "en", "odd"),
    ],
)
def test_clauses_are_called_by_article_and_item(ref: str, language: str, name: str):
    assert name == clause_name(ref, language)


def test_queues_of_the_pack_publish_their_limits(visitor: Client, desk: Desk):
    page = visitor.get("/how-we-decide/").content.decode()
    titles = [
        queue.title.zh for queue in policies.live_policy().queues.values() if not queue.id.startswith(("appeals", "reports"))
    ]

    assert [] == [title for title in titles if title not in page]


@pytest.mark.parametrize("path", ["/", "/how-we-decide/"])
def test_pages_publish_the_limits_of_the_pack_in_force(visitor: Client, monkeypatch: pytest.MonkeyPatch, path: str):
    pack = policies.live_policy()
    odd = {
        "appeals": 3,
        "appeals-expedited": 31,
        "reports": 37,
        "minors": 11,
        "personal-rights": 23,
        "copyright": 9,
        "ordinary": 4,
    }
    queues = {ref: replace(queue, limit=odd.get(ref, queue.limit)) for ref, queue in pack.queues.items()}
    monkeypatch.setattr(policies, "live_policy", lambda: replace(pack, queues=queues))

    page = visitor.get(path).content.decode()

    owed = ["3 个工作日", "31 小时", "37 小时", "11 小时", "23 小时", "9 个工作日", "4 个工作日"]
    assert [] == [words for words in owed if words not in page]


def test_health_is_plain(db: None):
    reply = Client().get("/healthz")

    assert (200, b"ok\n") == (reply.status_code, reply.content)


def test_crawlers_are_asked_to_leave_the_register_alone():
    assert b"Disallow: /accounts/" in Client().get("/robots.txt").content
