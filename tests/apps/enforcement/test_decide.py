"""Claims about the one door for decisions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from goodstanding.apps.audit import selectors as audit
from goodstanding.apps.enforcement import selectors, services
from goodstanding.apps.enforcement.errors import (
    ClauseNotOnFile,
    ClauseTooBroad,
    DraftIncomplete,
    MachineOversteps,
    MeasureImpossible,
    MeasureTooHeavy,
    SecondPersonNeeded,
    SourceMismatch,
)
from goodstanding.apps.enforcement.values import MeasureDraft
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.notices import selectors as notices
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review import services as reviewing
from goodstanding.apps.review.errors import CaseChanged, LeaseMissing
from tests.factories.matters import (
    ACCOUNT,
    CONTENT,
    MACHINE,
    PERSON_ACCOUNT,
    case_about,
    claimed,
    decided,
    draft_for,
    machine_hold,
    publish,
)


def reopened(matters, decision, *, at):
    case = review.case(decision.case_ref)
    return reviewing.perform(
        case.ref, action="reopen", expected_version=case.version, actor=matters.actor("senior"), at=at, note="示例理由"
    )


def test_a_decision_takes_effect_on_content_and_account(matters, at):
    decision = decided(matters, at=at)

    content = ingest.content(CONTENT)
    account = registry.account(ACCOUNT)
    assert ("removed", "suspended") == (content.status, account.status)
    assert ["applied", "applied"] == [state.status for state in decision.measures]


def test_a_decision_settles_its_case(matters, at):
    """RQ-088."""
    decision = decided(matters, at=at)

    case = review.case(decision.case_ref)
    assert ("decided", decision.ref, "violation") == (case.status, case.decision_ref, case.outcome)


def test_a_decision_carries_its_notice_with_clause_text_and_appeal_route(matters, at):
    decision = decided(matters, at=at)

    body = notices.notice(decision.notice_ref).body
    assert decision.clauses[0].text in body
    assert decision.appeal_route["url_path"] in body
    assert f"L-{decision.log_index}" in body


def test_a_decision_is_proved_by_its_log_entry(matters, at):
    decision = decided(matters, at=at)

    entry = audit.entry(decision.log_index)
    assert ("decision:issued", decision.sha256) == (entry.action, entry.details()["sha256"])


def test_a_stored_decision_keeps_its_digest(matters, at):
    decision = decided(matters, at=at)

    assert selectors.is_intact(decision.ref)


def test_the_appeal_deadline_is_sixty_days_away(matters, at):
    decision = decided(matters, at=at)

    assert "2027-01-22T23:59:59+08:00" == decision.appeal_route["deadline"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"facts": " \n"}, DraftIncomplete),
        ({"evidence": ()}, DraftIncomplete),
        ({"clauses": ()}, ClauseTooBroad),
        ({"clauses": ("PA21:4.1",)}, ClauseTooBroad),
        ({"clauses": ("PA21:18(9)", "PA21:18(10)")}, ClauseTooBroad),
        ({"clauses": ("PA21:18(3)",)}, ClauseNotOnFile),
        ({"label": ""}, DraftIncomplete),
        ({"severity": "terrible"}, DraftIncomplete),
        ({"measures": (MeasureDraft("scold"),)}, MeasureImpossible),
        ({"measures": (MeasureDraft("hold"),)}, MeasureImpossible),
        ({"measures": (MeasureDraft("limit_function", days=1),)}, MeasureImpossible),
        ({"measures": (MeasureDraft("suspend_updates", days=0),)}, MeasureImpossible),
        ({"measures": (MeasureDraft("warn", days=3),)}, MeasureImpossible),
        ({"severity": "grave", "measures": (MeasureDraft("blacklist"),)}, MeasureImpossible),
        ({"verdict": "no_violation"}, MeasureImpossible),
        ({"severity": "minor", "measures": (MeasureDraft("close"),)}, MeasureTooHeavy),
        ({"measures": (MeasureDraft("suspend_updates", days=30),)}, DraftIncomplete),
        ({"source": "machine", "verdict": "violation"}, MachineOversteps),
    ],
)
def test_a_half_made_decision_is_refused(matters, at, changes, fault):
    """RQ-001, RQ-003, RQ-066, RQ-086, RQ-089."""
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)

    with pytest.raises(fault):
        services.decide(draft_for(case, **changes), actor=matters.actor("reviewer"), expected_version=case.version, at=at)

    assert () == selectors.decisions_of(ACCOUNT)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"severity": "grave", "measures": (MeasureDraft("close"),)}, "irreversible"),
        ({"measures": (MeasureDraft("suspend_updates", days=30),), "exception_reason": "示例理由"}, "outside_ladder"),
        ({"clauses": ("PA21:18(8)", "PA21:18(10)")}, "other_law"),
    ],
)
def test_one_person_cannot_issue_what_takes_two(matters, at, changes, reason):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)

    with pytest.raises(SecondPersonNeeded) as fault:
        services.decide(draft_for(case, **changes), actor=matters.actor("reviewer"), expected_version=case.version, at=at)

    assert (reason,) == fault.value.reasons


def test_deciding_takes_the_lease(matters, at):
    case = case_about(at=at)

    with pytest.raises(LeaseMissing):
        services.decide(draft_for(case), actor=matters.actor("reviewer"), expected_version=case.version, at=at)


def test_deciding_on_a_stale_version_is_refused(matters, at):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)

    with pytest.raises(CaseChanged):
        services.decide(draft_for(case), actor=matters.actor("reviewer"), expected_version=case.version - 1, at=at)


def test_a_person_cannot_speak_as_a_machine(matters, at):
    held = machine_hold(at=at)
    case = review.case(held.case_ref)

    with pytest.raises(SourceMismatch):
        services.decide(
            draft_for(case, source="machine", verdict="suspected", measures=()), actor=matters.actor("reviewer"), at=at
        )


@pytest.mark.parametrize(
    "measures",
    [
        (MeasureDraft("remove_content"),),
        (MeasureDraft("suspend_updates", days=1),),
        (MeasureDraft("label", scope="suspected"),),
        (MeasureDraft("limit_function", scope="publish"),),
    ],
)
def test_a_machine_does_no_more_than_label_hold_or_limit_with_an_end(matters, at, measures):
    case = case_about(at=at)

    with pytest.raises(MachineOversteps):
        services.decide(draft_for(case, source="machine", verdict="suspected", measures=measures), actor=MACHINE, at=at)


def test_a_machines_hold_leaves_the_case_open(matters, at):
    held = machine_hold(at=at)

    assert ("open", "held", None) == (review.case(held.case_ref).status, ingest.content(CONTENT).status, held.decider)


def test_a_persons_decision_takes_the_place_of_a_machines_hold(matters, at):
    held = machine_hold(at=at)

    decision = decided(matters, review.case(held.case_ref), at=at + timedelta(hours=1))

    former = selectors.decision(held.ref)
    assert (held.ref, decision.ref, "ended") == (decision.supersedes, former.superseded_by, former.measures[0].status)
    assert (decision.ref,) == ingest.content(CONTENT).decisions


@pytest.mark.parametrize(
    ("account", "language", "words"),
    [
        (ACCOUNT, "en", "自动筛查的暂时处理已经人工核查。"),
        (PERSON_ACCOUNT, "zh-hans", "A person examined what automatic screening had held provisionally."),
    ],
)
def test_the_takeover_is_explained_in_the_language_of_the_notice(matters, at, account, language, words):
    publish("c-demo-9", account=account, at=at)
    case = case_about("c-demo-9", account=account, at=at)
    services.decide(
        draft_for(
            case,
            source="machine",
            verdict="suspected",
            automation="full",
            measures=(MeasureDraft("hold", ends_at=at + timedelta(hours=4)),),
        ),
        actor=MACHINE,
        at=at,
    )

    with translation.override(language):
        decision = decided(matters, case, at=at + timedelta(hours=1))

    assert (words, words) == (decision.supersede_reason, decision.statement["supersedes"]["reason"])


def test_finding_no_violation_releases_what_a_machine_held(matters, at):
    held = machine_hold(at=at)

    decided(
        matters,
        review.case(held.case_ref),
        verdict="no_violation",
        measures=(),
        label="",
        severity="",
        clauses=(),
        at=at + timedelta(hours=1),
    )

    assert "visible" == ingest.content(CONTENT).status


def test_replacing_a_persons_decision_needs_a_reason(matters, at):
    case = reopened(matters, decided(matters, at=at), at=at)

    with pytest.raises(DraftIncomplete):
        decided(matters, case, by="colleague", at=at)


def test_a_reopened_case_is_decided_anew_with_a_reason(matters, at):
    first = decided(matters, at=at)
    case = reopened(matters, first, at=at)

    second = decided(
        matters,
        case,
        by="colleague",
        supersede_reason="事实有误（示例）。",
        verdict="no_violation",
        measures=(),
        clauses=(),
        at=at,
    )

    assert (first.ref, "visible") == (second.supersedes, ingest.content(CONTENT).status)
    assert "decision_reversed" == notices.notice(second.notice_ref).code


def test_the_ladder_counts_what_still_stands_within_the_window(matters, at):
    decided(matters, at=at - timedelta(days=400))
    first = decided(matters, case_about(at=at), at=at)

    proposed = selectors.proposed_measures("account_trading", "serious", ACCOUNT, at=at + timedelta(days=1))

    assert ((first.ref,), 2, 2) == (proposed.prior, proposed.occurrence, proposed.step)
    assert MeasureDraft("suspend_updates", days=15) in proposed.measures


def test_the_notice_is_previewed_byte_for_byte(matters, at):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)
    draft = draft_for(case)

    shown = services.preview(draft, at=at)
    decision = services.decide(draft, actor=matters.actor("reviewer"), expected_version=case.version, at=at)

    sent = notices.notice(decision.notice_ref)
    filled = shown.body.replace("D-········", decision.ref).replace("L-···", f"L-{decision.log_index}")
    assert sent.body == filled
    assert sent.subject == shown.subject.replace("D-········", decision.ref)
