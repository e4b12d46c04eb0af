"""The yearly checklist of the conduct duty: read through by a person, signed once. Source: PA21:4.1, RQ-003."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import rfc8785

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.obligations.errors import RecordUnfit
from goodstanding.apps.obligations.models import ConductChecklist
from goodstanding.apps.obligations.reading.conduct import conduct_record
from goodstanding.apps.obligations.services.allowing import require_keeper
from goodstanding.apps.obligations.values import CONDUCT_ITEMS, ConductRecord
from goodstanding.apps.policies.selectors import day_of, live_policy


def sign_checklist(year: int, /, *, items: Mapping[str, tuple[bool, str]], actor: Actor, at: datetime) -> ConductRecord:
    """Sign the checklist of a year. What was not done says so, with a note; that is no fault of the checklist.

    Args:
        items: By item of ``CONDUCT_ITEMS``, whether it was done, and what is said of it.

    Raises:
        RecordUnfit: The year is ahead or signed, an item is left out, one not done has no note, or no person signs.
    """
    require_keeper(actor)
    if year > day_of(at).year or set(items) != set(CONDUCT_ITEMS) or actor.user_id is None:
        raise RecordUnfit("A person answers every item of the checklist of this year or a former one.", clause="PA21:4.1")
    if any(not done and not note.strip() for done, note in items.values()):
        raise RecordUnfit("What was not done needs a note.", clause="PA21:4.1")
    told: dict[str, Any] = {name: {"done": bool(items[name][0]), "note": items[name][1].strip()} for name in CONDUCT_ITEMS}
    digest = live_policy().digest
    sha256 = hashlib.sha256(rfc8785.dumps({"year": year, "items": told, "rules": digest})).hexdigest()
    with immediate():
        audit.hold_log()
        if ConductChecklist.objects.filter(year=year).exists():
            raise RecordUnfit(f"The checklist of {year} is signed.", hint="It is signed once.")
        row = ConductChecklist.objects.create(
            year=year, items=told, pack_digest=digest, sha256=sha256, signed_by_id=actor.user_id, signed_at=at
        )
        payload = {"sha256": sha256, "rules": digest}
        audit.record("conduct:signed", actor=actor, subject_kind="checklist", subject_ref=str(year), payload=payload, at=at)
        return conduct_record(row)
