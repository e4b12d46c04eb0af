"""From rules that held to violations: each carries its rule and the spans that caused it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from goodstanding.core.engine.evaluation import Violation
from goodstanding.core.engine.run import Run
from goodstanding.core.policy.model import Rule
from goodstanding.core.signals.base import Span
from goodstanding.core.text.patterns import PatternSet

Suggestion = Literal["pass", "review", "hold"]

MAX_SPANS = 100
"""Spans kept per text test of one violation: a body may repeat a phrase a hundred thousand times."""

_GRAVITY: Mapping[str, int] = {"pass": 0, "review": 1, "hold": 2}


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """A text test a condition makes: where its spans come from, and how they are described."""

    fact: str
    field: str
    index: int
    function: str
    why: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule does when it holds. ``violation`` is complete for rules that show no spans.

    Args:
        signals: Those that can be a reason for it to hold; one only read under ``!`` or a limit is none.
    """

    rule: Rule
    violation: Violation
    signals: tuple[int, ...]
    texts: tuple[TextEvidence, ...]

    @property
    def is_constant(self) -> bool:
        """Whether every event gets the very same violation."""
        return not self.signals and not self.texts

    def happened(
        self, facts: Mapping[str, Any], found: Mapping[str, Any], patterns: Mapping[str, PatternSet], run: Run | None
    ) -> Violation:
        """Return the violation with its spans: of every signal that speaks for it, and of every text test that matched.

        A signal that a short cut of the condition skipped is read now, so that the evidence is whole whichever part held first.

        Args:
            found: Fact → the patterns its pass found; anything but a set where the pass was not needed so far.
        """
        if self.is_constant:
            return self.violation
        spans: list[Span] = []
        for index in self.signals:
            reading = run.read(index) if run else None
            spans.extend(reading.spans if reading else ())
        for test in self.texts:
            if test.fact in facts:
                spans.extend(_spans(test, facts[test.fact], found[test.fact], patterns[test.fact]))
        return _with_spans(self.violation, tuple(spans) if len(spans) < 2 else tuple(dict.fromkeys(spans)))


def _with_spans(violation: Violation, spans: tuple[Span, ...]) -> Violation:
    """Copy a violation with its spans; written out because this runs for every hit."""
    return Violation(
        violation.rule,
        violation.clause,
        violation.label,
        violation.score,
        spans,
        violation.clauses,
        violation.severity,
        violation.queue,
        violation.suggestion,
    )


def effect_of(rule: Rule, signals: Sequence[int], texts: Sequence[TextEvidence], /) -> Effect:
    """Return a rule's effect."""
    violation = Violation(
        rule=rule.id,
        clause=rule.clauses[0] if rule.clauses else "",
        label=rule.label,
        score=rule.score,
        spans=(),
        clauses=rule.clauses,
        severity=rule.severity.value,
        queue=rule.queue,
        suggestion=rule.suggestion,
    )
    return Effect(rule, violation, tuple(signals), tuple(texts))


def gravest(violations: Sequence[Violation], /) -> Suggestion:
    """Return the gravest suggestion of violations, ``pass`` where there are none."""
    worst: Suggestion = "pass"
    for violation in violations:
        if _GRAVITY[violation.suggestion] > _GRAVITY[worst]:
            worst = violation.suggestion
    return worst


def labels_of(violations: Sequence[Violation], /) -> tuple[str, ...]:
    """Return the labels of violations, each once, in order: a machine only ever suspects."""
    return tuple(dict.fromkeys(f"suspected-{violation.label.replace('_', '-')}" for violation in violations))


def _spans(test: TextEvidence, text: str, found: Any, patterns: PatternSet) -> list[Span]:
    if isinstance(found, set) and test.index not in found:
        return []
    literal = test.why if test.function == "contains" else None
    places = patterns.spans(text, test.index, most=MAX_SPANS) if literal is None else _places(text, literal)
    return [Span(test.field, start, end, text[start:end], test.function, test.why) for start, end in places]


def _places(text: str, literal: str) -> list[tuple[int, int]]:
    """Return where a literal stands, left to right without overlap, up to ``MAX_SPANS`` times."""
    places: list[tuple[int, int]] = []
    at = text.find(literal)
    while at >= 0 and len(places) < MAX_SPANS:
        places.append((at, at + len(literal)))
        at = text.find(literal, at + len(literal))
    return places
