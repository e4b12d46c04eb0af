"""Compiles a policy pack for one day into an engine: one generated Python function per event type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from goodstanding.core.engine.assembly import Assembly, Program, assembled
from goodstanding.core.engine.blocks import Opened, blocks_of, read_ahead
from goodstanding.core.engine.errors import ParameterNotInForce
from goodstanding.core.engine.evaluation import Evaluation
from goodstanding.core.engine.facts import ACCEPTED
from goodstanding.core.engine.images import placed
from goodstanding.core.engine.program import Condition
from goodstanding.core.engine.rollout import BankTrial, Evaluate, Silent, banks_on_trial
from goodstanding.core.policy.cel import check, declarations, names, parse, typed
from goodstanding.core.policy.model import Location, Pack, Rule
from goodstanding.core.signals.base import Signal
from goodstanding.core.signals.registry import build_signals


class Engine:
    """A pack as it stands on one day, ready to evaluate. Immutable and safe to share between threads.

    Args:
        pack: What was compiled.
        at: The day whose rules and parameters are in force.
        trial: Banks that act on a share of events; None where every bank acts on all.
    """

    def __init__(self, pack: Pack, programs: Mapping[str, Program], *, at: date, trial: BankTrial | None = None) -> None:
        self.pack = pack
        self.at = at
        self._programs = dict(programs)
        self._trial = trial

    def evaluate(self, document: Mapping[str, Any], /) -> Evaluation:
        """Evaluate one event. Total: whatever the document holds, there is an answer.

        Args:
            document: ``{"event": …, "account": …, "counters": …, "images": …}``; only ``event`` must be there.
        """
        if type(document) is not dict:
            document = dict(document)
        event_id, event_type = _named(document)
        program = self._programs.get(event_type)
        if program is None:
            return self._nothing(event_id, event_type)
        return self._completed(program.evaluate(document, event_id), document)

    def evaluate_each(self, documents: Sequence[Mapping[str, Any]], /) -> list[Evaluation]:
        """Evaluate several events; each answer is the one `evaluate` gives, and they come several times as fast.

        Args:
            documents: As for `evaluate`.
        """
        if len(documents) == 1:
            return [self.evaluate(documents[0])]
        listed = [document if type(document) is dict else dict(document) for document in documents]
        answers: list[Evaluation | None] = [None] * len(listed)
        for block in blocks_of(self._opened(listed, answers)):
            if len(block) > 1:
                read_ahead(block)
            for place, event_id, program, found in block:
                answers[place] = self._completed(program.judge(event_id, found), listed[place])
        return [answer for answer in answers if answer is not None]

    def _opened(self, documents: Sequence[dict[str, Any]], answers: list[Evaluation | None]) -> Iterator[Opened]:
        """Read the facts of each event; answer those no rule speaks of."""
        for place, document in enumerate(documents):
            event_id, event_type = _named(document)
            program = self._programs.get(event_type)
            if program is None:
                answers[place] = self._nothing(event_id, event_type)
            else:
                yield Opened(place, event_id, program, program.read(document))

    def _completed(self, evaluation: Evaluation, document: Mapping[str, Any]) -> Evaluation:
        """Add what banks on trial and images change."""
        if self._trial is not None:
            evaluation = self._trial.judged(evaluation, document)
        return placed(evaluation, document["images"]) if "images" in document else evaluation

    def needs(self, event_type: str, /) -> frozenset[str]:
        """Return the names of the facts that events of a type are asked for."""
        program = self._programs.get(event_type)
        return frozenset(program.facts) if program else frozenset()

    def program(self, event_type: str, /) -> Program | None:
        """Return what was compiled for an event type: for explanations and for reading the generated source."""
        return self._programs.get(event_type)

    def _nothing(self, event_id: str, event_type: str) -> Evaluation:
        """Answer an event no rule speaks of."""
        nothing: dict[str, Any] = {}
        return Evaluation(
            event_id=event_id,
            event_type=event_type,
            pack=self.pack.name,
            digest=self.pack.digest,
            facts=nothing,
            missing=(),
            readings={},
            failed={},
            violations=(),
            shadow=(),
            unknown=(),
            degraded=False,
            suggestion="pass",
            labels=(),
        )


def _named(document: Mapping[str, Any]) -> tuple[str, str]:
    """Return the id and type of an event, each empty where it is no text."""
    event = document.get("event")
    if type(event) is not dict:
        return "", ""
    event_id, event_type = event.get("id"), event.get("type")
    return event_id if type(event_id) is str else "", event_type if type(event_type) is str else ""


def compile_pack(pack: Pack, /, *, at: date, signals: Mapping[str, Signal] | None = None) -> Engine:
    """Compile the rules in force on a day.

    Args:
        at: The day of the act, Asia/Shanghai.
        signals: Built signals by name, instead of building the pack's own: for tests.

    Raises:
        ExpressionError: A condition cannot be read or does not fit the declared facts.
        ParameterNotInForce: A rule in force reads a parameter that has no value on that day.
        SignalError: A signal a rule in force needs cannot be built.
    """
    rules = [rule for rule in pack.rules if is_in_force(rule, at=at)]
    declared = declarations(pack.facts, pack.signals, pack.parameters)
    conditions = [_condition(rule, declared) for rule in rules]
    needed = frozenset().union(*(condition.signals for condition in conditions))
    if signals is None:
        signals = build_signals({name: pack.signals[name] for name in sorted(needed)}, pack.banks, at=at, models=pack.models)
    assembly = Assembly(pack, {name: signals[name] for name in sorted(needed)}, _parameters(pack, conditions, at=at), at=at)
    return Engine(pack, _programs(assembly, conditions), at=at, trial=_trial(assembly, conditions))


def _programs(assembly: Assembly, conditions: Sequence[Condition]) -> dict[str, Program]:
    """Compile each event type some rule speaks of."""
    return {
        event_type: assembled(assembly, event_type, [found for found in conditions if event_type in found.rule.events])
        for event_type in sorted({event_type for condition in conditions for event_type in condition.rule.events})
    }


def _trial(assembly: Assembly, conditions: Sequence[Condition]) -> BankTrial | None:
    """Compile what judges events outside the shares of banks; None where every bank acts on all events."""
    on_trial = banks_on_trial(assembly.pack, assembly.signals)

    def without(banks: frozenset[str]) -> Callable[[str], Evaluate]:
        silent = frozenset().union(*(on_trial[bank] for bank in banks))
        signals = {name: Silent(found) if name in silent else found for name, found in assembly.signals.items()}
        programs = _programs(replace(assembly, signals=signals), conditions)
        return lambda event_type: programs[event_type].evaluate

    return BankTrial(assembly.pack, on_trial, without) if on_trial else None


def is_in_force(rule: Rule, /, *, at: date) -> bool:
    """Say whether a rule binds acts of a day and is not switched off."""
    has_begun = rule.effective_from <= at
    return rule.mode != "off" and has_begun and (rule.effective_to is None or at < rule.effective_to)


def _condition(rule: Rule, declared: Mapping[str, str]) -> Condition:
    where = rule.when_at or rule.where or Location(f"rules/{rule.id}", 1)
    node = parse(rule.when, where=where)
    check(node, declared, expects="bool")
    return Condition(rule, node, typed(node, declared))


def _parameters(pack: Pack, conditions: Sequence[Condition], *, at: date) -> dict[str, Any]:
    """Return the value of each parameter a rule in force reads."""
    return {name: value for condition in conditions for name, value in _resolved(pack, condition, at=at)}


def _resolved(pack: Pack, condition: Condition, *, at: date) -> Iterable[tuple[str, Any]]:
    for name in sorted(names(condition.node)):
        if not name.startswith("param."):
            continue
        parameter = pack.parameters[name.removeprefix("param.")]
        try:
            value = parameter.at(at)
        except LookupError:
            raise ParameterNotInForce(
                f"Rule {condition.rule.id} reads {name}, which has no value on {at.isoformat()}.",
                hint="Date the parameter's first value on or before the day the rule takes effect.",
            ) from None
        accepted = ACCEPTED[parameter.type](list(value) if isinstance(value, tuple) else value)
        if accepted is None:
            raise ParameterNotInForce(
                f"Rule {condition.rule.id} reads {name}, whose value on {at.isoformat()} is not {parameter.type}.",
                hint=f"Write a {parameter.type}.",
            )
        yield name, accepted
