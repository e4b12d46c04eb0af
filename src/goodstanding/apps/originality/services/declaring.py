"""Declaring a content original: written down at once with its place in the log; what it shares with others is looked at next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.audit.entries import Entry
from goodstanding.apps.common.outbox import enqueue
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.originality.errors import DeclarationRefused
from goodstanding.apps.originality.models import Declaration, Original, OriginalChange
from goodstanding.apps.originality.selectors import declaring_ban, original_view
from goodstanding.apps.originality.services.steps import CHANGING, DECLARATION, STEPS, WITHDRAWAL, locked, move
from goodstanding.apps.originality.values import OriginalStatus, OriginalView
from goodstanding.apps.registry.services.telling import announce_disclosure, announce_disclosures

CHECK = "originality.check"
"""Outbox topic: declared texts to be compared with all others."""
_S = OriginalStatus
_STANDING = frozenset({_S.CHECKING, _S.DECLARED, _S.UPHELD, _S.CHALLENGED})


@dataclass(frozen=True, slots=True)
class Declared:
    """A wording declared original.

    Args:
        published_at: When this wording was first published.
    """

    content_ref: str
    account_ref: str
    sha256: str
    published_at: datetime


def declare_original(content_ref: str, /, *, via: str, actor: Actor, at: datetime) -> OriginalView:
    """Declare a content original as it stands; declared already in this wording, nothing changes.

    Args:
        via: ``api`` or ``portal``.

    Raises:
        ContentUnknown: The content was never reported.
        DeclarationRefused: It is a comment, taken down, under dispute, or its account may not declare now.
    """
    found = ingest.content(content_ref)
    if found.kind != "content" or found.withdrawn_at is not None:
        raise DeclarationRefused("Only a post that is published can be declared original.", hint="Publish it first.")
    ban = declaring_ban(found.account_ref, at=at)
    if ban is not None:
        until = f"until {ban.until.isoformat()}" if ban.until else "any more"
        hint = f"Decision {ban.decision_ref}; appeal it from your account's page."
        raise DeclarationRefused(f"The account may not declare originals {until}.", hint=hint, clause="PA21:18(6)")
    version = ingest.content_version(content_ref, found.latest_sha256)
    published_at = version.at if version else found.published_at
    with immediate():
        audit.hold_log()
        row = Original.objects.select_for_update().filter(content_ref=content_ref).first()
        if row is not None and row.status == _S.CHALLENGED and row.content_sha256 != found.latest_sha256:
            raise DeclarationRefused("The content is under dispute.", hint="Declare it again when that is decided.")
        declared = Declared(content_ref, found.account_ref, found.latest_sha256, published_at)
        declare_many([declared], via=via, actor=actor, at=at)
        return original_view(Original.objects.get(content_ref=content_ref))


def withdraw_declaration(original_ref: str, /, *, actor: Actor, at: datetime) -> OriginalView:
    """Take a declaration back; the badge goes, nothing is held against the author.

    Raises:
        OriginalUnknown: There is none.
        TransitionRefused: It is under dispute, or withdrawn already.
    """
    with immediate():
        audit.hold_log()
        row = locked(original_ref)
        had_badge = row.has_badge
        move(row, _S.WITHDRAWN, has_badge=False, cause=WITHDRAWAL, cause_ref=row.ref, reasons="", actor=actor, at=at)
        if had_badge:
            announce_disclosure(row.account_ref, at=at)
        return original_view(row)


def declare_many(declared: Iterable[Declared], /, *, via: str, actor: Actor, at: datetime) -> tuple[str, ...]:
    """Write declarations in order, in the caller's transaction, and have them checked; return their references.

    What stands declared in the same wording is left as it is, and what is under dispute too: the disputed wording stays the
    one that is judged. Each gets its own entry of the log, so that of two texts of one instant it is settled which came first.
    """
    audit.hold_log()
    latest = {one.content_ref: one for one in declared}
    known = {row.content_ref: row for row in Original.objects.select_for_update().filter(content_ref__in=latest).order_by("id")}
    fresh = [one for one in latest.values() if _is_news(known.get(one.content_ref), one)]
    if not fresh:
        return ()
    entries = audit.record_many([_entry(one, known.get(one.content_ref), via, actor) for one in fresh], at=at)
    rows = [_row(one, known.get(one.content_ref), entry.index, at) for one, entry in zip(fresh, entries, strict=True)]
    before = {one.content_ref: _before(known.get(one.content_ref)) for one in fresh}
    _save(rows)
    declarations = [
        Declaration(
            ref=new_ref("OD"),
            original=row,
            content_sha256=row.content_sha256,
            published_at=row.published_at,
            declared_at=at,
            via=via,
            declared_by=f"{actor.kind}:{actor.ref}",
            log_index=row.log_index,
        )
        for row in rows
    ]
    Declaration.objects.bulk_create(declarations, batch_size=500)
    _note_steps(rows, declarations, before, actor=actor, at=at)
    lost = {row.account_ref for row in rows if before[row.content_ref][1]}
    if lost:
        announce_disclosures(sorted(lost), at=at)
    refs = tuple(declaration.ref for declaration in declarations)
    enqueue(CHECK, key=refs[0], payload={"declarations": list(refs)}, at=at)
    return refs


def _is_news(row: Original | None, declared: Declared) -> bool:
    if row is None:
        return True
    if row.account_ref != declared.account_ref or _S.CHECKING not in STEPS[row.status] | {row.status}:
        return False
    return not (row.status in _STANDING and row.content_sha256 == declared.sha256)


def _entry(declared: Declared, row: Original | None, via: str, actor: Actor) -> Entry:
    payload = {
        "content": declared.content_ref,
        "account": declared.account_ref,
        "sha256": declared.sha256,
        "published_at": declared.published_at.isoformat(),
        "via": via,
        "again": row is not None,
    }
    return Entry("original:declared", actor, "content", declared.content_ref, payload)


def _row(declared: Declared, row: Original | None, log_index: int, at: datetime) -> Original:
    row = row or Original(ref=new_ref("OR"), content_ref=declared.content_ref, account_ref=declared.account_ref)
    row.content_sha256, row.published_at, row.declared_at = declared.sha256, declared.published_at, at
    row.log_index, row.reason, row.reasons = log_index, "", ""
    return row


def _before(row: Original | None) -> tuple[str, bool]:
    return (row.status, row.has_badge) if row is not None else ("", False)


def _save(rows: Sequence[Original]) -> None:
    for row in rows:
        row.status, row.has_badge = _S.CHECKING, False
    again = [row for row in rows if not row._state.adding]  # noqa: SLF001  Django's documented attribute
    Original.objects.bulk_create([row for row in rows if row._state.adding], batch_size=500)  # noqa: SLF001
    Original.objects.bulk_update(again, CHANGING, batch_size=200)


def _note_steps(
    rows: Sequence[Original],
    declarations: Sequence[Declaration],
    before: Mapping[str, tuple[str, bool]],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    OriginalChange.objects.bulk_create(
        [
            OriginalChange(
                original=row,
                before=before[row.content_ref][0],
                after=row.status,
                had_badge=before[row.content_ref][1],
                has_badge=False,
                cause=DECLARATION,
                cause_ref=declaration.ref,
                actor=f"{actor.kind}:{actor.ref}",
                at=at,
            )
            for row, declaration in zip(rows, declarations, strict=True)
        ],
        batch_size=500,
    )
