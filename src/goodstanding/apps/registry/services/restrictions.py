"""Functions withheld from accounts, as decisions say; called by effects inside the decision's transaction."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from goodstanding.apps.registry.errors import RestrictionInvalid
from goodstanding.apps.registry.models import Restriction
from goodstanding.apps.registry.records import RestrictionRecord


def restrict_function(
    account_ref: str, /, *, function: str, decision_ref: str, starts_at: datetime, ends_at: datetime | None
) -> RestrictionRecord:
    """Withhold a function from an account. Doing it again for the same decision changes nothing.

    Args:
        function: ``publish``, ``comment``, ``ads`` …
        ends_at: First instant it no longer binds; None until lifted.

    Raises:
        RestrictionInvalid: No function is named, or the end is not after the start.
    """
    if not function:
        raise RestrictionInvalid("A restriction names the function it withholds.")
    if ends_at is not None and ends_at <= starts_at:
        raise RestrictionInvalid("A restriction ends after it starts.", hint="Give an end later than the start.")
    row, _ = Restriction.objects.get_or_create(
        account_ref=account_ref,
        function=function,
        decision_ref=decision_ref,
        defaults={"starts_at": starts_at, "ends_at": ends_at},
    )
    return RestrictionRecord(row.account_ref, row.function, row.starts_at, row.ends_at, row.decision_ref, row.lifted_at)


def lift_restriction(*, decision_ref: str, at: datetime, function: str | None = None) -> int:
    """Lift what a decision withholds, or one function of it; say how many restrictions that ended early."""
    rows = Restriction.objects.filter(decision_ref=decision_ref, lifted_at__isnull=True)
    rows = rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    if function is not None:
        rows = rows.filter(function=function)
    return rows.update(lifted_at=at)
