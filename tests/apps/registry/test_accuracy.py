"""The accuracy programme: drawn by lot, judged by a second person, counted with intervals, acted on below the floor."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from goodstanding.apps.audit.selectors import counts_by_action
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.notices.models import Notice
from goodstanding.apps.registry.errors import SampleSettled
from goodstanding.apps.registry.models import AccuracyAction, AccuracyReport, Application, SampledVerdict
from goodstanding.apps.registry.reading.accuracy import ProviderAccuracy, accuracy, closed_report, quarter_end, quarter_of
from goodstanding.apps.registry.reading.patrol import patrol
from goodstanding.apps.registry.services import register_account
from goodstanding.apps.registry.services.patrolling import plan_patrols
from goodstanding.apps.registry.services.sampling import draw_samples, judge_sample, settle_action, watch_accuracy
from goodstanding.apps.registry.services.verifying import note_factor
from goodstanding.apps.review.errors import ReviewError
from goodstanding.apps.review.selectors import case
from tests.factories.applications import filled_in, person_form
from tests.factories.matters import Matters, claimed

pytestmark = pytest.mark.django_db

QUARTER = "2026Q4"


@pytest.fixture(autouse=True)
def _everything_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw every verdict and count from three."""
    from goodstanding.apps.registry import numbers

    chosen = {**numbers.DEFAULTS, "accuracy_sample_permille": 1000, "accuracy_least_samples": 3}
    monkeypatch.setattr(numbers, "DEFAULTS", chosen)


def verdict(n: int, *, passed: bool = True, provider: str = "demo-register", applicant: int | None = None, at: datetime) -> str:
    """Let a provider give a verdict about an application; return the application."""
    filled = filled_in(person_form(n), applicant=applicant, at=at, account_ref=f"acct-judged-{n}")
    row = Application.objects.get(ref=filled.ref)
    note_factor(row, kind="name_id", value_index=f"v{n}", passed=passed, provider=provider, actor=SYSTEM, at=at)
    return filled.ref


def judged(application_ref: str, truth: str, matters: Matters, at: datetime, *, by: str = "reviewer") -> str:
    row = SampledVerdict.objects.get(application_ref=application_ref)
    held = claimed(case(row.case_ref), matters.actor(by), at=at)
    judge_sample(row.ref, truth=truth, reasons="另行查证。", case_version=held.version, actor=matters.actor(by), at=at)
    return row.ref


def counted(*truths: tuple[bool, str], matters: Matters, at: datetime) -> ProviderAccuracy:
    """Let verdicts be given, drawn and judged."""
    refs = [verdict(n, passed=passed, at=at) for n, (passed, _) in enumerate(truths, start=1)]
    draw_samples(at=at)
    for ref, (_, truth) in zip(refs, truths, strict=True):
        judged(ref, truth, matters, at)
    (found,) = accuracy(QUARTER)
    return found


def test_rq023_report_has_n_rates_and_intervals(matters: Matters, at: datetime) -> None:
    found = counted((True, "holds"), (True, "does_not"), (False, "does_not"), (False, "holds"), matters=matters, at=at)

    assert (4, (2, 4), (1, 2), (1, 2)) == (
        found.judged,
        (found.right.part, found.right.whole),
        (found.false_accepts.part, found.false_accepts.whole),
        (found.false_rejects.part, found.false_rejects.whole),
    )
    assert 0.0 < found.false_accepts.interval[0] < 0.5 < found.false_accepts.interval[1] < 1.0


def test_rate_nobody_counted_is_not_zero(matters: Matters, at: datetime) -> None:
    found = counted((True, "holds"), matters=matters, at=at)

    assert (None, 0.0) == (found.false_rejects.rate, found.false_accepts.rate)


def test_what_cannot_be_found_out_counts_as_neither(matters: Matters, at: datetime) -> None:
    found = counted((True, "unknown"), (True, "holds"), matters=matters, at=at)

    assert (2, 1, 1) == (found.drawn, found.judged, found.unknown)


def test_rq023_provider_below_the_floor_opens_an_action(matters: Matters, at: datetime) -> None:
    counted((True, "holds"), (True, "holds"), (True, "does_not"), matters=matters, at=at)

    assert (1, 0) == (watch_accuracy(at=at), watch_accuracy(at=at))
    action = AccuracyAction.objects.get()
    assert ("demo-register", QUARTER, "open") == (action.provider, action.quarter, case(action.case_ref).status)


def test_provider_above_the_floor_opens_none(matters: Matters, at: datetime) -> None:
    counted((True, "holds"), (True, "holds"), (False, "does_not"), matters=matters, at=at)

    assert 0 == watch_accuracy(at=at)


def test_too_few_judged_open_none(matters: Matters, at: datetime) -> None:
    found = counted((True, "does_not"), (True, "does_not"), matters=matters, at=at)

    assert (False, False, 0) == (found.is_enough, found.is_below, watch_accuracy(at=at))


