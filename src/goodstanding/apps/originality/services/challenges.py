"""Doubts that people settle: a refusal the declarer challenges, earlier work found later, a dispute kept by a higher app.

While one is open the text is not let go, and the badge stays as it was: nobody loses it before a person has decided.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db.models import QuerySet

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.originality.errors import ChallengeRefused, OriginalUnknown
from goodstanding.apps.originality.models import Challenge, Original
from goodstanding.apps.originality.selectors import challenge_view, latest_check
from goodstanding.apps.originality.services.steps import CHALLENGE, locked, move
from goodstanding.apps.originality.services.telling import tell_settled
from goodstanding.apps.originality.values import ChallengeKind, ChallengeView, OriginalStatus
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.services.telling import announce_disclosure

QUEUE = "copyright"
OUTCOMES = frozenset({OriginalStatus.UPHELD, OriginalStatus.REVOKED, OriginalStatus.REFUSED})
_SHORTEST = 10


def challenge_refusal(original_ref: str, /, *, statement: str, actor: Actor, at: datetime) -> ChallengeView:
    """Let a declarer challenge a refusal: a person looks at the same spans, with the declarer's statement beside them.

    Raises:
        OriginalUnknown: There is none.
        ChallengeRefused: It is not refused, it is challenged already, or nothing is said against the refusal.
    """
    with immediate():
        audit.hold_log()
        row = locked(original_ref)
        if row.status != OriginalStatus.REFUSED:
            raise ChallengeRefused("Only a refused declaration can be challenged.", hint="Look at where it stands now.")
        if len(statement.strip()) < _SHORTEST:
            raise ChallengeRefused("Say what the comparison misses.", hint=f"At least {_SHORTEST} characters.")
        found = latest_check(original_ref)
        opened = _opened(
            row, ChallengeKind.REFUSAL, statement=statement.strip(), check_ref=found.ref if found else "", actor=actor, at=at
        )
        return challenge_view(opened)


def open_dispute(content_ref: str, /, *, dispute_ref: str, actor: Actor, at: datetime) -> ChallengeView:
    """Note that others dispute a declared original; the dispute itself is kept by whoever names it. The same one twice is one.

    Raises:
        OriginalUnknown: Nothing was declared of the content.
    """
    with immediate():
        audit.hold_log()
        row = Original.objects.select_for_update().filter(content_ref=content_ref).first()
        if row is None:
            raise OriginalUnknown(f"“{content_ref}” was never declared original.", hint="Check the content's id.")
        known = Challenge.objects.filter(ref=dispute_ref).first()
        return challenge_view(known or _opened(row, ChallengeKind.DISPUTE, ref=dispute_ref, actor=actor, at=at))


def settle_dispute(dispute_ref: str, /, *, outcome: str, reasons: str, actor: Actor, at: datetime) -> ChallengeView:
    """Note how a dispute ended. ``revoked`` is carried out by `badges.revoke_badge`, by the decision; here nothing is taken.

    Args:
        outcome: ``upheld``, ``revoked`` or ``refused`` (never was one).

    Raises:
        OriginalUnknown: No dispute has that reference.
        ChallengeRefused: It is settled already, or the outcome is none.
    """
    with immediate():
        audit.hold_log()
        row = _locked(dispute_ref)
        _close(row, outcome=outcome, reasons=reasons, actor=actor, at=at)
        original = locked(row.original.ref)
        if original.status == OriginalStatus.CHALLENGED and not _open(original).exists():
            after = OriginalStatus.UPHELD if original.has_badge else OriginalStatus.REFUSED
            move(
                original,
                after,
                has_badge=original.has_badge,
                cause=CHALLENGE,
                cause_ref=row.ref,
                reasons=reasons,
                actor=actor,
                at=at,
            )
        return challenge_view(row)


def decide_challenge(
    ref: str, /, *, outcome: str, reasons: str, case_version: int | None, actor: Actor, at: datetime
) -> ChallengeView:
    """Settle a challenged refusal or work that was found later.

    Args:
        ref: ``OX-…``; disputes between parties are decided where they are kept.
        outcome: ``upheld``: the badge is shown; ``refused`` or ``revoked``: it is not.
        reasons: What the declarer is told.

    Raises:
        OriginalUnknown, ChallengeRefused: There is none, it is settled, the outcome is none, or no reason is given.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        row = _locked(ref)
        if row.kind == ChallengeKind.DISPUTE or not reasons.strip():
            raise ChallengeRefused("A challenge is settled with a reason, a dispute where it is kept.", hint="Give a reason.")
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        _close(row, outcome=outcome, reasons=reasons.strip(), actor=actor, at=at)
        original = locked(row.original.ref)
        badge = outcome == OriginalStatus.UPHELD
        move(
            original,
            outcome if not _open(original).exists() else OriginalStatus.CHALLENGED,
            has_badge=badge,
            cause=CHALLENGE,
            cause_ref=ref,
            reasons=row.reasons,
            actor=actor,
            at=at,
        )
        announce_disclosure(original.account_ref, at=at)
        tell_settled(original, row, at=at)
        matters.desk().close_matter(row.case_ref, outcome=outcome, note=row.reasons, actor=actor, at=at)
        return challenge_view(row)


