"""An account that rests or ends: watched for disuse, paused, stopped by its operator, exported, and erased after retention."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DormancyStage(models.TextChoices):
    """How far the disuse of an account has gone."""

    WATCHED = "watched", _("in use, or nothing due")
    FIRST = "first", _("warned for the first time")
    SECOND = "second", _("warned that the months are over")
    LAST = "last", _("warned for the last time, with a date")
    PROPOSED = "proposed", _("with a person")


class Dormancy(models.Model):
    """Since when an account was neither signed in to nor used, and what its operator was told. One row an account.

    Legal states: watched → first → second → last → proposed; any use → watched. Never an account without the clause in the
    agreement it accepted. What follows is a pause a person decides, never a closing.
    Source: PA21:10.2, RQ-041
    """

    PERSONAL_DATA = "none"

    account_ref = models.CharField(max_length=512, unique=True, db_comment="The account")
    counted_from = models.DateTimeField(null=True, blank=True, db_comment="Last sign-in or use; empty: unknown, nothing is done")
    stage = models.CharField(
        max_length=12, choices=DormancyStage.choices, default=DormancyStage.WATCHED, db_comment="What its operator was told"
    )
    told_at = models.DateTimeField(null=True, blank=True, db_comment="When its operator was last warned")
    acts_at = models.DateTimeField(null=True, blank=True, db_comment="Before this instant no pause is proposed")
    left_at = models.DateTimeField(null=True, blank=True, db_comment="When a person last left it open; the months count anew")
    look_again_at = models.DateTimeField(db_index=True, db_comment="When the worker looks at it next")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who decides")

    class Meta:
        db_table_comment = "Accounts watched for disuse"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=DormancyStage.values), name="registry_dormancy_known_stage"),
            models.CheckConstraint(
                condition=~Q(stage__in=["last", "proposed"]) | Q(told_at__isnull=False, acts_at__gt=F("told_at")),
                name="registry_dormancy_told_before",
            ),
        ]

    def __str__(self) -> str:
        return self.account_ref


class PauseCause(models.TextChoices):
    """Why an account rests."""

    DORMANCY = "dormancy", _("neither signed in to nor used")
    OWN_WISH = "own_wish", _("its operator's wish")


class Pause(models.Model):
    """A time in which an account rests: it does not publish, what it published stays, nothing is held against it.

    Legal states: running (``ended_at`` empty), ended by its operator in one step or with the account. At most one runs.
    Source: PA21:10.2, PA21:11.3, RQ-041, RQ-048
    """

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, PA-…")
    account_ref = models.CharField(max_length=512, db_index=True, db_comment="The account")
    cause = models.CharField(max_length=12, choices=PauseCause.choices, db_comment="Why")
    begun_by = models.CharField(max_length=120, db_comment="Who paused it, as the log names them")
    reasons = models.TextField(blank=True, default="", db_comment="Why a person paused it, as its operator reads it")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case it was decided in; empty: own wish")
    began_at = models.DateTimeField(db_comment="First instant of it")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="First instant after it; empty: it runs")
    ended_by = models.CharField(max_length=120, blank=True, default="", db_comment="Who ended it, as the log names them")

    class Meta:
        db_table_comment = "Times in which accounts rest"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account_ref"], condition=Q(ended_at__isnull=True), name="registry_one_pause_runs"),
            models.CheckConstraint(condition=Q(cause__in=PauseCause.values), name="registry_pause_known_cause"),
        ]

    def __str__(self) -> str:
        return self.ref


class StopStatus(models.TextChoices):
    """Where a request to stop stands."""

    GRACE = "grace", _("asked for; can be taken back")
    TAKEN_BACK = "taken_back", _("taken back")
    ENDED = "ended", _("the account is closed")


class Stopping(models.Model):
    """An operator stopping an account for good.

    Legal states: grace → taken_back | ended. It ends when the time to take it back is over and the export is ready, whichever
    comes later. Source: PA21:11.3, RQ-048
    """

    PERSONAL_DATA = "Why the operator stops, in its own words; emptied with the account's other data after retention."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, ST-…")
    account_ref = models.CharField(max_length=512, db_index=True, db_comment="The account")
    status = models.CharField(max_length=12, choices=StopStatus.choices, default=StopStatus.GRACE, db_comment="Standing")
    reason = models.TextField(blank=True, default="", db_comment="Why, in the operator's words; may be empty")
    confirmed_by = models.CharField(max_length=20, db_comment="How the person showed who they are: password, mobile_code")
    asked_by = models.CharField(max_length=120, db_comment="Who asked, as the log names them")
    asked_at = models.DateTimeField(db_comment="When it was asked for")
    ends_at = models.DateTimeField(db_comment="Until then it can be taken back")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="When it was taken back or the account closed")

    class Meta:
        db_table_comment = "Requests of operators to stop accounts"
        indexes: ClassVar = [models.Index(fields=["status", "ends_at"], name="registry_stop_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account_ref"], condition=Q(status="grace"), name="registry_one_stop_asked"),
            models.CheckConstraint(condition=Q(status__in=StopStatus.values), name="registry_stop_known_status"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("asked_at")), name="registry_stop_has_grace"),
            models.CheckConstraint(
                condition=~Q(status="ended") | Q(ended_at__gte=F("ends_at")), name="registry_stop_not_before_grace"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class ExportState(models.TextChoices):
    """Where an export stands."""

    ASKED = "asked", _("being put together")
    READY = "ready", _("ready")
    PURGED = "purged", _("deleted")


class AccountExport(models.Model):
    """Everything of an account in one file, for its operator. Sealed; purged on ``kept_until``.

    Legal states: asked → ready → purged (key and content emptied). Source: PA21:11.3, RQ-048
    """

    PERSONAL_DATA = "All that is held of an account: for its operator to take along. Sealed; purged on ``kept_until``."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, EX-…")
    account_ref = models.CharField(max_length=512, db_index=True, db_comment="The account")
    state = models.CharField(max_length=8, choices=ExportState.choices, default=ExportState.ASKED, db_comment="Standing")
    asked_by = models.CharField(max_length=120, db_comment="Who asked, as the log names them")
    asked_at = models.DateTimeField(db_comment="When it was asked for")
    ready_at = models.DateTimeField(null=True, blank=True, db_comment="When it was put together: what it holds is of then")
    kept_until = models.DateTimeField(null=True, blank=True, db_index=True, db_comment="When it is purged")
    size = models.PositiveBigIntegerField(default=0, db_comment="Bytes of the file, unsealed")
    sha256 = models.CharField(max_length=64, blank=True, default="", db_comment="SHA-256 of the file, unsealed")
    key_sealed = models.BinaryField(default=b"", blank=True, db_comment="Its key, sealed under the ring; empty once purged")
    content_sealed = models.BinaryField(default=b"", blank=True, db_comment="The file, sealed under its key; empty once purged")

    class Meta:
        db_table_comment = "Files in which operators take their accounts along"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account_ref"], condition=Q(state="asked"), name="registry_one_export_asked"),
            models.CheckConstraint(condition=Q(state__in=ExportState.values), name="registry_export_known_state"),
            models.CheckConstraint(
                condition=Q(state="ready") | Q(key_sealed=b"", content_sealed=b""), name="registry_export_empty_unless_ready"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class ErasureState(models.TextChoices):
    """Where the erasure of a closed account's personal data stands."""

    WAITING = "waiting", _("within the retention period")
    HELD = "held", _("only what pending matters need is kept")
    DONE = "done", _("erased")


