"""Who decisions keep out, as staff read it: the account an entry came from, its decision, until when.

Source: PA21:19.2, RQ-090
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.enforcement.models import BlocklistEntry, Decision


@dataclass(frozen=True, slots=True)
class KeptOut:
    """One subject kept out. The list itself holds a keyed hash; the account says where it came from.

    Args:
        kind: ``blacklist`` or ``ban_reregistration``.
        ends_at: When the measure ends by itself; None where only a decision ends it.
        review_at: When a person must look at it again.
        lifted_at: When it was lifted; None while in force.
    """

    kind: str
    account_ref: str
    decision_ref: str
    label: str
    since: datetime
    ends_at: datetime | None
    review_at: datetime | None
    lifted_at: datetime | None


def kept_out(
    *,
    accounts: Collection[str] | None = None,
    ended: bool = False,
    hidden: Iterable[str] = (),
    limit: int = 50,
    offset: int = 0,
) -> tuple[KeptOut, ...]:
    """List subjects kept out, latest first.

    Args:
        accounts: Only entries that came from these; from any when None.
        ended: Those lifted, instead of those in force.
        hidden: Cases whose decisions do not exist for whoever asks.
    """
    rows = BlocklistEntry.objects.filter(lifted_at__isnull=not ended).exclude(measure__decision__case_ref__in=hidden)
    if accounts is not None:
        rows = rows.filter(account_ref__in=accounts)
    rows = rows.select_related("measure__decision").order_by("-listed_at", "-id")
    return tuple(_kept_out(row) for row in rows[offset : offset + limit])


def decisions_of_cases(cases: Iterable[str], /) -> Iterable[str]:
    """Name the decisions of some cases, lazily: to leave out what rests on them."""
    return Decision.objects.filter(case_ref__in=cases).order_by().values_list("ref", flat=True)


def _kept_out(row: BlocklistEntry) -> KeptOut:
    measure = row.measure
    return KeptOut(
        kind=row.kind,
        account_ref=row.account_ref,
        decision_ref=measure.decision.ref,
        label=measure.decision.label,
        since=row.listed_at,
        ends_at=measure.ends_at,
        review_at=row.review_at,
        lifted_at=row.lifted_at,
    )
