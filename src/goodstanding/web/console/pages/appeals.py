"""An appeal as the person who decides it needs it: the decision, each ground, and an answer for each."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.drafts import MOST_DAYS
from goodstanding.apps.enforcement.values import DecisionView, MeasureDraft
from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.review.values import CaseFile
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.decisions import decision_page
from goodstanding.web.console.shapes import AppealBrief, Choice, GroundLine, KeptMeasure
from goodstanding.web.design.vocabulary import name_of

OUTCOMES = ("upheld", "partly_upheld", "rejected", "inadmissible")


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """What the person chose and typed about an appeal.

    Args:
        answers: One per ground, in order.
        kept: Positions of the appealed decision's measures that stay, for a partly upheld appeal.
        days: The length each kept measure gets, by position; empty keeps it.
    """

    outcome: str
    answers: tuple[str, ...]
    reasons: str
    kept: frozenset[int] = frozenset()
    days: tuple[tuple[int, int], ...] = ()

    @classmethod
    def read(cls, form: QueryDict, /, *, grounds: int) -> TypedAnswer:
        """Read the answer form for an appeal with so many grounds."""
        kept = frozenset(int(value) for value in form.getlist("keep") if value.isdecimal() and len(value) < 4)
        days = [(position, form.get(f"days_{position}", "")) for position in sorted(kept)]
        return cls(
            outcome=form.get("outcome", ""),
            answers=tuple(form.get(f"answer_{position}", "").strip() for position in range(grounds)),
            reasons=form.get("reasons", "").strip(),
            kept=kept,
            days=tuple((position, int(text)) for position, text in days if text.isdecimal() and 0 < int(text) <= MOST_DAYS),
        )

    def lighter_measures(self, former: DecisionView, /) -> tuple[MeasureDraft, ...]:
        """Return the measures that stay of the decision appealed, with their new lengths."""
        lengths = dict(self.days)
        return tuple(
            MeasureDraft(
                state.measure.code,
                state.measure.scope,
                lengths.get(state.position, state.measure.days),
                review_at=state.measure.review_at,
            )
            for state in former.measures
            if state.position in self.kept
        )


def what_is_missing(typed: TypedAnswer, /) -> str:
    """Say what an answer lacks before it can be given; empty when nothing."""
    if typed.outcome not in OUTCOMES:
        return gettext("Choose the outcome.")
    if not typed.reasons:
        return gettext("Give the reasons as a whole; the account reads them.")
    if typed.outcome != "inadmissible" and not all(typed.answers):
        return gettext("Answer each ground; the account is owed an answer to every one.")
    return ""


def appeal_brief(
    file: CaseFile, desk: Desk, /, *, typed: TypedAnswer | None, problems: tuple[str, ...] = ()
) -> AppealBrief | None:
    """Gather an appeal and the decision it is about; None when the case has lost its appeal."""
    receipt = next((source.ref for source in file.sources if source.kind == "appeal"), "")
    appeal = redress.find_appeal(receipt) if receipt else None
    former = enforcement.find_decision(appeal.decision_ref) if appeal else None
    if appeal is None or former is None:
        return None
    typed = typed or TypedAnswer("", ("",) * len(appeal.grounds), "", frozenset(state.position for state in former.measures))
    return AppealBrief(
        receipt=appeal.receipt,
        filed_at=appeal.filed_at,
        due_at=appeal.due_at,
        urgent=appeal.urgent,
        stage=appeal.stage,
        decision=decision_page(former, language=desk.language),
        grounds=tuple(
            GroundLine(position, name_of("ground", ground.ground), ground.text, answer)
            for position, (ground, answer) in enumerate(zip(appeal.grounds, typed.answers, strict=True))
        ),
        attachments=tuple((held.name, held.sha256) for held in redress.attachments_of(appeal.receipt)),
        outcomes=_outcomes(typed.outcome),
        kept=tuple(_kept(former, typed)),
        reasons=typed.reasons,
        problems=problems,
    )


def _outcomes(chosen: str) -> tuple[Choice, ...]:
    says = {
        "upheld": gettext("The decision is withdrawn and every effect of it undone."),
        "partly_upheld": gettext("A lighter decision takes its place: choose below which measures stay, and how long."),
        "rejected": gettext("The decision stands."),
        "inadmissible": gettext("The appeal does not meet the conditions for being heard."),
    }
    return tuple(Choice(code, name_of("outcome", code), says[code], chosen=code == chosen) for code in OUTCOMES)


def _kept(former: DecisionView, typed: TypedAnswer) -> list[KeptMeasure]:
    lengths = dict(typed.days)
    return [
        KeptMeasure(
            position=state.position,
            code=state.measure.code,
            scope=state.measure.scope,
            days=lengths.get(state.position, state.measure.days),
            is_kept=state.position in typed.kept,
        )
        for state in former.measures
    ]