def test_action_is_settled_with_what_was_done(matters: Matters, at: datetime) -> None:
    counted((True, "does_not"), (True, "does_not"), (True, "holds"), matters=matters, at=at)
    watch_accuracy(at=at)
    action = AccuracyAction.objects.get()
    held = claimed(case(action.case_ref), matters.actor("reviewer"), at=at)

    done = settle_action(
        action.ref,
        outcome="mended",
        reasons="服务商已修正姓名比对。",
        case_version=held.version,
        actor=matters.actor("reviewer"),
        at=at,
    )

    assert ("mended", at) == (done.outcome, done.settled_at)


def test_rq023_truth_is_entered_by_a_second_person(matters: Matters, at: datetime) -> None:
    ref = verdict(1, provider=f"user:{matters.users['reviewer']}", at=at)
    draw_samples(at=at)

    with pytest.raises(ReviewError):
        judged(ref, "holds", matters, at, by="reviewer")

    judged(ref, "holds", matters, at, by="colleague")
    assert "staff" == accuracy(QUARTER)[0].provider


def test_verdict_is_judged_once(matters: Matters, at: datetime) -> None:
    ref = verdict(1, at=at)
    draw_samples(at=at)
    sampled = judged(ref, "holds", matters, at)

    with pytest.raises(SampleSettled):
        judge_sample(sampled, truth="does_not", reasons="再看", case_version=None, actor=SYSTEM, at=at)


def test_verdict_is_drawn_once(matters: Matters, at: datetime) -> None:
    verdict(1, at=at)

    assert (1, 0) == (draw_samples(at=at), draw_samples(at=at))


def test_possession_of_a_mobile_is_no_verdict(matters: Matters, at: datetime) -> None:
    filled = filled_in(person_form(1), at=at)
    row = Application.objects.get(ref=filled.ref)
    note_factor(row, kind="mobile_code", value_index="v", passed=True, provider="code", actor=SYSTEM, at=at)

    assert 0 == draw_samples(at=at)


def test_share_drawn_is_the_published_one(matters: Matters, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    from goodstanding.apps.registry import numbers
    from goodstanding.apps.registry.services.sampling import _is_drawn

    monkeypatch.setattr(numbers, "DEFAULTS", {**numbers.DEFAULTS, "accuracy_sample_permille": 100})

    assert 160 <= sum(_is_drawn(n) for n in range(2_000)) <= 240


def test_accepted_identity_that_does_not_hold_is_due_now(matters: Matters, at: datetime) -> None:
    ref = verdict(1, at=at)
    register_account("acct-judged-1", name="示例抽查", registered_at=at, actor=SYSTEM, at=at)
    plan_patrols(at=at)
    draw_samples(at=at)

    judged(ref, "does_not", matters, at)

    assert (at, ("identity",)) == (patrol("acct-judged-1").next_due, patrol("acct-judged-1").fields)


def test_applicant_rejected_wrongly_is_told(matters: Matters, at: datetime) -> None:
    ref = verdict(1, passed=False, applicant=matters.users["owner"], at=at)
    draw_samples(at=at)

    judged(ref, "holds", matters, at)

    assert Notice.objects.filter(recipient_ref=str(matters.users["owner"]), subject__contains="身份核验").exists()


def test_rq023_quarter_is_closed_with_its_figures(matters: Matters, at: datetime) -> None:
    found = counted((True, "holds"), (True, "holds"), (True, "holds"), matters=matters, at=at)
    over = quarter_end(QUARTER)

    watch_accuracy(at=over + timedelta(days=14))
    before = AccuracyReport.objects.count()
    watch_accuracy(at=over + timedelta(days=15))

    assert (0, found.judged) == (before, closed_report(QUARTER)["demo-register"]["n"])
    assert 1 == counts_by_action(start=over, end=over + timedelta(days=16))["accuracy:reported"]


@pytest.mark.parametrize(("month", "quarter"), [(1, "2026Q1"), (3, "2026Q1"), (4, "2026Q2"), (12, "2026Q4")])
def test_quarters_are_those_of_the_local_calendar(month: int, quarter: str) -> None:
    from goodstanding.apps.registry.account_facts import LOCAL

    assert quarter == quarter_of(datetime(2026, month, 1, 0, 30, tzinfo=LOCAL))


def test_rq023_command_prints_the_report_and_fails_below_the_floor(matters: Matters, at: datetime) -> None:
    from goodstanding.cli import main

    counted((True, "does_not"), (True, "holds"), (True, "holds"), matters=matters, at=at)

    result = CliRunner().invoke(main, ["report", "accuracy", "--quarter", QUARTER, "--format", "json"])

    (row,) = json.loads(result.stdout)
    assert (1, 3, "0.3333") == (result.exit_code, row["n"], row["false_accept"]["rate"])
