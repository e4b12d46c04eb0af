"""What a machine may do: hold a content, with an end, for a person to decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.core.engine.compiled import Engine
from goodstanding.core.events.outcome import Outcome
from tests.factories.events import event, post

Receive = Callable[..., list[Outcome]]


def test_hold_ends_by_itself_within_the_pack_s_hours(receive: Receive, at: datetime) -> None:
    (outcome,) = receive(post("e-1", "示例博彩平台，下注赢大奖"))

    content = ingest.content("c-e-1")
    assert ("hold", "held", at + timedelta(hours=24)) == (outcome.suggestion, content.status, content.held_until)


def test_hold_is_a_decision_of_the_machine_that_only_suspects(receive: Receive) -> None:
    (outcome,) = receive(post("e-1", "示例博彩平台"))

    (decision,) = enforcement.decisions_of("acct-1")
    assert ("machine", "suspected", outcome.case, outcome.evaluation) == (
        decision.source,
        decision.verdict,
        decision.case_ref,
        decision.evaluation_ref,
    )
    assert ["hold"] == [state.measure.code for state in decision.measures]


def test_hold_quotes_what_was_seen(receive: Receive) -> None:
    receive(post("e-1", "示例博彩平台"))

    (decision,) = enforcement.decisions_of("acct-1")
    assert "示例博彩平台" in decision.facts


def test_content_on_hold_is_not_held_twice(receive: Receive) -> None:
    receive(post("e-1", "示例博彩平台", content="c-1"), post("e-2", "下注赢大奖", content="c-1", type="content.edited"))

    assert 1 == len(enforcement.decisions_of("acct-1"))


def test_degraded_outcome_never_holds(receive: Receive, monkeypatch: object) -> None:
    import msgspec

    original = Engine.evaluate

    def degraded(engine: Engine, document: dict[str, object], /) -> object:
        return msgspec.structs.replace(original(engine, document), degraded=True, suggestion="hold")

    monkeypatch.setattr(Engine, "evaluate", degraded)  # type: ignore[attr-defined]

    (outcome,) = receive(post("e-1", "示例博彩平台"))

    assert outcome.case is not None
    assert "visible" == ingest.content("c-e-1").status


def test_event_without_content_holds_nothing(receive: Receive) -> None:
    (outcome,) = receive(event("e-1", "content.published", data={"body": "示例博彩平台"}))

    assert outcome.case is not None
    assert () == enforcement.decisions_of("acct-1")
