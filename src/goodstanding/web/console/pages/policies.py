"""The installed packs and the rules of the one in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.apps.policies import selectors as policies
from goodstanding.core.policy.cel import names, parse
from goodstanding.core.policy.model import Location, Pack, Parameter, Rule
from goodstanding.web.console.pages.queues import queue_title
from goodstanding.web.console.pages.reasons import signal_title
from goodstanding.web.console.shapes import ClauseText
from goodstanding.web.rulebook import in_language, live_policy


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """One worked example of a rule."""

    name: str
    expect: str
    at: date


@dataclass(frozen=True, slots=True)
class NameRead:
    """A name of a condition in words: what a signal looks for, what a parameter says and its value now."""

    name: str
    says: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule in the reader's language."""

    id: str
    title: str
    rationale: str
    advice: str
    label: str
    severity: str
    suggestion: str
    mode: str
    rollout: float
    score: float
    queue: str
    events: tuple[str, ...]
    clauses: tuple[str, ...]
    clause_texts: tuple[ClauseText, ...]
    when: str
    owner: str
    review_by: date
    effective_from: date
    effective_to: date | None
    cases: tuple[WorkedCase, ...]


def clause_texts(refs: tuple[str, ...], pack: Pack | None, /) -> tuple[ClauseText, ...]:
    """Return clauses with their words: from the pack at hand, else the latest text on file."""
    return tuple(_clause_text(ref, pack) for ref in refs)


def _clause_text(ref: str, pack: Pack | None) -> ClauseText:
    held = pack.clauses.get(ref) if pack else None
    found = held or policies.find_clause(ref)
    return ClauseText(ref, found.text, found.instrument_title, found.open_ended) if found else ClauseText(ref, "")


def pack_title(language: str, /) -> str:
    """Return what the pack in force calls itself; empty when there is none."""
    pack = live_policy()
    return in_language(pack.title, language) if pack else ""


def rule_pages(language: str, /) -> tuple[RulePage, ...]:
    """Return the rules of the pack in force, in pack order; none when there is no such pack."""
    pack = live_policy()
    return tuple(rule_page(rule, pack, language=language) for rule in pack.rules) if pack else ()


def rule_page(rule: Rule, pack: Pack, /, *, language: str) -> RulePage:
    """Return one rule in a language."""
    return RulePage(
        id=rule.id,
        title=in_language(rule.title, language),
        rationale=in_language(rule.rationale, language),
        advice=in_language(rule.advice, language),
        label=rule.label,
        severity=rule.severity,
        suggestion=rule.suggestion,
        mode=rule.mode,
        rollout=rule.rollout,
        score=rule.score,
        queue=queue_title(rule.queue, language=language),
        events=rule.events,
        clauses=rule.clauses,
        clause_texts=clause_texts(rule.clauses, pack),
        when=rule.when,
        owner=rule.owner,
        review_by=rule.review_by,
        effective_from=rule.effective_from,
        effective_to=rule.effective_to,
        cases=tuple(WorkedCase(case.name, case.expect, case.at) for case in pack.cases if case.rule == rule.id),
    )


def names_read(rule: Rule, pack: Pack, /, *, at: date, language: str) -> Iterator[NameRead]:
    """Yield the signals and parameters of a condition that the pack has words for, with the values of a day."""
    read = sorted(names(parse(rule.when, where=rule.when_at or Location(rule.id, 1))))
    for signal in dict.fromkeys(name.split(".")[1] for name in read if name.startswith("signal.")):
        title = signal_title(signal, pack, language=language)
        if title:
            yield NameRead(f"signal.{signal}", title)
    for name in read:
        parameter = pack.parameters.get(name.removeprefix("param.")) if name.startswith("param.") else None
        if parameter is not None:
            yield NameRead(name, in_language(parameter.description, language), _value(parameter, at))


def _value(parameter: Parameter, at: date) -> str:
    try:
        value = parameter.at(at)
    except LookupError:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
