"""Who sent notices, answers and reports, forgotten on schedule: names, contacts, addresses and files, long after the end.

What was said and decided stays as a record of handling. The periods are published numbers of the registry. ADR 0042.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.redress.models import Appeal, Attachment, CopyrightNotice, CounterStatement, NoticeProof, Report
from goodstanding.apps.registry.calendar_months import months_later
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.services.documents import schedule_purge


def forget_senders(*, at: datetime, limit: int = 100) -> int:
    """Forget who sent what ended long enough ago; say how many notices, reports and files that was. Never while one is open."""
    return _notices(at, limit) + _reports(at, limit) + _attachments(at, limit)


def _notices(at: datetime, limit: int) -> int:
    """Empty the sealed names, contacts and addresses of both sides, the sender's key, and what a proof said."""
    before = months_later(at, -number("notice_senders_kept_months"))
    kept = Q(ended_at__lte=before) & ~Q(contact_index="")
    with immediate():
        rows = list(CopyrightNotice.objects.select_for_update(of=("self",)).filter(kept).order_by("ended_at", "id")[:limit])
        found = [row.pk for row in rows]
        CounterStatement.objects.filter(notice__in=found).update(name_sealed=b"", contact_sealed=b"")
        NoticeProof.objects.filter(notice__in=found).update(text="")
        CopyrightNotice.objects.filter(pk__in=found).update(
            name_sealed=b"", contact_sealed=b"", address_sealed=b"", contact_index=""
        )
        schedule_purge([row.ref for row in rows], at=at)
        for row in rows:
            _record("copyright_notice", row.ref, at=at)
    return len(rows)


def _reports(at: datetime, limit: int) -> int:
    """Empty the reporters' contacts."""
    before = at - timedelta(days=number("reporters_kept_days"))
    with immediate():
        kept = Report.objects.select_for_update().filter(closed_at__lte=before).exclude(reporter_contact_sealed=b"")
        rows = list(kept.order_by("closed_at", "id")[:limit])
        Report.objects.filter(pk__in=[row.pk for row in rows]).update(reporter_contact_sealed=b"")
        for row in rows:
            _record("report", row.receipt, at=at)
    return len(rows)


def _attachments(at: datetime, limit: int) -> int:
    """Empty the files handed in with reports and appeals; what they were, by digest, stays."""
    before = at - timedelta(days=number("reporters_kept_days"))
    reports, appeals = (model.objects.filter(closed_at__lte=before).values("receipt") for model in (Report, Appeal))
    with immediate():
        kept = Attachment.objects.filter(Q(receipt__in=reports) | Q(receipt__in=appeals), added_at__lte=before)
        found = list(kept.exclude(content=b"").order_by("id").values_list("pk", "receipt")[:limit])
        Attachment.objects.filter(pk__in=[pk for pk, _ in found]).update(content=b"", name="")
        for receipt in sorted({receipt for _, receipt in found}):
            _record("attachments", receipt, at=at)
    return len(found)


def _record(kind: str, ref: str, *, at: datetime) -> None:
    audit.record("personal_data:erased", actor=SYSTEM, subject_kind=kind, subject_ref=ref, payload={"what": "sender"}, at=at)
