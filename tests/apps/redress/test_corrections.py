"""Registered information that does not match: suspended with a notice, corrected in time, ended by two people only.

Source: PA21:8.2, RQ-028, RQ-029
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement import services as deciding
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.notices.models import Delivery
from goodstanding.apps.notices.selectors import inbox, notice
from goodstanding.apps.obligations.errors import OfficerMissing
from goodstanding.apps.obligations.services.appointments import relieve
from goodstanding.apps.obligations.values import Office
from goodstanding.apps.redress.correction_records import CorrectionView
from goodstanding.apps.redress.correction_selectors import correction, steps_of_correction
from goodstanding.apps.redress.errors import (
    AppealPending,
    CorrectionMoved,
    CorrectionUnfit,
    DeadlineNotOver,
    NotAppellant,
    SamePerson,
)
from goodstanding.apps.redress.services import corrections
from goodstanding.apps.redress.values import NewAttachment
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import selectors as review_reading
from goodstanding.apps.review.errors import LeaseMissing
from tests.factories.matters import ACCOUNT, Matters, answered, appealed, case_about, claimed, draft_for, seed_matters

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"demo"
_DAYS_LATER = timedelta(days=8)


@pytest.fixture
def matters(db: None, at: datetime) -> Matters:
    """The small platform with its people."""
    return seed_matters(at=at)


def found(matters: Matters, at: datetime, *fields: str) -> CorrectionView:
    return corrections.report_mismatch(
        ACCOUNT, fields=fields or ("profile",), facts="名称与登记主体不符。", actor=matters.actor("colleague"), at=at
    )


def held(view: CorrectionView, matters: Matters, at: datetime, *, by: str = "reviewer") -> int:
    """Claim the case of a correction; return its version."""
    case = review_reading.case(view.case_ref)
    return claimed(case, matters.actor(by), at=at).version


def suspended(matters: Matters, at: datetime, *fields: str, fault: str = "") -> CorrectionView:
    view = found(matters, at, *fields)
    return corrections.suspend_for_mismatch(
        view.ref,
        fields=view.fields,
        facts="账号名称与营业执照上的名称不符。",
        to_fix="请改为执照上的名称，或者提交授权书。",
        fault=fault,
        case_version=held(view, matters, at),
        actor=matters.actor("reviewer"),
        at=at,
    )


def overdue(matters: Matters, at: datetime) -> CorrectionView:
    view = suspended(matters, at)
    corrections.mind_corrections(at=at + timedelta(days=6))
    corrections.mind_corrections(at=at + _DAYS_LATER)
    return correction(view.ref)


def proposed(view: CorrectionView, matters: Matters, at: datetime) -> None:
    corrections.propose_termination(
        view.ref,
        reasons="期限届满仍未更正。",
        case_version=held(view, matters, at),
        actor=matters.actor("reviewer"),
        at=at,
    )


def subjects(account: str = ACCOUNT) -> list[str]:
    return [one.subject for one in inbox([("account", account)])]


def test_nothing_is_suspended_when_a_mismatch_is_found(matters: Matters, at: datetime) -> None:
    view = found(matters, at)

    assert ("found", "active") == (view.state, registry.account(ACCOUNT).status)


def test_rq028_no_suspension_exists_without_its_notice_within_a_minute(matters: Matters, at: datetime) -> None:
    view = suspended(matters, at)

    decision = enforcement.decision(view.decision_ref)
    told = notice(decision.notice_ref)
    assert "suspended" == registry.account(ACCOUNT).status
    assert told.created_at - decision.decided_at < timedelta(minutes=1)


def test_rq028_notice_has_clause_facts_what_to_fix_deadline_and_appeal_route(matters: Matters, at: datetime) -> None:
    view = suspended(matters, at)

    body = notice(enforcement.decision(view.decision_ref).notice_ref).body
    assert "PA21:8.2" in body
    assert "账号名称与营业执照上的名称不符。" in body
    assert "请改为执照上的名称" in body
    assert "2026年11月30日 23:59（北京时间）" in body
    assert f"/portal/corrections/{view.ref}/" in body
    assert f"/portal/decisions/{view.decision_ref}/appeal" in body


def test_suspension_lasts_until_it_is_corrected_and_needs_no_second_person(matters: Matters, at: datetime) -> None:
    view = suspended(matters, at)

    (restriction,) = registry.restrictions_of(ACCOUNT, at=at + timedelta(days=90))
    assert ("publish", None, view.decision_ref) == (restriction.function, restriction.ends_at, restriction.decision_ref)


def test_suspension_by_an_ordinary_decision_starts_the_same_clock(matters: Matters, at: datetime) -> None:
    from goodstanding.apps.enforcement.values import MeasureDraft
    from goodstanding.apps.redress.correction_selectors import ongoing_correction

    case = claimed(case_about("", at=at), matters.actor("reviewer"), at=at)
    draft = draft_for(
        case,
        label="registration_mismatch",
        severity="moderate",
        clauses=("PA21:8.2",),
        measures=(MeasureDraft("suspend_updates"),),
    )
    deciding.decide(draft, actor=matters.actor("reviewer"), expected_version=case.version, at=at)

    view = ongoing_correction(ACCOUNT)
    assert view is not None
    assert ("open", True) == (view.state, view.due_at is not None)


def test_corrected_in_time_restores_service_with_a_notice(matters: Matters, at: datetime) -> None:
    view = suspended(matters, at)
    handed = corrections.hand_in_correction(
        view.ref, answer="已改名。", documents=[NewAttachment("a.png", PNG)], actor=matters.actor("owner"), at=at
    )

    corrections.decide_correction(
        view.ref,
        outcome="confirm",
        reasons="已核对。",
        case_version=held(handed, matters, at),
        actor=matters.actor("reviewer"),
        at=at,
    )

    assert ("corrected", "active") == (correction(view.ref).state, registry.account(ACCOUNT).status)
    assert any("服务已恢复" in one for one in subjects())


def test_time_with_the_platform_does_not_count(matters: Matters, at: datetime) -> None:
    view = suspended(matters, at)
    handed = corrections.hand_in_correction(view.ref, answer="已改名。", actor=matters.actor("owner"), at=at)

    later = at + timedelta(days=3)
    back = corrections.decide_correction(
        view.ref,
        outcome="return",
        reasons="还差授权书。",
        case_version=held(handed, matters, later),
        actor=matters.actor("reviewer"),
        at=later,
    )

    assert view.due_at is not None
    assert view.due_at + timedelta(days=3) == back.due_at


def test_more_time_is_given_once_on_request(matters: Matters, at: datetime) -> None:
    view = suspended(matters, at)

    more = corrections.extend_correction(view.ref, reason="需要重新盖章。", actor=matters.actor("owner"), at=at)

    assert more.due_at is not None
    assert "2026-12-07" == more.due_at.astimezone(LOCAL).date().isoformat()
    with pytest.raises(CorrectionMoved):
        corrections.extend_correction(view.ref, reason="再要一次。", actor=matters.actor("owner"), at=at)


def test_only_the_operator_answers(matters: Matters, at: datetime) -> None:
    view = suspended(matters, at)

    with pytest.raises(NotAppellant):
        corrections.hand_in_correction(view.ref, answer="已改名。", actor=matters.actor("stranger"), at=at)


def test_identity_is_not_corrected_by_words_alone(matters: Matters, at: datetime) -> None:
    view = suspended(matters, at, "identity")

    with pytest.raises(CorrectionUnfit):
        corrections.hand_in_correction(view.ref, answer="就是本人。", actor=matters.actor("owner"), at=at)


def test_rq028_deadline_is_extended_when_the_notice_did_not_arrive(matters: Matters, at: datetime) -> None:
    view = suspended(matters, at)
    row = Delivery.objects.filter(notice__ref=enforcement.decision(view.decision_ref).notice_ref).get(channel="portal")
    Delivery.objects.create(notice=row.notice, channel="mail", status="failed", queued_at=at)

    corrections.mind_corrections(at=at + timedelta(days=4))

    due_at = correction(view.ref).due_at
    assert due_at is not None
    assert "2026-12-04" == due_at.astimezone(LOCAL).date().isoformat()
    assert any("更正期限已顺延" in one for one in subjects())


def test_operator_is_reminded_once_before_the_deadline(matters: Matters, at: datetime) -> None:
    suspended(matters, at)

    for hours in (0, 1, 2):
        corrections.mind_corrections(at=at + timedelta(days=6, hours=hours))

    assert 1 == sum("更正期限即将届满" in one for one in subjects())


def test_passed_deadline_brings_a_matter_before_staff_and_ends_nothing(matters: Matters, at: datetime) -> None:
    view = overdue(matters, at)

    file = review_reading.case_file(view.case_ref, matters.users["reviewer"])
    assert ("overdue", "suspended") == (view.state, registry.account(ACCOUNT).status)
    assert [f"overdue:{view.ref}"] == [source.ref for source in file.sources]


def test_what_comes_after_the_deadline_is_still_looked_at(matters: Matters, at: datetime) -> None:
    view = overdue(matters, at)

    late = corrections.hand_in_correction(view.ref, answer="已改名。", actor=matters.actor("owner"), at=at + _DAYS_LATER)

    assert "handed_in" == late.state


def test_rq029_terminate_raises_before_the_deadline(matters: Matters, at: datetime) -> None:
    view = suspended(matters, at)

    with pytest.raises(DeadlineNotOver):
        corrections.terminate(view.ref, actor=matters.actor("senior"), at=at + timedelta(days=3))


def test_rq029_terminate_raises_while_an_appeal_is_open(matters: Matters, at: datetime) -> None:
    view = overdue(matters, at)
    later = at + _DAYS_LATER
    proposed(view, matters, later)
    appealed(matters, enforcement.decision(view.decision_ref), at=later)

    with pytest.raises(AppealPending):
        corrections.terminate(view.ref, actor=matters.actor("senior"), at=later)


def test_rq029_terminate_raises_when_the_approver_is_the_proposer(matters: Matters, at: datetime) -> None:
    view = overdue(matters, at)
    later = at + _DAYS_LATER
    corrections.propose_termination(
        view.ref,
        reasons="期限届满仍未更正。",
        case_version=held(view, matters, later, by="senior"),
        actor=matters.actor("senior"),
        at=later,
    )

    with pytest.raises(SamePerson):
        corrections.terminate(view.ref, actor=matters.actor("senior"), at=later)


def test_rq029_two_people_end_the_account_after_the_deadline(matters: Matters, at: datetime) -> None:
    view = overdue(matters, at)
    later = at + _DAYS_LATER
    proposed(view, matters, later)

    done = corrections.terminate(view.ref, actor=matters.actor("senior"), at=later)

    decision = enforcement.decision(done.termination_ref)
    assert ("terminated", "closed") == (done.state, registry.account(ACCOUNT).status)
    assert (matters.users["reviewer"], matters.users["senior"]) == (decision.decider, decision.second_approver)


def test_rq029_the_page_of_proposals_is_no_way_around(matters: Matters, at: datetime) -> None:
    view = overdue(matters, at)
    later = at + _DAYS_LATER
    proposed(view, matters, later)
    appealed(matters, enforcement.decision(view.decision_ref), at=later)
    (proposal,) = enforcement.proposals_of_case(view.case_ref)

    with pytest.raises(AppealPending):
        deciding.approve_proposal(proposal.ref, actor=matters.actor("senior"), at=later)

    assert "suspended" == registry.account(ACCOUNT).status


def test_nobody_is_ended_while_the_office_of_content_safety_is_vacant(matters: Matters, at: datetime) -> None:
    view = overdue(matters, at)
    later = at + _DAYS_LATER
    relieve(Office.OFFICER, reason="演示", actor=SYSTEM, at=later)

    with pytest.raises(OfficerMissing):
        proposed(view, matters, later)


def test_account_is_never_ended_for_a_mismatch_without_its_time(matters: Matters, at: datetime) -> None:
    from goodstanding.apps.enforcement.values import MeasureDraft

    case = claimed(case_about("", at=at), matters.actor("reviewer"), at=at)
    draft = draft_for(case, label="registration_mismatch", clauses=("PA21:8.2",), measures=(MeasureDraft("close"),))
    made = deciding.propose(draft, actor=matters.actor("reviewer"), expected_version=case.version, at=at)

    with pytest.raises(CorrectionUnfit):
        deciding.approve_proposal(made.ref, actor=matters.actor("senior"), at=at)


def test_upheld_appeal_undoes_suspension_and_the_fault_of_identity(matters: Matters, at: datetime) -> None:
    view = suspended(matters, at, "identity", fault="borrowed")
    operator = registry.account(ACCOUNT).operator
    assert operator is not None
    assert operator.verified_at is None

    filed = appealed(matters, enforcement.decision(view.decision_ref), at=at)
    answered(matters, filed, "upheld", at=at)

    operator = registry.account(ACCOUNT).operator
    assert ("overturned", "active") == (correction(view.ref).state, registry.account(ACCOUNT).status)
    assert operator is not None
    assert operator.verified_at is not None


def test_overturned_ending_gives_the_time_to_correct_anew(matters: Matters, at: datetime) -> None:
    view = overdue(matters, at)
    later = at + _DAYS_LATER
    proposed(view, matters, later)
    done = corrections.terminate(view.ref, actor=matters.actor("senior"), at=later)

    filed = appealed(matters, enforcement.decision(done.termination_ref), at=later)
    answered(matters, filed, "upheld", at=later)

    assert ("open", "suspended") == (correction(view.ref).state, registry.account(ACCOUNT).status)


def test_passed_recheck_restores_service_by_itself(matters: Matters, at: datetime) -> None:
    from goodstanding.apps.common.transactions import immediate
    from goodstanding.apps.registry.reading.patrol import patrol
    from goodstanding.apps.registry.services.patrolling import bring_forward, decide_patrol, open_due_patrols

    view = suspended(matters, at)
    with immediate():
        bring_forward(ACCOUNT, trigger="report", fields=["profile"], at=at)
    open_due_patrols(at=at + timedelta(hours=1))
    case = claimed(review_reading.case(patrol(ACCOUNT).case_ref), matters.actor("reviewer"), at=at + timedelta(hours=1))
    due = patrol(ACCOUNT)
    decide_patrol(
        ACCOUNT,
        results=dict.fromkeys(due.fields, True),
        reasons="已核对。",
        case_version=case.version,
        actor=matters.actor("reviewer"),
        at=at + timedelta(hours=1),
    )

    corrections.mind_corrections(at=at + timedelta(hours=3))

    assert ("corrected", "active") == (correction(view.ref).state, registry.account(ACCOUNT).status)


def test_second_failed_look_is_brought_before_a_reviewer_once(matters: Matters, at: datetime) -> None:
    from goodstanding.apps.redress.correction_selectors import corrections_of
    from goodstanding.apps.registry.models import PatrolResult

    PatrolResult.objects.create(
        account_ref=ACCOUNT, field="identity", passed=False, trigger="failed", note="证件过期。", case_ref="C-DEMO",
        actor="user:1", due_at=at, at=at,
    )  # fmt: skip

    corrections.mind_corrections(at=at)
    corrections.mind_corrections(at=at)

    (view,) = corrections_of(ACCOUNT)
    assert ("found", ("identity",), "证件过期。") == (view.state, view.fields, view.facts)


def test_dismissed_mismatch_leaves_no_trace_on_the_account(matters: Matters, at: datetime) -> None:
    view = found(matters, at)

    corrections.dismiss_mismatch(
        view.ref, reasons="与执照一致。", case_version=held(view, matters, at), actor=matters.actor("reviewer"), at=at
    )

    assert ("dismissed", "active", []) == (correction(view.ref).state, registry.account(ACCOUNT).status, subjects())


def test_every_step_is_kept_with_its_actor(matters: Matters, at: datetime) -> None:
    view = overdue(matters, at)

    assert ["find", "suspend", "remind", "lapse"] == [one.step for one in steps_of_correction(view.ref)]
    assert "user" == steps_of_correction(view.ref)[1].actor_kind


def test_reviewer_without_the_case_cannot_suspend(matters: Matters, at: datetime) -> None:
    view = found(matters, at)

    with pytest.raises(LeaseMissing):
        corrections.suspend_for_mismatch(
            view.ref,
            fields=view.fields,
            facts="不符。",
            to_fix="请更正。",
            case_version=review_reading.case(view.case_ref).version,
            actor=matters.actor("reviewer"),
            at=at,
        )


def test_late_correction_outruns_a_proposed_ending(matters: Matters, at: datetime) -> None:
    view = overdue(matters, at)
    later = at + _DAYS_LATER
    proposed(view, matters, later)
    (proposal,) = enforcement.proposals_of_case(view.case_ref)

    corrections.hand_in_correction(view.ref, answer="已改名。", actor=matters.actor("owner"), at=later)

    with pytest.raises(CorrectionMoved):
        deciding.approve_proposal(proposal.ref, actor=matters.actor("senior"), at=later)
    rejected = deciding.reject_proposal(proposal.ref, reason="已提交更正。", actor=matters.actor("senior"), at=later)
    assert "rejected" == rejected.status
