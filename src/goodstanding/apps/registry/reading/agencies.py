"""What may be asked of agencies (MCN) and the accounts they run. Source: PA21:16.4, RQ-074."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goodstanding.apps.registry.life_records import AgencyRecord
from goodstanding.apps.registry.models import AgencyAgreement, AgencyStatus
from goodstanding.apps.registry.records import AccountRecord
from goodstanding.apps.registry.selectors import accounts

DUTIES: Mapping[str, str] = {
    "information_security": "required",
    "review_before_publishing": "",
    "no_account_trading": "",
    "personal_data": "",
    "incident_report": "",
    "cooperation": "",
}
"""Duties an agreement may lay on an agency, by code; the one the law names is required."""


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency and the accounts that are linked to it now, each with its agreement."""

    uscc: str
    name: str
    accounts: tuple[tuple[AccountRecord, AgencyRecord], ...]


def agency_of(account_ref: str, /) -> AgencyRecord | None:
    """Return the agreement that links an account to an agency now."""
    row = AgencyAgreement.objects.filter(account_ref=account_ref, status=AgencyStatus.IN_FORCE).first()
    return agency_record(row) if row else None


def agreements_of(account_ref: str, /) -> tuple[AgencyRecord, ...]:
    """Return every agreement of an account with an agency, latest first."""
    rows = AgencyAgreement.objects.filter(account_ref=account_ref).order_by("-entered_at", "-id")
    return tuple(agency_record(row) for row in rows)


def agency(uscc: str, /) -> Agency | None:
    """Return an agency with the accounts linked to it; None where no account is."""
    return next((found for found in _agencies(uscc=uscc)), None)


def agencies() -> tuple[Agency, ...]:
    """Return every agency accounts are linked to, the one with most accounts first."""
    return tuple(sorted(_agencies(), key=lambda one: (-len(one.accounts), one.name)))


def agency_record(row: AgencyAgreement, /) -> AgencyRecord:
    """Turn a row into what other apps are shown."""
    return AgencyRecord(
        ref=row.ref,
        account_ref=row.account_ref,
        operator_ref=row.operator_ref,
        agency_name=row.agency_name,
        agency_uscc=row.agency_uscc,
        duties=tuple(row.duties),
        agreement_sha256=row.agreement_sha256,
        document_ref=row.document_ref,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        status=row.status,
        entered_at=row.entered_at,
        ended_at=row.ended_at,
    )


def _agencies(**which: str) -> list[Agency]:
    rows = AgencyAgreement.objects.filter(status=AgencyStatus.IN_FORCE)
    if which:
        rows = rows.filter(agency_uscc=which["uscc"])
    held = [agency_record(row) for row in rows.order_by("-entered_at", "-id")]
    known = accounts(one.account_ref for one in held)
    by_code: dict[str, list[AgencyRecord]] = {}
    for one in held:
        by_code.setdefault(one.agency_uscc, []).append(one)
    return [
        Agency(
            uscc,
            linked[0].agency_name,
            tuple(sorted(((known[one.account_ref], one) for one in linked), key=lambda pair: pair[0].account_ref)),
        )
        for uscc, linked in by_code.items()
    ]
