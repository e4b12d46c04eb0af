"""What the checks share: what a rule reads, which banks a signal names, how heavy a measure is."""

from __future__ import annotations

from collections.abc import Iterator

from goodstanding.core.kernel.measures import weight
from goodstanding.core.policy.cel import ExpressionError, names, parse
from goodstanding.core.policy.model import LadderStep, Location, Pack, Parameter, Rule, SignalSpec


def heaviest(step: LadderStep, /) -> tuple[int, int]:
    """Return the weight of a step: its heaviest measure, then that one's days (no end counts as most)."""
    return max((weight(measure["code"]), int(measure.get("days", 100_000))) for measure in step.measures)


def _names(rule: Rule) -> frozenset[str]:
    try:
        return names(parse(rule.when, where=rule.when_at or Location("rules", 1)))
    except ExpressionError:
        return frozenset()  # told by condition_is_well_typed


def parameters_read(rule: Rule, pack: Pack, /) -> Iterator[Parameter]:
    """Yield the parameters a rule's condition reads."""
    for name in sorted(_names(rule)):
        found = pack.parameters.get(name.removeprefix("param.")) if name.startswith("param.") else None
        if found is not None:
            yield found


def signals_read(rule: Rule, /) -> frozenset[str]:
    """Return the names of the signals a rule's condition reads."""
    return frozenset(name.split(".")[1] for name in _names(rule) if name.startswith("signal."))


def banks_of(signal: SignalSpec, /) -> tuple[str, ...]:
    """Return the banks a signal's options name, under ``bank``, ``banks``, ``excuses``, ``expressions`` or ``disguised``."""
    options = signal.options
    named = [options["bank"]] if isinstance(options.get("bank"), str) else []
    several = [
        name
        for key in ("banks", "excuses", "expressions", "disguised")
        if isinstance(options.get(key), list)
        for name in options[key]
    ]
    return tuple(named + [name for name in several if isinstance(name, str)])
