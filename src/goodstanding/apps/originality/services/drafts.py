"""Digests of drafts: recorded in the log, so that an author can prove what existed when. The text itself is never kept."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import IntegrityError

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.originality.errors import DraftRefused
from goodstanding.apps.originality.models import Draft
from goodstanding.apps.originality.selectors import draft_view
from goodstanding.apps.originality.values import DraftView
from goodstanding.apps.registry.selectors import account

_SHA256 = re.compile(r"[0-9a-f]{64}")
_LONGEST_NOTE = 200


def record_draft(account_ref: str, /, *, sha256: str, note: str = "", actor: Actor, at: datetime) -> DraftView:
    """Record the digest of a text an account wrote; the same digest again is answered with the first time.

    Args:
        sha256: 64 hexadecimal digits: of a file's bytes, or of title, NUL and body in UTF-8, by which a publication of the very
            text is recognised.
        note: The author's own name for it.

    Raises:
        AccountUnknown: The registry does not know the account.
        DraftRefused: The digest is no SHA-256, or the note is too long.
    """
    digest = sha256.strip().lower()
    if not _SHA256.fullmatch(digest):
        raise DraftRefused("A draft is recorded by its SHA-256: 64 hexadecimal digits.", hint="sha256sum prints it.")
    if len(note) > _LONGEST_NOTE:
        raise DraftRefused(f"The note has {len(note)} characters.", hint=f"At most {_LONGEST_NOTE}.")
    account(account_ref)
    try:
        with immediate():
            audit.hold_log()
            held = Draft.objects.filter(account_ref=account_ref, sha256=digest).first()
            return draft_view(held or _recorded(account_ref, digest, note.strip(), actor=actor, at=at))
    except IntegrityError:
        return draft_view(Draft.objects.get(account_ref=account_ref, sha256=digest))


def _recorded(account_ref: str, digest: str, note: str, *, actor: Actor, at: datetime) -> Draft:
    ref = new_ref("OF")
    payload = {"account": account_ref, "sha256": digest}
    entry = audit.record("draft:recorded", actor=actor, subject_kind="draft", subject_ref=ref, payload=payload, at=at)
    return Draft.objects.create(
        ref=ref,
        account_ref=account_ref,
        sha256=digest,
        note=note,
        recorded_at=at,
        recorded_by=f"{actor.kind}:{actor.ref}",
        log_index=entry.index,
    )
