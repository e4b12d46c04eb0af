"""Registrations in bulk brought before a person. A ring is a question: nothing is refused, limited or closed by it.

What a person finds doubtful is looked at account by account, each on its own evidence. Source: PA21:10.3, RQ-042
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import rfc8785

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.errors import RingSettled, RingUnknown
from goodstanding.apps.registry.models import Account, AccountStatus, Origin, RegistrationRing, RingMember, RingStatus
from goodstanding.apps.registry.reading.rings import RingRecord, ring_record, rings_around, subjects_of
from goodstanding.apps.registry.services.patrolling import bring_forward
from goodstanding.core.scoring.rings import Burst, Edge, Ring

_FIELDS = ("identity", "contact")
"""What is looked at again of each account of a doubtful ring."""
_MARK = 8


def look_for_rings(*, at: datetime, limit: int = 500) -> int:
    """Hold registrations nobody looked at yet against the others; return how many rings were found or grew."""
    waiting = Origin.objects.filter(looked_at__isnull=True, at__lte=at).order_by("id")
    fresh = list(waiting.values_list("id", "account_ref")[:limit])
    if not fresh:
        return 0
    with immediate():
        audit.hold_log()
        found = rings_around(sorted({ref for _, ref in fresh}), at=at)
        changed = sum(_keep(ring, at) for ring in found)
        Origin.objects.filter(id__in=[number for number, _ in fresh]).update(looked_at=at)
        return changed


def decide_ring(ref: str, /, *, outcome: str, reasons: str, case_version: int | None, actor: Actor, at: datetime) -> RingRecord:
    """Say what a ring is. Doubtful makes each of its accounts due for verification now; nothing else happens to any.

    Args:
        outcome: ``unrelated``, ``lawful`` or ``doubtful``.

    Raises:
        RingUnknown, RingSettled: There is none, or it is decided.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        row = RegistrationRing.objects.select_for_update().filter(ref=ref).first()
        if row is None:
            raise RingUnknown(f"There is no ring {ref}.")
        known = {RingStatus.UNRELATED, RingStatus.LAWFUL, RingStatus.DOUBTFUL}
        if row.status != RingStatus.OPEN or outcome not in known or not reasons.strip():
            raise RingSettled("An open ring is found unrelated, lawful or doubtful, with a reason.", hint="Look at it again.")
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        row.status, row.reasons, row.decided_at = outcome, reasons.strip(), at
        row.decided_by = f"{actor.kind}:{actor.ref}"
        row.save()
        due = _look_again(row, at) if outcome == RingStatus.DOUBTFUL else []
        _record(row, f"ring:{outcome}", {"reasons": row.reasons, "looked_at_again": due}, actor, at)
        matters.desk().close_matter(row.case_ref, outcome=outcome, note=row.reasons, actor=actor, at=at)
        return ring_record(row)


def _look_again(row: RegistrationRing, at: datetime) -> list[str]:
    members = [one["account"] for one in row.members]
    living = Account.objects.filter(account_ref__in=members).exclude(status=AccountStatus.CLOSED).order_by("account_ref")
    due = list(living.values_list("account_ref", flat=True))
    for account_ref in due:
        bring_forward(account_ref, trigger="ring", fields=_FIELDS, at=at)
    return due


def _keep(found: Ring, at: datetime) -> bool:
    """Open a ring, or let an open one grow; what a person decided already is not asked again unless it grew."""
    told = _told(found, at)
    names = {one["account"] for one in told["members"]}
    held = RegistrationRing.objects.filter(held__account_ref__in=names).distinct().order_by("id")
    known = list(held.values_list("id", flat=True))
    rows = list(RegistrationRing.objects.select_for_update().filter(id__in=known).order_by("id"))
    row = next((one for one in rows if one.status == RingStatus.OPEN), None)
    decided = [one for one in rows if one.status != RingStatus.OPEN]
    if row is None and any(names <= {member["account"] for member in one.members} for one in decided):
        return False
    if row is not None and names <= {member["account"] for member in row.members}:
        return False
    if row is None:
        row = RegistrationRing(ref=new_ref("RG"), found_at=at)
    row.members, row.edges, row.bursts, row.score = told["members"], told["edges"], told["bursts"], found.score
    row.earlier, row.grown_at = [one.ref for one in decided], at
    row.save()
    RingMember.objects.bulk_create([RingMember(ring=row, account_ref=name) for name in sorted(names)], ignore_conflicts=True)
    row.case_ref = matters.desk().open_matter(_matter(row), actor=SYSTEM, at=at)
    row.save(update_fields=["case_ref"])
    _record(row, "ring:found", {"accounts": sorted(names), "sha256": _digest(row), "score": str(found.score)}, SYSTEM, at)
    return True


