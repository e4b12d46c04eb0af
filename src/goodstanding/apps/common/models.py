"""Tables every app shares: the outbox and the store of answers already given."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class OutboxMessage(models.Model):
    """One thing to be done after the transaction that decided it: deliver a notice, call a webhook.

    Legal states: due (``done_at`` empty, ``available_at`` passed); waiting (``available_at`` ahead: claimed by a worker or
    backing off); done; given up (``failed_at`` set after 72 hours of tries; kept visible, can be made due again). Deleting
    undone rows was refused: what was acknowledged is not lost.
    """

    PERSONAL_DATA = "none"

    topic = models.CharField(max_length=64, db_comment="what kind of work, e.g. notice.deliver")
    key = models.CharField(max_length=512, db_comment="what it is about; (topic, key) may repeat")
    payload = models.JSONField(default=dict, db_comment="references only, never personal data")
    created_at = models.DateTimeField()
    available_at = models.DateTimeField(db_comment="not before this instant")
    give_up_at = models.DateTimeField(db_comment="no further try after this instant")
    done_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True, db_comment="given up")
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        """One row per piece of work."""

        db_table_comment = "work to be done after commit, at least once"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["topic", "available_at"],
                condition=models.Q(done_at__isnull=True, failed_at__isnull=True),
                name="common_outbox_due",
            ),
            models.Index(fields=["key"], name="common_outbox_key"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}:{self.key}"


class IdempotencyRecord(models.Model):
    """The answer given to one POST carrying an ``Idempotency-Key``, to be given again to its repetition.

    Legal states: answered. A request still running has no row: the row is written in the transaction of its effect.
    """

    PERSONAL_DATA = "the answer as sent, sealed, which may name an account; deleted 48 hours after it was given"

    scope = models.CharField(max_length=128, db_comment="who sent it: key prefix, user, or session")
    key = models.CharField(max_length=255)
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        """One row per answered key."""

        db_table_comment = "answers given, by idempotency key"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["scope", "key"], name="common_idempotency_once")
        ]

    def __str__(self) -> str:
        return f"{self.scope}:{self.key}"
