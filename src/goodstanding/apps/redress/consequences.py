"""What a decision means for the reports that brought its case up: they are answered in the same transaction."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.notices.ports import Address
from goodstanding.apps.redress.models import Report, Stage
from goodstanding.apps.redress.services.reports import contact_of, finish_report
from goodstanding.apps.redress.services.stages import words

_FEEDBACK = {
    "violation": gettext_noop("We examined what you reported and found a violation. Measures were taken: %(measures)s."),
    "no_violation": gettext_noop(
        "We examined what you reported and found no violation. If something new comes up, please report it again."
    ),
    "inadmissible": gettext_noop(
        "We could not take your report up: what it says cannot be examined. Please report again with more detail."
    ),
}
_NO_MEASURE = gettext_noop("a record of the violation")
_MEASURES = {
    "label": gettext_noop("a label on the content"),
    "warn": gettext_noop("a warning"),
    "hold": gettext_noop("the content is hidden for now"),
    "remove_content": gettext_noop("the content was removed"),
    "limit_function": gettext_noop("some functions were limited"),
    "suspend_updates": gettext_noop("publishing was suspended"),
    "stop_ads": gettext_noop("advertising was stopped"),
    "close": gettext_noop("the account was closed"),
    "blacklist": gettext_noop("entry in the blacklist"),
    "ban_reregistration": gettext_noop("registering again is barred"),
}


class AnswerReports:
    """Closes the reports of a case when people decided it; a machine's suspicion or a precaution answers nobody."""

    def follow(self, decision: DecisionView, /, *, actor: Actor, at: datetime) -> None:
        """Answer the open reports of the decision's case."""
        if decision.source == "machine" or decision.verdict == "precaution":
            return
        for row in Report.objects.select_for_update(of=("self",)).filter(case_ref=decision.case_ref).exclude(stage=Stage.CLOSED):
            finish_report(
                row,
                outcome=decision.verdict,
                feedback=feedback_of(decision, row.language),
                decision_ref=decision.ref,
                actor=actor,
                at=at,
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
    return (Address("sms", contact),) if len(digits) >= 7 else ()  # the shortest subscriber numbers
