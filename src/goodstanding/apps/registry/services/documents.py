"""Documents handed in: checked by their bytes, sealed, opened through a door that writes down who and why, purged in time."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from pathlib import PurePath

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.sealing import needs_resealing, seal, unseal
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.errors import DocumentRefused, DocumentUnknown, OperatorDetailsInvalid
from goodstanding.apps.registry.models import PersonalDataReading, SealedDocument
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.documents import DocumentRecord, document_record

MOST_BYTES = 10 * 1024 * 1024
MOST_OF_A_SUBJECT = 20
_KEY = "registry.document_key"
_NONCE = 12
_LONGEST_NAME = 200
_MAGIC = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"%PDF-", "application/pdf"))


def hand_in_document(subject_ref: str, /, *, kind: str, name: str, content: bytes, actor: Actor, at: datetime) -> DocumentRecord:
    """Keep a document, sealed. The same file handed in again for the same purpose is one.

    Raises:
        DocumentRefused: It is empty, larger than 10 MB, neither PNG nor JPEG nor PDF, or one too many.
    """
    media_type = _checked(name, content)
    digest = hashlib.sha256(content).hexdigest()
    with immediate():
        held = SealedDocument.objects.filter(subject_ref=subject_ref)
        same = held.filter(kind=kind, sha256=digest, purged_at__isnull=True).first()
        if same is not None:
            return document_record(same)
        if held.filter(purged_at__isnull=True).count() >= MOST_OF_A_SUBJECT:
            raise DocumentRefused(f"There are {MOST_OF_A_SUBJECT} documents already.", hint="Take one back first.")
        held.filter(kind=kind, sha256=digest).delete()
        key = AESGCM.generate_key(bit_length=256)
        ref, nonce = new_ref("F"), secrets.token_bytes(_NONCE)
        row = SealedDocument.objects.create(
            ref=ref,
            subject_ref=subject_ref,
            kind=kind,
            name=PurePath(name.replace("\\", "/").replace("\x00", "")).name[-_LONGEST_NAME:] or "file",
            media_type=media_type,
            size=len(content),
            sha256=digest,
            key_sealed=seal(key.hex(), context=_KEY),
            content_sealed=nonce + AESGCM(key).encrypt(nonce, content, ref.encode()),
            handed_in_by=f"{actor.kind}:{actor.ref}",
            handed_in_at=at,
        )
        payload = {"document": ref, "kind": kind, "sha256": digest}
        audit.record("document:handed_in", actor=actor, subject_kind="subject", subject_ref=subject_ref, payload=payload, at=at)
        return document_record(row)


def open_document(ref: str, /, *, purpose: str, case_ref: str = "", actor: Actor, at: datetime) -> tuple[DocumentRecord, bytes]:
    """Open a document; that it was opened, by whom and why is written down before it is handed out.

    Raises:
        DocumentUnknown: There is none of this reference, or it was purged.
        OperatorDetailsInvalid: No purpose is given.
    """
    with immediate():
        row = SealedDocument.objects.filter(ref=ref, purged_at__isnull=True).first()
        if row is None:
            raise DocumentUnknown(f"There is no document {ref}, or it was purged.")
        note_reading(row.subject_ref, what=row.kind, document_ref=ref, purpose=purpose, case_ref=case_ref, actor=actor, at=at)
    key, data = bytes.fromhex(unseal(row.key_sealed, context=_KEY)), bytes(row.content_sealed)
    return document_record(row), AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], ref.encode())


def note_reading(
    subject_ref: str,
    /,
    *,
    what: str,
    purpose: str,
    document_ref: str = "",
    case_ref: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Write down that somebody reads personal data about a subject.

    Raises:
        OperatorDetailsInvalid: No purpose is given.
    """
    if not purpose.strip():
        raise OperatorDetailsInvalid("Personal data is opened for a stated reason only.", hint="Say why you need it.")
    reader = f"{actor.kind}:{actor.ref}"
    PersonalDataReading.objects.create(
        subject_ref=subject_ref,
        what=what,
        document_ref=document_ref,
        reader=reader,
        purpose=purpose.strip(),
        case_ref=case_ref,
        at=at,
    )
    payload = {"what": what, "document": document_ref, "case": case_ref}
    audit.record("personal_data:read", actor=actor, subject_kind="subject", subject_ref=subject_ref, payload=payload, at=at)


def schedule_purge(subject_refs: Iterable[str], /, *, kinds: Collection[str] = (), at: datetime) -> None:
    """Let the documents of these subjects be purged when the published number of days has passed.

    Args:
        kinds: Only documents of these kinds; all where empty.
    """
    until = at + timedelta(days=number("documents_kept_days"))
    rows = SealedDocument.objects.filter(subject_ref__in=list(subject_refs), purge_after__isnull=True)
    (rows.filter(kind__in=kinds) if kinds else rows).update(purge_after=until)


def purge_documents(*, at: datetime, limit: int = 200) -> int:
    """Empty the documents whose time has come; return how many. What they were, and that they were purged, stays."""
    with immediate():
        due = list(
            SealedDocument.objects.select_for_update().filter(purged_at__isnull=True, purge_after__lte=at).order_by("id")[:limit]
        )
        for row in due:
            row.key_sealed, row.content_sealed, row.purged_at = b"", b"", at
            row.save(update_fields=["key_sealed", "content_sealed", "purged_at"])
            payload = {"document": row.ref, "kind": row.kind, "sha256": row.sha256}
            audit.record(
                "document:purged", actor=SYSTEM, subject_kind="subject", subject_ref=row.subject_ref, payload=payload, at=at
            )
        return len(due)


def reseal_document_keys(*, limit: int = 500) -> int:
    """Seal the keys of documents anew where the ring has a newer key; return how many. The documents stay as they are."""
    resealed = 0
    for row in SealedDocument.objects.filter(purged_at__isnull=True).only("id", "key_sealed").iterator():
        if resealed >= limit:
            break
        if needs_resealing(row.key_sealed):
            row.key_sealed = seal(unseal(row.key_sealed, context=_KEY), context=_KEY)
            row.save(update_fields=["key_sealed"])
            resealed += 1
    return resealed


def _checked(name: str, content: bytes) -> str:
    if not content:
        raise DocumentRefused(f"The file “{name[:60]}” is empty.", hint="Choose it again.")
    if len(content) > MOST_BYTES:
        raise DocumentRefused(f"The file “{name[:60]}” is larger than 10 MB.", hint="Hand in a smaller copy.")
    found = next((media_type for magic, media_type in _MAGIC if content.startswith(magic)), None)
    if found is None:
        raise DocumentRefused(f"The file “{name[:60]}” is neither PNG, JPEG nor PDF.", hint="Hand in a photograph or a scan.")
    return found
