"""What may be asked of the originality app: originals with everything a page shows, licences, bans, drafts, repost forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from goodstanding.apps.ingest.selectors import content_versions
from goodstanding.apps.originality import evidence
from goodstanding.apps.originality.errors import LicenceUnknown, OriginalUnknown
from goodstanding.apps.originality.models import (
    Challenge,
    Declaration,
    DeclarationCheck,
    DeclaringBan,
    Draft,
    Licence,
    Original,
    OriginalChange,
    Repost,
    SourceLook,
)
from goodstanding.apps.originality.reposts import Form, source_line
from goodstanding.apps.originality.values import (
    BanView,
    ChallengeView,
    ChangeView,
    CheckView,
    DeclarationView,
    DraftView,
    LicenceView,
    OriginalView,
    RepostView,
    SourceLookView,
    Version,
)


def original(ref: str, /) -> OriginalView:
    """Return an original by its own reference.

    Raises:
        OriginalUnknown: There is none.
    """
    row = Original.objects.filter(ref=ref).first()
    if row is None:
        raise OriginalUnknown(f"No original has the reference {ref}.", hint="Check the reference.")
    return original_view(row)


def original_of(content_ref: str, /) -> OriginalView | None:
    """Return what was declared of a content; None where nothing was."""
    row = Original.objects.filter(content_ref=content_ref).first()
    return original_view(row) if row else None


def originals_of(account_ref: str, /, *, limit: int = 200) -> tuple[OriginalView, ...]:
    """Return what an account declared, the latest first."""
    rows = Original.objects.filter(account_ref=account_ref).order_by("-declared_at", "-id")[:limit]
    return tuple(original_view(row) for row in rows)


def badges(content_refs: Iterable[str], /) -> frozenset[str]:
    """Return those of these contents that show the badge, in one query."""
    rows = Original.objects.filter(content_ref__in=set(content_refs), has_badge=True)
    return frozenset(rows.values_list("content_ref", flat=True))


def badge_count(account_ref: str, /) -> int:
    """Count the contents of an account that show the badge."""
    return Original.objects.filter(account_ref=account_ref, has_badge=True).count()


def declarations_of(original_ref: str, /) -> tuple[DeclarationView, ...]:
    """Return every declaration of an original, oldest first."""
    rows = Declaration.objects.filter(original__ref=original_ref).select_related("original").order_by("id")
    return tuple(declaration_view(row) for row in rows)


def checks_of(original_ref: str, /) -> tuple[CheckView, ...]:
    """Return every check of an original with its frozen evidence, oldest first."""
    rows = DeclarationCheck.objects.filter(declaration__original__ref=original_ref).select_related("declaration").order_by("id")
    return tuple(check_view(row) for row in rows)


def latest_check(original_ref: str, /) -> CheckView | None:
    """Return the newest check of an original; None while the first is under way."""
    rows = DeclarationCheck.objects.filter(declaration__original__ref=original_ref).select_related("declaration")
    row = rows.order_by("-id").first()
    return check_view(row) if row else None


def check(ref: str, /) -> CheckView:
    """Return one check with its evidence.

    Raises:
        OriginalUnknown: There is none.
    """
    row = DeclarationCheck.objects.filter(ref=ref).select_related("declaration").first()
    if row is None:
        raise OriginalUnknown(f"No check has the reference {ref}.", hint="Check the reference.")
    return check_view(row)


def wording(version: Version, /) -> tuple[str, str] | None:
    """Return title and body of a version named in evidence, exactly as sent; None where its retention ended."""
    found = next((one for one in content_versions(version.content_ref) if one.sha256 == version.sha256), None)
    return (found.title, found.body) if found else None


def changes_of(original_ref: str, /) -> tuple[ChangeView, ...]:
    """Return every step of an original, oldest first."""
    rows = OriginalChange.objects.filter(original__ref=original_ref).order_by("id")
    return tuple(
        ChangeView(row.before, row.after, row.had_badge, row.has_badge, row.cause, row.cause_ref, row.reasons, row.actor, row.at)
        for row in rows
    )


def challenges_of(original_ref: str, /) -> tuple[ChallengeView, ...]:
    """Return every challenge of an original, oldest first."""
    rows = Challenge.objects.filter(original__ref=original_ref).select_related("original").order_by("id")
    return tuple(challenge_view(row) for row in rows)


def challenge(ref: str, /) -> ChallengeView:
    """Return one challenge.

    Raises:
        OriginalUnknown: There is none.
    """
    row = Challenge.objects.filter(ref=ref).select_related("original").first()
    if row is None:
        raise OriginalUnknown(f"No challenge has the reference {ref}.", hint="Check the reference.")
    return challenge_view(row)


def disputed_contents(content_refs: Iterable[str] | None = None, /) -> frozenset[str]:
    """Return the contents that are under dispute on either side: retention and deletion leave them alone."""
    rows = Challenge.objects.filter(closed_at=None)
    rows = rows.select_related("original")
    held: set[str] = set()
    for row in rows:
        held.add(row.original.content_ref)
        if row.check_ref:
            held.update(match.other.content_ref for match in check(row.check_ref).against)
    return frozenset(held if content_refs is None else held & set(content_refs))


def licences_given(account_ref: str, /) -> tuple[LicenceView, ...]:
    """Return what an account lets others do, the latest first."""
    return _licences(Licence.objects.filter(grantor=account_ref))


def licences_received(account_ref: str, /) -> tuple[LicenceView, ...]:
    """Return what others let an account do, the latest first."""
    return _licences(Licence.objects.filter(grantee=account_ref))


def licence(ref: str, /) -> LicenceView:
    """Return one licence.

    Raises:
        LicenceUnknown: There is none.
    """
    row = Licence.objects.filter(ref=ref).first()
    if row is None:
        raise LicenceUnknown(f"There is no licence {ref}.", hint="Check the reference.")
    return licence_view(row)


def licence_covering(*, grantor: str, grantee: str, content_ref: str, at: datetime) -> LicenceView | None:
    """Return the licence or whitelist entry that covers a reuse of a text published at an instant; licences first."""
    rows = Licence.objects.filter(grantor=grantor, grantee=grantee, content_ref__in=["", content_ref]).order_by("kind", "id")
    return next((view for row in rows if (view := licence_view(row)).covers(content_ref, at)), None)


def declaring_ban(account_ref: str, /, *, at: datetime) -> BanView | None:
    """Return the ban on declaring that holds longest at an instant; None where the account may declare."""
    rows = DeclaringBan.objects.filter(account_ref=account_ref, since__lte=at, lifted_at=None)
    running = list(rows.filter(Q(until=None) | Q(until__gt=at)).order_by("id"))
    latest = max(running, key=lambda row: (row.until is None, row.until or at), default=None)
    return ban_view(latest) if latest else None


def draft(ref: str, /) -> DraftView:
    """Return one draft.

    Raises:
        OriginalUnknown: There is none.
    """
    row = Draft.objects.filter(ref=ref).first()
    if row is None:
        raise OriginalUnknown(f"No draft has the reference {ref}.", hint="Check the reference.")
    return draft_view(row)


def drafts_of(account_ref: str, /, *, limit: int = 200) -> tuple[DraftView, ...]:
    """Return the drafts an account recorded, the latest first."""
    rows = Draft.objects.filter(account_ref=account_ref).order_by("-recorded_at", "-id")[:limit]
    return tuple(draft_view(row) for row in rows)


def drafted_at(account_ref: str, sha256: str, /) -> DraftView | None:
    """Return the draft an account recorded of a text, by its digest."""
    row = Draft.objects.filter(account_ref=account_ref, sha256=sha256).first()
    return draft_view(row) if row else None


def repost_of(content_ref: str, /) -> RepostView | None:
    """Return the newest repost form of a content; None where it is no repost."""
    row = Repost.objects.filter(content_ref=content_ref).order_by("-at", "-id").first()
    return repost_view(row) if row else None


def source_look(content_ref: str, /) -> SourceLookView | None:
    """Return what the link of a content's newest repost form answered; None where nobody looked yet."""
    form = Repost.objects.filter(content_ref=content_ref).order_by("-at", "-id").first()
    row = SourceLook.objects.filter(content_ref=content_ref, url=form.source_url).first() if form else None
    return source_look_view(row) if row else None


