"""Appointing the content-safety officer and the deputy: one holder each, dated, never the same person.

Source: PA21:6.1, RQ-008
"""

from __future__ import annotations

from datetime import date, datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.selectors import person
from goodstanding.apps.obligations.errors import RecordUnfit, RecordUnknown, SamePerson
from goodstanding.apps.obligations.models import Appointment
from goodstanding.apps.obligations.reading.offices import appointment_record
from goodstanding.apps.obligations.services.allowing import require_keeper
from goodstanding.apps.obligations.values import AppointmentRecord, Office
from goodstanding.apps.policies.selectors import day_of


def appoint(office: str, user_id: int, /, *, term_ends: date | None = None, actor: Actor, at: datetime) -> AppointmentRecord:
    """Appoint somebody to an office; whoever held it is relieved in the same moment.

    Args:
        term_ends: Last day of the term; the office is vacant after it unless somebody is appointed again.

    Raises:
        RecordUnfit: The office is unknown, the person is not active staff, or the term is over already.
        SamePerson: The person holds the other office.
    """
    require_keeper(actor)
    if office not in list(Office):
        raise RecordUnfit(f"There is no office “{office}”.", hint=f"Choose one of {', '.join(Office)}.")
    who = person(user_id)
    if not who.is_active or who.kind != "staff":
        raise RecordUnfit("Only an active member of staff can be appointed.", clause="PA21:6.1")
    if term_ends is not None and term_ends < day_of(at):
        raise RecordUnfit("The term is over before it begins.", hint="Give its last day.")
    with immediate():
        audit.hold_log()
        if Appointment.objects.filter(user_id=user_id, ended_at=None).exclude(office=office).exists():
            raise SamePerson(
                "Officer and deputy are two people.", hint="Relieve them of the other office first.", clause="PA21:6.1"
            )
        former = Appointment.objects.filter(office=office, ended_at=None).first()
        if former is not None:
            _end(former, "succeeded", actor=actor, at=at)
        row = Appointment.objects.create(
            ref=new_ref("AP"),
            office=office,
            user_id=user_id,
            starts_at=at,
            term_ends=term_ends,
            appointed_by=f"{actor.kind}:{actor.ref}",
        )
        _record("office:appointed", row, actor=actor, at=at)
        return appointment_record(row)


def relieve(office: str, /, *, reason: str, actor: Actor, at: datetime) -> AppointmentRecord:
    """End the running appointment to an office; it is vacant until somebody is appointed.

    Raises:
        RecordUnknown: Nobody holds it.
        RecordUnfit: No reason is given.
    """
    require_keeper(actor)
    if not reason.strip():
        raise RecordUnfit("Ending an appointment says why.", hint="Give a reason.")
    with immediate():
        audit.hold_log()
        row = Appointment.objects.filter(office=office, ended_at=None).first()
        if row is None:
            raise RecordUnknown(f"Nobody holds the office {office}.")
        _end(row, reason.strip(), actor=actor, at=at)
        return appointment_record(row)


def _end(row: Appointment, reason: str, *, actor: Actor, at: datetime) -> None:
    row.ended_at, row.end_reason = at, reason
    row.save(update_fields=["ended_at", "end_reason"])
    _record("office:relieved", row, actor=actor, at=at)


def _record(action: str, row: Appointment, *, actor: Actor, at: datetime) -> None:
    payload = {"office": row.office, "user": row.user_id}
    audit.record(action, actor=actor, subject_kind="appointment", subject_ref=row.ref, payload=payload, at=at)
