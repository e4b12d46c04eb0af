"""Events as they came, the contents they published, and counters over time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ContentKind(models.TextChoices):
    """What was published."""

    CONTENT = "content", _("post")
    COMMENT = "comment", _("comment")


class ContentStatus(models.TextChoices):
    """Whether the public can see it."""

    VISIBLE = "visible", _("visible")
    LABELLED = "labelled", _("visible with a label")
    HELD = "held", _("held for review")
    REMOVED = "removed", _("removed")


class StoredEvent(models.Model):
    """One CloudEvent, kept as it came.

    Legal states: pending (``outcome`` empty: stored, not yet evaluated) → answered (``outcome`` holds the first reply).
    Everything but that one step is refused by a trigger. Rows leave only when their retention ends.
    """

    PERSONAL_DATA = "What the platform reported, verbatim; deleted when the retention period of events ends."

    source = models.CharField(max_length=512, db_comment="CloudEvents source")
    event_id = models.CharField(max_length=512, db_comment="CloudEvents id; unique within the source")
    type = models.CharField(max_length=80, db_comment="CloudEvents type, known or not")
    time = models.DateTimeField(db_comment="When it happened, or when it was received if the event does not say")
    subject = models.CharField(max_length=512, default="", blank=True, db_comment="Account concerned")
    body = models.TextField(db_comment="The whole event as JSON text")
    body_sha256 = models.CharField(max_length=64, db_comment="SHA-256 of the event in canonical form: same event, same hash")
    received_at = models.DateTimeField(db_comment="When it was stored")
    outcome = models.TextField(default="", blank=True, db_comment="The first outcome as JSON; empty until evaluated")
    problems = models.TextField(default="", blank=True, db_comment="What was odd about it, as a JSON list; empty for none")

    class Meta:
        """Events as received, one row per source and id."""

        db_table_comment = "Events as received, one row per source and id"
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "event_id"], name="ingest_event_once")]
        indexes: ClassVar = [
            models.Index(fields=["subject", "time"], name="ingest_event_subject"),
            models.Index(fields=["id"], condition=Q(outcome=""), name="ingest_event_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.event_id}"


class RepeatedEvent(models.Model):
    """A repeat of a known event whose body differed: noted, changing nothing. Written once, never edited."""

    PERSONAL_DATA = "none"

    source = models.CharField(max_length=512, db_comment="CloudEvents source")
    event_id = models.CharField(max_length=512, db_comment="CloudEvents id")
    body_sha256 = models.CharField(max_length=64, db_comment="Hash of the differing body, which is not kept")
    received_at = models.DateTimeField(db_comment="When the first such repeat came")

    class Meta:
        """Repeats with a different body."""

        db_table_comment = "Repeats with a different body"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "event_id", "body_sha256"], name="ingest_repeat_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.event_id}"


class Content(models.Model):
    """A post or comment as it stands.

    ``status`` follows from ``effects``, the decisions in force on it: removed if one removes it, else held if one holds it,
    else labelled if one labels it, else visible. Each decision adds and takes back its own effect only, so that reversing
    one leaves the others standing. ``withdrawn_at`` marks what the author took down.
    """

    PERSONAL_DATA = "What the account published; emptied 180 days after it left the platform, unless a matter holds it."

    content_ref = models.CharField(max_length=512, unique=True, db_comment="The platform's own content id")
    account_ref = models.CharField(max_length=512, db_comment="Who published it")
    kind = models.CharField(max_length=8, choices=ContentKind.choices, db_comment="content or comment")
    parent_ref = models.CharField(
        max_length=512, default="", blank=True, db_comment="For a comment: the content below which it stands"
    )
    status = models.CharField(
        max_length=10, choices=ContentStatus.choices, default=ContentStatus.VISIBLE, db_comment="Visibility"
    )
    effects = models.JSONField(default=list, blank=True, db_comment="Decisions in force: [{decision, effect, label, until}]")
    labels = models.JSONField(default=list, blank=True, db_comment="Labels shown with it, from effects")
    title = models.TextField(default="", blank=True, db_comment="Title exactly as sent")
    body = models.TextField(default="", blank=True, db_comment="Body exactly as sent")
    category = models.CharField(max_length=64, default="", blank=True, db_comment="Declared category")
    published_at = models.DateTimeField(db_comment="When it was published")
    latest_sha256 = models.CharField(max_length=64, db_comment="SHA-256 of the latest version")
    held_until = models.DateTimeField(null=True, blank=True, db_comment="When a hold ends by itself")
    withdrawn_at = models.DateTimeField(null=True, blank=True, db_comment="When its author took it down")

    class Meta:
        """Posts and comments as they stand."""

        db_table_comment = "Posts and comments as they stand"
        indexes: ClassVar = [
            models.Index(fields=["account_ref", "published_at"], name="ingest_content_by_account"),
            models.Index(fields=["held_until"], condition=Q(status="held"), name="ingest_content_held"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=ContentKind.values), name="ingest_content_known_kind"),
            models.CheckConstraint(condition=Q(status__in=ContentStatus.values), name="ingest_content_known_status"),
        ]

    def __str__(self) -> str:
        return self.content_ref


class ContentVersion(models.Model):
    """A content as one event published or edited it. Written once; an update is refused by a trigger.

    Rows leave only through the door of ``Retention``.
    """

    PERSONAL_DATA = "What the account published; deleted three years after the content left the platform."

    content_ref = models.CharField(max_length=512, db_comment="The content")
    sha256 = models.CharField(max_length=64, db_comment="SHA-256 of title, NUL, body in UTF-8")
    title = models.TextField(default="", blank=True, db_comment="Title exactly as sent")
    body = models.TextField(default="", blank=True, db_comment="Body exactly as sent")
    at = models.DateTimeField(db_comment="When this version was published")
    event_source = models.CharField(max_length=512, db_comment="Source of the event that brought it")
    event_id = models.CharField(max_length=512, db_comment="Id of the event that brought it")

    class Meta:
        """Every version of every content."""

        db_table_comment = "Every version of every content"
        indexes: ClassVar = [models.Index(fields=["content_ref", "at"], name="ingest_version_history")]

    def __str__(self) -> str:
        return f"{self.content_ref}@{self.sha256[:8]}"


class RetentionState(models.TextChoices):
    """How far the wording of a content that left the platform was let go."""

    WAITING = "waiting", _("kept for appeals")
    EMPTIED = "emptied", _("kept as evidence only")
    DONE = "done", _("deleted")
    RETURNED = "returned", _("shown again before")


class Retention(models.Model):
    """That a content left the platform: its author took it down, a decision removed it, or its account was closed.

    Legal states: waiting → emptied → done; waiting → returned, where it is shown again. Emptied: the content has no
    wording and is compared with nothing; its versions up to ``versions_to`` stay as evidence. Done: they are deleted.
    ``door_opened_at`` is set only while the deleting transaction runs: the trigger of the versions lets rows go only then,
    and never before ``due_at``. A pending matter (``ports.holds_on``) puts each step off.
    """

    PERSONAL_DATA = "none"

    content_ref = models.CharField(max_length=512, db_comment="The content")
    left_at = models.DateTimeField(db_comment="When it left the platform")
    due_at = models.DateTimeField(db_comment="When its versions are evidence no longer")
    state = models.CharField(max_length=8, choices=RetentionState.choices, default=RetentionState.WAITING, db_comment="Standing")
    look_at = models.DateTimeField(db_comment="When the worker looks at it next")
    held_for = models.JSONField(default=list, blank=True, db_comment="Who needed it when it was looked at last")
    versions_to = models.BigIntegerField(default=0, db_comment="Number of its newest version when it was emptied")
    emptied_at = models.DateTimeField(null=True, blank=True, db_comment="When its wording went")
    done_at = models.DateTimeField(null=True, blank=True, db_comment="When its versions went")
    door_opened_at = models.DateTimeField(null=True, blank=True, db_comment="Set within the deleting transaction only")

    class Meta:
        """Contents that left the platform, and what of them is still kept."""

        db_table_comment = "Contents that left the platform, and what of them is still kept"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["content_ref", "left_at"], name="ingest_retention_once"),
            models.CheckConstraint(condition=Q(state__in=RetentionState.values), name="ingest_retention_known_state"),
            models.CheckConstraint(
                condition=Q(door_opened_at__isnull=True) | Q(door_opened_at__gte=models.F("due_at")),
                name="ingest_retention_not_before_due",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["look_at"], condition=Q(state__in=["waiting", "emptied"]), name="ingest_retention_due"),
        ]

    def __str__(self) -> str:
        return self.content_ref


class CounterBucket(models.Model):
    """How often something happened to an account in ten minutes. Legal states: any value ≥ 0; it only grows."""

    PERSONAL_DATA = "none"

    account_ref = models.CharField(max_length=512, db_comment="The account")
    metric = models.CharField(max_length=24, db_comment="posts, comments, follows_in, reports …")
    bucket_start = models.DateTimeField(db_comment="First instant of the ten minutes")
    value = models.BigIntegerField(db_comment="How many")

    class Meta:
        """Windowed counters per account."""

        db_table_comment = "Windowed counters per account"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account_ref", "metric", "bucket_start"], name="ingest_bucket_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_ref}.{self.metric}"
