"""What people were told: exact bytes, the template that said it, and whether it arrived (ADR 0010)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class TemplateVersion(models.Model):
    """One wording of one notice in one language, archived the first time it is used. Never changed."""

    PERSONAL_DATA = "none"

    code = models.SlugField(max_length=64)
    language = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64, unique=True, db_comment="digest of code, language, subject, body and words")
    subject = models.TextField()
    body = models.TextField()
    words = models.TextField(db_comment="tables of words it prints codes with: canonical JSON (RFC 8785)")
    archived_at = models.DateTimeField()

    class Meta:
        """One row per wording ever used."""

        db_table_comment = "wordings of notices"

    def __str__(self) -> str:
        return f"{self.code} {self.language} {self.sha256[:12]}"


class Notice(models.Model):
    """One message to one recipient, as it was worded. Legal states: issued. The database refuses UPDATE and DELETE.

    What happened to it afterwards is in ``Delivery``. Rendering again on display was refused: a person is shown what was sent.
    """

    PERSONAL_DATA = (
        "reference of the recipient, excerpts of the content concerned: owed to the recipient; retired with the decision it "
        "belongs to; addresses are never stored here"
    )

    ref = models.CharField(max_length=40, unique=True)
    code = models.SlugField(max_length=64)
    language = models.CharField(max_length=16)
    recipient_kind = models.CharField(max_length=16, db_comment="account, user or report")
    recipient_ref = models.CharField(max_length=512)
    subject = models.TextField()
    body = models.TextField(db_comment="exactly as sent")
    body_sha256 = models.CharField(max_length=64)
    template_sha256 = models.CharField(max_length=64)
    context = models.TextField(db_comment="what the wording was filled with: canonical JSON (RFC 8785)")
    decision_ref = models.CharField(max_length=40, blank=True, db_index=True)
    created_at = models.DateTimeField()

    class Meta:
        """One row per notice."""

        db_table_comment = "notices as sent"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["recipient_kind", "recipient_ref", "-created_at"], name="notices_inbox")
        ]

    def __str__(self) -> str:
        return self.ref


class Channel(models.TextChoices):
    """Ways a notice travels."""

    PORTAL = "portal"
    MAIL = "mail"
    SMS = "sms"
    WEBHOOK = "webhook"


class DeliveryStatus(models.TextChoices):
    """queued → sent → delivered, or failed after the tries are used up."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


class Delivery(models.Model):
    """One notice on one channel. Legal states: queued, sent, delivered, failed; a failed one may be queued again."""

    PERSONAL_DATA = "none"

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=16, choices=Channel)
    status = models.CharField(max_length=16, choices=DeliveryStatus, default=DeliveryStatus.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True, db_comment="opened in the portal")
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        """One row per notice and channel."""

        db_table_comment = "what became of each notice"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["notice", "channel"], name="notices_delivery_once")
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.channel} {self.status}"
