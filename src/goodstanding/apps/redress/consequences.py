"""What a decision means for the reports that brought its case up: they are answered in the same transaction."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop as N_

from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.notices.ports import Address
from goodstanding.apps.redress.models import Report, Stage
from goodstanding.apps.redress.services.reports import contact_of, finish_report
from goodstanding.apps.redress.services.stages import words

_FEEDBACK = {
    "violation": N_("We examined what you reported and found a violation. Measures were taken: %(measures)s."),
    "no_violation": N_("We examined what you reported and found no violation. If something new comes up, please report it again."),
    "inadmissible": N_("We could not take your report up: what it says cannot be examined. Please report again with more detail."),
}
_NO_MEASURE = N_("a record of the violation")
_MEASURES = {
    "label": N_("a label on the content"),
    "warn": N_("a warning"),
    "hold": N_("the content is hidden for now"),
    "remove_content": N_("the content was removed"),
    "limit_function": N_("some functions were limited"),
    "suspend_updates": N_("publishing was suspended"),
    "stop_ads": N_("advertising was stopped"),
    "close": N_("the account was closed"),
    "blacklist": N_("entry in the blacklist"),
    "ban_reregistration": N_("registering again is barred"),
}


class AnswerReports:
    """Closes the reports of a case when people decided it; a machine's suspicion answers nobody."""

    def follow(self, decision: DecisionView, /, *, actor: Actor, at: datetime) -> None:
        """Answer the open reports of the decision's case."""
        if decision.source == "machine":
            return
        for row in Report.objects.select_for_update(of=("self",)).filter(case_ref=decision.case_ref).exclude(stage=Stage.CLOSED):
            finish_report(
                row, outcome=decision.verdict, feedback=feedback_of(decision, row.language), decision_ref=decision.ref, actor=actor, at=at
            )


def feedback_of(decision: DecisionView, language: str, /) -> str:
    """Say in words what came of a report, telling nothing of the account that is not public."""
    names = [words(language, _MEASURES[state.measure.code]) for state in decision.measures] or [words(language, _NO_MEASURE)]
    return words(language, _FEEDBACK[decision.verdict], measures=("、" if language.startswith("zh") else ", ").join(names))


def addresses_of_report(receipt: str, /) -> tuple[Address, ...]:
    """Find where a reporter wants to be told: a mail address or a phone number, if they left one."""
    row = Report.objects.filter(receipt=receipt).first()
    contact = contact_of(row) if row is not None else ""
    if "@" in contact:
        return (Address("mail", contact),)
    digits = "".join(character for character in contact if character.isdecimal())
    return (Address("sms", contact),) if len(digits) >= 7 else ()  # noqa: PLR2004  the shortest subscriber numbers
