"""Runs a pack's worked examples: what its authors promised, against what the engine says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from goodstanding.core.engine.calendar import EngineCalendar
from goodstanding.core.engine.evaluation import Evaluation
from goodstanding.core.engine.rollout import rolled_out
from goodstanding.core.originality.fingerprint import fingerprint
from goodstanding.core.policy.model import Case, Pack

Finding = Literal["hit", "miss", "unknown"]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case came out.

    Args:
        found: What the engine said of the case's rule.
        missing_spans: Expected span texts that were not found; only for hits.
    """

    case: Case
    found: Finding
    missing_spans: tuple[str, ...]
    evaluation: Evaluation

    @property
    def passed(self) -> bool:
        """Whether the engine said what the case expects."""
        return self.found == self.case.expect and not self.missing_spans


def run_cases(pack: Pack, /) -> Iterator[CaseResult]:
    """Evaluate every case of a pack under the rules of its own day, each rule and bank acting on all events.

    Raises:
        GoodstandingError: The pack cannot be compiled.
    """
    calendar = EngineCalendar(rolled_out(pack))
    for case in pack.cases:
        evaluation = calendar.on(case.at).evaluate(document_of(case))
        yield CaseResult(case, finding(evaluation, case.rule), _missing_spans(case, evaluation), evaluation)


def document_of(case: Case, /) -> dict[str, Any]:
    """Return the input document of a case.

    ``counters.recent_texts`` stands for the fingerprints of those texts, which nobody can write by hand.
    """
    return {"event": dict(case.event), "account": dict(case.account), "counters": _counters(case.counters)}


def finding(evaluation: Evaluation, rule: str, /) -> Finding:
    """Say what an evaluation found of a rule, shadow rules included."""
    if rule in evaluation.shadow or any(violation.rule == rule for violation in evaluation.violations):
        return "hit"
    return "unknown" if rule in evaluation.unknown else "miss"


def _counters(given: Mapping[str, Any]) -> dict[str, Any]:
    counters = dict(given)
    texts = counters.pop("recent_texts", None)
    if isinstance(texts, list):
        counters["recent_fingerprints"] = [part for text in texts for part in fingerprint(str(text))]
    return counters


def _missing_spans(case: Case, evaluation: Evaluation) -> tuple[str, ...]:
    seen = {span.text for violation in evaluation.violations if violation.rule == case.rule for span in violation.spans}
    return tuple(text for text in case.spans if text not in seen)
