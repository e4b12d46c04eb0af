"""What may be asked of documents and of who read what: never their contents."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.registry.models import (
    Application,
    AuthorisationLetter,
    Credential,
    NameHold,
    PersonalDataReading,
    SealedDocument,
)


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document handed in, without its content."""

    ref: str
    subject_ref: str
    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    handed_in_at: datetime
    purge_after: datetime | None
    purged_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """Somebody having read personal data about a subject."""

    subject_ref: str
    what: str
    reader: str
    purpose: str
    case_ref: str
    at: datetime


def documents_of(subject_ref: str, /) -> tuple[DocumentRecord, ...]:
    """Return the documents of an application, operator or account, purged ones included."""
    rows = SealedDocument.objects.filter(subject_ref=subject_ref).defer("content_sealed", "key_sealed").order_by("id")
    return tuple(document_record(row) for row in rows)


def document(ref: str, /) -> DocumentRecord | None:
    """Return one document, without its content."""
    row = SealedDocument.objects.filter(ref=ref).defer("content_sealed", "key_sealed").first()
    return document_record(row) if row else None


def cases_of_document(ref: str, /) -> tuple[str, ...]:
    """Return the cases in which somebody decides about what a document proves: its letter, credential, application."""
    row = SealedDocument.objects.filter(ref=ref).defer("content_sealed", "key_sealed").first()
    if row is None:
        return ()
    letters = AuthorisationLetter.objects.filter(document_ref=ref).order_by("-id")
    found = [*letters.values_list("case_ref", flat=True)]
    found += [*Credential.objects.filter(document_ref=ref).values_list("case_ref", flat=True)]
    found += Application.objects.filter(ref=row.subject_ref).values_list("case_ref", flat=True)
    holds = NameHold.objects.filter(subject_key__in=[f"account:{row.subject_ref}", f"application:{row.subject_ref}"])
    found += holds.order_by("-id").values_list("case_ref", flat=True)
    return tuple(dict.fromkeys(case_ref for case_ref in found if case_ref))


def readings_of(subject_refs: Collection[str], /) -> tuple[ReadingRecord, ...]:
    """Return who read personal data about these subjects, latest first."""
    rows = PersonalDataReading.objects.filter(subject_ref__in=list(subject_refs)).order_by("-at", "-id")
    return tuple(ReadingRecord(row.subject_ref, row.what, row.reader, row.purpose, row.case_ref, row.at) for row in rows)


def document_record(row: SealedDocument, /) -> DocumentRecord:
    """Turn a row into what other apps are shown."""
    return DocumentRecord(
        row.ref,
        row.subject_ref,
        row.kind,
        row.name,
        row.media_type,
        row.size,
        row.sha256,
        row.handed_in_at,
        row.purge_after,
        row.purged_at,
    )
