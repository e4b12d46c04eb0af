"""Writing down registrations that were refused, for the block log. Source: PA21:8.1, PA21:8.3, RQ-024, RQ-031."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.admission import Applicant, barriers
from goodstanding.apps.registry.errors import RefusalUnknown
from goodstanding.apps.registry.models import Application, Operator, RegistrationRefusal
from goodstanding.apps.registry.reading.barred import RefusalRecord, refusal_record
from goodstanding.apps.registry.services.documents import note_reading

PERSON = "person"


def note_barred(applicant: Applicant, words: str, /, *, actor: Actor, at: datetime) -> None:
    """Write down that the register refused an account because of a decision.

    Args:
        words: The refusal, as whoever asked reads it.
    """
    barrier = barriers([applicant]).get(applicant.account_ref)
    if barrier is None:
        return
    classes = Operator.objects.filter(ref=applicant.operator_ref).values_list("subject_class", flat=True)
    row = RegistrationRefusal(
        account_ref=applicant.account_ref,
        name=applicant.name[:200],
        subject_class=classes.first() or "",
        reason=barrier.code,
        words=words,
        decision_ref=barrier.decision_ref,
        refused_by=f"{actor.kind}:{actor.ref}",
    )
    _write(row, actor, at)


def note_application_barred(application: Application, words: str, /, *, at: datetime) -> None:
    """Write down that an application was sent back for the name of a closed account; the same name again is no second line."""
    found = barriers([Applicant(application.account_ref, application.account_name)]).get(application.account_ref)
    known = RegistrationRefusal.objects.filter(application=application, name=application.account_name, reason="closed_name")
    if found is None or found.code != "closed_name" or known.exists():
        return
    row = _of(application, "closed_name", words, refused_by="machine:checks")
    row.decision_ref = found.decision_ref
    _write(row, SYSTEM, at)


def note_application_refused(application: Application, /, *, actor: Actor, at: datetime) -> None:
    """Write down that a person refused an application."""
    row = _of(application, "decided", application.reasons, refused_by=application.decided_by)
    _write(row, actor, at)


def open_refusal(ref: str, /, *, purpose: str, actor: Actor, at: datetime) -> RefusalRecord:
    """Open a refusal; where it is a natural person's, who opened it and why is written down first, for the person to read.

    Raises:
        RefusalUnknown: There is none of this reference.
        OperatorDetailsInvalid: It is a person's, and no purpose is given.
    """
    with immediate():
        row = RegistrationRefusal.objects.select_related("application").filter(ref=ref).first()
        if row is None:
            raise RefusalUnknown(f"There is no refusal {ref}.", hint="Check the reference.")
        if row.subject_class == PERSON:
            subject = row.application.ref if row.application else row.account_ref
            note_reading(subject, what="refusal", purpose=purpose, case_ref=row.case_ref, actor=actor, at=at)
        return refusal_record(row)


def _of(application: Application, reason: str, words: str, *, refused_by: str) -> RegistrationRefusal:
    return RegistrationRefusal(
        application=application,
        account_ref=application.account_ref,
        name=application.account_name,
        subject_class=application.subject_class,
        reason=reason,
        words=words,
        case_ref=application.case_ref,
        refused_by=refused_by,
    )


def _write(row: RegistrationRefusal, actor: Actor, at: datetime) -> None:
    row.ref, row.at = new_ref("B"), at
    with immediate():
        row.save()
        payload = {"refusal": row.ref, "reason": row.reason, "decision": row.decision_ref}
        audit.record(
            "account:registration_refused",
            actor=actor,
            subject_kind="account",
            subject_ref=row.account_ref,
            payload=payload,
            at=at,
        )
