"""Who holds the offices the law wants filled, and the competent offices of the state. Source: RQ-002, RQ-008."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.obligations.errors import OfficerMissing, OfficeUnresolved
from goodstanding.apps.obligations.models import Appointment, OfficeChannel
from goodstanding.apps.obligations.values import AppointmentRecord, Office, OfficeRecord, OfficeState
from goodstanding.apps.policies.selectors import day_of
from goodstanding.core.identifiers.divisions import provinces

CENTRAL = "000000"
_OFFICE = "互联网信息办公室"
_ELSEWHERE = frozenset({"710000", "810000", "820000"})


def offices(*, at: datetime) -> tuple[OfficeState, ...]:
    """Say who holds each office now; a term that is over or a person who left makes it vacant."""
    running = {row.office: row for row in _running(at)}
    return tuple(OfficeState(office, appointment_record(running[office]) if office in running else None) for office in Office)


def appointments() -> tuple[AppointmentRecord, ...]:
    """List every appointment, latest first."""
    return tuple(appointment_record(row) for row in Appointment.objects.order_by("-starts_at", "-id"))


def require_officer(*, at: datetime) -> None:
    """Make sure that somebody answers for content safety; the deputy does not stand in for an office nobody holds.

    Raises:
        OfficerMissing: The office is vacant. Source: PA21:6.1, RQ-008
    """
    if not any(row.office == Office.OFFICER for row in _running(at)):
        raise OfficerMissing(
            "Nobody holds the office of content safety, so no account can be closed or listed.",
            hint="Let an administrator appoint the content-safety officer first.",
            clause="PA21:6.1",
        )


def directory() -> tuple[OfficeRecord, ...]:
    """List the central office and those of the provinces with the channel and date this installation noted."""
    noted = {row.code: row for row in OfficeChannel.objects.all()}
    return tuple(_office(code, name, noted.get(code)) for code, name in _names().items())


def competent_office(province: str, /) -> OfficeRecord:
    """Return the office competent for a province.

    Raises:
        OfficeUnresolved: No such office is in the directory, or it is not on file how it is reached.
    """
    name = _names().get(province)
    if name is None:
        raise OfficeUnresolved(
            f"There is no office of cyberspace affairs for “{province}”.",
            hint="Give the province's six-digit code, for example 110000.",
            clause="PA21:3",
        )
    row = OfficeChannel.objects.filter(code=province).first()
    if row is None:
        raise OfficeUnresolved(
            f"It is not on file how {name} is reached.", hint="Note its channel and when you checked it.", clause="PA21:3"
        )
    return _office(province, name, row)


def appointment_record(row: Appointment, /) -> AppointmentRecord:
    """Freeze an appointment."""
    return AppointmentRecord(row.ref, row.office, row.user_id, row.starts_at, row.term_ends, row.ended_at, row.end_reason)


def _running(at: datetime) -> list[Appointment]:
    rows = Appointment.objects.filter(ended_at=None, starts_at__lte=at, user__is_active=True)
    return [row for row in rows if row.term_ends is None or row.term_ends >= day_of(at)]


def _names() -> dict[str, str]:
    local = {one.code: f"{one.name}{_OFFICE}" for one in provinces() if one.code not in _ELSEWHERE}
    return {CENTRAL: f"国家{_OFFICE}"} | local


def _office(code: str, name: str, row: OfficeChannel | None) -> OfficeRecord:
    if row is None:
        return OfficeRecord(code, name, "", None, None)
    return OfficeRecord(code, name, row.channel, row.contact_owner_id, row.checked_on)
