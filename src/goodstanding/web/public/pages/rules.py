"""The rulebook for everybody: each clause with the rules that serve it, and each rule with what may follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.enforcement.ladder import find_step, step_measures
from goodstanding.apps.policies.selectors import day_of
from goodstanding.core.policy.model import Pack
from goodstanding.web.rulebook import ClauseText, RuleText, clause_texts, live_policy, rules_in_force, rules_named

OCCURRENCES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One clause and the rules that serve it first of all."""

    clause: ClauseText
    rules: tuple[RuleText, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules in force, by clause."""

    pack_name: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """One measure the ladder proposes; ``days`` is None where it has no length."""

    code: str
    scope: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """What is proposed for the n-th violation."""

    occurrence: int
    measures: tuple[MeasureWords, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule: why it exists, its clauses, what to do, and what may follow.

    Args:
        window_days: How far back earlier violations count.
    """

    rule: RuleText
    clauses: tuple[ClauseText, ...]
    steps: tuple[Step, ...]
    window_days: int
    pack_name: str


def rulebook(language: str, /, *, at: datetime) -> Rulebook | None:
    """Return the rules in force on the local day of ``at``, or None while no pack is live."""
    pack = live_policy()
    if pack is None:
        return None
    by_clause: dict[str, list[RuleText]] = {}
    for rule in rules_in_force(pack, language, on=day_of(at)):
        by_clause.setdefault(rule.clauses[0], []).append(rule)
    ordered = sorted(by_clause, key=_article)
    clauses = clause_texts(ordered, pack, language)
    return Rulebook(pack.name, tuple(Chapter(clause, tuple(by_clause[clause.ref])) for clause in clauses))


def rule_page(rule_id: str, language: str, /) -> RulePage | None:
    """Return one live rule of the pack in force, or None."""
    pack = live_policy()
    found = next(iter(rules_named([rule_id], pack, language)), None)
    if pack is None or found is None or not any(rule.id == rule_id and rule.mode == "live" for rule in pack.rules):
        return None
    return RulePage(found, clause_texts(found.clauses, pack, language), _steps(found, pack), pack.ladder_window_days, pack.name)


def _steps(rule: RuleText, pack: Pack) -> tuple[Step, ...]:
    """List what the ladder proposes the first, second and third time; a step like the one before is not repeated."""
    steps: list[Step] = []
    for occurrence in OCCURRENCES:
        step = find_step(pack.ladder, label=rule.label, severity=rule.severity, occurrence=occurrence)
        drafts = step_measures(step, label=rule.label) if step else ()
        measures = tuple(MeasureWords(m.code, "" if m.code == "label" else m.scope, m.days) for m in drafts)
        if measures and (not steps or steps[-1].measures != measures):
            steps.append(Step(occurrence, measures))
    return tuple(steps)


def _article(ref: str) -> tuple[str, tuple[int, ...]]:
    code, _, place = ref.partition(":")
    return code, tuple(int(number) for number in re.findall(r"\d+", place))
