"""Texts of different accounts that are alike, as they were met; and how far the posts were read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Alike(models.Model):
    """Two texts of different accounts of which one is the other again. Written once; forgotten when it is too old to count."""

    PERSONAL_DATA = "none"

    content_ref = models.CharField(max_length=512, db_comment="The text that was examined")
    sha256 = models.CharField(max_length=64, db_comment="Its digest")
    account_ref = models.CharField(max_length=512, db_comment="Its account")
    at = models.DateTimeField(db_comment="When it was published")
    other_content = models.CharField(max_length=512, db_comment="The text it is alike")
    other_sha256 = models.CharField(max_length=64, db_comment="Its digest")
    other_account = models.CharField(max_length=512, db_comment="Its account")
    other_at = models.DateTimeField(db_comment="When it was published")
    kind = models.CharField(max_length=16, db_comment="exact_copy, light_edit, rewriting")
    score = models.PositiveSmallIntegerField(db_comment="Share that is the other text, in thousandths")
    passages = models.JSONField(db_comment="Places: start, end here; start, end there")
    evaluation_ref = models.CharField(
        max_length=40, default="", blank=True, db_comment="Judgment whose images' text is meant by here; empty: the body"
    )
    found_at = models.DateTimeField(db_comment="When they were met")

    class Meta:
        db_table_comment = "Alike texts of different accounts"
        indexes: ClassVar = [
            models.Index(fields=["other_content"], name="integrity_alike_other"),
            models.Index(fields=["account_ref", "at"], name="integrity_alike_account"),
            models.Index(fields=["other_account", "at"], name="integrity_alike_others"),
            models.Index(fields=["at"], name="integrity_alike_age"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["content_ref", "other_content"], name="integrity_alike_once"),
        ]

    def __str__(self) -> str:
        return f"{self.content_ref} = {self.other_content}"


class Reading(models.Model):
    """How far posts were read, by the name of who reads. Legal states: none; the number grows."""

    PERSONAL_DATA = "none"

    name = models.CharField(max_length=20, unique=True, db_comment="Who reads")
    read_to = models.BigIntegerField(default=0, db_comment="Number of the last version read")

    class Meta:
        db_table_comment = "How far posts were read"

    def __str__(self) -> str:
        return f"{self.name}: {self.read_to}"
