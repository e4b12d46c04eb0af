"""Where texts come from: drafts by their digest, and the repost forms of contents; and which texts were let go."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Draft(models.Model):
    """The digest of a text its author recorded before publishing it. Written once, never edited or deleted.

    The wording is never here; who holds the text can show that it existed then.
    """

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, OF-…")
    account_ref = models.CharField(max_length=512, db_comment="Whose it is")
    sha256 = models.CharField(max_length=64, db_comment="SHA-256 the author gave")
    note = models.CharField(max_length=200, default="", blank=True, db_comment="The author's own name for it")
    recorded_at = models.DateTimeField(db_comment="When it was recorded")
    recorded_by = models.CharField(max_length=120, db_comment="kind:ref of the actor")
    log_index = models.BigIntegerField(db_comment="Entry of the log that proves the time")

    class Meta:
        """Digests of drafts."""

        db_table_comment = "Digests of drafts"
        constraints: ClassVar = [models.UniqueConstraint(fields=["account_ref", "sha256"], name="originality_draft_once")]
        indexes: ClassVar = [models.Index(fields=["sha256"], name="originality_draft_digest")]

    def __str__(self) -> str:
        return self.ref


class Repost(models.Model):
    """The repost form of one version of a content. Written once, never edited or deleted. Source: PA21:17.1, RQ-075."""

    PERSONAL_DATA = "none"

    content_ref = models.CharField(max_length=512, db_comment="The content")
    account_ref = models.CharField(max_length=512, db_comment="Who published it")
    content_sha256 = models.CharField(max_length=64, db_comment="Which wording of it")
    repost_of = models.CharField(max_length=512, default="", blank=True, db_comment="Content it reposts, if it is one of ours")
    owner = models.CharField(max_length=400, default="", blank=True, db_comment="Author or owner, as told")
    source_url = models.CharField(max_length=2000, default="", blank=True, db_comment="Where it was taken from, as told")
    basis = models.CharField(max_length=80, default="", blank=True, db_comment="On what basis: licence, quotation, own …")
    taken_at = models.CharField(max_length=80, default="", blank=True, db_comment="Own media: when it was taken, as told")
    taken_place = models.CharField(max_length=200, default="", blank=True, db_comment="Own media: where, as told")
    missing = models.JSONField(default=list, db_comment="Codes of what is missing; empty for a complete form")
    at = models.DateTimeField(db_comment="When it was published")

    class Meta:
        """Repost forms."""

        db_table_comment = "Repost forms"
        indexes: ClassVar = [models.Index(fields=["content_ref", "at"], name="originality_repost_of")]

    def __str__(self) -> str:
        return self.content_ref


class Forgotten(models.Model):
    """That the wordings of a content are compared with nothing any more. Written once, never edited or deleted.

    Every index reads these in order, as it reads publications: one on another machine, or restored from a backup, learns of it.
    """

    PERSONAL_DATA = "none"

    content_ref = models.CharField(max_length=512, db_comment="The content")
    names = models.JSONField(db_comment="Names of its wordings in the index: digest and content; no wording")
    versions_to = models.BigIntegerField(db_comment="Number of its newest version then; a later one of the same wording stays")
    at = models.DateTimeField(db_comment="When")

    class Meta:
        """Contents whose wordings were let go."""

        db_table_comment = "Contents whose wordings were let go"

    def __str__(self) -> str:
        return self.content_ref


class SourceLook(models.Model):
    """What a link given as the source of a content answered when it was last looked at.

    Legal states: found, gone, nowhere, unclear, refused; ``is_confirmed`` where it was broken twice in a row, a day apart.
    """

    PERSONAL_DATA = "none"

    content_ref = models.CharField(max_length=512, db_comment="The content")
    account_ref = models.CharField(max_length=512, db_comment="Who published it")
    url = models.CharField(max_length=2000, db_comment="The link, as told")
    outcome = models.CharField(max_length=8, default="", db_comment="found, gone, nowhere, unclear, refused")
    status = models.PositiveSmallIntegerField(default=0, db_comment="HTTP status; 0 where nothing answered")
    looks = models.PositiveSmallIntegerField(default=0, db_comment="How often it was looked at")
    is_confirmed = models.BooleanField(default=False, db_comment="Broken twice in a row")
    first_at = models.DateTimeField(db_comment="When it was looked at first")
    last_at = models.DateTimeField(db_comment="When it was looked at last")

    class Meta:
        """Links given as sources, and whether they lead anywhere."""

        db_table_comment = "Links given as sources, and whether they lead anywhere"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["content_ref", "url"], name="originality_source_once"),
        ]

    def __str__(self) -> str:
        return self.content_ref
