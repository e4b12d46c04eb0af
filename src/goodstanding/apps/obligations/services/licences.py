"""The platform's own licences: noted with a sealed file, reminded of 60, 30 and 7 days before they end.

Source: PA21:5.1, RQ-005
"""

from __future__ import annotations

from datetime import date, datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.identity.permissions import DUTIES_MANAGE
from goodstanding.apps.identity.selectors import holders_of
from goodstanding.apps.obligations.errors import RecordUnfit, RecordUnknown
from goodstanding.apps.obligations.models import Licence, LicenceReminder
from goodstanding.apps.obligations.reading.licences import licence_record
from goodstanding.apps.obligations.services.allowing import require_keeper
from goodstanding.apps.obligations.values import REMIND_DAYS, LicenceRecord
from goodstanding.apps.policies.selectors import day_of
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.documents import hand_in_document
from goodstanding.apps.registry.services.telling import News, tell_person


def note_licence(
    kind: str,
    /,
    *,
    number: str,
    issuer: str,
    valid_to: date | None,
    file_name: str,
    content: bytes,
    actor: Actor,
    at: datetime,
) -> LicenceRecord:
    """Put a licence into the vault; its file is sealed.

    Raises:
        RecordUnfit: Kind, number or issuer is empty.
        DocumentRefused: The file is empty, too large, or neither PNG nor JPEG nor PDF.
    """
    require_keeper(actor)
    if not all(text.strip() for text in (kind, number, issuer)):
        raise RecordUnfit("A licence has a kind, a number and an issuer.", hint="Copy them from the licence.", clause="PA21:5.1")
    with immediate():
        audit.hold_log()
        ref = new_ref("LI")
        file = hand_in_document(ref, kind="platform_licence", name=file_name, content=content, actor=actor, at=at)
        row = Licence.objects.create(
            ref=ref,
            kind=kind.strip(),
            number=number.strip(),
            issuer=issuer.strip(),
            valid_to=valid_to,
            document_ref=file.ref,
            file_sha256=file.sha256,
            noted_at=at,
        )
        _record("licence:noted", row, {"kind": row.kind, "file": row.file_sha256}, actor=actor, at=at)
        return licence_record(row, at=at)


def end_licence(ref: str, /, *, actor: Actor, at: datetime) -> None:
    """Take a licence that was replaced or given up off the list; its record stays.

    Raises:
        RecordUnknown: There is none of this reference on the list.
    """
    require_keeper(actor)
    with immediate():
        audit.hold_log()
        row = Licence.objects.select_for_update().filter(ref=ref, ended_at=None).first()
        if row is None:
            raise RecordUnknown(f"There is no licence {ref} on the list.")
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        _record("licence:ended", row, {"kind": row.kind}, actor=actor, at=at)


def remind_of_licences(*, at: datetime) -> int:
    """Remind whoever keeps the duties of licences that end soon; return how many reminders went out.

    A licence noted late gets one reminder, of the threshold it is inside, and those it passed before count as given.
    """
    sent = 0
    for ref in _near_their_end(at):
        with immediate():
            audit.hold_log()
            row = Licence.objects.select_for_update().get(ref=ref)
            sent += _remind(row, at=at)
    return sent


def _near_their_end(at: datetime) -> list[str]:
    rows = Licence.objects.filter(ended_at=None, valid_to__isnull=False).prefetch_related("reminders")
    return [row.ref for row in rows if _thresholds(row, at)]


def _thresholds(row: Licence, at: datetime) -> list[int]:
    left = (row.valid_to - day_of(at)).days if row.valid_to else REMIND_DAYS[0] + 1
    given = {one.days for one in row.reminders.all()}
    return [days for days in REMIND_DAYS if left <= days and days not in given]


def _remind(row: Licence, *, at: datetime) -> int:
    passed = _thresholds(row, at)
    if not passed or row.valid_to is None:
        return 0
    LicenceReminder.objects.bulk_create([LicenceReminder(licence=row, days=days, at=at) for days in passed])
    until = row.valid_to.isoformat()
    words = say(
        "licence_ends",
        "平台的许可“{kind}”（{number}）有效期至 {until}，请办理延续并登记新证。",
        "The platform's licence {kind} ({number}) is valid to {until}; have it renewed and note the new one.",
        kind=row.kind,
        number=row.number,
        until=until,
    )
    for user_id in holders_of(DUTIES_MANAGE):
        tell_person(user_id, about=row.ref, name=row.kind, news=News(words, (words,), "PA21:5.1", path="/console/"), at=at)
    payload = {"kind": row.kind, "days": min(passed), "valid_to": until}
    _record("licence:reminded", row, payload, actor=SYSTEM, at=at)
    return 1


def _record(action: str, row: Licence, payload: dict[str, object], *, actor: Actor, at: datetime) -> None:
    audit.record(action, actor=actor, subject_kind="licence", subject_ref=row.ref, payload=payload, at=at)
