"""How often rules and bank entries hit, and how often people found them right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.policies.selectors import day_of
from goodstanding.apps.screening import selectors as screening
from goodstanding.apps.screening.records import Hits
from goodstanding.core.policy.lint.reading import banks_of, signals_read
from goodstanding.core.policy.model import Bank, BankEntry, Pack, Rule
from goodstanding.web.console.access import Desk
from goodstanding.web.rulebook import in_language

DAYS = 30
_SHOWN = 12
NONE = Hits()
"""Nothing was seen."""


@dataclass(frozen=True, slots=True)
class RuleHits:
    """What one rule found in the last 30 days, and what people decided about it in the last 365.

    Args:
        confirmed: Decisions by people that found a violation.
        denied: Decisions by people that found none.
    """

    hits: Hits = NONE
    confirmed: int = 0
    denied: int = 0

    @property
    def decided(self) -> int:
        """How many decisions there are."""
        return self.confirmed + self.denied

    @property
    def precision(self) -> float | None:
        """The share people found right, 0.0–1.0; None before the first decision."""
        return self.confirmed / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class EntryHits:
    """How often one entry of a bank was seen."""

    bank: str
    pattern: str
    owner: str
    hits: Hits


def hits_by_rule(desk: Desk, /) -> Mapping[str, RuleHits]:
    """Return what each rule found, by id; rules that found nothing are left out."""
    hits = screening.hits_of_rules(since=day_of(desk.now) - timedelta(days=DAYS))
    verdicts = enforcement.verdicts_of_rules(since=desk.now - timedelta(days=365))
    return {
        rule: RuleHits(
            hits.get(rule, NONE),
            verdicts[rule]["violation"] if rule in verdicts else 0,
            verdicts[rule]["no_violation"] if rule in verdicts else 0,
        )
        for rule in hits.keys() | verdicts.keys()
    }


def entries_seen(rule: Rule, pack: Pack, desk: Desk, /) -> tuple[EntryHits, ...]:
    """Return the entries seen most of the banks a rule reads, at most twelve."""
    read = {bank for signal in signals_read(rule) if signal in pack.signals for bank in banks_of(pack.signals[signal])}
    banks = {name: pack.banks[name] for name in read if name in pack.banks}
    found = screening.hits_of_entries(banks, since=day_of(desk.now) - timedelta(days=DAYS))
    by_key = {(name, entry.key): (bank, entry) for name, bank in banks.items() for entry in bank.entries} if found else {}
    seen = sorted((key for key in found if key in by_key), key=lambda key: (-found[key].total, key))[:_SHOWN]
    return tuple(_line(*by_key[key], found[key], desk.language) for key in seen)


def _line(bank: Bank, entry: BankEntry, hits: Hits, language: str) -> EntryHits:
    return EntryHits(in_language(bank.title, language), entry.pattern, entry.owner or bank.owner, hits)
