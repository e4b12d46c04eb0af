"""Events kept first and judged later."""

from __future__ import annotations

from datetime import datetime

import pytest

from goodstanding.apps.common.models import OutboxMessage
from goodstanding.apps.ingest.models import StoredEvent
from goodstanding.apps.screening.models import EvaluationRecord
from goodstanding.apps.screening.services import receive_events, receive_events_for_later, screen_pending
from tests.apps.screening.conftest import PLATFORM
from tests.factories.events import post

pytestmark = pytest.mark.usefixtures("pack")


def test_kept_events_wait_in_the_outbox_unjudged(at: datetime) -> None:
    outcomes = receive_events_for_later([post("e-1"), b"{"], source_actor=PLATFORM, at=at)

    assert ["accepted", "rejected"] == [outcome.status for outcome in outcomes]
    assert [""] == list(StoredEvent.objects.values_list("outcome", flat=True))
    assert 1 == OutboxMessage.objects.filter(topic="events.screen").count()
    assert 0 == EvaluationRecord.objects.count()


def test_waiting_events_are_judged_in_order(at: datetime) -> None:
    receive_events_for_later([post(f"e-{n}") for n in range(4)], source_actor=PLATFORM, at=at)

    assert 4 == screen_pending(at=at)
    suggestions = EvaluationRecord.objects.order_by("id").values_list("suggestion", flat=True)
    assert ["pass", "pass", "pass", "review"] == list(suggestions)


def test_waiting_events_are_judged_once(at: datetime) -> None:
    receive_events_for_later([post("e-1")], source_actor=PLATFORM, at=at)
    screen_pending(at=at)

    assert 0 == screen_pending(at=at)
    assert 1 == EvaluationRecord.objects.count()


def test_repeat_of_a_waiting_event_says_that_it_waits(at: datetime) -> None:
    receive_events_for_later([post("e-1")], source_actor=PLATFORM, at=at)

    (outcome,) = receive_events([post("e-1")], source_actor=PLATFORM, at=at)

    assert ("duplicate", True, ("the event is kept and waits to be evaluated.",)) == (
        outcome.status,
        outcome.degraded,
        outcome.notes,
    )


def test_repeat_after_judging_carries_the_first_outcome(at: datetime) -> None:
    receive_events_for_later([post("e-1", "收购公众号")], source_actor=PLATFORM, at=at)
    screen_pending(at=at)

    (outcome,) = receive_events([post("e-1", "收购公众号")], source_actor=PLATFORM, at=at)

    assert ("duplicate", "review") == (outcome.status, outcome.suggestion)
    assert outcome.case is not None
