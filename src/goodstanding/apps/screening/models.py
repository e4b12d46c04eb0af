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


class ImageReading(models.Model):
    """What one reader saw in one image, or why it did not read it.

    Legal states: one, written once per image and reader; a trigger refuses updates. Rows leave only when their retention ends.
    """

    PERSONAL_DATA = "Text and a small copy of published images; deleted when the retention period of evidence ends."

    sha256 = models.CharField(max_length=64, db_comment="Hash of the image as it was fetched")
    model = models.CharField(max_length=80, db_comment="The reader, as name@version")
    model_sha256 = models.CharField(max_length=64, db_comment="Hash over the files of the reader's models")
    refused = models.CharField(max_length=40, default="", blank=True, db_comment="Why it was not read; empty where it was")
    width = models.PositiveIntegerField(db_comment="Pixels")
    height = models.PositiveIntegerField(db_comment="Pixels")
    phash = models.CharField(max_length=64, default="", blank=True, db_comment="256-bit perceptual hash, hexadecimal")
    lines = models.JSONField(db_comment="Lines of text: [[text, [left, top, width, height], score]]")
    codes = models.JSONField(db_comment="What codes say, in the same form")
    thumbnail = models.BinaryField(db_comment="Small JPEG made by the reader; empty where it was not read")
    read_at = models.DateTimeField()

    class Meta:
        """What was read from images."""

        db_table_comment = "What was read from images"
        constraints: ClassVar = [models.UniqueConstraint(fields=["sha256", "model_sha256"], name="screening_one_reading")]

    def __str__(self) -> str:
        return self.sha256


class ImageScreening(models.Model):
    """That the images of one event were read and the event was judged again with them.

    Legal states: one, written once in the transaction of the second judgment: an event is never judged twice with its images.
    """

    PERSONAL_DATA = "Addresses of published images; deleted when the retention period of evidence ends."

    event_source = models.CharField(max_length=512, db_comment="CloudEvents source")
    event_id = models.CharField(max_length=512, db_comment="CloudEvents id")
    content_ref = models.CharField(max_length=512, default="", blank=True, db_comment="Content concerned")
    images = models.JSONField(db_comment="[{url, sha256, refused}] in the order of the event")
    evaluation_ref = models.CharField(
        max_length=40, default="", blank=True, db_comment="The second evaluation, where there is one"
    )
    screened_at = models.DateTimeField()

    class Meta:
        """Events judged again with their images."""

        db_table_comment = "Events judged again with what was read from their images"
        constraints: ClassVar = [models.UniqueConstraint(fields=["event_source", "event_id"], name="screening_images_once")]
        indexes: ClassVar = [models.Index(fields=["content_ref"], name="screening_images_of_content")]

    def __str__(self) -> str:
        return f"{self.event_source} {self.event_id}"


class HitKind(models.TextChoices):
    """What hits are counted of."""

    RULE = "rule", "rule"
    BANK = "bank", "bank"


class HitCount(models.Model):
    """How often one rule held, or one bank or entry of a bank was seen, on one day.

    Legal states: one row per day, pack, kind, name and entry; counts only grow. Written by the worker that counts, behind ingest.
    """

    PERSONAL_DATA = "none"

    day = models.DateField(db_comment="Day whose rules applied, Asia/Shanghai")
    pack_name = models.CharField(max_length=121, db_comment="The pack, as id@version")
    kind = models.CharField(max_length=4, choices=HitKind.choices, db_comment="rule or bank")
    name = models.CharField(max_length=120, db_comment="Id of the rule or bank")
    entry = models.CharField(
        max_length=120, default="", blank=True, db_comment="Key of the bank's entry; empty for rules and whole banks"
    )
    acted = models.PositiveBigIntegerField(default=0, db_comment="Evaluations in which it led to a violation")
    recorded = models.PositiveBigIntegerField(default=0, db_comment="Evaluations in which it was only recorded")

    class Meta:
        """Hits per rule, bank and entry, by day."""

        db_table_comment = "Hits per rule, bank and entry, by day"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "pack_name", "kind", "name", "entry"], name="screening_one_hit_count"),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "name", "day"], name="screening_hits_of_name")]

    def __str__(self) -> str:
        return f"{self.day} {self.name} {self.entry}".rstrip()


