"""Where the platform wants to be told, what it was told, and every attempt to tell it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Endpoint(models.Model):
    """One address of the platform. Legal states: live (``ended_at`` empty) or ended, for good; a new one is made instead.

    Two secrets sign at a time, so that the platform can change over without losing a message: the newest and the one before.
    """

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=16, unique=True)
    url = models.CharField(max_length=500, db_comment="https address that is called")
    topics = models.JSONField(db_comment="what it is told of")
    title = models.CharField(max_length=150, blank=True, db_comment="what it is for")
    secret_sealed = models.BinaryField(db_comment="the newest secret, sealed")
    former_secret_sealed = models.BinaryField(default=b"", db_comment="the secret before it, sealed; empty before a rotation")
    created_at = models.DateTimeField()
    rotated_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True, db_comment="the latest failed attempt; empty since one succeeded")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)

    class Meta:
        """One row per address."""

        db_table_comment = "addresses of the platform that are told what happened"

    def __str__(self) -> str:
        return self.ref


class DeliveryStatus(models.TextChoices):
    """queued → delivered, or failing → delivered | failed after 72 hours, or dropped when the endpoint ended."""

    QUEUED = "queued"
    FAILING = "failing"
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"


class Delivery(models.Model):
    """One message to one endpoint. Legal states: see ``DeliveryStatus``; any of them can be queued again by a redelivery."""

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="the webhook-id: the same in every attempt")
    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="deliveries")
    message_id = models.PositiveBigIntegerField(db_comment="the outbox message it came from")
    topic = models.CharField(max_length=64)
    key = models.CharField(max_length=512, db_comment="what it is about")
    body = models.TextField(db_comment="exactly as sent: JSON, references only")
    status = models.CharField(max_length=16, choices=DeliveryStatus, default=DeliveryStatus.QUEUED)
    created_at = models.DateTimeField()
    queued_at = models.DateTimeField(db_comment="when it was queued last; it is tried for 72 hours from here")
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One row per message and endpoint."""

        db_table_comment = "messages to the platform"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["endpoint", "message_id"], name="webhooks_delivery_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["endpoint", "-id"], name="webhooks_delivery_log")]

    def __str__(self) -> str:
        return self.ref


class Attempt(models.Model):
    """One call. Written once; the database refuses UPDATE and DELETE."""

    PERSONAL_DATA = "none"

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    status_code = models.PositiveSmallIntegerField(null=True, blank=True, db_comment="of the reply; empty when there was none")
    milliseconds = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        """One row per call."""

        db_table_comment = "calls to the platform, and how each ended"

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.status_code}"
