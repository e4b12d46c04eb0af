"""Passages are numbered by place: what several signals saw at one place is one passage with several reasons."""

from __future__ import annotations

from goodstanding.core.engine.evaluation import Evaluation, Violation
from goodstanding.core.signals.base import Span
from goodstanding.web.console.pages.item import findings_of

TEXT = "注册送彩金，加微信 demo_1"
PRIZE = (0, 5, "注册送彩金")
CONTACT = (6, 16, "加微信 demo_1")


def seen(signal: str, place: tuple[int, int, str]) -> Span:
    start, end, text = place
    return Span("body", start, end, text, signal, "示例")


def evaluation(*spans: Span) -> Evaluation:
    violation = Violation("sample.rule", "", "fraud_marketing", 0.9, spans, (), "serious", "fraud", "review")
    return Evaluation("e-1", "content.published", "p@1", "0" * 64, {}, (), {}, {}, (violation,), (), (), False, "review", ())


def test_two_signals_at_one_place_are_one_passage(db: None):
    found, marks = findings_of(evaluation(seen("a", PRIZE), seen("b", PRIZE)), {"body": TEXT}, language="zh-hans")

    assert [(1, "a", True), (1, "b", False)] == [(one.number, one.signal, one.is_anchor) for one in found[0].passages]
    assert [(0, 5)] == [(mark.start, mark.end) for mark in marks["body"]]


def test_places_are_numbered_in_reading_order(db: None):
    found, _marks = findings_of(evaluation(seen("a", CONTACT), seen("b", PRIZE)), {"body": TEXT}, language="zh-hans")

    assert [(1, "b"), (2, "a")] == [(one.number, one.signal) for one in found[0].passages]