def _told(found: Ring, at: datetime) -> dict[str, Any]:
    """Write a ring down by account: a subject with several stands at the first of them, the others are members beside it."""
    accounts = _accounts_of(found.subjects, at)
    first = {subject: refs[0]["account"] for subject, refs in accounts.items()}
    return {
        "members": [one for subject in found.subjects for one in accounts.get(subject, ())],
        "edges": [_edge(edge, first) for edge in found.edges if edge.a in first and edge.b in first],
        "bursts": [_burst(burst) for burst in found.bursts],
    }


def _accounts_of(subjects: Iterable[str], at: datetime) -> dict[str, list[dict[str, Any]]]:
    wanted = set(subjects)
    rows = list(Origin.objects.filter(at__lte=at).filter(account_ref__in=_refs_of(wanted)).order_by("at", "id"))
    whose = subjects_of({row.account_ref for row in rows})
    members: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        if whose[row.account_ref] in wanted:
            fresh = {"account": row.account_ref, "application": row.application_ref, "at": row.at.isoformat(), "cautions": []}
            member = members.setdefault(whose[row.account_ref], {}).setdefault(row.account_ref, fresh)
            member["cautions"] = sorted({*member["cautions"], *row.cautions})
    return {subject: list(by_ref.values()) for subject, by_ref in members.items()}


def _refs_of(subjects: set[str]) -> set[str]:
    """Return the accounts that left something and may count as one of these subjects."""
    said = set(Origin.objects.filter(subject__in=subjects).values_list("account_ref", flat=True))
    indexes = {name for name in subjects if ":" not in name}
    operators = {name.removeprefix("operator:") for name in subjects if name.startswith("operator:")}
    known = Account.objects.filter(operator__subject_index__in=indexes) | Account.objects.filter(operator__ref__in=operators)
    return said | set(known.values_list("account_ref", flat=True))


def _edge(edge: Edge, first: Mapping[str, str]) -> dict[str, Any]:
    reasons = [
        {
            "kind": one.kind,
            "mark": one.value[:_MARK],
            "points": one.points,
            "holders": one.holders,
            "hours_apart": int(one.apart.total_seconds() // 3600),
            "in_burst": one.in_burst,
        }
        for one in edge.reasons
    ]
    return {"a": first[edge.a], "b": first[edge.b], "points": edge.points, "reasons": reasons}


def _burst(burst: Burst) -> dict[str, Any]:
    first, last = burst.first.isoformat(), burst.last.isoformat()
    return {"kind": burst.kind, "mark": burst.value[:_MARK], "n": len(burst.subjects), "first": first, "last": last}


def _matter(row: RegistrationRing) -> matters.Matter:
    return matters.Matter(
        kind="ring",
        ref=row.ref,
        account_ref="",
        summary=f"{len(row.members)} · {row.score:.2f}",
        sha256=_digest(row),
    )


def _digest(row: RegistrationRing) -> str:
    told = {"members": row.members, "edges": row.edges, "bursts": row.bursts}
    return hashlib.sha256(rfc8785.dumps(told)).hexdigest()


def _record(row: RegistrationRing, action: str, payload: dict[str, Any], actor: Actor, at: datetime) -> None:
    audit.record(action, actor=actor, subject_kind="ring", subject_ref=row.ref, payload=payload, at=at)
