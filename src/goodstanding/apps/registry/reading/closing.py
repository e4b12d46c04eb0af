"""What retention asks about closed accounts."""

from __future__ import annotations

from datetime import datetime, timedelta

from goodstanding.apps.registry.calendar_months import months_later
from goodstanding.apps.registry.models import Account, AccountStatus, Erasure
from goodstanding.apps.registry.numbers import number

_LATELY = timedelta(days=30)


def closed_at(account_ref: str, /) -> datetime | None:
    """Return when an account was closed; None where it is open or unknown."""
    rows = Account.objects.filter(account_ref=account_ref, status=AccountStatus.CLOSED)
    return rows.values_list("closed_at", flat=True).first()


def recently_closed(*, at: datetime) -> tuple[tuple[str, datetime], ...]:
    """Return the accounts closed in the last 30 days that are closed still, with when that was."""
    since = months_later(at - _LATELY, number("personal_data_kept_months"))
    refs = Erasure.objects.filter(due_at__gte=since).values("account_ref")
    rows = Account.objects.filter(account_ref__in=refs, status=AccountStatus.CLOSED, closed_at__isnull=False)
    return tuple((ref, at_) for ref, at_ in rows.order_by("id").values_list("account_ref", "closed_at") if at_ is not None)
