"""The whole line once, with the shipped pack: an event is held, a person decides, the owner appeals, somebody else undoes it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodstanding.apps.audit.verification import verify_log
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement import services as enforcing
from goodstanding.apps.enforcement.values import DecisionDraft
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.notices import selectors as notices
from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.redress import services as redressing
from goodstanding.apps.redress.values import NewGround
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review import services as reviewing
from goodstanding.apps.review.errors import ActorExcluded
from tests.factories.desk import Desk, seed_desk

ACCOUNT = "acct-demo-01"


@pytest.fixture
def desk(db: None, at) -> Desk:
    """The shipped pack, staff, accounts, and what they published."""
    return seed_desk(at=at)


def take(desk, case_ref, name, at):
    case = review.case(case_ref)
    return reviewing.perform(case_ref, action="claim", expected_version=case.version, actor=Actor.user(desk.users[name]), at=at)


def decide_as_proposed(desk, case, name, at):
    """Decide a case with the measures of the ladder and the evidence of the case."""
    held = next(one for one in enforcement.decisions_of_case(case.ref) if one.is_in_force)
    proposed = enforcement.proposed_measures(case.label, case.severity, case.account_ref, at=at)
    draft = DecisionDraft(
        source="staff",
        verdict="violation",
        case_ref=case.ref,
        account_ref=case.account_ref,
        content_ref=case.content_ref,
        label=case.label,
        severity=case.severity,
        clauses=tuple(clause.ref for clause in held.clauses),
        facts="账号公开发布转让与收购公众账号的示例信息，并留下联系方式。",
        evidence=held.evidence,
        measures=proposed.measures,
        rules=tuple(held.provenance["rules"]),
        automation="partial",
        evaluation_ref=held.evaluation_ref,
        pack_digest=held.pack_digest,
    )
    return enforcing.decide(draft, actor=Actor.user(desk.users[name]), expected_version=case.version, at=at)


def test_an_event_travels_to_an_appealed_decision(desk, at):
    # a machine holds the post and asks for a person
    assert "held" == ingest.content("c-trade").status
    case = take(desk, desk.case("trade"), "reviewer", at + timedelta(hours=1))

    # a person decides; the owner reads why
    decision = decide_as_proposed(desk, case, "reviewer", at + timedelta(hours=1))
    body = notices.notice(decision.notice_ref).body
    assert ("removed", "suspended") == (ingest.content("c-trade").status, registry.account(ACCOUNT).status)
    assert all(words in body for words in (decision.facts, decision.clauses[0].text, decision.appeal_route["url_path"]))

    # the owner appeals, and has a receipt and a date at once
    owner = Actor.user(desk.users["owner"])
    appeal = redressing.file_appeal(
        decision.ref,
        grounds=[NewGround("facts_wrong", "该文为平台规则讲解的示例，并非交易。")],
        actor=owner,
        at=at + timedelta(hours=2),
    )
    assert appeal.due_at > appeal.filed_at

    # whoever decided cannot take it; somebody else upholds it, and everything is as it was
    with pytest.raises(ActorExcluded):
        take(desk, appeal.case_ref, "reviewer", at + timedelta(hours=3))
    taken = take(desk, appeal.case_ref, "officer", at + timedelta(hours=3))
    answered = redressing.decide_appeal(
        appeal.receipt,
        outcome="upheld",
        answers=["经核对全文，确为规则讲解，所引语句不构成交易邀约。"],
        reasons="原决定对事实的认定有误。",
        actor=Actor.user(desk.users["officer"]),
        expected_version=taken.version,
        at=at + timedelta(hours=3),
    )
    assert ("visible", "active") == (ingest.content("c-trade").status, registry.account(ACCOUNT).status)
    assert answered.new_decision_ref == enforcement.decision(decision.ref).superseded_by
    assert "closed" == redress.appeal(appeal.receipt).stage

    # and the record holds together
    assert verify_log().is_whole


def test_a_lapsed_hold_gives_the_post_back(desk, at):
    enforcing.expire_measures(at=at + timedelta(days=4))

    assert "visible" == ingest.content("c-trade").status
