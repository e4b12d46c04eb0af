"""Puts one event type's program together: its facts, signals and text passes around the generated function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import re2

from goodstanding.core.engine.effects import Effect, Suggestion, TextEvidence, effect_of, gravest, labels_of
from goodstanding.core.engine.evaluation import Evaluation, Violation
from goodstanding.core.engine.expressions import Scope, TextTests, constant_of, text_test
from goodstanding.core.engine.program import Condition, SourceWriter, compiled, globals_of
from goodstanding.core.engine.rollout import is_within
from goodstanding.core.engine.run import Input, Run, Watched
from goodstanding.core.policy.cel.nodes import Binary, Call, Name, Node, Unary
from goodstanding.core.policy.model import Fact, Pack
from goodstanding.core.signals.base import Cost, Document, Signal, Watch
from goodstanding.core.text.patterns import PatternError, PatternSet, compile_re2

Found = tuple[int, Mapping[str, Any], tuple[str, ...], tuple[Any, ...], Document | None]
"""What a document holds: which facts it lacks as bits, the facts, the names of those missing, their values, what signals see."""

_REMEMBERED = 4096
"""How many combinations of rules held keep their violations ready."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """What all event types of a pack share.

    Args:
        signals: The signals rules in force need, by name.
        parameters: Their parameters' values on the day, by ``param.<id>``.
        passes: Compiled text passes by their patterns: event types with the same text tests share one.
    """

    pack: Pack
    signals: Mapping[str, Signal]
    parameters: Mapping[str, Any]
    at: date
    passes: dict[tuple[str, ...], PatternSet] = field(default_factory=dict)

    def text_pass(self, patterns: Sequence[str], /) -> PatternSet:
        """Return the pass for these patterns, compiled once."""
        key = tuple(patterns)
        if key not in self.passes:
            self.passes[key] = PatternSet(key)
        return self.passes[key]


@dataclass(frozen=True, slots=True)
class _Caused:
    """What a combination of rules brings about: the effects still to be given spans (none where every violation is constant)."""

    effects: tuple[Effect, ...]
    violations: tuple[Violation, ...]
    suggestion: Suggestion
    labels: tuple[str, ...]


class Program:
    """One event type, compiled.

    ``read`` and ``judge`` are the two generated functions, ``readers`` what can read documents ahead between them.

    Args:
        effects: What each rule does, by its number; live rules come first.
        order: The place of each rule in the pack, by its number.
    """

    def __init__(
        self, assembly: Assembly, event_type: str, conditions: Sequence[Condition], effects: Sequence[Effect], source: str
    ) -> None:
        self.event_type = event_type
        self.conditions = tuple(conditions)
        self.source = source
        self.facts: dict[str, Fact] = {}
        self.parameters = assembly.parameters
        self.passes: dict[str, PatternSet] = {}
        self.read: Callable[[Mapping[str, Any]], Found] = _not_compiled
        self.judge: Callable[[str, Found], Evaluation] = _not_compiled
        self.readers: tuple[Watch | Signal, ...] = ()
        self._assembly = assembly
        self._effects = tuple(effects)
        self._remembered: dict[tuple[int, ...], _Caused] = {}
        shares = ((number, effect.rule) for number, effect in enumerate(effects))
        self._partial = {number: rule for number, rule in shares if rule.rollout < 1.0 and rule.mode == "live"}

    def evaluate(self, document: Mapping[str, Any], event_id: str, /) -> Evaluation:
        """Evaluate one event."""
        return self.judge(event_id, self.read(document))

    def finish(
        self,
        event_id: str,
        facts: Mapping[str, Any],
        missing: tuple[str, ...],
        held: list[int],
        unknown: list[int],
        shadow: list[int],
        is_broken: bool,  # noqa: FBT001 - called by generated code alone
        run: Run | None,
        found: Mapping[str, Any],
    ) -> Evaluation:
        """Turn what held into the evaluation.

        Signals a short cut skipped are read here for the evidence of rules that held: ``is_broken`` was noted before, so one
        that fails now is listed and changes nothing else.
        """
        if self._partial:
            held, unknown, shadow = self._in_their_shares(event_id, held, unknown, shadow)
        caused = self._caused(held)
        violations = caused.violations
        if caused.effects:
            violations = tuple([effect.happened(facts, found, self.passes, run) for effect in caused.effects])
        degraded = is_broken or bool(unknown)
        return Evaluation(
            event_id,
            self.event_type,
            self._assembly.pack.name,
            self._assembly.pack.digest,
            facts,
            missing,
            run.readings if run else {},
            run.failed if run else {},
            violations,
            tuple([self._effects[number].rule.id for number in shadow]),
            tuple([self._effects[number].rule.id for number in unknown]),
            degraded,
            "review" if degraded and caused.suggestion == "hold" else caused.suggestion,
            caused.labels,
        )

    def _in_their_shares(
        self, event_id: str, held: list[int], unknown: list[int], shadow: list[int]
    ) -> tuple[list[int], list[int], list[int]]:
        """Move the rules that do not act on this event from what held to what is recorded only."""
        outside = {
            number
            for number in (*held, *unknown)
            if number in self._partial
            and not is_within(self._partial[number].rollout, name=self._partial[number].id, event_id=event_id)
        }
        if not outside:
            return held, unknown, shadow
        recorded = sorted({*shadow, *outside.intersection(held)})
        return [number for number in held if number not in outside], [one for one in unknown if one not in outside], recorded

    def _caused(self, held: list[int]) -> _Caused:
        """Return what follows from a combination of rules whatever their spans, remembered for the next event."""
        key = tuple(held)
        remembered = self._remembered.get(key)
        if remembered is None:
            effects = tuple([self._effects[number] for number in held])
            violations = tuple([effect.violation for effect in effects])
            varying = any(not effect.is_constant for effect in effects)
            remembered = _Caused(effects if varying else (), violations, gravest(violations), labels_of(violations))
            if len(self._remembered) < _REMEMBERED:
                self._remembered[key] = remembered
        return remembered


def _not_compiled(*_given: object) -> Any:
    raise NotImplementedError


def assembled(assembly: Assembly, event_type: str, conditions: Sequence[Condition], /) -> Program:
    """Compile the rules of one event type.

    Args:
        conditions: In pack order.
    """
    ordered = sorted(conditions, key=lambda condition: condition.rule.mode != "live")
    live = sum(condition.rule.mode == "live" for condition in ordered)
    signals = sorted({name for condition in ordered for name in condition.signals})
    facts = _facts(assembly, ordered, signals)
    scope = _scope(assembly, facts, signals)
    effects = [_effect(condition, scope, assembly.pack.facts) for condition in ordered]
    source = SourceWriter(facts, ordered, scope, live=live).source()
    program = Program(assembly, event_type, ordered, effects, source)
    program.facts.update({fact.name: fact for fact in facts})
    program.passes.update({fact: assembly.text_pass(patterns) for fact, patterns in scope.texts.patterns.items()})
    names = {**globals_of(scope), **_names(assembly, program, scope, signals)}
    exec(compiled(source, f"{assembly.pack.name} {assembly.at.isoformat()} {event_type}"), names)  # noqa: S102 - our own source
    program.read, program.judge = names["read"], names["judge"]
    program.readers = tuple(_readers(assembly.signals[name] for name in signals))
    return program


def _readers(signals: Iterable[Signal]) -> Iterator[Watch | Signal]:
    """Return what can read several documents ahead: each pass once, and the signals that do so themselves."""
    listed = list(signals)
    yield from dict.fromkeys(signal.watch for signal in listed if signal.watch is not None)
    yield from (signal for signal in listed if type(signal).prepare is not Signal.prepare)


def _facts(assembly: Assembly, conditions: Sequence[Condition], signals: Sequence[str]) -> list[Fact]:
    """Return the facts an event type is asked for: those its conditions read and those its signals take."""
    read = {name for condition in conditions for name in condition.facts}
    fields = {name for signal in signals for name in assembly.signals[signal].fields}
    taken = {name for signal in map(assembly.signals.__getitem__, signals) for name in (*signal.facts, *signal.optional_facts)}
    texts = {name for name, fact in assembly.pack.facts.items() if fact.text_field in fields}
    return [assembly.pack.facts[name] for name in sorted(read | taken | texts) if name in assembly.pack.facts]


def _scope(assembly: Assembly, facts: Sequence[Fact], signals: Sequence[str]) -> Scope:
    ranks = list(Cost)
    return Scope(
        facts={fact.name: f"f{index}" for index, fact in enumerate(facts)},
        parameters=assembly.parameters,
        signals={name: index for index, name in enumerate(signals)},
        texts=TextTests(),
        quoted=_quoted,
        costs={name: ranks.index(assembly.signals[name].cost) for name in signals},
        watches=_watches(assembly, signals),
    )


def _watches(assembly: Assembly, signals: Sequence[str]) -> dict[str, int]:
    """Number the shared passes of the signals that have one and need nothing but text."""
    woken = {name: assembly.signals[name].watch for name in signals if not assembly.signals[name].facts}
    passes = list(dict.fromkeys(id(watch) for watch in woken.values() if watch is not None))
    return {name: passes.index(id(watch)) for name, watch in woken.items() if watch is not None}


def _watched(assembly: Assembly, watches: Mapping[str, int]) -> list[Watched]:
    """Return the shared passes in the order of their numbers."""
    found: list[Watched] = []
    for index in range(len(set(watches.values()))):
        names = [name for name, number in watches.items() if number == index]
        by_fields = {assembly.signals[name].fields for name in names}
        groups = {fields: frozenset(name for name in names if assembly.signals[name].fields == fields) for fields in by_fields}
        watch = assembly.signals[names[0]].watch
        if watch is not None:
            found.append(Watched(watch, groups))
    return found


def _quoted(function: str, pattern: str) -> str | None:
    """Return the RE2 pattern of a text test, or None where one pass cannot answer it."""
    if not pattern:
        return None
    try:
        quoted = pattern if function == "matches" else re2.escape(pattern)
        compile_re2(quoted)
    except (PatternError, UnicodeEncodeError):
        return None
    return str(quoted)


def _effect(condition: Condition, scope: Scope, facts: Mapping[str, Fact]) -> Effect:
    texts, signals = [], set()
    for part in _affirmed(condition.node):
        if isinstance(part, Name) and part.name.startswith("signal."):
            signals.add(part.name.removeprefix("signal.").rsplit(".", 1)[0])
        test = text_test(part, scope)
        if test is None or not isinstance(part, Call):
            continue
        fact, index = test
        why = str(constant_of(part.arguments[1], scope))
        texts.append(TextEvidence(fact, facts[fact].text_field or fact, index, part.function, why))
    numbers = [scope.signals[name] for name in sorted(signals)]
    return effect_of(condition.rule, numbers, list(dict.fromkeys(texts)))


def _affirmed(node: Node, *, positive: bool = True) -> Iterator[Node]:
    """Yield the parts that can be a reason for the condition to hold.

    What stands under ``!``, or only has to stay below a limit, shows no evidence: it speaks against the violation.
    """
    if positive:
        yield node
    turned = _turned(node)
    for place, child in enumerate(node.children):
        yield from _affirmed(child, positive=positive != (place in turned))


def _turned(node: Node) -> tuple[int, ...]:
    """Return the places of the children of which less makes more of the whole."""
    if isinstance(node, Unary):
        return (0,)
    return _TURNED.get(node.operator, ()) if isinstance(node, Binary) else ()


_TURNED: Mapping[str, tuple[int, ...]] = {"<": (0,), "<=": (0,), ">": (1,), ">=": (1,), "-": (1,), "/": (1,)}


def _names(assembly: Assembly, program: Program, scope: Scope, signals: Sequence[str]) -> dict[str, Any]:
    """Return what the generated function of this event type may name."""
    inputs = [_input(name, assembly.signals[name]) for name in signals]
    fields = [(fact.text_field, fact.name) for fact in reversed(program.facts.values()) if fact.text_field]
    return {
        "NAMES": tuple(program.facts),
        "FIELDS": tuple(fields),
        "INPUTS": tuple(inputs),
        "WATCHES": tuple(_watched(assembly, scope.watches)),
        "TYPE": program.event_type,
        "PACK": assembly.pack.name,
        "DIGEST": assembly.pack.digest,
        "Document": Document,
        "Evaluation": Evaluation,
        "Run": Run,
        "finish": program.finish,
        **{f"which{scope.facts[fact]}": text_pass.which for fact, text_pass in program.passes.items()},
    }


def _input(name: str, signal: Signal) -> Input:
    return Input(signal, name, tuple(signal.fields), tuple(signal.facts))
