"""What registrations leave where they come from: kept as keyed digests for a published time, so that those in bulk are seen.

Source: PA21:10.3, RQ-042
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from goodstanding.apps.common.sealing import blind_index
from goodstanding.apps.registry.checking import Applied
from goodstanding.apps.registry.models import Origin, OriginKind, SealedDocument
from goodstanding.apps.registry.numbers import number
from goodstanding.core.identifiers.findings import WellFormed
from goodstanding.core.identifiers.mobile import check_mobile

VIRTUAL = "virtual_number"
"""Caution: the number is of a range allotted to virtual operators. Many honest people have one."""
_SUBSCRIBER_DIGITS = 4
_LONGEST = 200
_PUBLIC_MAIL = frozenset(
    {
        *("qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "139.com", "189.cn", "wo.cn", "sina.com", "sina.cn"),
        *("sohu.com", "aliyun.com", "gmail.com", "outlook.com", "hotmail.com", "live.com", "icloud.com", "yahoo.com"),
    }
)
"""Mail that anybody can have: sharing it says nothing."""


def note_origins(applied: Applied, /, *, at: datetime) -> None:
    """Keep what an application leaves; the same value twice is one."""
    mobile = check_mobile(applied.personal.get("mobile", ""))
    cautions = [VIRTUAL] if isinstance(mobile, WellFormed) and any("virtual" in one.code for one in mobile.cautions) else []
    rows = [
        Origin(
            account_ref=applied.account_ref,
            application_ref=applied.ref,
            subject=applied.subject_index or f"account:{applied.account_ref}",
            kind=kind,
            value=value,
            cautions=cautions if kind == OriginKind.PHONE_PREFIX else [],
            at=at,
        )
        for kind, value in _values_of(applied, mobile.canonical if isinstance(mobile, WellFormed) else "")
    ]
    Origin.objects.bulk_create(rows, ignore_conflicts=True)


def told_origins(account_ref: str, told: Mapping[str, object], /, *, at: datetime) -> list[Origin]:
    """Turn what an event tells of a registration into rows to be written with its batch; what is no text is passed over."""
    return [
        Origin(
            account_ref=account_ref,
            subject=f"account:{account_ref}"[:600],
            kind=kind,
            value=blind_index(value[:_LONGEST], context=f"registry.origin.told.{kind}"),
            at=at,
        )
        for kind, value in told.items()
        if kind in OriginKind.values and isinstance(value, str) and value.strip()
    ]


def forget_origins(*, at: datetime, limit: int = 2_000) -> int:
    """Delete what is older than the published number of days; return how much."""
    old = Origin.objects.filter(at__lt=at - timedelta(days=number("origins_kept_days"))).values_list("id", flat=True)[:limit]
    found = list(old)
    return Origin.objects.filter(id__in=found).delete()[0] if found else 0


def _values_of(applied: Applied, mobile: str) -> Iterator[tuple[str, str]]:
    for kind in (OriginKind.DEVICE, OriginKind.NETWORK):
        if applied.origin.get(kind):
            yield kind, applied.origin[kind]
    if mobile:
        yield OriginKind.PHONE_PREFIX, _digest(OriginKind.PHONE_PREFIX, mobile[:-_SUBSCRIBER_DIGITS])
    domain = applied.personal.get("contact", "").rpartition("@")[2].strip().lower().rstrip(".")
    if "@" in applied.personal.get("contact", "") and domain and domain not in _PUBLIC_MAIL:
        yield OriginKind.CONTACT_DOMAIN, _digest(OriginKind.CONTACT_DOMAIN, domain)
    kept = SealedDocument.objects.filter(subject_ref=applied.ref).order_by("id")
    for sha256 in kept.values_list("sha256", flat=True):
        yield OriginKind.DOCUMENT, _digest(OriginKind.DOCUMENT, sha256)


def _digest(kind: str, value: str) -> str:
    return blind_index(value, context=f"registry.origin.{kind}")
