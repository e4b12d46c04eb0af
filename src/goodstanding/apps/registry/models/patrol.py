"""Dynamic verification: when each account is looked at again, and what each look found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PatrolTrigger(models.TextChoices):
    """Why an account is due."""

    SCHEDULE = "schedule", _("by its interval")
    EXPIRY = "expiry", _("a credential ended")
    REPORT = "report", _("a report was founded")
    OWNER = "owner", _("its subject changed")
    DEVICE = "device", _("it is signed in to from elsewhere")
    GRADE = "grade", _("its grade changed")
    RING = "ring", _("it was registered together with others")
    FAILED = "failed", _("a field failed the last look")


class Patrol(models.Model):
    """When an account is due next, and for which fields. One row an account, from its registration to its closing.

    Legal states: planned (``case_ref`` empty), with a person (``case_ref`` set). A trigger brings ``next_due`` forward, never
    back. Source: PA21:9.3, RQ-038
    """

    PERSONAL_DATA = "none"

    account_ref = models.CharField(max_length=512, unique=True, db_comment="The account")
    grade = models.CharField(max_length=4, default="b", db_comment="Grade its interval follows: a, b or c")
    next_due = models.DateTimeField(db_index=True, db_comment="When it is looked at next; never empty")
    trigger = models.CharField(max_length=12, choices=PatrolTrigger.choices, db_comment="Why then")
    fields = models.JSONField(default=list, db_comment="What is looked at then: identity, credentials, profile, contact")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who looks; empty: planned")
    last_at = models.DateTimeField(null=True, blank=True, db_comment="When it was last looked at")

    class Meta:
        db_table_comment = "When each account is verified again"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(trigger__in=PatrolTrigger.values), name="registry_patrol_known_trigger"),
            models.CheckConstraint(condition=Q(grade__in=["a", "b", "c"]), name="registry_patrol_known_grade"),
        ]

    def __str__(self) -> str:
        return self.account_ref


class PatrolResult(models.Model):
    """What a look at one field of an account found. Written, never edited.

    Source: PA21:9.3, RQ-038
    """

    PERSONAL_DATA = "none"

    account_ref = models.CharField(max_length=512, db_comment="The account")
    field = models.CharField(max_length=16, db_comment="identity, credentials, profile or contact")
    passed = models.BooleanField(db_comment="Whether it is authentic and valid still")
    trigger = models.CharField(max_length=12, choices=PatrolTrigger.choices, db_comment="Why it was looked at")
    note = models.TextField(blank=True, default="", db_comment="What was found, as the operator reads it")
    case_ref = models.CharField(max_length=40, db_comment="Case it was looked at in")
    actor = models.CharField(max_length=120, db_comment="Who looked, as the log names them")
    due_at = models.DateTimeField(db_comment="When it was due")
    at = models.DateTimeField(db_comment="When it was looked at")

    class Meta:
        db_table_comment = "What looking at accounts again found"
        indexes: ClassVar = [
            models.Index(fields=["account_ref", "at"], name="registry_patrol_history"),
            models.Index(fields=["at"], name="registry_patrol_report"),
        ]

    def __str__(self) -> str:
        return f"{self.account_ref}:{self.field}"
