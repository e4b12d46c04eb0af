"""Claims about undoing a decision: all of it, or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodstanding.apps.common.models import OutboxMessage
from goodstanding.apps.enforcement import selectors, services
from goodstanding.apps.enforcement.effects import EFFECTS, EffectHandler
from goodstanding.apps.enforcement.errors import MeasureImpossible, NotLighter, PartyToDecision, SourceMismatch
from goodstanding.apps.enforcement.measures import MeasureCode
from goodstanding.apps.enforcement.models import BlocklistEntry, Decision
from goodstanding.apps.enforcement.values import Evidence, MeasureDraft
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.notices import selectors as notices
from goodstanding.apps.registry import selectors as registry
from tests.factories.matters import ACCOUNT, CONTENT, case_about, decided, decided_by_two, publish

APPEAL = [Evidence("appeal", "A-DEMO", "a" * 64, "申诉理由")]
GRAVE = {
    "severity": "grave",
    "measures": (
        MeasureDraft("remove_content"),
        MeasureDraft("close"),
        MeasureDraft("blacklist"),
        MeasureDraft("ban_reregistration"),
    ),
}


def grave(at):
    return GRAVE | {
        "measures": tuple(
            MeasureDraft(m.code, review_at=at + timedelta(days=365) if m.code == "blacklist" else None) for m in GRAVE["measures"]
        )
    }


def reversed_(matters, decision, *, by="officer", at):
    return services.reverse(decision.ref, reasons="事实不成立（示例）。", evidence=APPEAL, actor=matters.actor(by), at=at)


def test_a_grave_decision_closes_and_lists(matters, at):
    decided_by_two(matters, case_about(severity="grave", at=at), at=at, **grave(at))

    assert ("closed", 2) == (registry.account(ACCOUNT).status, BlocklistEntry.objects.filter(lifted_at=None).count())


def test_reversal_undoes_every_effect(matters, at):
    """RQ-060, RQ-090."""
    decision = decided_by_two(matters, case_about(severity="grave", at=at), at=at, **grave(at))

    reversed_(matters, decision, at=at + timedelta(days=1))

    assert "visible" == ingest.content(CONTENT).status
    assert "active" == registry.account(ACCOUNT).status
    assert 0 == BlocklistEntry.objects.filter(lifted_at=None).count()
    assert {"reverted"} == {state.status for state in selectors.decision(decision.ref).measures}


def test_reversal_tells_the_account_what_was_restored(matters, at):
    decision = decided(matters, at=at)

    after = reversed_(matters, decision, at=at)

    notice = notices.notice(after.notice_ref)
    assert "decision_reversed" == notice.code
    assert decision.ref in notice.body


def test_reversal_lifts_restrictions(matters, at):
    decision = decided(matters, at=at)
    restricted = registry.restrictions_of(ACCOUNT, at=at + timedelta(hours=1))

    reversed_(matters, decision, at=at + timedelta(hours=2))

    assert (1, ()) == (len(restricted), registry.restrictions_of(ACCOUNT, at=at + timedelta(hours=3)))


def test_reversal_leaves_what_other_decisions_did(matters, at):
    publish("c-demo-2", at=at)
    first = decided(matters, at=at)
    second = decided(matters, case_about("c-demo-2", at=at), at=at)

    reversed_(matters, first, at=at + timedelta(hours=1))

    assert "suspended" == registry.account(ACCOUNT).status
    assert "removed" == ingest.content("c-demo-2").status
    assert second.ref == registry.restrictions_of(ACCOUNT, at=at + timedelta(hours=2))[0].decision_ref


def test_reversal_tells_the_platform(matters, at):
    decision = decided(matters, at=at)

    reversed_(matters, decision, at=at)

    topics = list(OutboxMessage.objects.filter(key=decision.ref).order_by("id").values_list("topic", flat=True))
    assert [
        "measure.apply",
        "measure.apply",
        "decision.issued",
        "measure.revert",
        "measure.revert",
        "decision.superseded",
    ] == topics


@pytest.mark.parametrize(
    "code", [MeasureCode.REMOVE_CONTENT, MeasureCode.CLOSE, MeasureCode.BLACKLIST, MeasureCode.BAN_REREGISTRATION]
)
def test_a_crash_midway_undoes_nothing(matters, at, code):
    decision = decided_by_two(matters, case_about(severity="grave", at=at), at=at, **grave(at))

    def crash(effect):
        raise RuntimeError("power cut")

    former = EFFECTS.replace(code, EffectHandler(crash, crash))
    try:
        with pytest.raises(RuntimeError):
            reversed_(matters, decision, at=at + timedelta(days=1))
    finally:
        EFFECTS.replace(code, former)

    assert ("removed", "closed") == (ingest.content(CONTENT).status, registry.account(ACCOUNT).status)
    assert 2 == BlocklistEntry.objects.filter(lifted_at=None).count()
    assert selectors.decision(decision.ref).is_in_force
    assert 1 == Decision.objects.count()


def test_a_crash_midway_decides_nothing(matters, at):
    case = case_about(at=at)
    former = EFFECTS.replace(MeasureCode.SUSPEND_UPDATES, EffectHandler(_crash, _crash))
    try:
        with pytest.raises(RuntimeError):
            decided(matters, case, at=at)
    finally:
        EFFECTS.replace(MeasureCode.SUSPEND_UPDATES, former)

    assert ("visible", 0) == (ingest.content(CONTENT).status, Decision.objects.count())


def _crash(effect):
    raise RuntimeError("power cut")


@pytest.mark.parametrize("person", ["reviewer", "senior"])
def test_whoever_took_part_cannot_reverse(matters, at, person):
    decision = decided_by_two(matters, exception_reason="示例", measures=(MeasureDraft("suspend_updates", days=30),), at=at)
    from goodstanding.apps.identity import services as identity

    identity.grant_role(matters.users[person], "appeals_officer", at=at)

    with pytest.raises(PartyToDecision):
        reversed_(matters, decision, by=person, at=at)


def test_reversing_takes_the_permission(matters, at):
    decision = decided(matters, at=at)

    with pytest.raises(SourceMismatch):
        reversed_(matters, decision, by="colleague", at=at)


def test_lightening_counts_the_time_served(matters, at):
    decision = decided(matters, at=at)

    after = services.lighten(
        decision.ref,
        measures=(MeasureDraft("suspend_updates", days=3),),
        reasons="情节较轻（示例）。",
        evidence=APPEAL,
        actor=matters.actor("officer"),
        at=at + timedelta(days=1),
    )

    assert ("applied", at + timedelta(days=3)) == (after.measures[0].status, after.measures[0].measure.ends_at)
    assert ("visible", "suspended") == (ingest.content(CONTENT).status, registry.account(ACCOUNT).status)


def test_a_lighter_measure_already_served_is_over_at_once(matters, at):
    decision = decided(matters, at=at)

    after = services.lighten(
        decision.ref,
        measures=(MeasureDraft("suspend_updates", days=3),),
        reasons="情节较轻（示例）。",
        evidence=APPEAL,
        actor=matters.actor("officer"),
        at=at + timedelta(days=4),
    )

    assert ("ended", "active") == (after.measures[0].status, registry.account(ACCOUNT).status)


@pytest.mark.parametrize(
    "measures",
    [
        (MeasureDraft("remove_content"), MeasureDraft("suspend_updates", days=7)),
        (MeasureDraft("suspend_updates", days=8),),
        (MeasureDraft("close"),),
    ],
)
def test_a_partly_upheld_appeal_must_end_lighter(matters, at, measures):
    decision = decided(matters, at=at)

    with pytest.raises(NotLighter):
        services.lighten(decision.ref, measures=measures, reasons="x", evidence=APPEAL, actor=matters.actor("officer"), at=at)


def test_a_partly_upheld_appeal_cannot_close(matters, at):
    decision = decided_by_two(matters, case_about(severity="grave", at=at), at=at, **grave(at))

    with pytest.raises(MeasureImpossible):
        services.lighten(
            decision.ref, measures=(MeasureDraft("close"),), reasons="x", evidence=APPEAL, actor=matters.actor("officer"), at=at
        )
