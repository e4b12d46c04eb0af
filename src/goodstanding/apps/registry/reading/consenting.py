"""Which accounts let their consent to the service agreement lapse, and what they have to accept.

Consent lapses on the announced day where a version changes something material and was not accepted. Source: PA21:6.2, RQ-012
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings

from goodstanding.apps.registry.application_records import AgreementRecord
from goodstanding.apps.registry.models import Agreement, AgreementAcceptance
from goodstanding.apps.registry.reading.applications import agreement_in_effect, agreement_record

CLAUSE = "PA21:6.2"


def lapsed_consents(refs: Collection[str], /, *, at: datetime) -> frozenset[str]:
    """Return the accounts among these that may not publish before they accept the agreement in effect.

    Where the identity gate lets accounts be that only the platform knows, only those count that accepted an earlier version
    here; where it is ``all``, every one. Two queries however many there are, one where no agreement binds.
    """
    gate = settings.CONFIG.identity_gate
    since = binding_since(at=at) if refs and gate != "off" else None
    if since is None:
        return frozenset()
    rows = AgreementAcceptance.objects.filter(subject_ref__in=refs).values_list("subject_ref", "agreement__effective_from")
    accepted = list(rows)
    holding = {ref for ref, effective_from in accepted if effective_from >= since}
    bound = set(refs) if gate == "all" else {ref for ref, _ in accepted}
    return frozenset(bound - holding)


def binding_since(*, at: datetime) -> datetime | None:
    """Return from which version on consent counts: the last material one in effect, else the first; None without one."""
    in_effect = Agreement.objects.filter(effective_from__lte=at)
    days = in_effect.filter(material=True).order_by("-effective_from").values_list("effective_from", flat=True)
    return days.first() or in_effect.order_by("effective_from").values_list("effective_from", flat=True).first()


def agreements_to_accept(*, at: datetime) -> tuple[AgreementRecord, ...]:
    """Return the version in effect and those announced, the one in effect first."""
    current = agreement_in_effect(at=at)
    announced = Agreement.objects.filter(effective_from__gt=at).order_by("effective_from", "id")
    return (*((current,) if current else ()), *(agreement_record(row) for row in announced))


def accepted_versions(account_ref: str, /) -> dict[str, datetime]:
    """Return when an account accepted which text, by its SHA-256."""
    rows = AgreementAcceptance.objects.filter(subject_ref=account_ref)
    return dict(rows.values_list("agreement__sha256", "accepted_at"))
