"""What may be asked of the register of names and of holds."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from goodstanding.apps.registry.account_facts import LOCAL
from goodstanding.apps.registry.errors import NameHoldUnknown
from goodstanding.apps.registry.models import Account, Credential, HoldState, NameHold, ProtectedMark, ProtectedName
from goodstanding.apps.registry.name_records import (
    Bearer,
    HandlingTimes,
    Hit,
    HoldRecord,
    Likeness,
    MarkRecord,
    Profile,
    ProtectedRecord,
)
from goodstanding.apps.registry.numbers import number

_APPLICATION = "application:"


def name_hold(ref: str, /) -> HoldRecord:
    """Return one hold.

    Raises:
        NameHoldUnknown: There is none of this reference.
    """
    row = NameHold.objects.filter(ref=ref).first()
    if row is None:
        raise NameHoldUnknown(f"There is no held name {ref}.", hint="Check the reference.")
    return hold_record(row)


def holds_of(account_ref: str, /, *, limit: int = 20) -> tuple[HoldRecord, ...]:
    """Return the holds about an account or about the application for it, latest first."""
    rows = NameHold.objects.filter(account_ref=account_ref).order_by("-detected_at", "-id")[:limit]
    return tuple(hold_record(row) for row in rows)


def protected_names(*, at_most: int = 100_000, withdrawn: bool = False) -> tuple[ProtectedRecord, ...]:
    """Return the entries of the register, in the order they were entered; withdrawn ones where asked for."""
    rows = ProtectedName.objects.order_by("id")
    rows = rows if withdrawn else rows.filter(withdrawn_at__isnull=True)
    return tuple(protected_record(row) for row in rows[:at_most])


def protected_marks(*, withdrawn: bool = False) -> tuple[MarkRecord, ...]:
    """Return the images that are not free as avatars, in the order they were entered; withdrawn ones where asked for."""
    rows = ProtectedMark.objects.order_by("id")
    rows = rows if withdrawn else rows.filter(withdrawn_at__isnull=True)
    return tuple(
        MarkRecord(
            ref=row.ref,
            title=row.title,
            source=row.source,
            sha256=row.sha256,
            phash=row.perceptual_hash,
            holder_ref=row.holder_ref,
            letter=row.letter,
            added_at=row.added_at,
            withdrawn_at=row.withdrawn_at,
            withdrawn_why=row.withdrawn_why,
        )
        for row in rows
    )


def protected_count() -> int:
    """Return how many entries are in force."""
    return ProtectedName.objects.filter(withdrawn_at__isnull=True).count()


def handling_times(*, since: datetime, at: datetime) -> HandlingTimes:
    """Return how long holds took since an instant, and what waits past the published limit, oldest first.

    Source: PA21:8.2, RQ-030
    """
    limit = number("name_handling_hours")
    decided = NameHold.objects.filter(decided_at__gte=since, decided_at__lte=at).exclude(state=HoldState.WITHDRAWN)
    spans = decided.values_list("detected_at", "decided_at")
    hours = sorted((end - start).total_seconds() / 3600 for start, end in spans if end is not None)
    waiting = NameHold.objects.filter(state=HoldState.HELD).order_by("detected_at", "id")
    late = waiting.filter(detected_at__lt=at - timedelta(hours=limit))
    return HandlingTimes(
        decided=len(hours),
        median_hours=statistics.median(hours) if hours else None,
        p95_hours=_p95(hours) if hours else None,
        limit_hours=limit,
        waiting=waiting.count(),
        late=tuple(hold_record(row) for row in late[:200]),
    )


def bearer_of(account_ref: str, /, *, at: datetime) -> Bearer:
    """Return an account's subject as the gate compares it."""
    row = Account.objects.select_related("operator").filter(account_ref=account_ref).first()
    operator = row.operator if row else None
    if operator is None:
        return Bearer(account_ref, subject_class=row.declared_class if row else "", refs=frozenset({account_ref}))
    is_named = operator.verified_at is not None and operator.subject_class != "person"
    return Bearer(
        account_ref=account_ref,
        operator_ref=operator.ref,
        subject_class=operator.subject_class,
        verified_name=operator.name if is_named else "",
        licences=licences_of(account_ref, operator.ref, at=at),
        refs=frozenset({account_ref, operator.ref, operator.uscc, operator.subject_index} - {""}),
    )


def licences_of(account_ref: str, operator_ref: str, /, *, at: datetime) -> tuple[str, ...]:
    """Return the credentials on record and valid that day, each as its domain and as ``domain:kind``."""
    day = at.astimezone(LOCAL).date()
    rows = Credential.objects.filter(Q(account__account_ref=account_ref) | Q(operator__ref=operator_ref))
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), verified_at__isnull=False).order_by("id")
    found = [name for row in rows for name in (row.domain, f"{row.domain}:{row.kind}")]
    return tuple(dict.fromkeys(found))


def profile_of(account_ref: str, /) -> Profile:
    """Return an account's profile as it stands; empty where the register does not know it."""
    row = Account.objects.filter(account_ref=account_ref).first()
    return Profile(row.name, row.bio, row.avatar_sha256, row.avatar_phash) if row else Profile()


def hold_record(row: NameHold, /) -> HoldRecord:
    """Turn a row into what other apps are shown."""
    is_application = row.subject_key.startswith(_APPLICATION)
    return HoldRecord(
        ref=row.ref,
        account_ref=row.account_ref,
        application_ref=row.subject_key.removeprefix(_APPLICATION) if is_application else "",
        origin=row.origin,
        state=row.state,
        proposed=row.proposed,
        standing=row.standing,
        bearer=row.bearer,
        hits=tuple(Hit.read(one) for one in row.hits),
        likenesses=tuple(Likeness.read(one) for one in row.likenesses),
        case_ref=row.case_ref,
        asked_by=row.asked_by,
        detected_at=row.detected_at,
        first_release_by=row.first_release_by,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
    )


def protected_record(row: ProtectedName, /) -> ProtectedRecord:
    """Turn a row into what other apps are shown."""
    return ProtectedRecord(
        row.ref,
        row.name,
        row.kind,
        row.source,
        row.holder_ref,
        row.letter,
        row.added_at,
        row.withdrawn_at,
        row.withdrawn_why,
    )


def _p95(ordered: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed (nearest rank)."""
    return ordered[math.ceil(0.95 * len(ordered)) - 1]