class HitCursor(models.Model):
    """How far the evaluations were counted. Legal states: one row, whose number only grows; its lock lets one worker count."""

    PERSONAL_DATA = "none"

    counted = models.PositiveBigIntegerField(default=0, db_comment="Number of the last evaluation counted")

    class Meta:
        """How far the evaluations were counted."""

        db_table_comment = "How far the evaluations were counted"

    def __str__(self) -> str:
        return str(self.counted)


class Withheld(models.Model):
    """One publication kept back because its account may not be served: the block log.

    Legal states: kept back (``released_at`` empty) → released, once the reason is gone. Written with the event, never deleted.

    Source: PA21:8.1, RQ-024
    """

    PERSONAL_DATA = "none"

    account_ref = models.CharField(max_length=512, db_comment="The account")
    event_source = models.CharField(max_length=512, db_comment="CloudEvents source of what it published")
    event_id = models.CharField(max_length=512, db_comment="CloudEvents id of it")
    content_ref = models.CharField(max_length=512, blank=True, default="", db_comment="The content, if the event names one")
    reason = models.CharField(
        max_length=16, db_comment="unverified, borrowed, forged, applying, no_subject, unknown, suspended or closed"
    )
    decision_ref = models.CharField(
        max_length=40, blank=True, default="", db_index=True, db_comment="The decision the account was told of; appeals go there"
    )
    at = models.DateTimeField(db_comment="When")
    released_at = models.DateTimeField(null=True, blank=True, db_comment="When it was let through")

    class Meta:
        """Publications kept back."""

        db_table_comment = "Publications kept back because their account may not be served"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event_source", "event_id"], name="screening_withheld_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="screening_withheld_has_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account_ref", "at"], name="screening_withheld_of_account"),
            models.Index(fields=["id"], condition=models.Q(released_at=None), name="screening_withheld_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.event_source} {self.event_id}"


class CheckedText(models.Model):
    """That a text was checked on record before it was published: what obliged accounts are held to. Written once.

    Source: PA21:7.2, RQ-017
    """

    PERSONAL_DATA = "Digest of a text and who had it checked, by reference; kept as the log entry is."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference of the check, K-…")
    texts_sha256 = models.CharField(max_length=64, db_index=True, db_comment="SHA-256 of the texts, as the log has it")
    account_ref = models.CharField(max_length=512, blank=True, default="", db_comment="Account it was checked for, if any")
    at = models.DateTimeField(db_comment="When")

    class Meta:
        """Texts checked on record."""

        db_table_comment = "Texts checked on record before they were published"

    def __str__(self) -> str:
        return self.ref


class SecondLook(models.Model):
    """A post a person looks at because its account's grade asks for it. Written once.

    Source: PA21:7.2, RQ-017
    """

    PERSONAL_DATA = "none"

    content_ref = models.CharField(max_length=512, unique=True, db_comment="The post")
    account_ref = models.CharField(max_length=512, db_comment="Its account")
    grade = models.CharField(max_length=1, blank=True, default="", db_comment="Grade then")
    reason = models.CharField(max_length=12, db_comment="unchecked (no self-check on record) or drawn (by lot)")
    case_ref = models.CharField(max_length=40, db_comment="Case of the person who looks")
    at = models.DateTimeField(db_comment="When")

    class Meta:
        """Posts looked at because of a grade."""

        db_table_comment = "Posts looked at because of the grade of their account"

    def __str__(self) -> str:
        return self.content_ref


class LookCursor(models.Model):
    """How far posts were considered for a second look; one row."""

    PERSONAL_DATA = "none"

    last_post = models.BigIntegerField(default=0, db_comment="Number of the last post considered")

    class Meta:
        """How far posts were considered."""

        db_table_comment = "How far posts were considered for a second look"

    def __str__(self) -> str:
        return str(self.last_post)
