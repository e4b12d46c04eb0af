"""Violations carry the spans that caused them, in offsets of the text as it was sent."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from goodstanding.core.engine.compiled import compile_pack
from goodstanding.core.engine.effects import MAX_SPANS
from goodstanding.core.signals.base import SignalError, Span
from tests.core.engine.samples import DAY, FakeSignal, document, pack, rule, seen

OFFER = FakeSignal("offer", seen("offer", (2, 4, "出售")))
PRICE = FakeSignal("price", seen("price", (5, 7, "五百")))


def spans(when: str, body: str, signals: Sequence[FakeSignal] = (OFFER, PRICE)) -> list[tuple[str, int, int, str]]:
    """Return the spans of the only violation."""
    made = pack(rule(when), signals=tuple(signal.name for signal in signals))
    engine = compile_pack(made, at=DAY, signals={signal.name: signal for signal in signals})
    violations = engine.evaluate(document({"content.body": body})).violations
    return [(span.signal, span.start, span.end, span.text) for violation in violations for span in violation.spans]


def test_contains_shows_every_place_in_code_points() -> None:
    assert [("contains", 1, 3, "微信"), ("contains", 5, 7, "微信")] == spans("content.body.contains('微信')", "😀微信加我微信")


def test_matches_shows_where_the_expression_matched() -> None:
    assert [("matches", 2, 6, "1380")] == spans("content.body.matches('[0-9]{4}')", "电话1380")


def test_span_names_the_field_and_the_pattern() -> None:
    engine = compile_pack(pack(rule("content.body.contains('微信')")), at=DAY, signals={})

    found = engine.evaluate(document({"content.body": "微信"})).violations[0].spans

    assert (Span("body", 0, 2, "微信", "contains", "微信"),) == found


def test_every_signal_the_condition_names_gives_its_spans() -> None:
    found = spans("signal.offer.hit || signal.price.hit", "我要出售,五百")

    assert [("offer", 2, 4, "出售"), ("price", 5, 7, "五百")] == found


def test_what_stands_under_not_shows_nothing() -> None:
    assert [] == spans("!content.body.contains('微信') || has(content.body)", "微信")


@pytest.mark.parametrize("limit", ["signal.price.count < 3", "signal.price.count <= 3", "3 > signal.price.count"])
def test_signal_that_must_stay_below_a_limit_shows_nothing(limit: str) -> None:
    assert [("offer", 2, 4, "出售")] == spans(f"signal.offer.hit && {limit}", "我要出售,五百")


@pytest.mark.parametrize("floor", ["signal.price.count > 0", "1 <= signal.price.count", "!(signal.price.count < 1)"])
def test_signal_that_must_pass_a_floor_shows_its_spans(floor: str) -> None:
    assert ["offer", "price"] == [signal for signal, *_ in spans(f"signal.offer.hit && {floor}", "我要出售,五百")]


def test_skipped_signal_is_read_for_evidence_once() -> None:
    skipped = FakeSignal("price", seen("price", (5, 7, "五百")))
    when = "account.verified || signal.price.hit"
    engine = compile_pack(pack(rule(when), rule(when, "b.b"), signals=("price",)), at=DAY, signals={"price": skipped})

    found = engine.evaluate(document({"content.body": "我要出售,五百", "account.verified": True}))

    assert (1, [1, 1]) == (skipped.asked, [len(violation.spans) for violation in found.violations])


def test_signal_of_a_rule_that_did_not_hold_is_not_read_for_evidence() -> None:
    skipped = FakeSignal("price", seen("price"))
    made = pack(rule("account.verified && signal.price.hit"), signals=("price",))
    engine = compile_pack(made, at=DAY, signals={"price": skipped})

    engine.evaluate(document({"content.body": "五百", "account.verified": False}))

    assert 0 == skipped.asked


def test_signal_that_fails_for_evidence_changes_no_verdict() -> None:
    broken = FakeSignal("price", SignalError("It failed."))
    when = "account.verified || signal.price.hit"
    engine = compile_pack(pack(rule(when, suggestion="hold"), signals=("price",)), at=DAY, signals={"price": broken})

    found = engine.evaluate(document({"content.body": "五百", "account.verified": True}))

    assert ("hold", False, {"price"}) == (found.suggestion, found.degraded, set(found.failed))


def test_same_span_is_shown_once() -> None:
    assert 1 == len(spans("content.body.contains('微信') && content.body.contains('微信')", "微信"))


def test_text_test_in_a_skipped_branch_still_shows_its_spans() -> None:
    assert [("contains", 0, 2, "微信")] == spans("has(content.body) || content.body.contains('微信')", "微信")


def test_repeated_phrase_is_cut_off() -> None:
    assert MAX_SPANS == len(spans("content.body.contains('a')", "a" * 10_000))


def test_pattern_from_a_parameter_is_searched_too() -> None:
    assert [("contains", 0, 1, "微")] == spans("content.body.contains('微')", "微")


def test_violations_without_evidence_are_the_same_object() -> None:
    engine = compile_pack(pack(rule("account.verified")), at=DAY, signals={})
    first, second = (engine.evaluate(document({"account.verified": True})) for _ in range(2))

    assert first.violations[0] is second.violations[0]
