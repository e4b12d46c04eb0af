"""Evaluations with their frozen inputs: enough to derive each one again, byte for byte."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class EvaluationRecord(models.Model):
    """What one pack said of one event on one day, and everything it was told.

    Legal states: one, written once; a trigger refuses updates. Rows leave only when their retention ends.
    """

    PERSONAL_DATA = "The evaluated event and account facts, frozen; deleted when the retention period of evidence ends."

    ref = models.CharField(max_length=40, unique=True, db_comment="Public reference, E-…")
    event_source = models.CharField(max_length=512, db_comment="CloudEvents source")
    event_id = models.CharField(max_length=512, db_comment="CloudEvents id")
    account_ref = models.CharField(max_length=512, default="", blank=True, db_comment="Account concerned")
    content_ref = models.CharField(max_length=512, default="", blank=True, db_comment="Content concerned")
    pack_digest = models.CharField(max_length=64, db_comment="The pack version, by digest")
    pack_name = models.CharField(max_length=121, db_comment="The pack, as id@version")
    day = models.DateField(db_comment="Day whose parameters and rules applied, Asia/Shanghai")
    document = models.BinaryField(db_comment="The input, frozen: JSON")
    evaluation = models.BinaryField(db_comment="The answer in canonical bytes: JSON")
    degraded = models.BooleanField(db_comment="True when something was unknown or failed")
    suggestion = models.CharField(max_length=8, db_comment="pass, review or hold")
    created_at = models.DateTimeField(db_comment="When it was evaluated")

    class Meta:
        """Evaluations with their frozen inputs."""

        db_table_comment = "Evaluations with their frozen inputs"
        indexes: ClassVar = [
            models.Index(fields=["event_source", "event_id"], name="screening_evaluation_of_event"),
            models.Index(fields=["account_ref", "created_at"], name="screening_evaluation_account"),
        ]

    def __str__(self) -> str:
        return self.ref
