"""Claims about cases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodstanding.apps.enforcement import services as enforcement
from goodstanding.apps.review import selectors, services
from goodstanding.apps.review.errors import (
    ActionIncomplete,
    ActionUnknown,
    CaseChanged,
    CaseForbidden,
    CaseLeased,
    CaseOpenAlready,
    CaseSettled,
    CaseUnknown,
    LeaseMissing,
)
from goodstanding.apps.review.values import NewSource
from tests.factories.matters import ACCOUNT, CONTENT, MACHINE, case_about, claimed, decided, draft_for, publish


def codes(case, matters, name, at):
    return [action.code for action in selectors.available_actions(case.ref, matters.users[name], at=at)]


def act(case, matters, name, action, *, at, **details):
    return services.perform(case.ref, action=action, expected_version=case.version, actor=matters.actor(name), at=at, **details)


def test_one_act_has_one_open_case(matters, at):
    """RQ-088."""
    first, second = case_about(at=at), case_about(at=at)

    assert first.ref == second.ref


def test_a_further_source_joins_without_disturbing_the_reviewer(matters, at):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)

    joined = services.open_case(
        kind="report", queue="ordinary", account_ref=ACCOUNT, content_ref=CONTENT, severity="grave",
        sources=[NewSource("report", "R-DEMO")], actor=MACHINE, at=at,
    )  # fmt: skip

    assert (case.ref, case.version, "grave") == (joined.ref, joined.version, joined.severity)
    assert ["rule", "report"] == [source.kind for source in selectors.sources_of(case.ref)]


def test_the_same_source_joins_once(matters, at):
    case = case_about(at=at)
    case_about(at=at)

    assert (1, 1) == (len(selectors.sources_of(case.ref)), len(selectors.evidence_of(case.ref)))


def test_a_settled_act_can_come_up_again(matters, at):
    first = decided(matters, at=at)

    again = case_about(at=at)

    assert first.case_ref != again.ref


def test_the_queue_sets_the_clock(matters, at):
    """RQ-088."""
    ordinary = case_about(at=at)
    publish("c-demo-2", at=at)
    urgent = case_about("c-demo-2", queue="restricted", at=at)

    assert ("2026-11-30", at + timedelta(hours=24)) == (ordinary.due_at.date().isoformat(), urgent.due_at)


def test_claiming_gives_a_lease_of_fifteen_minutes(matters, at):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)

    assert (matters.users["reviewer"], at + timedelta(minutes=15), 2) == (case.lease_holder, case.lease_expires_at, case.version)


def test_nobody_else_can_claim_a_leased_case(matters, at):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)

    with pytest.raises(CaseLeased):
        act(case, matters, "colleague", "claim", at=at + timedelta(minutes=14))


def test_an_expired_lease_frees_the_case(matters, at):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)

    taken = act(case, matters, "colleague", "claim", at=at + timedelta(minutes=15))

    assert matters.users["colleague"] == taken.lease_holder


def test_renewing_keeps_the_version(matters, at):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)

    renewed = act(case, matters, "reviewer", "renew", at=at + timedelta(minutes=10))

    assert (case.version, at + timedelta(minutes=25)) == (renewed.version, renewed.lease_expires_at)


def test_a_stale_version_is_refused(matters, at):
    case = case_about(at=at)
    act(case, matters, "reviewer", "note", note="示例", at=at)

    with pytest.raises(CaseChanged):
        act(case, matters, "reviewer", "claim", at=at)


def test_deciding_has_its_own_door(matters, at):
    case = case_about(at=at)

    with pytest.raises(ActionUnknown):
        act(case, matters, "reviewer", "decide", at=at)


@pytest.mark.parametrize("action", ["hand_over", "escalate", "note"])
def test_a_step_without_its_reason_is_refused(matters, at, action):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)

    with pytest.raises(ActionIncomplete):
        act(case, matters, "reviewer", action, at=at)


def test_a_case_handed_over_is_kept_for_its_assignee(matters, at):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)
    case = act(case, matters, "reviewer", "hand_over", to_user=matters.users["colleague"], note="示例", at=at)

    assert (matters.users["colleague"], None) == (case.assignee, case.lease_holder)
    with pytest.raises(CaseLeased):
        act(case, matters, "reviewer", "claim", at=at)


def test_a_case_is_handed_only_to_somebody_who_can_decide_it(matters, at):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)

    with pytest.raises(CaseForbidden):
        act(case, matters, "reviewer", "hand_over", to_user=matters.users["auditor"], note="示例", at=at)


def test_an_escalated_case_waits_for_a_second_person(matters, at):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)
    case = act(case, matters, "reviewer", "escalate", note="情况复杂（示例）", at=at)

    with pytest.raises(CaseForbidden):
        act(case, matters, "reviewer", "claim", at=at)
    assert matters.users["senior"] == act(case, matters, "senior", "claim", at=at).lease_holder


def test_a_skipped_case_is_not_offered_again(matters, at):
    case = case_about(at=at)
    act(case, matters, "reviewer", "skip", at=at)

    mine, theirs = (
        selectors.next_case(None, matters.users[name], at=at + timedelta(minutes=1)) for name in ("reviewer", "colleague")
    )

    assert (None, case.ref) == (mine, theirs.ref)


def test_actions_offered_are_actions_allowed(matters, at):
    case = case_about(at=at)
    offered = codes(case, matters, "reviewer", at)
    case = claimed(case, matters.actor("reviewer"), at=at)

    assert ["claim", "skip", "note"] == offered
    assert ["renew", "decide", "propose", "release", "skip", "note", "hand_over", "escalate"] == codes(
        case, matters, "reviewer", at
    )


def test_a_reader_is_offered_nothing(matters, at):
    assert [] == codes(case_about(at=at), matters, "auditor", at)


def test_a_restricted_queue_is_closed_to_others(matters, at):
    """RQ-084."""
    case = case_about(queue="restricted", at=at)

    assert [] == codes(case, matters, "reviewer", at)
    with pytest.raises(CaseUnknown):
        selectors.case_file(case.ref, matters.users["reviewer"])
    assert "restricted" not in [count.queue for count in selectors.queue_counts(matters.users["reviewer"], at=at)]
    assert case.ref == selectors.case_file(case.ref, matters.users["senior"]).case.ref


def test_queue_counts_show_overdue_and_oldest(matters, at):
    """RQ-088."""
    publish("c-demo-2", at=at)
    case_about(at=at - timedelta(days=20))
    claimed(case_about("c-demo-2", at=at), matters.actor("reviewer"), at=at)

    (count,) = selectors.queue_counts(matters.users["colleague"], at=at)

    assert (2, 1, 1, at - timedelta(days=20)) == (count.open, count.unclaimed, count.overdue, count.oldest_opened_at)


def test_reopening_keeps_the_first_limit(matters, at):
    """RQ-096."""
    decision = decided(matters, at=at)
    case = selectors.case(decision.case_ref)

    reopened = act(case, matters, "senior", "reopen", note="示例", at=at + timedelta(days=90))

    assert (case.due_at, True) == (reopened.due_at, reopened.is_late(at=at + timedelta(days=90)))


def test_reopening_beside_another_open_case_is_refused(matters, at):
    decision = decided(matters, at=at)
    case_about(at=at)

    with pytest.raises(CaseOpenAlready):
        act(selectors.case(decision.case_ref), matters, "senior", "reopen", note="示例", at=at)


def test_a_settled_case_cannot_be_claimed(matters, at):
    decision = decided(matters, at=at)

    with pytest.raises(CaseSettled):
        act(selectors.case(decision.case_ref), matters, "reviewer", "claim", at=at)


def test_a_lapsed_lease_cannot_decide(matters, at):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)

    with pytest.raises(LeaseMissing):
        enforcement.decide(
            draft_for(case), actor=matters.actor("reviewer"), expected_version=case.version, at=at + timedelta(minutes=16)
        )


def test_every_step_is_in_the_history(matters, at):
    case = claimed(case_about(at=at), matters.actor("reviewer"), at=at)
    act(case, matters, "reviewer", "release", at=at)

    assert ["opened", "claim", "release"] == [step.action for step in selectors.case_history(case.ref)]


def test_an_unknown_case_is_not_found(matters):
    with pytest.raises(CaseUnknown):
        selectors.case("C-NOBODY")


def test_graver_cases_come_first(matters, at):
    publish("c-demo-2", at=at)
    minor, grave = case_about(severity="minor", at=at), case_about("c-demo-2", severity="grave", at=at)

    assert [grave.ref, minor.ref] == [case.ref for case in selectors.queue_cases("ordinary", matters.users["reviewer"], at=at)]
