"""Counts hits per rule and bank entry behind ingest: evaluations are read once, in order, and nothing waits for it.

Counting in the transaction that receives events would make every batch wait for the rows of the rules that hit most; the worker
writes them alone. A row younger than a minute is left for the next round: on PostgreSQL a transaction that began earlier may
still commit one with a smaller number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

import msgspec

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.policies.errors import PackNotInstalled
from goodstanding.apps.screening.models import EvaluationRecord, HitCount, HitCursor, HitKind
from goodstanding.core.policy.lint.reading import banks_of
from goodstanding.core.signals.reasons import details_of

SETTLED = timedelta(minutes=1)
BATCH = 1000


class _Span(msgspec.Struct, frozen=True, gc=False):
    signal: str
    why: str


class _Violation(msgspec.Struct, frozen=True, gc=False):
    rule: str
    spans: tuple[_Span, ...]


class _Reading(msgspec.Struct, frozen=True, gc=False):
    spans: tuple[_Span, ...] = ()


class _Said(msgspec.Struct, frozen=True, gc=False):
    """The parts of an evaluation that are counted."""

    violations: tuple[_Violation, ...]
    shadow: tuple[str, ...]
    readings: Mapping[str, _Reading]


class _Key(NamedTuple):
    day: date
    pack: str
    kind: str
    name: str
    entry: str


class _Row(NamedTuple):
    id: int
    day: date
    pack: str
    digest: str
    evaluation: bytes
    created_at: datetime


def count_hits(*, at: datetime, limit: int = BATCH) -> int:
    """Count the evaluations that came since the last round.

    Args:
        limit: Evaluations at most.

    Returns:
        How many were counted.
    """
    with immediate():
        HitCursor.objects.get_or_create(pk=1)
        cursor = HitCursor.objects.select_for_update().get(pk=1)
        names = ("id", "day", "pack_name", "pack_digest", "evaluation", "created_at")
        found = EvaluationRecord.objects.filter(id__gt=cursor.counted).order_by("id").values_list(*names)[:limit]
        rows = list(_settled(map(_Row._make, found), at=at))
        if not rows:
            return 0
        acted, recorded = Counter[_Key](), Counter[_Key]()
        for row in rows:
            _count(row, acted, recorded)
        _add(acted, recorded)
        cursor.counted = rows[-1].id
        cursor.save(update_fields=["counted"])
    return len(rows)


def _settled(rows: Iterable[_Row], *, at: datetime) -> Iterator[_Row]:
    for row in rows:
        if row.created_at > at - SETTLED:
            return
        yield row


def _count(row: _Row, acted: Counter[_Key], recorded: Counter[_Key]) -> None:
    said = msgspec.json.decode(row.evaluation, type=_Said)
    acted.update(_Key(row.day, row.pack, HitKind.RULE, one.rule, "") for one in said.violations)
    recorded.update(_Key(row.day, row.pack, HitKind.RULE, rule, "") for rule in said.shadow)
    if not said.readings:
        return
    behind = _entries((span for one in said.violations for span in one.spans), row.digest)
    seen = _entries((span for one in said.readings.values() for span in one.spans), row.digest)
    acted.update(_Key(row.day, row.pack, HitKind.BANK, *one) for one in behind)
    recorded.update(_Key(row.day, row.pack, HitKind.BANK, *one) for one in seen - behind)


def _entries(spans: Iterable[_Span], digest: str) -> set[tuple[str, str]]:
    """Return the banks spans speak of, each with an empty key and with the keys of the entries that are named."""
    known, banks = _keys(digest)
    found: set[tuple[str, str]] = set()
    for span in spans:
        details = details_of(span.why)
        named = (details["bank"],) if details.get("bank") else banks.get(span.signal, ()) if "phrase" in details else ()
        phrase = details.get("phrase", "").rpartition("→")[2]
        for bank in named:
            key = known.get((bank, phrase), "")
            if key or "bank" in details:
                found |= {(bank, ""), (bank, key)}
    return found


@lru_cache(maxsize=4)
def _keys(digest: str) -> tuple[Mapping[tuple[str, str], str], Mapping[str, tuple[str, ...]]]:
    """Return the keys of a pack's entries by bank and pattern, and the banks of its signals."""
    try:
        pack = policies.pack_for(digest)
    except PackNotInstalled:
        return {}, {}
    keys = {(bank.id, entry.pattern): entry.key for bank in pack.banks.values() for entry in bank.entries}
    return keys, {name: banks_of(signal) for name, signal in pack.signals.items()}


def _add(acted: Counter[_Key], recorded: Counter[_Key]) -> None:
    """Add to the counts; the lock on the cursor keeps other workers away meanwhile."""
    wanted = acted.keys() | recorded.keys()
    rows = HitCount.objects.filter(day__in={key.day for key in wanted}, name__in={key.name for key in wanted})
    held = {_Key(row.day, row.pack_name, row.kind, row.name, row.entry): row for row in rows}
    fresh = []
    for key in sorted(wanted):
        row = held.get(key)
        if row is None:
            row = HitCount(day=key.day, pack_name=key.pack, kind=key.kind, name=key.name, entry=key.entry)
            fresh.append(row)
        row.acted += acted[key]
        row.recorded += recorded[key]
    HitCount.objects.bulk_create(fresh, batch_size=500)
    HitCount.objects.bulk_update([held[key] for key in wanted if key in held], ["acted", "recorded"], batch_size=500)
