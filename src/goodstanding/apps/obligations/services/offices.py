"""Noting how a competent office is reached: its name is public, its channel is looked up and dated. Source: PA21:3, RQ-002."""

from __future__ import annotations

from datetime import date, datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.obligations.errors import RecordUnfit
from goodstanding.apps.obligations.models import OfficeChannel
from goodstanding.apps.obligations.reading.offices import competent_office, directory
from goodstanding.apps.obligations.services.allowing import require_keeper
from goodstanding.apps.obligations.values import OfficeRecord
from goodstanding.apps.policies.selectors import day_of


def note_office(code: str, /, *, channel: str, contact_owner: int, checked_on: date, actor: Actor, at: datetime) -> OfficeRecord:
    """Note how an office is reached and when that was checked.

    Raises:
        RecordUnfit: The office is not in the directory, the channel is empty, or the day lies ahead.
    """
    require_keeper(actor)
    if code not in {one.code for one in directory()} or not channel.strip() or checked_on > day_of(at):
        raise RecordUnfit("Name an office of the directory, its channel, and the past day you checked it.", clause="PA21:3")
    with immediate():
        OfficeChannel.objects.update_or_create(
            code=code, defaults={"channel": channel.strip(), "contact_owner_id": contact_owner, "checked_on": checked_on}
        )
        payload = {"code": code, "checked_on": checked_on.isoformat()}
        audit.record("office:channel_noted", actor=actor, subject_kind="office", subject_ref=code, payload=payload, at=at)
    return competent_office(code)
