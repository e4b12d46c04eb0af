"""Claims about appeals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.effects import EFFECTS, EffectHandler
from goodstanding.apps.enforcement.measures import MeasureCode
from goodstanding.apps.enforcement.values import MeasureDraft
from goodstanding.apps.identity import services as identity
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.notices.models import Notice
from goodstanding.apps.redress import selectors, services
from goodstanding.apps.redress.errors import AnswerIncomplete, AppealSettled, AttachmentRefused, GroundsIncomplete, NotAppellant
from goodstanding.apps.redress.models import Appeal
from goodstanding.apps.redress.standing import Refused
from goodstanding.apps.redress.values import NewAttachment, NewGround
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.errors import ActorExcluded, CaseForbidden
from tests.factories.matters import (
    ACCOUNT,
    CONTENT,
    answered,
    appealed,
    case_about,
    claimed,
    decided,
    decided_by_two,
    machine_hold,
    publish,
)

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 16


def test_an_appeal_is_stored_with_receipt_and_due_date(matters, at):
    appeal = appealed(matters, decided(matters, at=at), at=at)

    assert appeal.receipt.startswith("A-")
    assert (at, "screening", "") == (appeal.filed_at, appeal.stage, appeal.outcome)
    assert Notice.objects.filter(code="appeal_received", body__contains=appeal.receipt).exists()


def test_an_ordinary_appeal_is_due_in_seven_working_days(matters, at):
    decision = decided(matters, severity="moderate", measures=(MeasureDraft("remove_content"),), at=at)

    appeal = appealed(matters, decision, at=at)

    assert ("2026-12-02", False) == (appeal.due_at.date().isoformat(), appeal.urgent)


def test_a_measure_that_ends_sooner_takes_the_fast_lane(matters, at):
    appeal = appealed(matters, decided(matters, at=at), at=at)

    case = review.case(appeal.case_ref)
    assert (at + timedelta(hours=24), True, "appeals-expedited") == (appeal.due_at, appeal.urgent, case.queue)


@pytest.mark.parametrize("by", ["stranger", "reviewer"])
def test_only_the_accounts_people_may_appeal(matters, at, by):
    decision = decided(matters, at=at)

    refusal = services.file_appeal(decision.ref, grounds=[NewGround("other", "x")], actor=matters.actor(by), at=at)

    assert isinstance(refusal, Refused)
    assert "appeal:not_a_party" == refusal.code


def test_an_appeal_after_sixty_days_is_refused(matters, at):
    decision = decided(matters, at=at)
    last = appeal_outcome(matters, decision, at=at + timedelta(days=60))
    late = services.file_appeal(
        decision.ref, grounds=[NewGround("other", "x")], actor=matters.actor("owner"), at=at + timedelta(days=61)
    )

    assert ("filed", "appeal:too_late", "PA21:20.2") == (last, late.code, late.clause)


def appeal_outcome(matters, decision, *, at):
    with transaction.atomic():
        filed = services.file_appeal(decision.ref, grounds=[NewGround("other", "x")], actor=matters.actor("owner"), at=at)
        transaction.set_rollback(True)
    return "refused" if isinstance(filed, Refused) else "filed"


def test_one_appeal_is_open_at_a_time(matters, at):
    decision = decided(matters, at=at)
    appealed(matters, decision, at=at)

    again = services.file_appeal(decision.ref, grounds=[NewGround("other", "x")], actor=matters.actor("owner"), at=at)

    assert "appeal:open" == again.code


def test_a_further_appeal_rests_on_new_evidence(matters, at):
    decision = decided(matters, at=at)
    answered(matters, appealed(matters, decision, at=at), "rejected", at=at)

    plain = services.file_appeal(decision.ref, grounds=[NewGround("other", "x")], actor=matters.actor("owner"), at=at)
    fresh = appealed(matters, decision, NewGround("new_evidence", "新证据（示例）"), at=at)

    assert ("appeal:answered", "screening") == (plain.code, fresh.stage)


def test_a_superseded_decision_points_to_the_one_in_force(matters, at):
    held = machine_hold(at=at)
    decision = decided(matters, review.case(held.case_ref), at=at)

    refusal = services.file_appeal(held.ref, grounds=[NewGround("other", "x")], actor=matters.actor("owner"), at=at)

    assert ("appeal:superseded", decision.ref) == (refusal.code, refusal.other_ref)


@pytest.mark.parametrize(
    "grounds", [(), (NewGround("mood", "x"),), (NewGround("other", "  "),), tuple(NewGround("other", "x") for _ in range(11))]
)
def test_an_appeal_without_grounds_is_refused(matters, at, grounds):
    decision = decided(matters, at=at)

    with pytest.raises(GroundsIncomplete):
        services.file_appeal(decision.ref, grounds=grounds, actor=matters.actor("owner"), at=at)


def test_attachments_are_kept_with_their_digest(matters, at):
    appeal = appealed(
        matters, decided(matters, at=at), attachments=[NewAttachment("证明.png", PNG), NewAttachment("copy.png", PNG)], at=at
    )

    (held,) = selectors.attachments_of(appeal.receipt)
    assert ("image/png", PNG) == (held.media_type, selectors.attachment_bytes(appeal.receipt, held.sha256))


@pytest.mark.parametrize(
    "files",
    [
        [NewAttachment("x.png", b"MZ\x90\x00\x00")],
        [NewAttachment("x.txt", b"a\x00b")],
        [NewAttachment("x.png", b"")],
        [NewAttachment("x.png", PNG + b"0" * 5 * 1024 * 1024)],
        [NewAttachment(f"{n}.txt", b"text %d" % n) for n in range(6)],
    ],
)
def test_files_of_other_kinds_or_sizes_are_refused(matters, at, files):
    decision = decided(matters, at=at)

    with pytest.raises(AttachmentRefused):
        appealed(matters, decision, attachments=files, at=at)


@pytest.mark.parametrize("person", ["reviewer", "senior"])
def test_whoever_took_part_cannot_take_the_appeal(matters, at, person):
    """RQ-097."""
    decision = decided_by_two(matters, exception_reason="示例", measures=(MeasureDraft("suspend_updates", days=30),), at=at)
    identity.grant_role(matters.users[person], "appeals_officer", at=at)
    appeal = appealed(matters, decision, at=at)

    with pytest.raises(ActorExcluded):
        claimed(review.case(appeal.case_ref), matters.actor(person), at=at)


def test_whoever_only_handled_the_case_cannot_take_the_appeal(matters, at):
    identity.grant_role(matters.users["colleague"], "appeals_officer", at=at)
    case = claimed(case_about(at=at), matters.actor("colleague"), at=at)
    from goodstanding.apps.review import services as reviewing

    case = reviewing.perform(case.ref, action="release", expected_version=case.version, actor=matters.actor("colleague"), at=at)
    appeal = appealed(matters, decided(matters, case, at=at), at=at)

    with pytest.raises(ActorExcluded):
        claimed(review.case(appeal.case_ref), matters.actor("colleague"), at=at)


def test_taking_an_appeal_takes_the_permission(matters, at):
    appeal = appealed(matters, decided(matters, at=at), at=at)

    with pytest.raises(CaseForbidden):
        claimed(review.case(appeal.case_ref), matters.actor("colleague"), at=at)


@pytest.mark.parametrize("person", ["reviewer", "owner"])
def test_the_database_refuses_a_partial_panel(matters, at, person):
    appeal = appealed(matters, decided(matters, at=at), at=at)

    with pytest.raises(IntegrityError, match="took_part"), transaction.atomic():
        Appeal.objects.filter(receipt=appeal.receipt).update(
            decided_by_id=matters.users[person],
            outcome="rejected",
            reasons="x",
            answers=[{"ground": "facts_wrong", "answer": "x"}],
        )


def test_the_database_refuses_an_unanswered_ground(matters, at):
    appeal = appealed(matters, decided(matters, at=at), at=at)

    with pytest.raises(IntegrityError, match="unanswered"), transaction.atomic():
        Appeal.objects.filter(receipt=appeal.receipt).update(
            decided_by_id=matters.users["officer"],
            outcome="rejected",
            reasons="x",
            answers=[{"ground": "facts_wrong", "answer": " "}],
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE redress_appeal SET stage = 'feedback'",
        "UPDATE redress_appeal SET grounds = '[]'",
        "UPDATE redress_appeal SET due_at = '2030-01-01'",
        "DELETE FROM redress_appeal",
        "UPDATE redress_stagechange SET reason = 'x'",
        "DELETE FROM redress_stagechange",
    ],
)
def test_what_was_filed_cannot_be_changed(matters, at, statement):
    appealed(matters, decided(matters, at=at), at=at)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_upholding_undoes_everything(matters, at):
    """RQ-097."""
    appeal = answered(matters, appealed(matters, decided(matters, at=at), at=at), "upheld", at=at)

    assert ("visible", "active") == (ingest.content(CONTENT).status, registry.account(ACCOUNT).status)
    assert ("no_violation", appeal.decision_ref) == (
        enforcement.decision(appeal.new_decision_ref).verdict,
        enforcement.decision(appeal.new_decision_ref).supersedes,
    )


def test_a_crash_while_upholding_changes_nothing(matters, at):
    appeal = appealed(matters, decided(matters, at=at), at=at)

    def crash(effect):
        raise RuntimeError("power cut")

    former = EFFECTS.replace(MeasureCode.SUSPEND_UPDATES, EffectHandler(crash, crash))
    try:
        with pytest.raises(RuntimeError):
            answered(matters, appeal, "upheld", at=at)
    finally:
        EFFECTS.replace(MeasureCode.SUSPEND_UPDATES, former)

    assert ("", "screening") == (selectors.appeal(appeal.receipt).outcome, selectors.appeal(appeal.receipt).stage)
    assert ("removed", "suspended") == (ingest.content(CONTENT).status, registry.account(ACCOUNT).status)


def test_upholding_partly_puts_a_lighter_decision_in_place(matters, at):
    appeal = appealed(matters, decided(matters, at=at), at=at)

    after = answered(matters, appeal, "partly_upheld", measures=(MeasureDraft("suspend_updates", days=2),), at=at)

    assert "violation" == enforcement.decision(after.new_decision_ref).verdict
    assert ("visible", "suspended") == (ingest.content(CONTENT).status, registry.account(ACCOUNT).status)


def test_rejecting_leaves_the_decision_standing(matters, at):
    decision = decided(matters, at=at)

    appeal = answered(matters, appealed(matters, decision, at=at), "rejected", at=at)

    assert (True, "") == (enforcement.decision(decision.ref).is_in_force, appeal.new_decision_ref)


def test_every_ground_needs_an_answer(matters, at):
    """RQ-097."""
    appeal = appealed(matters, decided(matters, at=at), NewGround("facts_wrong", "x"), NewGround("procedure", "y"), at=at)

    with pytest.raises(AnswerIncomplete):
        answered(matters, appeal, "rejected", answers=("只答其一",), at=at)


def test_no_stage_is_skipped_and_each_has_a_reason(matters, at):
    """RQ-095."""
    appeal = answered(matters, appealed(matters, decided(matters, at=at), at=at), "rejected", at=at)

    steps = selectors.stages_of(appeal.receipt)
    assert ["intake", "screening", "handling", "feedback", "closed"] == [step.to_stage for step in steps]
    assert all(step.reason for step in steps)


def test_the_answer_is_sent_ground_by_ground(matters, at):
    appeal = answered(matters, appealed(matters, decided(matters, at=at), at=at), "rejected", at=at)

    body = Notice.objects.get(code="appeal_decided").body
    assert appeal.grounds[0].answer in body
    assert appeal.reasons in body


def test_a_canned_answer_is_detected(matters, at):
    """RQ-097."""
    publish("c-demo-2", at=at)
    first = answered(
        matters, appealed(matters, decided(matters, at=at), at=at), "rejected", answers=("经核查，违规属实。",), at=at
    )
    other = appealed(matters, decided(matters, case_about("c-demo-2", at=at), at=at), at=at)

    second = answered(matters, other, "rejected", answers=(" 经核查 违规属实！",), at=at)

    assert ((), ((0, (first.receipt,)),)) == (first.canned, tuple((one.position, one.receipts) for one in second.canned))


def test_an_appeal_is_decided_once(matters, at):
    appeal = answered(matters, appealed(matters, decided(matters, at=at), at=at), "rejected", at=at)

    with pytest.raises(AppealSettled):
        services.decide_appeal(
            appeal.receipt, outcome="upheld", answers=("x",), reasons="x", actor=matters.actor("officer"), at=at
        )


def test_an_appellant_can_withdraw_and_file_again(matters, at):
    decision = decided(matters, at=at)
    appeal = services.withdraw_appeal(appealed(matters, decision, at=at).receipt, actor=matters.actor("owner"), at=at)

    again = appealed(matters, decision, at=at)

    assert ("withdrawn", "closed", "screening") == (appeal.outcome, appeal.stage, again.stage)


def test_nobody_else_can_withdraw(matters, at):
    appeal = appealed(matters, decided(matters, at=at), at=at)

    with pytest.raises(NotAppellant):
        services.withdraw_appeal(appeal.receipt, actor=matters.actor("stranger"), at=at)


def test_a_broken_limit_stays_on_the_list(matters, at):
    """RQ-096."""
    appeal = appealed(matters, decided(matters, at=at), at=at)

    late = answered(matters, appeal, "rejected", at=at + timedelta(days=3))

    assert [late.receipt] == [matter.receipt for matter in selectors.late_matters(at=at + timedelta(days=30))]


def test_an_upheld_appeal_against_a_replaced_hold_undoes_what_is_in_force(matters, at):
    held = machine_hold(at=at)
    appeal = appealed(matters, held, at=at)
    decided(matters, review.case(held.case_ref), at=at)

    answered(matters, appeal, "upheld", at=at)

    assert ("visible", "active") == (ingest.content(CONTENT).status, registry.account(ACCOUNT).status)


def test_a_late_decider_is_kept_from_an_appeal_already_filed(matters, at):
    held = machine_hold(at=at)
    appeal = appealed(matters, held, at=at)
    decided(matters, review.case(held.case_ref), by="both", at=at)
    from goodstanding.apps.enforcement.errors import PartyToDecision

    with pytest.raises((PartyToDecision, ActorExcluded)):
        answered(matters, appeal, "upheld", by="both", at=at)
