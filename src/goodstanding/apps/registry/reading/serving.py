"""Whom the platform may not serve, and why: nobody publishes without a verified identity of their own.

Source: PA21:8.1, RQ-024
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.conf import settings

from goodstanding.apps.registry.account_facts import read_states
from goodstanding.apps.registry.models import Application, Operator

CLAUSE = "PA21:8.1"
REASONS = ("unverified", "borrowed", "forged", "applying", "no_subject", "unknown", "suspended", "closed", "paused", "agreement")
"""Why an account is not served. The last four are no doubt about its identity."""
AGREEMENT = "agreement"
"""Its consent to the service agreement lapsed; see ``reading.consenting``."""
BY_DECISION = frozenset({"suspended", "closed", "paused", AGREEMENT})
"""What the account was told of when it came about: no decision is made of it again."""


def doubts_of(refs: Collection[str], /) -> dict[str, str]:
    """Say what speaks against serving these accounts, as far as the register tells; those nothing speaks against are absent."""
    states = read_states(refs)
    found = {ref: states[ref].doubt if ref in states else "unknown" for ref in refs}
    return {ref: doubt for ref, doubt in found.items() if doubt}


def refusals(doubts: Mapping[str, str], /) -> dict[str, str]:
    """Say which of these accounts are not served, each with its reason; see ``REASONS``.

    Args:
        doubts: What speaks against each, as ``doubts_of`` and the book of accounts say it.
    """
    gate = settings.CONFIG.identity_gate
    if gate == "off" or not doubts:
        return {}
    found = {ref: doubt for ref, doubt in doubts.items() if doubt in BY_DECISION or doubt == "unverified"}
    found |= _faults([ref for ref, doubt in doubts.items() if doubt == "unverified"])
    loose = [ref for ref, doubt in doubts.items() if doubt in {"unknown", "no_subject"}]
    if gate == "all":
        found |= {ref: doubts[ref] for ref in loose}
    return found | dict.fromkeys(_applied_for(loose), "applying")


def applicant_of(account_ref: str, /) -> int | None:
    """Return the user who applies for an account that is not registered yet."""
    rows = Application.objects.filter(account_ref=account_ref, decided_at=None, applicant__isnull=False)
    return rows.values_list("applicant_id", flat=True).first()


def _faults(refs: Collection[str]) -> dict[str, str]:
    if not refs:
        return {}
    rows = Operator.objects.filter(accounts__account_ref__in=refs).values_list("accounts__account_ref", "verification")
    return {ref: verification["fault"] for ref, verification in rows if ref in refs and verification.get("fault")}


def _applied_for(refs: Collection[str]) -> list[str]:
    if not refs:
        return []
    return list(Application.objects.filter(account_ref__in=refs, decided_at=None).values_list("account_ref", flat=True))
