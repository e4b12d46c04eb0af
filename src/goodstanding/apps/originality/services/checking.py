"""Looking at a declared text: compared with everything published before it, answered with the badge or with the reason.

The evidence is frozen before the answer: passages on both sides, coverage, what does not count and why. Declarer and judge see
the same. A machine takes no badge away: what is found later goes before a person. Source: PA21:14.2, RQ-064.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.originality import evidence
from goodstanding.apps.originality.comparing import Compared, Examined, compare, is_mostly_shared
from goodstanding.apps.originality.errors import IndexBehind, OriginalUnknown
from goodstanding.apps.originality.models import Declaration, DeclarationCheck, Original
from goodstanding.apps.originality.selectors import (
    challenges_of,
    check_view,
    checks_of,
    declaring_ban,
    drafted_at,
    repost_of,
)
from goodstanding.apps.originality.services.challenges import open_later_found
from goodstanding.apps.originality.services.indexing import SHORTEST, require_current
from goodstanding.apps.originality.services.steps import CHECK, locked, move
from goodstanding.apps.originality.services.telling import reasons_for, tell_refused, tell_reopened
from goodstanding.apps.originality.values import Cause, ChallengeKind, CheckView, OriginalStatus, Reason, Version
from goodstanding.apps.registry.services.telling import announce_disclosure
from goodstanding.core.kernel.sentences import Sentence

GRANTED, REFUSED, REOPENED = "granted", "refused", "reopened"
_NOTHING = Compared((), 0.0, 0)


def check_declaration(ref: str, /, *, at: datetime) -> CheckView:
    """Compare a declared wording with all others and answer the declarer; asked again, the answer is the same.

    Args:
        ref: ``OD-…``.

    Raises:
        OriginalUnknown: There is no such declaration.
        IndexBehind, IndexFault: The index cannot answer yet.
    """
    declaration = _declaration(ref)
    held = declaration.checks.filter(cause=Cause.DECLARED).select_related("declaration").first()
    if held is not None:
        return check_view(held)
    examined = _examined(declaration)
    reason, compared = _answer(declaration, examined, at=at)
    with immediate():
        audit.hold_log()
        row = locked(declaration.original.ref)
        held = DeclarationCheck.objects.filter(declaration=declaration, cause=Cause.DECLARED).first()
        if held is not None:
            return check_view(held)
        outcome = GRANTED if reason == Reason.ORIGINAL else REFUSED
        found = _write(declaration, examined.version, compared, Cause.DECLARED, outcome, reason, at=at)
        if row.log_index == declaration.log_index and row.status == OriginalStatus.CHECKING:
            _settle(row, found, at=at)
        return found


def recheck_original(ref: str, /, *, at: datetime) -> CheckView | None:
    """Compare an original with what came to light since; what is new and speaks against it goes before a person.

    Returns:
        The new evidence; None where nothing new was found.

    Raises:
        OriginalUnknown: There is none.
        IndexBehind: The index cannot answer yet, or its first check is not done.
    """
    row = Original.objects.filter(ref=ref).first()
    if row is None:
        raise OriginalUnknown(f"No original has the reference {ref}.", hint="Check the reference.")
    if row.status == OriginalStatus.CHECKING:
        raise IndexBehind("The declaration itself is not checked yet.", hint="It is next.")
    declaration = Declaration.objects.select_related("original").get(log_index=row.log_index)
    examined = _examined(declaration)
    if not row.has_badge or not examined.body:
        return None
    compared = compare(require_current(at=at), examined)
    news = _against(compared) - _seen(ref)
    if not news:
        return None
    with immediate():
        audit.hold_log()
        row = locked(ref)
        if not row.has_badge or row.log_index != declaration.log_index or not _against(compared) - _seen(ref):
            return None
        found = _write(declaration, examined.version, compared, Cause.LATER_FOUND, REOPENED, Reason.EARLIER_WORK, at=at)
        if open_later_found(row, check_ref=found.ref, sha256=found.evidence_sha256, at=at) is not None:
            tell_reopened(row, reasons=reasons_for(found), at=at)
        return found


def _declaration(ref: str) -> Declaration:
    row = Declaration.objects.select_related("original").filter(ref=ref).first()
    if row is None:
        raise OriginalUnknown(f"No declaration has the reference {ref}.", hint="Check the reference.")
    return row


def _examined(declaration: Declaration) -> Examined:
    """Return the declared wording with its former ones; the text is empty where its retention ended."""
    original = declaration.original
    versions = ingest.content_versions(original.content_ref)
    wording = next((one for one in versions if one.sha256 == declaration.content_sha256), None)
    draft = drafted_at(original.account_ref, declaration.content_sha256)
    version = Version(
        content_ref=original.content_ref,
        account_ref=original.account_ref,
        sha256=declaration.content_sha256,
        at=wording.at if wording else declaration.published_at,
        drafted_at=draft.recorded_at if draft else None,
        log_index=declaration.log_index,
    )
    return Examined(version, wording.body if wording else "", versions)


def _answer(declaration: Declaration, examined: Examined, *, at: datetime) -> tuple[Reason, Compared]:
    account, content = examined.version.account_ref, examined.version.content_ref
    if declaring_ban(account, at=declaration.declared_at) is not None:
        return Reason.BANNED, _NOTHING
    if not examined.versions:
        return Reason.TEXT_GONE, _NOTHING
    form = repost_of(content)
    if form is not None and form.content_sha256 == examined.version.sha256 and form.is_repost:
        return Reason.REPOST, _NOTHING
    if len(examined.body) < SHORTEST:
        return Reason.TOO_SHORT, _NOTHING
    compared = compare(require_current(at=at), examined)
    if compared.is_against:
        return Reason.EARLIER_WORK, compared
    return (Reason.MOSTLY_SHARED if is_mostly_shared(compared) else Reason.ORIGINAL), compared


def _write(
    declaration: Declaration,
    version: Version,
    compared: Compared,
    cause: Cause,
    outcome: str,
    reason: Reason,
    *,
    at: datetime,
) -> CheckView:
    text = evidence.written(version, compared.comparisons)
    sha256 = evidence.digest(text)
    ref = new_ref("OC")
    against = sorted({one.other.content_ref for one in compared.comparisons if one.counts})
    payload = {
        "check": ref,
        "declaration": declaration.ref,
        "cause": cause.value,
        "outcome": outcome,
        "reason": reason.value,
        "earlier": against,
        "evidence_sha256": sha256,
        "texts": compared.texts,
    }
    entry = audit.record(
        "original:checked",
        actor=SYSTEM,
        subject_kind="original",
        subject_ref=declaration.original.ref,
        payload=payload,
        at=at,
    )
    row = DeclarationCheck.objects.create(
        ref=ref,
        declaration=declaration,
        cause=cause,
        outcome=outcome,
        reason=reason,
        evidence=text,
        evidence_sha256=sha256,
        texts_compared=compared.texts,
        checked_at=at,
        log_index=entry.index,
    )
    return check_view(row)


def _settle(row: Original, found: CheckView, *, at: datetime) -> None:
    """Answer the declarer."""
    is_granted = found.outcome == GRANTED
    reasons: Sequence[Sentence] = () if is_granted else reasons_for(found)
    row.checked_at, row.reason = at, found.reason
    move(
        row,
        OriginalStatus.DECLARED if is_granted else OriginalStatus.REFUSED,
        has_badge=is_granted,
        cause=CHECK,
        cause_ref=found.ref,
        reasons="\n".join(reason.in_language("zh") for reason in reasons),
        actor=SYSTEM,
        at=at,
        note=False,
    )
    if is_granted:
        announce_disclosure(row.account_ref, at=at)
    else:
        tell_refused(row, found, reasons=reasons, at=at)


def _against(compared: Compared) -> set[tuple[str, str]]:
    return {(one.other.content_ref, one.other.sha256) for one in compared.comparisons if one.counts}


def _seen(original_ref: str) -> set[tuple[str, str]]:
    """Return what already spoke against an original and was, or is being, looked at by a person."""
    looked_at = {one.check_ref for one in challenges_of(original_ref) if one.kind != ChallengeKind.DISPUTE}
    return {
        (match.other.content_ref, match.other.sha256)
        for check in checks_of(original_ref)
        if check.ref in looked_at
        for match in check.against
    }
