"""What accounts are used with, kept as keyed digests: a new one beside former ones asks for a look.

Called for every batch of events; events that name nothing of the kind cost nothing. Source: PA21:11.1, RQ-043
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from goodstanding.apps.common.outbox import enqueue
from goodstanding.apps.common.sealing import blind_index
from goodstanding.apps.registry.models import OwnerTrace, TraceKind
from goodstanding.core.events.event import Event

LOOK = "registry.owner_look"
"""Outbox topic: something new was seen on an account that had others before."""
FIELDS: Mapping[str, str] = {
    "device": TraceKind.DEVICE,
    "phone_token": TraceKind.PHONE,
    "payout_token": TraceKind.PAYOUT,
    "ip_region": TraceKind.REGION,
}
"""Fields of events, and what they tell. Tokens are the platform's own names of a number or account, never the number."""
TYPES = frozenset({"account.registered", "account.signed_in", "account.profile_changed"})
_LONGEST = 512
_Key = tuple[str, str, str]


def note_traces(events: Iterable[Event], /, *, at: datetime) -> None:
    """Note what events say accounts are used with, in the caller's transaction; ask for a look where it is new.

    Args:
        at: When the events were received: an event of the future counts as of now.
    """
    seen = _seen(events, at)
    if not seen:
        return
    held = OwnerTrace.objects.filter(account_ref__in={ref for ref, _, _ in seen})
    known = {(row.account_ref, row.kind, row.value_index): row for row in held}
    rows = [_row(key, first, last, known.get(key)) for key, (first, last) in sorted(seen.items())]
    OwnerTrace.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["account_ref", "kind", "value_index"],
        update_fields=["first_seen_at", "last_seen_at"],
    )
    before = {(ref, kind) for ref, kind, _ in known}
    changed = {ref for ref, kind, _ in seen.keys() - known.keys() if (ref, kind) in before and kind != TraceKind.REGION}
    for ref in sorted(changed):
        enqueue(LOOK, key=ref, payload={"account": ref}, at=at)


def _seen(events: Iterable[Event], at: datetime) -> dict[_Key, tuple[datetime, datetime]]:
    found: dict[_Key, tuple[datetime, datetime]] = {}
    for event in events:
        if event.type not in TYPES or not event.subject:
            continue
        moment = min(event.time, at)
        for name, kind in FIELDS.items():
            value = event.data.get(name)
            if isinstance(value, str) and value.strip():
                key = (event.subject, str(kind), trace_index(kind, value))
                first, last = found.get(key, (moment, moment))
                found[key] = (min(first, moment), max(last, moment))
    return found


def trace_index(kind: str, value: str, /) -> str:
    """Return the keyed digest under which a device, number or payout account is kept."""
    return blind_index(value.strip()[:_LONGEST], context=f"registry.trace.{kind}")


def _row(key: _Key, first: datetime, last: datetime, known: OwnerTrace | None) -> OwnerTrace:
    if known is not None:
        first, last = min(first, known.first_seen_at), max(last, known.last_seen_at)
    ref, kind, value_index = key
    return OwnerTrace(account_ref=ref, kind=kind, value_index=value_index, first_seen_at=first, last_seen_at=last)
