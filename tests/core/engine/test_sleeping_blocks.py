"""Rules passed over while the signals they need sleep: the answer is the one that reading every signal gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.core.engine.compiled import compile_pack
from goodstanding.core.engine.evaluation import Evaluation
from goodstanding.core.policy.model import Rule
from goodstanding.core.signals.base import Document, Reading, Watch
from tests.core.engine.samples import DAY, FakeSignal, document, pack, rule, seen

NAMES = tuple(f"s{number:02d}" for number in range(40))


class _Alarm(Watch):
    """Wakes some signals by name."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def awake(self, _document: Document, /) -> set[str]:
        return set(self._names)


class _Watched(FakeSignal):
    """A signal some pass wakes."""

    def __init__(self, name: str, alarm: Watch | None, *, is_awake: bool) -> None:
        super().__init__(name, seen(name) if is_awake else Reading(name))
        self._alarm = alarm

    @property
    def watch(self) -> Watch | None:
        return self._alarm


def evaluated(rules: tuple[Rule, ...], awake: frozenset[str], facts: Mapping[str, Any], *, with_watch: bool) -> Evaluation:
    """Evaluate one event with signals that are woken, or with the same signals always read."""
    alarm = _Alarm(awake) if with_watch else None
    signals = {name: _Watched(name, alarm, is_awake=name in awake) for name in NAMES}
    engine = compile_pack(pack(*rules, signals=NAMES), at=DAY, signals=signals)
    return engine.evaluate(document(facts))


CONDITIONS = st.sampled_from(
    (
        "signal.{0}.hit",
        "signal.{0}.hit && account.followers > 5",
        "account.followers > 5 && (signal.{0}.hit || signal.{1}.hit)",
        "signal.{0}.score >= 0.5 && signal.{1}.count > 0",
        "signal.{0}.hit || account.followers > 5",
        "!signal.{0}.hit && signal.{1}.hit",
        "signal.{0}.score >= 0.0",
        "signal.{0}.count > -1",
        "signal.{0}.hit ? account.followers > 5 : signal.{1}.hit",
    )
)
RULES = st.lists(
    st.tuples(CONDITIONS, st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(("live", "live", "shadow"))),
    min_size=1,
    max_size=45,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=RULES, awake=st.frozensets(st.sampled_from(NAMES), max_size=6), followers=st.sampled_from((1, 9, None)))
def test_blocks_change_no_answer(written: list[tuple[str, str, str, str]], awake: frozenset[str], followers: int | None) -> None:
    rules = tuple(
        rule(condition.format(one, other), f"sample.r{number:02d}", mode=mode)
        for number, (condition, one, other, mode) in enumerate(written)
    )
    facts = {"content.body": "花", **({} if followers is None else {"account.followers": followers})}

    passed_over = evaluated(rules, awake, facts, with_watch=True)
    all_read = evaluated(rules, awake, facts, with_watch=False)

    assert all_read.violations == passed_over.violations
    assert all_read.shadow == passed_over.shadow
    assert all_read.unknown == passed_over.unknown


@pytest.mark.parametrize("awake", [frozenset(), frozenset({"s39"}), frozenset({"s00", "s20"})])
def test_rules_that_held_stay_in_pack_order(awake: frozenset[str]) -> None:
    rules = tuple(rule(f"signal.{name}.hit", f"sample.{name}") for name in reversed(NAMES))

    found = evaluated(rules, awake, {"content.body": "花"}, with_watch=True)

    assert [f"sample.{name}" for name in reversed(NAMES) if name in awake] == [one.rule for one in found.violations]
