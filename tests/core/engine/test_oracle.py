"""Our compiled conditions answer what Google's CEL answers: true, false, or unknown where CEL has an error."""

from __future__ import annotations

import os
from typing import Any

from cel_expr_python import cel
from cel_expr_python.ext import ext_strings
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from goodstanding.core.engine.compiled import compile_pack
from goodstanding.core.signals.base import Reading, Signal, SignalError
from tests.core.engine.expressions import SIGNALS, expression, signal_answers, values
from tests.core.engine.samples import DAY, FACT_TYPES, FakeSignal, document, pack, rule

EXAMPLES = int(os.environ.get("GOODSTANDING_ORACLE_EXAMPLES", "300"))
"""Random packs of up to five conditions; set the variable for a longer run."""

_GROUP = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
_ENVIRONMENT = cel.NewEnv(
    variables=dict.fromkeys(("content", "account", "counters", "event", "signal"), _GROUP), extensions=[ext_strings.ExtStrings()]
)


def oracle_answer(condition: str, facts: dict[str, Any], answers: dict[str, tuple[float, int] | None]) -> bool | None:
    """Return what Google's CEL says, None for an error."""
    data: dict[str, Any] = {group: {} for group in ("content", "account", "counters", "event", "signal")}
    for name, value in facts.items():
        group, own = name.split(".")
        data[group][own] = float(value) if FACT_TYPES[name] == "double" else value
    for name, answer in answers.items():
        if answer is not None:
            data["signal"][name] = {"hit": answer[0] > 0, "score": answer[0], "count": answer[1]}
    value = _ENVIRONMENT.compile(_with_times_read(condition)).eval(data=data)
    return None if value.type() == cel.Type.ERROR else value.value()


def _with_times_read(condition: str) -> str:
    """Let the reference read times from text: inside a map it has only text."""
    return condition.replace("event.time", "timestamp(event.time)").replace("has(timestamp(event.time))", "has(event.time)")


def our_answers(conditions: list[str], facts: dict[str, Any], answers: dict[str, tuple[float, int] | None]) -> list[bool | None]:
    """Return what the engine says of conditions that share one pack."""
    rules = [rule(condition, f"rule.{number}") for number, condition in enumerate(conditions)]
    signals = {name: _signal(name, answers[name]) for name in SIGNALS}
    engine = compile_pack(pack(*rules, signals=SIGNALS), at=DAY, signals=signals)
    evaluation = engine.evaluate(document(facts))
    held = {violation.rule for violation in evaluation.violations}
    return [None if found.id in evaluation.unknown else found.id in held for found in rules]


def _signal(name: str, answer: tuple[float, int] | None) -> Signal:
    outcome = SignalError("It failed.") if answer is None else Reading(name, answer[0], (), answer[1])
    return FakeSignal(name, outcome, fields=())


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(expression(), min_size=1, max_size=5), values(), signal_answers())
def test_compiled_conditions_answer_as_the_reference_does(
    conditions: list[str], facts: dict[str, Any], answers: dict[str, tuple[float, int] | None]
) -> None:
    ours = our_answers(conditions, facts, answers)

    for condition, answer in zip(conditions, ours, strict=True):
        note(f"{condition} over {facts} with {answers}")
        assert oracle_answer(condition, facts, answers) == answer
