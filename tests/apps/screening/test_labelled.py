"""Decisions people took become labelled texts, and those that differ from what the rules said come first."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from goodstanding.apps.audit.verification import verify_log
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement import services as enforcing
from goodstanding.apps.enforcement.values import DecisionDraft
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review import services as reviewing
from goodstanding.apps.screening.labelled import disagreements, labelled_decisions, text_of
from goodstanding.apps.screening.services.labelling import take_out_labels
from tests.factories.desk import Desk, seed_desk


@pytest.fixture
def desk(db: None, at: datetime) -> Desk:
    """The shipped pack, staff, accounts, and what they published."""
    return seed_desk(at=at)


def decide(desk: Desk, event_id: str, verdict: str, *, at: datetime) -> str:
    """Let a person decide the case an event opened."""
    case_ref = desk.case(event_id)
    actor = Actor.user(desk.users["reviewer"])
    case = reviewing.perform(
        case_ref, action="claim", expected_version=review.case(case_ref).version, actor=actor, at=at + timedelta(hours=1)
    )
    held = next(one for one in enforcement.decisions_of_case(case_ref) if one.is_in_force)
    is_violation = verdict == "violation"
    proposed = enforcement.proposed_measures(case.label, case.severity, case.account_ref, at=at)
    draft = DecisionDraft(
        source="staff",
        verdict=verdict,
        case_ref=case_ref,
        account_ref=case.account_ref,
        content_ref=case.content_ref,
        label=case.label if is_violation else "",
        severity=case.severity if is_violation else "",
        clauses=tuple(clause.ref for clause in held.clauses) if is_violation else (),
        facts="示例事实。",
        evidence=held.evidence,
        measures=proposed.measures if is_violation else (),
        rules=tuple(held.provenance["rules"]),
        automation="partial",
        evaluation_ref=held.evaluation_ref,
        pack_digest=held.pack_digest,
    )
    return enforcing.decide(draft, actor=actor, expected_version=case.version, at=at + timedelta(hours=1)).ref


def test_a_machines_own_decisions_teach_nothing(desk: Desk) -> None:
    assert [] == list(labelled_decisions())


def test_a_persons_decision_becomes_a_labelled_text(desk: Desk, at: datetime) -> None:
    ref = decide(desk, "trade", "violation", at=at)

    [found] = labelled_decisions()

    assert (ref, "account_trading") == (found.decision, found.label)
    assert "收·購公·眾號" in found.text
    assert found.stated["account_trading"] > 0.5


def test_what_was_no_violation_is_labelled_none_and_disagrees(desk: Desk, at: datetime) -> None:
    decide(desk, "trade", "violation", at=at)
    ref = decide(desk, "bets", "no_violation", at=at)

    [found] = disagreements()

    assert (ref, "none", "pornography_or_gambling_promotion") == (found.decision, found.decided, found.machine)
    assert found.gap > 0.5


def test_a_model_may_disagree_where_the_rules_did_not(desk: Desk, at: datetime) -> None:
    decide(desk, "trade", "violation", at=at)

    [found] = disagreements(lambda _: ("none", {"none": 0.9, "account_trading": 0.1}))

    assert ("account_trading", "none", 0.9) == (found.decided, found.machine, pytest.approx(found.gap))


def test_taking_labels_out_is_on_record(desk: Desk, at: datetime) -> None:
    decide(desk, "trade", "violation", at=at)

    with transaction.atomic():
        taken = take_out_labels(actor=SYSTEM, at=at)

    assert 1 == len(taken)
    assert verify_log().is_whole


@pytest.mark.parametrize("document", [{}, {"event": None}, {"event": {"data": []}}, {"event": {"data": {"body": 3}}}])
def test_a_document_without_words_has_no_text(document: dict[str, object]) -> None:
    assert "" == text_of(document)
