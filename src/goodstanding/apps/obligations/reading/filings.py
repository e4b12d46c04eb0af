"""What was filed, its package built again, and what changed since the last receipt: computed, never typed.

Source: PA21:7.3, RQ-018, RQ-019
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from goodstanding.apps.obligations.errors import RecordUnknown
from goodstanding.apps.obligations.filing import account_changes, agreement_changes, package_bytes
from goodstanding.apps.obligations.models import Filing
from goodstanding.apps.obligations.reading.offices import competent_office
from goodstanding.apps.obligations.values import FilingRecord, PendingChange
from goodstanding.apps.policies.selectors import archive_of, live_policy, pack_for
from goodstanding.apps.registry.listings import accounts_page
from goodstanding.apps.registry.reading.applications import agreement_in_effect
from goodstanding.apps.registry.records import AccountRecord
from goodstanding.core.policy.diff import changes

_PAGE = 200


def filings() -> tuple[FilingRecord, ...]:
    """List every package, latest first."""
    return tuple(filing_record(row) for row in Filing.objects.order_by("-prepared_at", "-id"))


def package(ref: str, /) -> bytes:
    """Build the package of a filing again from its snapshot.

    Raises:
        RecordUnknown: There is no filing with this reference.
    """
    row = Filing.objects.filter(ref=ref).first()
    if row is None:
        raise RecordUnknown(f"There is no filing {ref}.")
    return package_bytes(row.snapshot, archive_of(json.loads(row.snapshot)["rules"]["digest"]))


def pending_changes(*, at: datetime) -> tuple[PendingChange, ...]:
    """Say what changed since the last receipt; nothing while there is none. Only a new receipt clears it."""
    last = Filing.objects.filter(filed_at__isnull=False).order_by("-filed_at", "-id").first()
    if last is None:
        return ()
    filed, now = json.loads(last.snapshot), what_is_filed(last.office_code, at=at)
    return (*_rule_changes(filed, now), *agreement_changes(filed, now), *account_changes(filed, now))


def what_is_filed(province: str, /, *, at: datetime) -> dict[str, Any]:
    """Take what a filing consists of as it stands now.

    Raises:
        OfficeUnresolved: The competent office of the province is not on file.
        NoLivePack: No rules are in force.
    """
    office, pack, agreement = competent_office(province), live_policy(), agreement_in_effect(at=at)
    return {
        "office": {"code": office.code, "name": office.name},
        "rules": {"digest": pack.digest},
        "agreement": {"version": agreement.version, "sha256": agreement.sha256, "zh": agreement.body_zh, "en": agreement.body_en}
        if agreement
        else None,
        "accounts": sorted((_account(one) for one in _accounts()), key=lambda one: str(one["account"])),
    }


def filing_record(row: Filing, /) -> FilingRecord:
    """Freeze a filing."""
    return FilingRecord(row.ref, row.office_code, row.office_name, row.package_sha256, row.prepared_at, row.filed_at, row.receipt)


def _rule_changes(filed: dict[str, Any], now: dict[str, Any]) -> Iterator[PendingChange]:
    old, new = filed["rules"]["digest"], now["rules"]["digest"]
    if old != new:
        for one in changes(pack_for(old), pack_for(new)):
            yield PendingChange(one.change, one.kind, one.name, tuple(sorted(one.fields)))


def _accounts() -> Iterator[AccountRecord]:
    after = ""
    while True:
        page = accounts_page(after=after, limit=_PAGE)
        yield from page.items
        if not page.last:
            return
        after = page.last


def _account(one: AccountRecord) -> dict[str, object]:
    return {
        "account": one.account_ref,
        "name": one.name,
        "categories": list(one.categories),
        "subject_class": one.operator.subject_class if one.operator else "",
        "status": one.status,
    }
