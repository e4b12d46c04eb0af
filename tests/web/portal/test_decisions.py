"""A decision in full, as its account is owed it."""

from __future__ import annotations

from dataclasses import replace

from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.enforcement.values import DecisionView, Evidence
from goodstanding.apps.notices import selectors as notices
from goodstanding.apps.redress.values import AppealView
from tests.factories.matters import Matters, answered, appealed, decided, machine_hold, span


def page_of(client: Client, decision: DecisionView) -> str:
    return client.get(f"/portal/decisions/{decision.ref}/").content.decode()


def test_decision_page_holds_all_that_is_owed(owner: Client, decision: DecisionView):
    page = page_of(owner, decision)
    letter = notices.notice(decision.notice_ref)
    owed = [
        decision.facts,
        *(clause.text for clause in decision.clauses),
        "第十八条第（八）项",
        "暂停更新",
        letter.subject,
        letter.body_sha256,
        f"/api/v1/log/entries/{decision.log_index}/proof",
        decision.sha256,
        f"/portal/decisions/{decision.ref}/appeal/",
    ]

    assert [] == [text for text in owed if text not in page]


def test_quoted_passage_is_marked(owner: Client, decision: DecisionView):
    quoted = decision.evidence[0].spans[0]["text"]

    assert f"<mark>{quoted}</mark>" in page_of(owner, decision)


def test_staff_are_not_named(owner: Client, decision: DecisionView):
    assert "演示reviewer" not in page_of(owner, decision)


def test_words_of_a_reporter_are_not_shown(owner: Client, matters: Matters):
    told = Evidence("report", "R-ABCDEFGH", "a" * 64, "我是邻居王某，亲眼所见（示例）")
    rule = Evidence("evaluation", "E-DEMO", "e" * 64, "规则命中", (span("c-demo-1"),))
    decision = decided(matters, at=clock.now(), evidence=(rule, told))

    act, _, _letter = page_of(owner, decision).partition('id="notice"')

    assert "我是邻居" not in act
    assert "R-ABCDEFGH" not in act


def test_machine_hold_says_that_nothing_is_established(owner: Client, matters: Matters):
    assert "不作任何认定" in page_of(owner, machine_hold(at=clock.now()))


def test_superseded_decision_leads_to_the_one_in_force(owner: Client, matters: Matters, decision: DecisionView):
    settled: AppealView = answered(matters, appealed(matters, decision, at=clock.now()), "upheld", at=clock.now())

    page = page_of(owner, decision)

    assert f"/portal/decisions/{settled.new_decision_ref}/" in page
    assert "已不再有效" in page


def test_altered_notice_is_called_out(owner: Client, decision: DecisionView, monkeypatch):
    from goodstanding.web.portal.pages import decisions

    genuine = notices.notice(decision.notice_ref)
    monkeypatch.setattr(decisions.notices, "notice", lambda ref: replace(genuine, body="改动过"))
    monkeypatch.setattr(decisions.notices, "is_intact", lambda ref: False)

    assert "与发出的文本不一致" in page_of(owner, decision)


def test_unknown_decision_is_not_there(owner: Client):
    assert 404 == owner.get("/portal/decisions/D-NOWHERE1/").status_code


def test_address_in_the_notice_leads_to_the_appeal(owner: Client, decision: DecisionView):
    reply = owner.get(decision.appeal_route["url_path"], follow=True)

    assert 200 == reply.status_code
    assert "对本决定提出申诉" in reply.content.decode()
