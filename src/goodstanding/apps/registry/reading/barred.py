"""The register's part of the block log: names nobody may register again, and registrations that were refused.

Source: PA21:8.1, PA21:8.3, RQ-024, RQ-031
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from goodstanding.apps.registry.models import ProtectedName, RegistrationRefusal
from goodstanding.core.names.values import NameKind


@dataclass(frozen=True, slots=True)
class BarredName:
    """The name of an account a decision closed.

    Args:
        freed_at: When it became free again; None while it is kept.
        freed_why: Why; a decision that overturned the closing begins with ``decision:``.
    """

    ref: str
    name: str
    account_ref: str
    decision_ref: str
    since: datetime
    freed_at: datetime | None
    freed_why: str


@dataclass(frozen=True, slots=True)
class RefusalRecord:
    """One registration that was refused; see ``RegistrationRefusal``."""

    ref: str
    application_ref: str
    account_ref: str
    name: str
    subject_class: str
    reason: str
    words: str
    decision_ref: str
    case_ref: str
    refused_by: str
    at: datetime

    @property
    def is_personal(self) -> bool:
        """Whether a natural person applied: its words are opened for a stated purpose only."""
        return self.subject_class == "person"


def barred_names(
    *, query: str = "", ended: bool = False, hidden: Iterable[str] = (), limit: int = 50, offset: int = 0
) -> tuple[BarredName, ...]:
    """List names of closed accounts, latest first.

    Args:
        query: Part of the name, or an account.
        ended: Those that are free again, instead of those that are kept.
        hidden: Decisions that do not exist for whoever asks.
    """
    rows = ProtectedName.objects.filter(kind=NameKind.CLOSED, withdrawn_at__isnull=not ended).exclude(source__in=hidden)
    if query:
        rows = rows.filter(Q(name__icontains=query) | Q(holder_ref=query))
    return tuple(
        BarredName(row.ref, row.name, row.holder_ref, row.source, row.added_at, row.withdrawn_at, row.withdrawn_why)
        for row in rows.order_by("-added_at", "-id")[offset : offset + limit]
    )


def refusals(*, query: str = "", hidden: Iterable[str] = (), limit: int = 50, offset: int = 0) -> tuple[RefusalRecord, ...]:
    """List registrations that were refused, latest first.

    Args:
        query: Part of a name, where no natural person applied; or an account or application.
        hidden: Cases that do not exist for whoever asks.
    """
    rows = RegistrationRefusal.objects.select_related("application").exclude(case_ref__in=hidden)
    if query:
        named = Q(name__icontains=query) & ~Q(subject_class="person")
        rows = rows.filter(named | Q(account_ref=query) | Q(application__ref=query))
    return tuple(refusal_record(row) for row in rows.order_by("-at", "-id")[offset : offset + limit])


def find_refusal(ref: str, /, *, hidden: Iterable[str] = ()) -> RefusalRecord | None:
    """Return one refusal, or None; ``hidden`` as above."""
    rows: QuerySet[RegistrationRefusal] = RegistrationRefusal.objects.select_related("application")
    row = rows.filter(ref=ref).exclude(case_ref__in=hidden).first()
    return refusal_record(row) if row is not None else None


def refusal_record(row: RegistrationRefusal, /) -> RefusalRecord:
    """Turn a row into what others are shown."""
    return RefusalRecord(
        ref=row.ref,
        application_ref=row.application.ref if row.application else "",
        account_ref=row.account_ref,
        name=row.name,
        subject_class=row.subject_class,
        reason=row.reason,
        words=row.words,
        decision_ref=row.decision_ref,
        case_ref=row.case_ref,
        refused_by=row.refused_by,
        at=row.at,
    )
