"""Says why a rule held, did not, or could not be known: each part of its condition with its value, from the trace alone.

An independent reading of the condition (an interpreter, not the generated code): a property test holds the two together.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from goodstanding.core.engine.assembly import Program
from goodstanding.core.engine.compiled import Engine
from goodstanding.core.engine.errors import EngineError
from goodstanding.core.engine.evaluation import Evaluation
from goodstanding.core.engine.facts import ACCEPTED
from goodstanding.core.engine.operations import CALLS, double_divided, int_divided, int_remainder, is_double_in
from goodstanding.core.policy.cel import nodes, printed
from goodstanding.core.policy.cel.lexer import INT_MAX, INT_MIN
from goodstanding.core.policy.cel.moments import DURATION_MAX, TIMESTAMP_MAX, TIMESTAMP_MIN

Language = Literal["zh-hans", "en"]

_RANGES = {"int": (INT_MIN, INT_MAX), "duration": (-DURATION_MAX, DURATION_MAX), "timestamp": (TIMESTAMP_MIN, TIMESTAMP_MAX)}
_COMPARED: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh-hans": {
        "held": "规则 {rule} 成立:",
        "not_held": "规则 {rule} 不成立:",
        "unknown": "规则 {rule} 无法判断:",
        "missing": "事件未提供此项",
        "failed": "信号未能读取({why})",
        "quiet": "信号无发现或无需读取",
        "true": "真",
        "false": "假",
        "none": "未知",
    },
    "en": {
        "held": "Rule {rule} held:",
        "not_held": "Rule {rule} did not hold:",
        "unknown": "Rule {rule} could not be decided:",
        "missing": "the event does not say",
        "failed": "the signal could not be read ({why})",
        "quiet": "the signal saw nothing or was not asked",
        "true": "true",
        "false": "false",
        "none": "unknown",
    },
}
_LONGEST = 60
"""Code points of a value shown."""


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a condition.

    Args:
        text: The part as CEL.
        value: What it came to; None is unknown.
        remark: ``missing``, ``failed``, ``quiet`` or empty: why a name has this value.
        why: What a failed signal said.
        steps: The parts it is made of.
    """

    text: str
    value: Any
    remark: str = ""
    why: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a rule held or not."""

    rule: str
    outcome: Literal["held", "not_held", "unknown"]
    step: Step

    def rendered(self, *, language: Language) -> str:
        """Return the explanation as indented lines."""
        words = _WORDS[language]
        return "\n".join([words[self.outcome].format(rule=self.rule), *_lines(self.step, words, depth=1)])


class RuleNotCompiled(EngineError):
    """The rule is not in force for this event type, so there is nothing to explain."""

    code = "engine:rule_not_compiled"


def explain(engine: Engine, evaluation: Evaluation, /, *, rule: str) -> Explanation:
    """Explain one rule's answer in one evaluation.

    Args:
        engine: The engine that evaluated.
        rule: Id of a rule in force for the event's type.

    Raises:
        RuleNotCompiled: The rule does not run on such events on the engine's day.
    """
    program = engine.program(evaluation.event_type)
    found = [] if program is None else [condition for condition in program.conditions if condition.rule.id == rule]
    if program is None or not found:
        raise RuleNotCompiled(f"Rule {rule} does not run on {evaluation.event_type or 'such'} events on {engine.at.isoformat()}.")
    step = _Reader(program, evaluation, found[0].types).read(found[0].node)
    outcome: Literal["held", "not_held", "unknown"] = "unknown" if step.value is None else "held" if step.value else "not_held"
    return Explanation(rule, outcome, step)


class _Reader:
    """Reads a condition against the trace of one evaluation."""

    def __init__(self, program: Program, evaluation: Evaluation, types: Mapping[int, str]) -> None:
        self._program = program
        self._evaluation = evaluation
        self._types = types

    def read(self, node: nodes.Node) -> Step:
        match node:
            case nodes.Name():
                return self._name(node.name)
            case nodes.Has():
                return self._has(node)
            case nodes.Literal():
                return Step(printed(node), node.value)
        steps = tuple(self.read(child) for child in node.children)
        return Step(printed(node), self._value(node, [step.value for step in steps]), steps=steps)

    def _name(self, name: str) -> Step:
        if name.startswith("param."):
            return Step(name, self._program.parameters[name])
        if name.startswith("signal."):
            return self._signal(name)
        fact = self._program.facts[name]
        value = ACCEPTED[fact.type](self._evaluation.facts.get(name))
        return Step(name, value, "missing" if value is None else "")

    def _signal(self, name: str) -> Step:
        signal, output = name.removeprefix("signal.").rsplit(".", 1)
        if signal in self._evaluation.failed:
            return Step(name, None, "failed", self._evaluation.failed[signal])
        reading = self._evaluation.readings.get(signal)
        if reading is None:
            return Step(name, {"hit": False, "score": 0.0, "count": 0}[output], "quiet")
        return Step(name, {"hit": reading.hit, "score": reading.score, "count": reading.count}[output])

    def _has(self, node: nodes.Has) -> Step:
        if not node.name.startswith("signal."):
            return Step(printed(node), self._name(node.name).value is not None)
        step = self._signal(node.name)
        return Step(printed(node), None if step.value is None else True, step.remark if step.value is None else "", step.why)

    def _value(self, node: nodes.Node, values: list[Any]) -> Any:
        match node:
            case nodes.Logic():
                return _joined(values, absorbing=node.operator == "||")
            case nodes.Ternary():
                return None if values[0] is None else values[1] if values[0] else values[2]
        return None if any(value is None for value in values) else self._strict(node, values)

    def _strict(self, node: nodes.Node, values: list[Any]) -> Any:
        type_ = self._types[id(node)]
        match node:
            case nodes.Unary():
                return not values[0] if node.operator == "!" else _ranged(-values[0], type_)
            case nodes.ListLiteral():
                return values
            case nodes.Binary():
                return self._binary(node, type_, *values)
            case nodes.Call():
                return CALLS[node.function, self._types[id(node.arguments[0])].split("<")[0]](*values)
        raise TypeError(node)  # pragma: no cover - the node classes are all handled

    def _binary(self, node: nodes.Binary, type_: str, left: Any, right: Any) -> Any:
        kind = self._types[id(node.left)]
        if node.operator == "in":
            return is_double_in(left, right) if kind == "double" else left in right
        if node.operator == "/":
            return double_divided(left, right) if kind == "double" else int_divided(left, right)
        if node.operator == "%":
            return int_remainder(left, right)
        if kind == "list<double>" and any(value != value for value in left):  # NaN equals nothing, itself included
            return node.operator == "!="
        return _ranged(_COMPARED[node.operator](left, right), type_)


def _joined(values: list[Any], *, absorbing: bool) -> bool | None:
    if absorbing in values:
        return absorbing
    return None if None in values else not absorbing


def _ranged(value: Any, type_: str) -> Any:
    low, high = _RANGES.get(type_, (value, value))
    return value if type_ not in _RANGES or low <= value <= high else None


def _lines(step: Step, words: Mapping[str, str], *, depth: int) -> list[str]:
    shown = [inner for inner in step.steps if inner.steps or inner.remark or inner.text != _shown(inner.value, words)]
    remark = f" — {words[step.remark].format(why=step.why)}" if step.remark else ""
    line = f"{'  ' * depth}{step.text} → {_shown(step.value, words)}{remark}"
    return [line, *(under for inner in shown for under in _lines(inner, words, depth=depth + 1))]


def _shown(value: Any, words: Mapping[str, str]) -> str:
    if value is None:
        return words["none"]
    if isinstance(value, bool):
        return words["true" if value else "false"]
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
