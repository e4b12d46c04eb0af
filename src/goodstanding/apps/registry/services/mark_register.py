"""The register of marks: images that are not free as avatars, entered with their source, withdrawn with a reason.

Source: PA21:8.2, RQ-025
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.outbox import enqueue
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry.errors import NameEntryUnfit
from goodstanding.apps.registry.models import ProtectedMark
from goodstanding.core.kernel.digests import is_perceptual_hash

RECHECK = "registry.marks_recheck"
"""Outbox topic: a mark was added; the avatars that exist are looked at."""
_LONGEST = 200


def protect_mark(
    *,
    title: str,
    sha256: str,
    source: str,
    phash: str = "",
    cropped: Sequence[str] = (),
    holder_ref: str = "",
    letter: str = "",
    actor: Actor,
    at: datetime,
) -> str:
    """Enter an image that is not free as an avatar; return its reference. The same image entered again is one.

    An image that was entered without its perceptual hash takes it the second time; a withdrawn one is in force again. The avatars
    that exist are looked at afterwards, by the worker; what is or looks like the mark is brought before a person, never acted on.

    Args:
        phash: Its 256-bit perceptual hash, 64 hexadecimal digits; empty: only the same file is found.
        cropped: The same of slightly cropped copies.

    Raises:
        NameEntryUnfit: Title or source is missing, or the digest is none.
    """
    digest = sha256.strip().lower()
    if not title.strip() or not source.strip() or len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise NameEntryUnfit(
            "A protected mark needs a title, a source and the SHA-256 of its image.", hint="Give all three.", clause="PA21:8.2"
        )
    if not all(is_perceptual_hash(one) for one in (*([phash] if phash else ()), *cropped)):
        raise NameEntryUnfit("A perceptual hash has 64 hexadecimal digits.", hint="Let the tool make it from the image.")
    told = {
        "title": title.strip()[:_LONGEST],
        "source": source.strip()[:_LONGEST],
        "holder_ref": holder_ref,
        "letter": letter,
    }
    hashes = {"perceptual_hash": phash, "cropped_hashes": "".join(cropped)}
    with immediate():
        row, is_new = _entered(digest, told, hashes, at)
        if is_new:
            payload = {"sha256": digest, "phash": row.perceptual_hash}
            audit.record("names:mark_protected", actor=actor, subject_kind="mark", subject_ref=row.ref, payload=payload, at=at)
            enqueue(RECHECK, key=row.ref, payload={"mark": row.ref, "after": 0}, at=at)
        return row.ref


def withdraw_mark(ref: str, /, *, why: str, actor: Actor, at: datetime) -> None:
    """Withdraw a mark: the image is free as an avatar. Nothing where it is withdrawn already.

    Raises:
        NameEntryUnfit: There is no such mark, or no reason is given.
    """
    if not why.strip():
        raise NameEntryUnfit("A mark is withdrawn for a reason.", hint="Say why.")
    with immediate():
        row = ProtectedMark.objects.select_for_update().filter(ref=ref).first()
        if row is None:
            raise NameEntryUnfit(f"There is no mark {ref} in the register.", hint="Check the reference.")
        if row.withdrawn_at is None:
            row.withdrawn_at, row.withdrawn_why = at, why.strip()[:300]
            row.save(update_fields=["withdrawn_at", "withdrawn_why"])
            payload = {"why": row.withdrawn_why}
            audit.record("names:mark_withdrawn", actor=actor, subject_kind="mark", subject_ref=ref, payload=payload, at=at)


def _entered(digest: str, told: dict[str, str], hashes: dict[str, str], at: datetime) -> tuple[ProtectedMark, bool]:
    """Return the mark, and whether it says anything it did not say before."""
    fresh = {"ref": new_ref("K"), "added_at": at, **told, **hashes}
    row, made = ProtectedMark.objects.select_for_update().get_or_create(sha256=digest, defaults=fresh)
    if made:
        return row, True
    changed = hashes if hashes["perceptual_hash"] and not row.perceptual_hash else {}
    if row.withdrawn_at is not None:
        row.withdrawn_at, changed = None, changed | told | {"withdrawn_why": ""}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.save(update_fields=["withdrawn_at", *changed])
    return row, bool(changed)
