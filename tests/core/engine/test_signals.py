"""Signals are read only when a rule needs them, at most once, and a failure is a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goodstanding.core.engine.compiled import compile_pack
from goodstanding.core.engine.evaluation import Evaluation
from goodstanding.core.policy.model import Rule
from goodstanding.core.signals.base import Document, Reading, SignalError, Watch
from tests.core.engine.samples import DAY, FakeSignal, document, pack, rule, seen

BODY: Mapping[str, Any] = {"content.body": "出售公众号"}


def evaluated(signals: list[FakeSignal], *rules: Rule, facts: Mapping[str, Any] = BODY) -> Evaluation:
    """Evaluate one event with these signals."""
    names = tuple(signal.name for signal in signals)
    engine = compile_pack(pack(*rules, signals=names), at=DAY, signals={signal.name: signal for signal in signals})
    return engine.evaluate(document(facts))


def test_signal_no_rule_names_is_not_built() -> None:
    engine = compile_pack(pack(rule("true"), signals=("s",)), at=DAY)

    assert "pass" != engine.evaluate(document({})).suggestion


def test_signal_is_read_once_for_many_rules() -> None:
    signal = FakeSignal("s", seen("s", (0, 2, "出售")))

    evaluated([signal], rule("signal.s.hit", "a.a"), rule("signal.s.score > 0.5", "b.b"), rule("signal.s.count == 1", "c.c"))

    assert 1 == signal.asked


def test_signal_that_saw_nothing_is_read_once_too() -> None:
    signal = FakeSignal("s", Reading("s"))

    evaluated([signal], rule("signal.s.hit || true", "a.a"), rule("!signal.s.hit", "b.b"))

    assert 1 == signal.asked


def test_cheap_part_decides_before_a_signal_is_read() -> None:
    signal = FakeSignal("s", seen("s"))

    evaluated([signal], rule("signal.s.hit && content.title == 'x'"), facts={**BODY, "content.title": "y"})

    assert 0 == signal.asked


def test_shadow_rule_alone_reads_its_signal() -> None:
    signal = FakeSignal("s", seen("s"))

    found = evaluated([signal], rule("signal.s.hit", mode="shadow"))

    assert (1, ("sample.rule",)) == (signal.asked, found.shadow)


def test_failed_signal_makes_its_rule_unknown_and_is_named() -> None:
    found = evaluated([FakeSignal("s", SignalError("The index is closed."))], rule("signal.s.hit"))

    assert {"s": "signal:failed: The index is closed."} == found.failed
    assert (("sample.rule",), True) == (found.unknown, found.degraded)


def test_foreign_exception_is_named_without_its_text() -> None:
    found = evaluated([FakeSignal("s", ValueError("出售公众号"))], rule("signal.s.hit"))

    assert {"s": "ValueError"} == found.failed


def test_failed_signal_degrades_though_the_rule_is_known() -> None:
    signals = [FakeSignal("s", SignalError("It failed.")), FakeSignal("t", seen("t"))]

    found = evaluated(signals, rule("signal.s.hit || signal.t.hit"))

    assert ((), True) == (found.unknown, found.degraded)


def test_failed_signal_of_a_shadow_rule_degrades_nothing() -> None:
    found = evaluated([FakeSignal("s", SignalError("It failed."))], rule("signal.s.hit", mode="shadow"), rule("true", "b.b"))

    assert False is found.degraded


def test_signal_without_input_is_unknown_and_not_read() -> None:
    signal = FakeSignal("s", seen("s"))

    found = evaluated([signal], rule("signal.s.hit"), facts={})

    assert (0, {"s": "no input: body"}, ("sample.rule",)) == (signal.asked, found.failed, found.unknown)


def test_signal_without_its_fact_is_unknown_and_not_read() -> None:
    signal = FakeSignal("s", seen("s"), facts=("account.verified",))

    found = evaluated([signal], rule("signal.s.hit"))

    assert (0, {"s": "no input: account.verified"}) == (signal.asked, found.failed)


def test_signal_gets_the_text_fields_and_facts_it_declares() -> None:
    given: list[Document] = []

    def answer(read: Document) -> Reading:
        given.append(read)
        return Reading("s")

    signal = FakeSignal("s", answer, fields=("title",), facts=("account.verified",))
    evaluated([signal], rule("signal.s.hit"), facts={"content.title": "题", "account.verified": True})

    assert ("题", True) == (given[0].fields["title"], given[0].facts["account.verified"])


def test_has_of_a_failed_signal_is_unknown() -> None:
    found = evaluated([FakeSignal("s", SignalError("It failed."))], rule("has(signal.s.hit)"))

    assert ("sample.rule",) == found.unknown


class Alarm(Watch):
    """Wakes the signals it was told to."""

    def __init__(self, *names: str, fault: Exception | None = None) -> None:
        self._names = set(names)
        self._fault = fault

    def awake(self, document: Document, /) -> set[str]:
        if self._fault:
            raise self._fault
        return self._names


class WatchedSignal(FakeSignal):
    """A signal behind a shared pass."""

    def __init__(self, name: str, answer: Any, alarm: Alarm) -> None:
        super().__init__(name, answer)
        self._alarm = alarm

    @property
    def watch(self) -> Watch:
        return self._alarm


def watched(alarm: Alarm, facts: Mapping[str, Any] = BODY) -> tuple[Evaluation, int, int]:
    first, second = (WatchedSignal(name, seen(name), alarm) for name in ("first", "second"))
    found = evaluated([first, second], rule("signal.first.hit", "a.a"), rule("signal.second.hit", "b.b"), facts=facts)
    return found, first.asked, second.asked


def test_only_signals_the_shared_pass_wakes_are_read() -> None:
    found, first, second = watched(Alarm("second"))

    assert (["b.b"], 0, 1) == ([violation.rule for violation in found.violations], first, second)


def test_failed_shared_pass_lets_each_signal_speak_for_itself() -> None:
    found, first, second = watched(Alarm(fault=ValueError()))

    assert (2, 1, 1) == (len(found.violations), first, second)


def test_sleeping_signal_without_input_is_unknown() -> None:
    found, _, _ = watched(Alarm(), facts={})

    assert ("a.a", "b.b") == found.unknown
