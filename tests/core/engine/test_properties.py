"""Evaluation is total, deterministic, and does not depend on the order of the rules."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.core.engine.compiled import compile_pack
from goodstanding.core.engine.evaluation import Evaluation, canonical_bytes
from goodstanding.core.engine.explain import explain
from goodstanding.core.signals.base import Reading, Signal, SignalError
from tests.core.engine.expressions import SIGNALS, expression, signal_answers, values
from tests.core.engine.samples import DAY, FakeSignal, document, pack, rule

_CALM = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)
_RULES = [
    rule("account.age_days < 7 && content.body.contains('a')", "a.a"),
    rule("content.body.matches('[a-z]+') || counters.ratio > 0.5", "b.b"),
    rule("'a' in content.links && event.time > timestamp('2020-01-01T00:00:00Z')", "c.c"),
    rule("signal.bank.hit && content.title.size() > account.followers * 2", "d.d"),
]
_ENGINE = compile_pack(pack(*_RULES, signals=SIGNALS), at=DAY, signals={"bank": FakeSignal("bank", Reading("bank", 0.5))})
Answers = dict[str, tuple[float, int] | None]


def signals_of(answers: Answers) -> dict[str, Signal]:
    failure = SignalError("It failed.")
    return {
        name: FakeSignal(name, Reading(name, answer[0], (), answer[1]) if answer else failure, fields=())
        for name, answer in answers.items()
    }


@settings(max_examples=300, deadline=None)
@given(_JSON, _JSON, _JSON)
def test_any_document_gets_an_answer_with_canonical_bytes(event: Any, account: Any, counters: Any) -> None:
    found = _ENGINE.evaluate({"event": event, "account": account, "counters": counters})

    assert canonical_bytes(found)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(("body", "title", "links")), _JSON), st.dictionaries(st.just("age_days"), _JSON), _JSON)
def test_any_fact_gets_an_answer_with_canonical_bytes(data: Any, account: Any, time: Any) -> None:
    event = {"id": "e-1", "type": "content.published", "data": data, "time": time}

    assert canonical_bytes(_ENGINE.evaluate({"event": event, "account": account}))


@_CALM
@given(st.lists(expression(), min_size=2, max_size=5), values(), signal_answers(), st.randoms(use_true_random=False))
def test_order_of_the_rules_changes_nothing(conditions: list[str], facts: dict[str, Any], answers: Answers, chance: Any) -> None:
    rules = [rule(condition, f"rule.{number}") for number, condition in enumerate(conditions)]
    shuffled = chance.sample(rules, len(rules))

    first, second = (
        compile_pack(pack(*order, signals=SIGNALS), at=DAY, signals=signals_of(answers)).evaluate(document(facts))
        for order in (rules, shuffled)
    )

    assert _unordered(first) == _unordered(second)


def _unordered(found: Evaluation) -> tuple[Any, ...]:
    held = sorted(violation.rule for violation in found.violations)
    return held, sorted(found.unknown), found.readings, found.failed, found.facts, found.missing, found.degraded, found.suggestion


@_CALM
@given(expression(), values(), signal_answers())
def test_trace_alone_explains_the_answer(condition: str, facts: dict[str, Any], answers: Answers) -> None:
    engine = compile_pack(pack(rule(condition), signals=SIGNALS), at=DAY, signals=signals_of(answers))
    found = engine.evaluate(document(facts))

    explained = explain(engine, found, rule="sample.rule")

    expected = "unknown" if found.unknown else "held" if found.violations else "not_held"
    assert expected == explained.outcome
