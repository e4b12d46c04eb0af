"""Decisions people took, as labelled texts: what a classifier may learn from, and where people and machine disagree."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.apps.screening.models import EvaluationRecord

NONE = "none"
"""The label of what was no violation."""
MACHINE = "machine"
WIDE = 0.5
"""Gap between what the machine stated and what was decided, from which the two disagree."""
_PAGE = 200
_TEXTS = ("title", "body", "name", "bio")

Judge = Callable[[str], tuple[str, Mapping[str, float]]]


@dataclass(frozen=True, slots=True)
class LabelledDecision:
    """One decision in force, with the text it was about.

    Args:
        label: The violation's label, or ``none``.
        stated: By label, how sure the rules were when the text came in, 0.0–1.0.
    """

    decision: str
    case: str
    label: str
    text: str
    stated: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A decision against what the machine had said.

    Args:
        decided: The label people decided on.
        machine: The label the machine is surest of, ``none`` where it saw nothing.
        stated: How sure it was of that.
        gap: 0.0–1.0; 1.0 where it was certain of something else.
    """

    decision: str
    case: str
    decided: str
    machine: str
    stated: float
    gap: float


def labelled_decisions() -> Iterator[LabelledDecision]:
    """Yield the decisions people took about texts that were evaluated, latest first; superseded ones teach nothing."""
    for decision in _decisions():
        found = _evaluation_of(decision)
        if found is None:
            continue
        text = text_of(json.loads(bytes(found.document)))
        label = decision.label if decision.verdict == "violation" else NONE
        if text and label:
            yield LabelledDecision(decision.ref, decision.case_ref, label, text, _stated(json.loads(bytes(found.evaluation))))


def disagreements(judge: Judge | None = None, /) -> list[Disagreement]:
    """Return the decisions that differ from what the machine said, the widest gap first.

    Args:
        judge: Says now of a text which class it is and how likely each is; None takes what the rules said then.
    """
    found = (_compared(one, judge) for one in labelled_decisions())
    return sorted((one for one in found if one.gap >= WIDE), key=lambda one: (-one.gap, one.decision))


def text_of(document: Mapping[str, Any], /) -> str:
    """Return the words of the event in a frozen document, its fields on lines of their own."""
    event = document.get("event")
    data = event.get("data") if isinstance(event, dict) else None
    if not isinstance(data, dict):
        return ""
    texts = (data.get(name) for name in _TEXTS)
    return "\n".join(text for text in texts if isinstance(text, str) and text.strip())


def _decisions() -> Iterator[DecisionView]:
    offset = 0
    while page := enforcement.latest_decisions(limit=_PAGE, offset=offset):
        yield from (
            one for one in page if one.is_in_force and one.source != MACHINE and one.verdict in {"violation", "no_violation"}
        )
        offset += _PAGE


def _evaluation_of(decision: DecisionView) -> EvaluationRecord | None:
    refs = [decision.evaluation_ref, *(piece.ref for piece in decision.evidence if piece.kind == "evaluation")]
    return EvaluationRecord.objects.filter(ref__in=[ref for ref in refs if ref]).order_by("-id").first()


def _stated(evaluation: Mapping[str, Any]) -> dict[str, float]:
    stated: dict[str, float] = {}
    for violation in evaluation["violations"]:
        stated[violation["label"]] = max(stated.get(violation["label"], 0.0), violation["score"])
    return stated


def _compared(one: LabelledDecision, judge: Judge | None) -> Disagreement:
    stated = one.stated if judge is None else judge(one.text)[1]
    against = {label: sure for label, sure in stated.items() if label not in {one.label, NONE}}
    surest = max(against, key=lambda label: against[label], default=NONE)
    known = stated.get(one.label, 0.0) if one.label != NONE else 1.0 - max(against.values(), default=0.0)
    return Disagreement(one.decision, one.case, one.label, surest, against.get(surest, 0.0), 1.0 - known)
