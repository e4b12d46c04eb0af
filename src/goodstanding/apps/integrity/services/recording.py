"""Keeping a finding: its evidence is frozen, a person is asked, and nothing happens to any account.

What is found again joins what is open; what a person answered already is asked again only where there is something new.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.integrity import evidence
from goodstanding.apps.integrity.control import control_links
from goodstanding.apps.integrity.errors import FindingUnfit
from goodstanding.apps.integrity.models import Finding, FindingMember, FindingStatus, MemberKind, Observation
from goodstanding.apps.integrity.values import NewFinding
from goodstanding.apps.registry import matters

QUEUE = "coordination"
"""Queue of the pack in which findings wait."""
MOST_MEMBERS = 10_000
QUIET = timedelta(minutes=30)
"""How long a finding that grows by little is left as it was observed."""
MUCH = 5
"""A finding that grows by more than one account in so many is observed again at once."""
_CLAUSE = re.compile(r"PA21:\d{1,2}(?:\.\d{1,2})?(?:\(\d{1,2}\))?")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LONGEST_REF = 512


def record_finding(found: NewFinding, /, *, source: str, actor: Actor, at: datetime) -> str:
    """Keep what a detector found and ask a person what it is; return the finding's reference, empty where nothing is new.

    Args:
        source: ``worker`` or ``file``.

    Raises:
        FindingUnfit: It lacks what a person needs to judge it.
    """
    _require_fit(found)
    told = evidence.written(found.evidence)
    with immediate():
        audit.hold_log()
        row, has_news = _standing(found, at)
        if not has_news:
            return ""
        if row is None:
            named = {"detector": found.detector, "kind": found.kind, "clause": found.clause}
            row = Finding.objects.create(ref=new_ref("F"), found_at=at, grown_at=at, **named)
        observation = _observe(row, found, told, source=source, actor=actor, at=at)
        _join(row, found)
        row.case_ref = matters.desk().open_matter(_matter(row, observation), actor=actor, at=at)
        row.grown_at = at
        row.save(update_fields=["case_ref", "grown_at"])
        return row.ref


def _require_fit(found: NewFinding) -> None:
    refs = [*found.accounts, *found.contents]
    problem = ""
    if not _WORD.fullmatch(found.detector) or not _WORD.fullmatch(found.kind):
        problem = "Detector and kind are words of small letters, digits and underscores."
    elif not _CLAUSE.fullmatch(found.clause):
        problem = f"“{found.clause[:40]}” is no clause."
    elif not found.accounts or len(refs) > MOST_MEMBERS:
        problem = f"A finding names an account, and {MOST_MEMBERS} accounts and contents at most."
    elif any(not ref or len(ref) > _LONGEST_REF for ref in refs):
        problem = f"A reference has 1 to {_LONGEST_REF} characters."
    elif not 0.0 <= found.score <= 1.0:
        problem = "The score is a number from 0 to 1."
    elif found.since.tzinfo is None or found.until.tzinfo is None or found.until < found.since:
        problem = "“from” and “to” are times with a zone, in order."
    if problem:
        raise FindingUnfit(problem, hint="See the contract of findings.")


def _standing(found: NewFinding, at: datetime) -> tuple[Finding | None, bool]:
    """Return the open finding this one joins, if any, and whether it tells anything a person has not seen."""
    kind, refs = (MemberKind.CONTENT, found.contents) if found.contents else (MemberKind.ACCOUNT, found.accounts)
    near = FindingMember.objects.filter(kind=kind, ref__in=refs, finding__kind=found.kind)
    whose = FindingMember.objects.filter(kind=MemberKind.ACCOUNT, ref__in=found.accounts, finding__kind=found.kind)
    lawful = whose.filter(finding__status=FindingStatus.LAWFUL)
    asked = {*near.values_list("finding", flat=True), *lawful.values_list("finding", flat=True)}
    rows = Finding.objects.select_for_update().filter(id__in=asked).order_by("id")
    opened = None
    for row in rows:
        known = _members(row)
        if row.status == FindingStatus.OPEN:
            opened = opened or (row, known)
        if set(found.accounts) <= known[0] and (row.status == FindingStatus.LAWFUL or set(found.contents) <= known[1]):
            return row, False
    if opened is None:
        return None, True
    return opened[0], _is_worth_telling(found, opened[1], since=at - opened[0].grown_at)


def _is_worth_telling(found: NewFinding, known: tuple[set[str], set[str]], *, since: timedelta) -> bool:
    """Whether a finding grew enough to disturb whoever looks at it: much, or some time ago."""
    more = len(set(found.accounts) - known[0])
    return since >= QUIET or more * MUCH > len(known[0])


def _members(row: Finding) -> tuple[set[str], set[str]]:
    held = FindingMember.objects.filter(finding=row).values_list("kind", "ref")
    accounts = {ref for kind, ref in held if kind == MemberKind.ACCOUNT}
    return accounts, {ref for kind, ref in held if kind == MemberKind.CONTENT}


def _observe(row: Finding, found: NewFinding, told: str, *, source: str, actor: Actor, at: datetime) -> Observation:
    control = evidence.written_control(control_links(found.accounts))
    sha256 = evidence.digest(told, control)
    number = Observation.objects.filter(finding=row).count() + 1
    payload = {
        "kind": found.kind,
        "number": number,
        "accounts": len(found.accounts),
        "contents": len(found.contents),
        "sha256": sha256,
    }
    entry = audit.record("finding:observed", actor=actor, subject_kind="finding", subject_ref=row.ref, payload=payload, at=at)
    return Observation.objects.create(
        finding=row,
        number=number,
        source=source,
        accounts=list(found.accounts),
        contents=list(found.contents),
        since=found.since,
        until=found.until,
        score=round(found.score, 4),
        evidence=told,
        control=control,
        sha256=sha256,
        log_index=entry.index,
        at=at,
    )


def _join(row: Finding, found: NewFinding) -> None:
    wanted = [(MemberKind.ACCOUNT, ref) for ref in found.accounts] + [(MemberKind.CONTENT, ref) for ref in found.contents]
    members = [FindingMember(finding=row, kind=kind, ref=ref) for kind, ref in dict.fromkeys(wanted)]
    FindingMember.objects.bulk_create(members, ignore_conflicts=True)


def _matter(row: Finding, observation: Observation) -> matters.Matter:
    has_control = observation.control != "[]"
    return matters.Matter(
        kind="finding",
        ref=row.ref,
        account_ref="",
        summary=f"{row.kind} · {len(observation.accounts)} / {len(observation.contents)} · {observation.score:.2f}",
        sha256=observation.sha256,
        queue=QUEUE,
        severity="moderate" if has_control else "minor",
    )
