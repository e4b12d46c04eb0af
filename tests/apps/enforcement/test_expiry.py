"""Claims about measures that end by themselves."""

from __future__ import annotations

from datetime import timedelta

from goodstanding.apps.enforcement import selectors, services
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.notices.models import Notice
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import selectors as review
from tests.factories.matters import ACCOUNT, CONTENT, decided, machine_hold


def test_a_hold_nobody_decided_on_lapses(matters, at):
    """RQ-060."""
    held = machine_hold(hours=24, at=at)

    ended = services.expire_measures(at=at + timedelta(hours=24))

    assert (1, "visible", "ended") == (ended, ingest.content(CONTENT).status, selectors.decision(held.ref).measures[0].status)


def test_the_account_is_told_that_a_hold_lapsed(matters, at):
    held = machine_hold(hours=24, at=at)

    services.expire_measures(at=at + timedelta(hours=24))

    notice = Notice.objects.get(code="measure_ended")
    assert (ACCOUNT, held.ref) == (notice.recipient_ref, notice.decision_ref)


def test_a_hold_lasts_until_its_end(matters, at):
    machine_hold(hours=24, at=at)

    ended = services.expire_measures(at=at + timedelta(hours=23, minutes=59))

    assert (0, "held") == (ended, ingest.content(CONTENT).status)


def test_the_case_stays_open_when_a_hold_lapses(matters, at):
    held = machine_hold(hours=24, at=at)

    services.expire_measures(at=at + timedelta(hours=24))

    assert "open" == review.case(held.case_ref).status


def test_a_suspension_ends_and_the_account_publishes_again(matters, at):
    """RQ-060, RQ-089."""
    decision = decided(matters, at=at)

    services.expire_measures(at=at + timedelta(days=7))

    assert "active" == registry.account(ACCOUNT).status
    assert ["applied", "ended"] == [state.status for state in selectors.decision(decision.ref).measures]


def test_expiring_twice_ends_nothing_twice(matters, at):
    machine_hold(hours=24, at=at)
    services.expire_measures(at=at + timedelta(hours=24))

    again = services.expire_measures(at=at + timedelta(hours=25))

    assert (0, 1) == (again, Notice.objects.filter(code="measure_ended").count())


def test_an_unconfirmed_measure_is_visible(matters, at):
    decision = decided(matters, at=at)
    services.confirm_measure(decision.ref, 0, at=at)

    waiting = selectors.unconfirmed_measures(before=at + timedelta(hours=1))

    assert [(decision.ref, "suspend_updates")] == [(ref, state.measure.code) for ref, state in waiting]
