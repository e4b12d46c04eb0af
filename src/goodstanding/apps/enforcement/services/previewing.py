"""What the account would read, before anybody decides: the same code path as the door, with two references left open."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.enforcement.drafts import check_draft
from goodstanding.apps.enforcement.services.gates import reasons_for_second_person
from goodstanding.apps.enforcement.services.planning import plan_decision
from goodstanding.apps.enforcement.values import DecisionDraft, Preview
from goodstanding.apps.notices import services as notices

OPEN_REF = "D-········"
"""Stands where the decision's reference will be: as many characters as a reference has."""
OPEN_LOG_REF = "L-···"
"""Stands where the record's entry will be."""


def preview(draft: DecisionDraft, language: str = "", /, *, at: datetime) -> Preview:
    """Write the exact notice a draft would send, but for the references it has not got yet.

    Args:
        language: Language of the notice; the draft's, else the account's own, when empty.
        at: When it would be decided.

    Raises:
        EnforcementError: The draft could not be decided; the subclass says why.
    """
    check_draft(draft)
    needs_two = bool(reasons_for_second_person(draft, at=at))
    plan = plan_decision(draft, decision_ref=OPEN_REF, has_second_person=needs_two, at=at)
    wanted = plan.notice(log_ref=OPEN_LOG_REF)
    written = notices.preview_notice(wanted.code, language=language or plan.language, context=wanted.context)
    return Preview(written.subject, written.body, plan.statement)
