"""What is hidden from a viewer because it belongs to a case of a restricted queue: the one rule every list and page asks.

Hidden are the cases themselves, the appeals in the same matter (except to those who decide appeals), and with them their
decisions, proposals, evaluations and contents. The sets are lazy queries, so that asking costs no query of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.apps.identity.permissions import APPEALS_DECIDE
from goodstanding.apps.review.models import Case, CaseEvidence, CaseKind, EvidenceKind
from goodstanding.apps.review.permissions import Viewer


@dataclass(frozen=True, slots=True)
class Hidden:
    """References a viewer may not read about, each a set for ``…__in`` of a query over another app's rows.

    Args:
        cases: Cases, and so whatever carries their reference.
        evaluations: Evaluations attached to them.
        contents: Contents and comments they are about.
    """

    cases: Iterable[str] = ()
    evaluations: Iterable[str] = ()
    contents: Iterable[str] = ()


def hidden_cases(viewer: Viewer, /) -> QuerySet[Case]:
    """Find the cases whose queue is closed to a viewer, and the appeals in their matter."""
    closed = Case.objects.filter(queue__in=viewer.closed_queues).order_by()
    if not viewer.closed_queues or APPEALS_DECIDE in viewer.rights:
        return closed
    matter = closed.filter(account_ref=OuterRef("account_ref"), content_ref=OuterRef("content_ref"))
    appealed = Q(Exists(matter), kind=CaseKind.APPEAL)
    return Case.objects.filter(Q(queue__in=viewer.closed_queues) | appealed).order_by()


def hidden_from(viewer: Viewer, /) -> Hidden:
    """Name everything that is hidden from a viewer; nothing is read yet."""
    if not viewer.closed_queues:
        return Hidden()
    cases = hidden_cases(viewer)
    return Hidden(
        cases=cases.values_list("ref", flat=True),
        evaluations=CaseEvidence.objects.filter(kind=EvidenceKind.EVALUATION, case__in=cases).values_list("ref", flat=True),
        contents=cases.exclude(content_ref="").values_list("content_ref", flat=True),
    )


def hidden_among(case_refs: Iterable[str], viewer: Viewer, /) -> frozenset[str]:
    """Pick the cases hidden from a viewer out of some, in one query."""
    if not viewer.closed_queues:
        return frozenset()
    return frozenset(hidden_cases(viewer).filter(ref__in=set(case_refs)).values_list("ref", flat=True))


def may_see_case(case_ref: str, viewer: Viewer, /) -> bool:
    """Say whether what belongs to a case may be read by a viewer who may read such things at all."""
    return case_ref not in hidden_among([case_ref], viewer)
