"""Documents handed in, sealed each under a key of its own, and who read what of whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class SealedDocument(models.Model):
    """A document handed in to prove something. Legal states: kept, purged (``purged_at`` set, content and key emptied).

    The content is sealed under its own key, and the key under the ring: rotating the ring seals the small keys anew, never the
    documents. Source: PA21:16.3, practice (identity documents deleted within 30 days of verification).
    """

    PERSONAL_DATA = "The document: to verify identity or a qualification. Sealed; purged on ``purge_after``."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, F-…")
    subject_ref = models.CharField(
        max_length=512, db_index=True, db_comment="Application (R-…), operator (O-…) or account it is about"
    )
    kind = models.CharField(max_length=40, db_comment="identity_document, authorisation_letter, licence …")
    name = models.CharField(max_length=200, db_comment="File name as handed in")
    media_type = models.CharField(max_length=40, db_comment="Read from its bytes")
    size = models.PositiveIntegerField(db_comment="Bytes, unsealed")
    sha256 = models.CharField(max_length=64, db_comment="SHA-256 of the content, unsealed")
    key_sealed = models.BinaryField(default=b"", blank=True, db_comment="Its key, sealed under the ring; empty once purged")
    content_sealed = models.BinaryField(
        default=b"", blank=True, db_comment="Its content, sealed under its key; empty once purged"
    )
    handed_in_by = models.CharField(max_length=120, db_comment="Who handed it in")
    handed_in_at = models.DateTimeField(db_comment="When")
    purge_after = models.DateTimeField(null=True, blank=True, db_index=True, db_comment="When it is purged; empty: undecided")
    purged_at = models.DateTimeField(null=True, blank=True, db_comment="When it was purged")

    class Meta:
        db_table_comment = "Documents handed in, sealed"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_ref", "kind", "sha256"], name="registry_document_once"),
            models.CheckConstraint(
                condition=Q(purged_at__isnull=True) | Q(key_sealed=b"", content_sealed=b""),
                name="registry_purged_document_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class PersonalDataReading(models.Model):
    """Somebody reading personal data about a subject, and why. Written, never edited; the subject is shown it.

    Source: PA21:16.3, RQ-021
    """

    PERSONAL_DATA = "Names no data read, only of what kind; kept as long as the subject's data."

    subject_ref = models.CharField(max_length=512, db_comment="Application, operator or account whose data was read")
    what = models.CharField(max_length=80, db_comment="contact, identity_document, licence …")
    document_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Document, where one was opened")
    reader = models.CharField(max_length=120, db_comment="Who read, as the log names them")
    purpose = models.TextField(db_comment="Why, in the reader's words")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case it was needed for")
    at = models.DateTimeField(db_comment="When")

    class Meta:
        db_table_comment = "Readings of personal data"
        indexes: ClassVar = [models.Index(fields=["subject_ref", "at"], name="registry_reading_subject")]

    def __str__(self) -> str:
        return f"{self.subject_ref}:{self.what}"
