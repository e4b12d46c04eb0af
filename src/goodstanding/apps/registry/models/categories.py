"""What an account publishes beside its categories, and the changes of category its operator asks for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ChangeStatus(models.TextChoices):
    """Where a request to change categories stands."""

    WAITING = "waiting", _("with a person")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class CategoryChange(models.Model):
    """A request to change the categories of an account. At most one waits.

    Legal states: waiting → approved | refused | withdrawn. Source: PA21:7.1, PA21:15.2, RQ-070
    """

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, Y-…")
    account_ref = models.CharField(max_length=512, db_index=True, db_comment="The account")
    before = models.JSONField(default=list, db_comment="Categories when it was asked for")
    wanted = models.JSONField(default=list, db_comment="Categories wanted")
    status = models.CharField(max_length=12, choices=ChangeStatus.choices, default=ChangeStatus.WAITING, db_comment="Standing")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who decides")
    reasons = models.TextField(blank=True, default="", db_comment="Why it was decided so, as the operator reads it")
    asked_by = models.CharField(max_length=120, db_comment="Who asked, as the log names them")
    asked_at = models.DateTimeField(db_comment="When it was asked for")
    decided_at = models.DateTimeField(null=True, blank=True, db_comment="When it ended")

    class Meta:
        db_table_comment = "Requests to change the categories of accounts"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=ChangeStatus.values), name="registry_category_change_known_status"),
            models.UniqueConstraint(
                fields=["account_ref"], condition=Q(status="waiting"), name="registry_category_change_one_waits"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class CategoryDrift(models.Model):
    """An account that published too much beside its categories, and the clock until the platform looks at it.

    Legal states: told (the clock runs), paused (``paused_at`` set: a change is asked for), with a person (``case_ref`` set).
    The row goes when the share falls or the categories change. The operator is told before anybody looks.
    Source: PA21:15.2, RQ-070
    """

    PERSONAL_DATA = "none"

    account_ref = models.CharField(max_length=512, unique=True, db_comment="The account")
    counted = models.PositiveIntegerField(db_comment="Posts with a category within the window")
    outside = models.PositiveIntegerField(db_comment="Of these, beside the registered categories")
    by_category = models.JSONField(default=dict, db_comment="Posts outside, by category")
    told_at = models.DateTimeField(db_comment="When the operator was told")
    acts_after = models.DateTimeField(db_comment="Before this instant the platform does not act on it")
    paused_at = models.DateTimeField(null=True, blank=True, db_comment="When the clock was stopped; empty: it runs")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who looks")

    class Meta:
        db_table_comment = "Accounts that drift from their categories"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(outside__lte=models.F("counted")), name="registry_drift_within_counted"),
        ]

    def __str__(self) -> str:
        return self.account_ref