def source_look_view(row: SourceLook, /) -> SourceLookView:
    """Freeze a row."""
    return SourceLookView(row.url, row.outcome, row.status, row.looks, row.is_confirmed, row.last_at)


def original_view(row: Original, /) -> OriginalView:
    """Freeze a row."""
    waiting = Challenge.objects.filter(original=row, closed_at=None).order_by("id") if row.pk else Challenge.objects.none()
    return OriginalView(
        ref=row.ref,
        content_ref=row.content_ref,
        account_ref=row.account_ref,
        content_sha256=row.content_sha256,
        status=row.status,
        has_badge=row.has_badge,
        published_at=row.published_at,
        declared_at=row.declared_at,
        log_index=row.log_index,
        checked_at=row.checked_at,
        reason=row.reason,
        reasons=row.reasons,
        open_challenges=tuple(waiting.values_list("ref", flat=True)),
    )


def declaration_view(row: Declaration, /) -> DeclarationView:
    """Freeze a row."""
    return DeclarationView(
        row.ref,
        row.original.ref,
        row.original.content_ref,
        row.content_sha256,
        row.published_at,
        row.declared_at,
        row.log_index,
        row.via,
    )


def check_view(row: DeclarationCheck, /) -> CheckView:
    """Freeze a row; its evidence is read back from the bytes that were hashed."""
    declared, matches = evidence.read(row.evidence)
    return CheckView(
        ref=row.ref,
        declaration_ref=row.declaration.ref,
        cause=row.cause,
        outcome=row.outcome,
        reason=row.reason,
        declared=declared,
        matches=matches,
        evidence_sha256=row.evidence_sha256,
        checked_at=row.checked_at,
        log_index=row.log_index,
        texts_compared=row.texts_compared,
    )


