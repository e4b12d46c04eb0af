"""Files handed in with a matter, kept as they came."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Attachment(models.Model):
    """A file handed in with a report or an appeal. Written, never edited (a trigger refuses)."""

    PERSONAL_DATA = "What reporters and appellants chose to send as evidence; emptied 180 days after their matter is closed."

    matter_kind = models.CharField(max_length=8, choices=[("report", _("report")), ("appeal", _("appeal"))], db_comment="Of what")
    receipt = models.CharField(max_length=40, db_index=True, db_comment="Report or appeal it belongs to")
    name = models.CharField(max_length=200, db_comment="File name as given, without path")
    media_type = models.CharField(max_length=40, db_comment="As found in its bytes")
    size = models.PositiveIntegerField(db_comment="Bytes")
    sha256 = models.CharField(max_length=64, db_comment="SHA-256 of content")
    content = models.BinaryField(db_comment="The bytes")
    added_at = models.DateTimeField(db_comment="When")

    class Meta:
        db_table_comment = "Files handed in with reports and appeals"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["receipt", "sha256"], name="redress_attachment_once"),
            models.CheckConstraint(condition=Q(size__lte=5 * 1024 * 1024), name="redress_attachment_size"),
            models.CheckConstraint(
                condition=Q(media_type__in=["image/png", "image/jpeg", "application/pdf", "text/plain"]),
                name="redress_attachment_type",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256
