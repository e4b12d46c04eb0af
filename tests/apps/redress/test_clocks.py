"""Claims about limits: the pack in force publishes them, and nothing else sets a due date where it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from goodstanding.apps.common.calendar import due
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.policies.errors import NoLivePack
from goodstanding.apps.redress import clocks
from goodstanding.apps.redress.services import file_report
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.limits import FALLBACK, Limit, queue_limit
from goodstanding.core.policy.model import Bilingual, Queue
from tests.factories.matters import CONTENT, appealed, decided

LIMITS = {
    "ordinary": Limit(4, "working_days"),
    "reports": Limit(37, "hours"),
    "minors": Limit(11, "hours"),
    "personal-rights": Limit(23, "hours"),
    "copyright": Limit(9, "working_days"),
    "appeals": Limit(3, "working_days"),
    "appeals-expedited": Limit(5, "hours"),
    "quick": Limit(2, "hours"),
}


@pytest.fixture
def published(matters, monkeypatch):
    """A pack in force that publishes limits unlike the fallbacks."""
    pack = policies.live_policy()
    queues = {ref: Queue(ref, Bilingual(ref, ref), limit.amount, limit.unit) for ref, limit in LIMITS.items()}
    changed = replace(pack, queues=queues)
    monkeypatch.setattr(policies, "live_policy", lambda: changed)
    return changed


def reported(category, at):
    return file_report(kind="post", target=CONTENT, category=category, reason="示例：请核查。", at=at)


@pytest.mark.parametrize(
    ("category", "queue"),
    [
        ("minors", "minors"),
        ("personal_rights", "personal-rights"),
        ("copyright", "copyright"),
        ("account_trading", "ordinary"),
        ("other", "ordinary"),
    ],
)
def test_reports_are_due_as_the_pack_in_force_publishes(published, at, category, queue):
    limit = LIMITS[queue]

    assert due(at, limit.amount, limit.unit) == reported(category, at).due_at


def test_ordinary_appeals_are_due_as_the_pack_publishes(published, matters, at):
    decision = decided(matters, at=at)

    assert due(at, 3, "working_days") == appealed(matters, decision, at=at).due_at


def test_urgent_appeals_are_due_as_the_pack_publishes(published, at):
    assert (at + timedelta(hours=5), True) == clocks.appeal_due([at + timedelta(days=1)], at=at)


def test_a_case_keeps_the_shorter_limit_of_its_queue(published, monkeypatch, at):
    rules = tuple(replace(rule, queue="quick") if rule.label == "account_trading" else rule for rule in published.rules)
    monkeypatch.setattr(policies, "live_policy", lambda: replace(published, rules=rules))

    report = reported("account_trading", at)

    assert at + timedelta(hours=2) == review.case(report.case_ref).due_at < report.due_at


def test_a_report_in_the_queue_for_reports_is_due_when_its_answer_is(published, at):
    report = reported("other", at)

    assert ("reports", report.due_at) == (review.case(report.case_ref).queue, review.case(report.case_ref).due_at)


def test_fallbacks_hold_while_no_pack_is_in_force(monkeypatch):
    def none():
        raise NoLivePack("none")

    monkeypatch.setattr(policies, "live_policy", none)

    assert dict(FALLBACK) == {queue: queue_limit(queue) for queue in FALLBACK}
    assert FALLBACK["ordinary"] == queue_limit("some-queue")