def challenge_view(row: Challenge, /) -> ChallengeView:
    """Freeze a row."""
    return ChallengeView(
        row.ref,
        row.kind,
        row.original.ref,
        row.statement,
        row.check_ref,
        row.case_ref,
        row.opened_at,
        row.closed_at,
        row.outcome,
        row.reasons,
    )


def licence_view(row: Licence, /) -> LicenceView:
    """Freeze a row."""
    return LicenceView(
        ref=row.ref,
        kind=row.kind,
        grantor=row.grantor,
        grantee=row.grantee,
        content_ref=row.content_ref,
        scopes=tuple(row.scopes),
        terms=row.terms,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        granted_at=row.granted_at,
        granted_by=row.granted_by,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by,
        revoked_reason=row.revoked_reason,
    )


def ban_view(row: DeclaringBan, /) -> BanView:
    """Freeze a row."""
    return BanView(row.account_ref, row.since, row.until, row.decision_ref, row.lifted_at)


def draft_view(row: Draft, /) -> DraftView:
    """Freeze a row."""
    used = Declaration.objects.filter(content_sha256=row.sha256, original__account_ref=row.account_ref)
    contents = tuple(used.order_by("original__content_ref").values_list("original__content_ref", flat=True).distinct())
    return DraftView(row.ref, row.account_ref, row.sha256, row.note, row.recorded_at, row.log_index, contents)


def repost_view(row: Repost, /) -> RepostView:
    """Freeze a row, with the line readers are shown."""
    form = Form(row.repost_of, row.owner, row.source_url, row.basis, row.taken_at, row.taken_place)
    line = source_line(form)
    return RepostView(
        content_ref=row.content_ref,
        account_ref=row.account_ref,
        content_sha256=row.content_sha256,
        repost_of=row.repost_of,
        owner=row.owner,
        source_url=row.source_url,
        basis=row.basis,
        taken_at=row.taken_at,
        taken_place=row.taken_place,
        is_repost=form.is_repost,
        is_complete=not row.missing,
        missing=tuple(row.missing),
        line_zh=line.zh,
        line_en=line.en,
        at=row.at,
    )


def _licences(rows: QuerySet[Licence]) -> tuple[LicenceView, ...]:
    return tuple(licence_view(row) for row in rows.order_by("-granted_at", "-id"))