def open_later_found(row: Original, /, *, check_ref: str, sha256: str, at: datetime) -> ChallengeView | None:
    """Bring earlier work that came to light before a person, once while that waits; the original is locked by the caller."""
    if _open(row).filter(kind=ChallengeKind.LATER_FOUND).exists():
        return None
    opened = _opened(row, ChallengeKind.LATER_FOUND, check_ref=check_ref, sha256=sha256, actor=SYSTEM, at=at)
    return challenge_view(opened)


def _opened(
    row: Original,
    kind: ChallengeKind,
    /,
    *,
    ref: str = "",
    statement: str = "",
    check_ref: str = "",
    sha256: str = "",
    actor: Actor,
    at: datetime,
) -> Challenge:
    challenge = Challenge(
        ref=ref or new_ref("OX"),
        kind=kind,
        original=row,
        statement=statement,
        check_ref=check_ref,
        opened_by=f"{actor.kind}:{actor.ref}",
        opened_at=at,
    )
    if kind != ChallengeKind.DISPUTE:
        digest = sha256 or hashlib.sha256(statement.encode()).hexdigest()
        challenge.case_ref = matters.desk().open_matter(_matter(challenge, digest), actor=SYSTEM, at=at)
    challenge.save(force_insert=True)
    if row.status != OriginalStatus.CHALLENGED:
        move(
            row,
            OriginalStatus.CHALLENGED,
            has_badge=row.has_badge,
            cause=CHALLENGE,
            cause_ref=challenge.ref,
            reasons=row.reasons,
            actor=actor,
            at=at,
        )
    payload = {"kind": str(kind), "original": row.ref, "check": check_ref, "case": challenge.case_ref}
    audit.record("challenge:opened", actor=actor, subject_kind="challenge", subject_ref=challenge.ref, payload=payload, at=at)
    return challenge


def _matter(challenge: Challenge, sha256: str) -> matters.Matter:
    row = challenge.original
    told = {
        ChallengeKind.REFUSAL: f"{row.content_ref}: 作者对原创声明未通过提出异议 / refusal challenged",
        ChallengeKind.LATER_FOUND: f"{row.content_ref}: 发现在先作品 / earlier work found later",
    }[ChallengeKind(challenge.kind)]
    return matters.Matter("original", challenge.ref, row.account_ref, told, sha256, queue=QUEUE)


def _locked(ref: str) -> Challenge:
    row = Challenge.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise OriginalUnknown(f"No challenge has the reference {ref}.", hint="Check the reference.")
    return row


def _close(row: Challenge, *, outcome: str, reasons: str, actor: Actor, at: datetime) -> None:
    if row.closed_at is not None:
        raise ChallengeRefused("The challenge is settled already.", hint="Look at how it ended.")
    if outcome not in OUTCOMES:
        raise ChallengeRefused(f"“{outcome}” is no way to settle a challenge.", hint=f"One of {', '.join(sorted(OUTCOMES))}.")
    row.closed_at, row.outcome, row.reasons = at, outcome, reasons
    row.save(update_fields=["closed_at", "outcome", "reasons"])
    payload = {"outcome": outcome, "original": row.original.ref}
    audit.record("challenge:settled", actor=actor, subject_kind="challenge", subject_ref=row.ref, payload=payload, at=at)


def _open(row: Original) -> QuerySet[Challenge]:
    return Challenge.objects.filter(original=row, closed_at=None)
