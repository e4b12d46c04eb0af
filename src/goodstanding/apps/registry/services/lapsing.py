"""Credentials that run out: their holders warned before, and told, with the public card, within minutes of the day's end.

Whether a badge shows and a field is open is told by the day itself (``credential_facts``); these duties only make it known.
Source: PA21:9.2, RQ-033, RQ-035
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.models import Credential, CredentialStatus
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.credentials import holder_ref, local_day
from goodstanding.apps.registry.services.credential_news import accounts_covered, announce, tell_expiring, tell_lapsed
from goodstanding.apps.registry.services.patrolling import bring_forward

_WITH_HOLDER = ("account", "operator", "application")


def lapse_credentials(*, at: datetime, limit: int = 200) -> int:
    """Note the credentials whose last day is over, tell their holders and the platform; return how many."""
    due = Credential.objects.filter(status=CredentialStatus.VERIFIED, valid_to__lt=local_day(at))
    if not due.exists():
        return 0
    with immediate():
        rows = due.select_for_update(of=("self",)).select_related(*_WITH_HOLDER).order_by("id")[:limit]
        for row in rows:
            row.status, row.ended_at, row.number_sealed = CredentialStatus.LAPSED, at, b""
            row.save(update_fields=["status", "ended_at", "number_sealed"])
            payload = {"about": holder_ref(row), "domain": row.domain, "valid_to": str(row.valid_to)}
            audit.record(
                "credential:lapsed", actor=SYSTEM, subject_kind="credential", subject_ref=row.ref, payload=payload, at=at
            )
            if not _is_renewed(row):
                tell_lapsed(row, at=at)
            announce(row, at=at)
            for account_ref, _ in accounts_covered(row):
                bring_forward(account_ref, trigger="expiry", fields=("credentials",), at=at)
        return len(rows)


def warn_of_lapse(*, at: datetime, limit: int = 200) -> int:
    """Warn the holders of credentials that run out soon, once each; return how many."""
    today = local_day(at)
    soon = today + timedelta(days=number("credential_warning_days"))
    due = Credential.objects.filter(status=CredentialStatus.VERIFIED, valid_to__gte=today, valid_to__lte=soon)
    due = due.filter(Q(warned_for__isnull=True) | ~Q(warned_for=F("valid_to")))
    if not due.exists():
        return 0
    with immediate():
        rows = due.select_for_update(of=("self",)).select_related(*_WITH_HOLDER).order_by("id")[:limit]
        for row in rows:
            row.warned_for = row.valid_to
            row.save(update_fields=["warned_for"])
            if not _is_renewed(row):
                tell_expiring(row, at=at)
        return len(rows)


def _is_renewed(row: Credential) -> bool:
    """Say whether a later credential of the same holder covers the same field."""
    same = Credential.objects.filter(
        account=row.account, operator=row.operator, application=row.application, domain=row.domain, status="verified"
    )
    return same.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=row.valid_to)).exclude(pk=row.pk).exists()
