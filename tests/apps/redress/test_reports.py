"""Claims about reports by the public."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from goodstanding.apps.identity.actors import PUBLIC
from goodstanding.apps.notices.models import Notice
from goodstanding.apps.notices.ports import addresses
from goodstanding.apps.redress import selectors, services
from goodstanding.apps.redress.errors import ContactForbidden, ReportIncomplete, ReportSettled, TargetUnknown
from goodstanding.apps.redress.models import Report
from goodstanding.apps.review import selectors as review
from tests.factories.matters import ACCOUNT, CONTENT, decided, machine_hold


def reported(target=CONTENT, *, kind="post", category="account_trading", at, **more):
    return services.file_report(kind=kind, target=target, category=category, reason="示例：疑似买卖账号。", at=at, **more)


def test_a_report_needs_no_sign_in_and_gets_a_receipt(matters, at):
    """RQ-094."""
    report = reported(at=at)

    assert report.receipt.startswith("R-")
    assert ("screening", ACCOUNT) == (report.stage, report.account_ref)
    assert Notice.objects.filter(code="report_received", recipient_ref=report.receipt).exists()


@pytest.mark.parametrize(("category", "hours"), [("minors", 12), ("personal_rights", 24)])
def test_urgent_categories_are_due_in_hours(matters, at, category, hours):
    assert at + timedelta(hours=hours) == reported(category=category, at=at).due_at


def test_ordinary_reports_are_due_in_working_days(matters, at):
    assert ("2026-11-30", "2026-12-02") == (
        reported(at=at).due_at.date().isoformat(),
        reported(category="copyright", at=at).due_at.date().isoformat(),
    )


def test_an_account_can_be_reported(matters, at):
    report = reported(ACCOUNT, kind="account", category="impersonation", at=at)

    assert (ACCOUNT, "") == (review.case(report.case_ref).account_ref, review.case(report.case_ref).content_ref)


def test_several_reports_of_one_post_are_one_case(matters, at):
    first, second = reported(at=at), reported(category="other", at=at)

    assert first.case_ref == second.case_ref
    assert {first.receipt, second.receipt} == {source.ref for source in review.sources_of(first.case_ref)}


def test_a_report_joins_the_case_screening_opened(matters, at):
    held = machine_hold(at=at)

    report = reported(at=at)

    assert (held.case_ref, 1) == (report.case_ref, review.case(held.case_ref).version)


def test_a_joining_report_can_bring_the_time_forward(matters, at):
    held = machine_hold(at=at)
    before = review.case(held.case_ref).due_at

    reported(category="minors", at=at)

    assert at + timedelta(hours=12) == review.case(held.case_ref).due_at < before


@pytest.mark.parametrize(
    "wrong", [{"kind": "planet"}, {"category": "mood"}, {"target": ""}, {"target": "nobody"}, {"kind": "comment"}]
)
def test_a_report_about_nothing_is_refused_and_says_why(matters, at, wrong):
    """RQ-095."""
    with pytest.raises((ReportIncomplete, TargetUnknown)):
        reported(**({"at": at} | wrong))


def test_deciding_the_case_answers_every_reporter(matters, at):
    first, second = reported(at=at), reported(language="en", at=at)

    decision = decided(matters, review.case(first.case_ref), at=at)

    told = [selectors.report(receipt) for receipt in (first.receipt, second.receipt)]
    assert [("closed", "violation", decision.ref)] * 2 == [(one.stage, one.outcome, one.decision_ref) for one in told]
    assert "the content was removed" in told[1].feedback
    assert 2 == Notice.objects.filter(code="report_closed").count()


def test_a_machines_suspicion_answers_nobody(matters, at):
    report = reported(at=at)

    machine_hold(at=at)

    assert "screening" == selectors.report(report.receipt).stage


def test_closing_a_report_owes_feedback(matters, at):
    """RQ-095."""
    report = reported(at=at)

    with pytest.raises(ReportIncomplete):
        services.close_report(report.receipt, outcome="inadmissible", feedback=" ", actor=matters.actor("reviewer"), at=at)


def test_closing_walks_through_every_stage(matters, at):
    """RQ-095."""
    report = reported(at=at)

    services.close_report(
        report.receipt, outcome="inadmissible", feedback="请补充网址（示例）。", actor=matters.actor("reviewer"), at=at
    )

    assert ["intake", "screening", "handling", "feedback", "closed"] == [
        step.to_stage for step in selectors.stages_of(report.receipt)
    ]


def test_a_closed_report_stays_closed(matters, at):
    report = reported(at=at)
    services.close_report(
        report.receipt, outcome="no_violation", feedback="未发现违规（示例）。", actor=matters.actor("reviewer"), at=at
    )

    with pytest.raises(ReportSettled):
        services.advance_report(report.receipt, reason="x", actor=matters.actor("reviewer"), at=at)


def test_the_public_cannot_handle_reports(matters, at):
    report = reported(at=at)

    with pytest.raises(ContactForbidden):
        services.advance_report(report.receipt, reason="x", actor=PUBLIC, at=at)


def test_the_database_refuses_a_skipped_stage_and_a_silent_end(matters, at):
    """RQ-095."""
    report = reported(at=at)

    for change in ({"stage": "feedback"}, {"stage": "closed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(receipt=report.receipt).update(**change)


def test_a_contact_is_sealed_and_reading_it_is_logged(matters, at):
    report = reported(contact="reader@example.invalid", at=at)

    assert b"reader" not in bytes(Report.objects.get(receipt=report.receipt).reporter_contact_sealed)
    assert "reader@example.invalid" == services.open_reporter_contact(
        report.receipt, purpose="补充证据（示例）", actor=matters.actor("senior"), at=at
    )
    with pytest.raises(ContactForbidden):
        services.open_reporter_contact(report.receipt, purpose="x", actor=matters.actor("reviewer"), at=at)


def test_notices_find_the_reporter(matters, at):
    report = reported(contact="reader@example.invalid", at=at)

    assert [("mail", "reader@example.invalid")] == [(one.channel, one.target) for one in addresses("report", report.receipt)]
