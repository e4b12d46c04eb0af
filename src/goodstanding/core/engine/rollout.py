"""Rules and banks that act on a share of events first: the share is fixed by the event's id, so that a replay says the same.

Outside its share a rule's hit is recorded as a shadow rule's is. Outside a bank's share an event is judged as if the bank held
nothing; the rules that held because of it are recorded as shadow.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

import msgspec

from goodstanding.core.engine.evaluation import Evaluation
from goodstanding.core.policy.lint.reading import banks_of
from goodstanding.core.policy.model import Pack
from goodstanding.core.signals.base import Cost, Document, Example, Reading, Signal

Evaluate = Callable[[Mapping[str, Any], str], Evaluation]
_BYTES = 8
_WHOLE = 2.0**64


def is_within(share: float, /, *, name: str, event_id: str) -> bool:
    """Say whether an event is among the share a rule or bank acts on.

    Args:
        share: Above 0 and at most 1; a greater share takes in every event of a smaller one.
        name: The rule's or bank's id, so that each takes other events.
    """
    digest = hashlib.blake2b(f"{name}\n{event_id}".encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
    return int.from_bytes(digest, "big") < share * _WHOLE


def rolled_out(pack: Pack, /) -> Pack:
    """Return a pack whose every rule and bank acts on all events: what its worked cases are about."""
    rules = tuple(rule if rule.rollout == 1.0 else replace(rule, rollout=1.0) for rule in pack.rules)
    banks = {name: bank if bank.rollout == 1.0 else replace(bank, rollout=1.0) for name, bank in pack.banks.items()}
    return replace(pack, rules=rules, banks=banks)


def banks_on_trial(pack: Pack, signals: Mapping[str, Signal], /) -> dict[str, frozenset[str]]:
    """Return the banks that act on a share of events, with the signals that read them."""
    found: dict[str, set[str]] = {}
    for name in signals:
        for bank in banks_of(pack.signals[name]):
            if bank in pack.banks and pack.banks[bank].rollout < 1.0:
                found.setdefault(bank, set()).add(name)
    return {bank: frozenset(names) for bank, names in sorted(found.items())}


class Silent(Signal):
    """Stands for a signal whose bank does not act on an event: it reads what that signal reads, and sees nothing."""

    kind: ClassVar[str] = "silent"
    cost: ClassVar[Cost] = Cost.TRIVIAL
    examples: ClassVar[tuple[Example, ...]] = ()

    def __init__(self, signal: Signal) -> None:
        super().__init__(signal.name)
        self._of = signal

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the signal it stands for."""
        return self._of.fields

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts of the signal it stands for."""
        return self._of.facts

    @property
    def optional_facts(self) -> tuple[str, ...]:
        """The optional facts of the signal it stands for."""
        return self._of.optional_facts

    def read(self, document: Document, /) -> Reading:
        """See nothing."""
        del document
        return Reading(self.name)


class BankTrial:
    """Judges events again without the banks whose share they are not in, where those saw something.

    Args:
        pack: Whose banks they are.
        signals: The signals of each bank on trial.
        without: Compiles the pack without the signals of some banks: the evaluation of an event type, or None.
    """

    def __init__(
        self, pack: Pack, signals: Mapping[str, frozenset[str]], without: Callable[[frozenset[str]], Callable[[str], Evaluate]]
    ) -> None:
        self._shares = {bank: pack.banks[bank].rollout for bank in signals}
        self._order = {rule.id: place for place, rule in enumerate(pack.rules)}
        self._signals = signals
        self._without = without
        self._made = {frozenset({bank}): without(frozenset({bank})) for bank in signals}

    def judged(self, evaluation: Evaluation, document: Mapping[str, Any], /) -> Evaluation:
        """Return the evaluation as it acts: without what only banks said that do not act on this event."""
        silent = frozenset(bank for bank in self._signals if self._is_silent(bank, evaluation))
        if not silent:
            return evaluation
        made = self._made.get(silent)
        if made is None:
            made = self._made[silent] = self._without(silent)
        acting = made(evaluation.event_type)(document, evaluation.event_id)
        held = {violation.rule for violation in acting.violations}
        recorded = {violation.rule for violation in evaluation.violations} - held | set(evaluation.shadow) | set(acting.shadow)
        shadow = tuple(sorted(recorded, key=self._order.__getitem__))
        return msgspec.structs.replace(acting, shadow=shadow, readings=evaluation.readings)

    def _is_silent(self, bank: str, evaluation: Evaluation) -> bool:
        if self._signals[bank].isdisjoint(evaluation.readings):
            return False
        return not is_within(self._shares[bank], name=bank, event_id=evaluation.event_id)
