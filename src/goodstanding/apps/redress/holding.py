"""What redress tells retention: the contents a dispute, a notice of infringement, an appeal or a report is about are kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.redress.disputing import OPEN as DISPUTED
from goodstanding.apps.redress.models import Appeal, CopyrightNotice, Dispute, Report
from goodstanding.apps.redress.takedown import OPEN as NOTIFIED


def contents_at_issue(content_refs: Collection[str], at: datetime, /) -> Collection[str]:
    """Return those of these contents that something not settled is about, on either side."""
    del at
    wanted = set(content_refs)
    disputes = Dispute.objects.filter(Q(content_ref__in=wanted) | Q(earlier_ref__in=wanted), state__in=DISPUTED)
    held = {ref for pair in disputes.values_list("content_ref", "earlier_ref") for ref in pair}
    held |= set(CopyrightNotice.objects.filter(content_ref__in=wanted, state__in=NOTIFIED).values_list("content_ref", flat=True))
    held |= set(Report.objects.filter(target__in=wanted, closed_at=None).values_list("target", flat=True))
    held |= _appealed(wanted)
    return held & wanted


def _appealed(wanted: Collection[str]) -> set[str]:
    waiting = Appeal.objects.filter(outcome="").values_list("decision_ref", flat=True)
    return {one.content_ref for one in enforcement.decisions(list(waiting)).values()} & set(wanted)