class Erasure(models.Model):
    """The personal data of a closed account, to be erased when its retention is over. One row an account.

    Legal states: waiting → held → done; waiting → done. Held: everything no pending matter needs is gone, the rest waits for
    it. ``door_opened_at`` is set only while the erasing transaction runs: the trigger of the account's history lets its rows go
    only then, and never before ``due_at``. Source: PA21:11.3, RQ-048, ADR 0036
    """

    PERSONAL_DATA = "none"

    account_ref = models.CharField(max_length=512, unique=True, db_comment="The account")
    closed_at = models.DateTimeField(db_comment="When it was closed: retention counts from then")
    due_at = models.DateTimeField(db_index=True, db_comment="When retention is over")
    state = models.CharField(max_length=8, choices=ErasureState.choices, default=ErasureState.WAITING, db_comment="Standing")
    held_for = models.JSONField(default=list, blank=True, db_comment="References of the pending matters it waits for")
    counts = models.JSONField(default=dict, blank=True, db_comment="How many records of each kind were emptied or deleted")
    look_again_at = models.DateTimeField(db_index=True, db_comment="When the worker looks at it next")
    done_at = models.DateTimeField(null=True, blank=True, db_comment="When everything was erased")
    door_opened_at = models.DateTimeField(null=True, blank=True, db_comment="Set within the erasing transaction only")

    class Meta:
        db_table_comment = "Erasure of personal data after accounts were closed"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ErasureState.values), name="registry_erasure_known_state"),
            models.CheckConstraint(
                condition=Q(door_opened_at__isnull=True) | Q(door_opened_at__gte=F("due_at")),
                name="registry_erasure_not_before_due",
            ),
        ]

    def __str__(self) -> str:
        return self.account_ref
