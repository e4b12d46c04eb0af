"""Writing a decision: prefilled, along the ladder, previewed word for word, issued once."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.notices import selectors as notices
from goodstanding.apps.review import selectors as review
from tests.factories.desk import Desk
from tests.web.matters import FACTS
from tests.web.matters import decision_form as form

SignIn = Callable[[str], Client]


@pytest.fixture
def ref(desk: Desk) -> str:
    return desk.case("trade")


@pytest.fixture
def holder(sign_in: SignIn, ref: str) -> Client:
    """A reviewer who holds the case."""
    client = sign_in("reviewer")
    client.post(f"/console/cases/{ref}/claim/", {"version": review.case(ref).version})
    return client


def test_facts_are_prefilled_from_the_passages(holder: Client, ref: str):
    page = holder.get(f"/console/cases/{ref}/").content.decode()

    assert "所发布的内容含有“本号诚意转让”" in page


def test_recommended_step_is_chosen_with_its_reason(holder: Client, ref: str):
    page = holder.get(f"/console/cases/{ref}/").content.decode()

    assert "天内首次同类违规。" in page
    assert "建议" in page


def test_draft_part_follows_the_violation(holder: Client, ref: str):
    part = holder.post(
        f"/console/cases/{ref}/draft/", form(ref, label="fraud_marketing", clauses=[]), headers={"HX-Request": "true"}
    ).content.decode()

    assert "<html" not in part
    assert "PA21:18(7)" in part


def test_draft_without_script_is_the_whole_page(holder: Client, ref: str):
    page = holder.post(f"/console/cases/{ref}/draft/", form(ref)).content.decode()

    assert "<html" in page
    assert FACTS in page


def test_no_violation_needs_no_clause_or_measure(holder: Client, ref: str):
    part = holder.post(
        f"/console/cases/{ref}/draft/", form(ref, verdict="no_violation"), headers={"HX-Request": "true"}
    ).content.decode()

    assert 'type="checkbox" name="clauses"' not in part
    assert 'type="radio" name="step"' not in part


def test_turning_back_to_a_violation_finds_its_choices_again(holder: Client, ref: str):
    part = holder.post(
        f"/console/cases/{ref}/draft/", form(ref, verdict="no_violation", step="2"), headers={"HX-Request": "true"}
    ).content.decode()

    for name, value in {"label": "account_trading", "severity": "serious", "clauses": "PA21:18(8)", "step": "2"}.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in part


def test_suggested_facts_follow_the_verdict(holder: Client, ref: str):
    page = holder.get(f"/console/cases/{ref}/").content.decode()
    suggested = unescape(re.findall(r'<textarea[^>]* id="facts"[^>]*>(.*?)</textarea>', page, re.DOTALL)[0])

    part = holder.post(
        f"/console/cases/{ref}/draft/", form(ref, verdict="no_violation", facts=suggested), headers={"HX-Request": "true"}
    ).content.decode()

    assert "经人工核对，不构成“买卖账号”。" in part


def test_facts_a_person_wrote_stay_whatever_the_verdict(holder: Client, ref: str):
    part = holder.post(
        f"/console/cases/{ref}/draft/", form(ref, verdict="no_violation"), headers={"HX-Request": "true"}
    ).content.decode()

    assert FACTS in part


def test_statement_names_what_is_missing(holder: Client, ref: str):
    part = holder.post(
        f"/console/cases/{ref}/statement/", form(ref, clauses=["PA21:18(10)"]), headers={"HX-Request": "true"}
    ).content.decode()

    assert "请至少选择一项具体条款" in part


def test_preview_is_the_notice_that_is_sent(holder: Client, ref: str):
    shown = holder.post(f"/console/cases/{ref}/preview/", form(ref), headers={"HX-Request": "true"}).content.decode()

    holder.post(f"/console/cases/{ref}/decide/", form(ref))
    decision = enforcement.decision(review.case(ref).decision_ref)
    sent = notices.notice(decision.notice_ref).body

    assert FACTS in shown
    assert FACTS in sent


def test_submitting_issues_the_decision_and_settles_the_case(holder: Client, ref: str):
    holder.post(f"/console/cases/{ref}/decide/", form(ref))

    case = review.case(ref)
    assert case.status == "decided"
    assert enforcement.decision(case.decision_ref).verdict == "violation"


def test_next_case_of_the_queue_follows_a_decision_unclaimed(holder: Client, ref: str):
    answer = holder.post(f"/console/cases/{ref}/decide/", form(ref))

    following = answer.headers["Location"].split("/")[3]
    page = holder.get(answer.headers["Location"]).content.decode()
    assert review.case(following).queue == review.case(ref).queue
    assert review.case(following).lease_holder is None
    assert f"/console/decisions/{review.case(ref).decision_ref}/" in page


def test_decision_itself_follows_when_nothing_else_waits(holder: Client, ref: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(review, "next_case", lambda *_args, **_named: None)

    answer = holder.post(f"/console/cases/{ref}/decide/", form(ref))

    assert answer.headers["Location"] == f"/console/decisions/{review.case(ref).decision_ref}/"


def test_decision_freezes_the_passages_as_evidence(holder: Client, ref: str):
    holder.post(f"/console/cases/{ref}/decide/", form(ref))

    decision = enforcement.decision(review.case(ref).decision_ref)

    assert any(span["text"] == "本号诚意转让" for piece in decision.evidence for span in piece.spans)


def test_refused_draft_comes_back_with_what_was_typed(holder: Client, ref: str):
    answer = holder.post(f"/console/cases/{ref}/decide/", form(ref, clauses=[]))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert FACTS in page
    assert review.case(ref).status == "open"


def test_stale_version_keeps_the_text_and_offers_to_go_on(holder: Client, ref: str):
    answer = holder.post(f"/console/cases/{ref}/decide/", form(ref, version=1))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert FACTS in page
    assert "带上我写的内容" in page


def test_step_outside_the_ladder_goes_to_a_second_person(holder: Client, sign_in: SignIn, ref: str):
    answer = holder.post(f"/console/cases/{ref}/decide/", form(ref, step="3", exception_reason="成批出售，影响面大"))

    proposal = enforcement.open_proposals()[0]
    assert answer.headers["Location"] == f"/console/proposals/{proposal.ref}/"
    assert "outside_ladder" in proposal.reasons


def test_proposer_is_told_why_they_may_not_approve(holder: Client, ref: str):
    address = holder.post(f"/console/cases/{ref}/decide/", form(ref, step="3", exception_reason="成批出售")).headers["Location"]

    page = holder.get(address).content.decode()

    assert "拟稿人是您本人" in page


def test_second_person_issues_the_draft(holder: Client, sign_in: SignIn, ref: str, desk: Desk):
    address = holder.post(f"/console/cases/{ref}/decide/", form(ref, step="3", exception_reason="成批出售")).headers["Location"]

    sign_in("senior").post(address, {"settle": "approve"})

    decision = enforcement.decision(review.case(ref).decision_ref)
    assert (decision.decider, decision.second_approver) == (desk.users["reviewer"], desk.users["senior"])


def test_rejected_draft_opens_the_case_again(holder: Client, sign_in: SignIn, ref: str):
    address = holder.post(f"/console/cases/{ref}/decide/", form(ref, step="3", exception_reason="成批出售")).headers["Location"]

    answer = sign_in("senior").post(address, {"settle": "reject", "note": "首次违规，按阶梯处理即可"})

    assert answer.headers["Location"] == f"/console/cases/{ref}/"
    assert review.case(ref).waiting_for == ""
