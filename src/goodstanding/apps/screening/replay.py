"""A past decision derived again from what was frozen: input bytes, pack bytes, day, clause texts, notice template.

Nothing of today takes part: not the live pack, not the account as it is now, not the clock.
Source: PA21:19.2 (records of handling), RQ-003
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.apps.notices import selectors as notices
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.screening import selectors
from goodstanding.apps.screening.errors import EvaluationUnknown
from goodstanding.apps.screening.records import EvaluationView
from goodstanding.core.engine.evaluation import canonical_bytes
from goodstanding.core.kernel.errors import GoodstandingError


@dataclass(frozen=True, slots=True)
class Check:
    """One thing compared.

    Args:
        name: What was compared, e.g. ``evaluation E-…``.
        diff: Where it differs, as a unified diff or a sentence; empty when it is the same byte for byte.
    """

    name: str
    diff: str = ""

    @property
    def is_identical(self) -> bool:
        """Whether nothing differs."""
        return not self.diff


@dataclass(frozen=True, slots=True)
class ReplayResult:
    """What deriving one decision again showed."""

    decision_ref: str
    checks: tuple[Check, ...]

    @property
    def is_identical(self) -> bool:
        """Whether everything is the same byte for byte."""
        return all(check.is_identical for check in self.checks)


def replay_decision(ref: str, /) -> ReplayResult:
    """Derive a decision's evaluations, clause texts and notice again and compare them with what was frozen.

    Raises:
        DecisionUnknown: No decision has this reference.
    """
    decision = enforcement.decision(ref)
    checks = [
        *(_evaluation_check(evaluation_ref, decision) for evaluation_ref in _evaluations_of(decision)),
        *_clause_checks(decision),
        _notice_check(decision),
    ]
    return ReplayResult(ref, tuple(checks))


def replay_evaluation(evaluation: EvaluationView, /) -> bytes:
    """Evaluate a frozen input again, with the pack and the day it was evaluated with; return the answer in canonical bytes.

    Raises:
        PackNotInstalled: The pack version is gone.
    """
    engine = policies.engine_of_day(evaluation.pack_digest, evaluation.day)
    return canonical_bytes(engine.evaluate(msgspec.json.decode(evaluation.document)))


def _evaluations_of(decision: DecisionView) -> list[str]:
    refs = [piece.ref for piece in decision.evidence if piece.kind == "evaluation"]
    return list(dict.fromkeys([decision.evaluation_ref, *refs] if decision.evaluation_ref else refs))


def _evaluation_check(ref: str, decision: DecisionView) -> Check:
    name = f"evaluation {ref}"
    try:
        frozen = selectors.evaluation(ref)
        if hashlib.sha256(policies.archive_of(frozen.pack_digest)).hexdigest() != frozen.pack_digest:
            return Check(name, f"The bytes of the pack {frozen.pack_name} are not those installed.")
        derived = replay_evaluation(frozen)
    except EvaluationUnknown:
        return Check(name, "The evaluation is not there any more.")
    except GoodstandingError as fault:
        return Check(name, fault.message)
    cited = {piece.sha256 for piece in decision.evidence if piece.ref == ref}
    if cited - {hashlib.sha256(frozen.evaluation).hexdigest()}:
        return Check(name, "The evaluation stored is not the one the decision cites: their hashes differ.")
    return Check(name, _json_diff(frozen.evaluation, derived))


def _clause_checks(decision: DecisionView) -> Iterable[Check]:
    for cited in decision.clauses:
        name = f"clause {cited.ref}"
        kept = policies.find_clause(cited.ref, sha256=cited.sha256)
        if hashlib.sha256(cited.text.encode()).hexdigest() != cited.sha256:
            yield Check(name, "The text in the decision does not have the hash beside it.")
        elif kept is None:
            yield Check(name, "No installed pack holds this wording.")
        else:
            yield Check(name, _text_diff(cited.text, kept.text))


def _notice_check(decision: DecisionView) -> Check:
    name = f"notice {decision.notice_ref}"
    try:
        kept = notices.notice(decision.notice_ref).body
        derived = notices.rerender(decision.notice_ref)
    except GoodstandingError as fault:
        return Check(name, fault.message)
    return Check(name, _text_diff(kept, derived.decode()))


def _json_diff(frozen: bytes, derived: bytes) -> str:
    """Compare byte for byte; show the difference laid out, one value a line."""
    if frozen == derived:
        return ""
    laid_out = [msgspec.json.format(side, indent=2).decode() for side in (frozen, derived)]
    return _text_diff(*laid_out) or "The bytes differ in form only."


def _text_diff(frozen: str, derived: str) -> str:
    if frozen == derived:
        return ""
    lines = difflib.unified_diff(frozen.splitlines(), derived.splitlines(), "frozen", "derived again", lineterm="", n=1)
    return "\n".join(lines)
