"""Faults of the engine, of a case, of a hold: the event is kept, the outcome says so, the batch goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from goodstanding.apps.ingest.models import Content, StoredEvent
from goodstanding.apps.screening.services import consequences, evaluating
from goodstanding.core.engine.compiled import Engine
from goodstanding.core.events.outcome import Outcome
from tests.factories.events import post

Receive = Callable[..., list[Outcome]]


def _failing_on(event_id: str, original: Callable[..., Any]) -> Callable[..., Any]:
    def evaluate_each(engine: Engine, documents: list[dict[str, Any]], /) -> Any:
        if any(document["event"]["id"] == event_id for document in documents):
            raise RuntimeError("broken signal")
        return original(engine, documents)

    return evaluate_each


def test_event_the_engine_fails_on_is_kept_as_degraded(receive: Receive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine, "evaluate_each", _failing_on("e-2", Engine.evaluate_each))

    first, second, third = receive(post("e-1"), post("e-2"), post("e-3", "收购公众号"))

    assert ("accepted", True, ("the event is kept but could not be judged; it needs a person.",)) == (
        second.status,
        second.degraded,
        second.notes,
    )
    assert (False, True) == (first.degraded, third.case is not None)
    assert 3 == StoredEvent.objects.count()


def test_case_that_cannot_be_opened_costs_only_itself(receive: Receive, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import DataError

    def open_case(**_: Any) -> None:
        raise DataError("too long")

    monkeypatch.setattr(consequences, "open_case", open_case)

    first, second = receive(post("e-1", "收购公众号"), post("e-2"))

    assert ("review", None) == (first.suggestion, first.case)
    assert "the case could not be opened; the evaluation is kept." in (first.notes or ())
    assert 2 == StoredEvent.objects.count() == Content.objects.count()
    assert "accepted" == second.status


def test_batch_that_fails_as_a_whole_goes_on_one_by_one(receive: Receive, monkeypatch: pytest.MonkeyPatch) -> None:
    original = evaluating._store

    def store(screened: Any, judges: Any, *, at: Any) -> None:
        if any(item.event.id == "e-2" for item in screened):
            raise ValueError("unstorable")
        original(screened, judges, at=at)

    monkeypatch.setattr(evaluating, "_store", store)

    first, second, third = receive(post("e-1"), post("e-2"), post("e-3"))

    assert [False, True, False] == [first.degraded, second.degraded, third.degraded]
    assert 3 == StoredEvent.objects.count()
