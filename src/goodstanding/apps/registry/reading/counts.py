"""How many accounts there were at an instant. Source: RQ-007."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from goodstanding.apps.registry.models import Account


def accounts_at(at: datetime, /) -> int:
    """Count the accounts that were registered by an instant and not closed then; one of unknown age counts from the start."""
    known = Account.objects.filter(Q(registered_at__lte=at) | Q(registered_at__isnull=True))
    return known.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=at)).count()
