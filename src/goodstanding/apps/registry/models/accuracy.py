"""How right verdicts about identities are: a sample judged again by a second person, its reports, and actions opened by it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Truth(models.TextChoices):
    """What a second person found."""

    OPEN = "", _("not judged yet")
    HOLDS = "holds", _("name and number belong together")
    DOES_NOT = "does_not", _("they do not belong together")
    UNKNOWN = "unknown", _("it cannot be found out")


class SampledVerdict(models.Model):
    """One verdict about an identity, drawn to be judged again by somebody who had no part in it.

    Legal states: drawn (``truth`` empty, ``case_ref`` set), judged. Drawn by a keyed digest of the verdict, so that nobody can
    choose which. Source: PA21:8.1, RQ-023
    """

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, SV-…")
    factor = models.OneToOneField(
        "registry.VerificationFactor", null=True, on_delete=models.SET_NULL, related_name="sample", db_comment="The verdict"
    )
    application_ref = models.CharField(max_length=40, db_comment="Application it was given for")
    account_ref = models.CharField(max_length=512, db_comment="Account of the application")
    provider = models.CharField(max_length=80, db_comment="Who gave it; staff where a person did")
    kind = models.CharField(max_length=24, db_comment="What was asked")
    accepted = models.BooleanField(db_comment="Whether the verdict accepted")
    quarter = models.CharField(max_length=6, db_index=True, db_comment="Quarter it was given in, e.g. 2026Q4")
    drawn_at = models.DateTimeField(db_comment="When it was drawn")
    truth = models.CharField(max_length=12, blank=True, default="", choices=Truth.choices, db_comment="What was found")
    truth_by = models.CharField(max_length=120, blank=True, default="", db_comment="Who found it, as the log names them")
    truth_at = models.DateTimeField(null=True, blank=True, db_comment="When")
    note = models.TextField(blank=True, default="", db_comment="How it was found out")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who judges")

    class Meta:
        db_table_comment = "Verdicts about identities drawn to be judged again"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(truth__in=Truth.values), name="registry_sample_known_truth"),
            models.CheckConstraint(
                condition=Q(truth="", truth_at__isnull=True) | (~Q(truth="") & Q(truth_at__isnull=False)),
                name="registry_sample_judged_or_open",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class SampleCursor(models.Model):
    """How far verdicts were drawn from; one row."""

    PERSONAL_DATA = "none"

    last_factor = models.BigIntegerField(default=0, db_comment="Id of the last verdict considered")

    class Meta:
        db_table_comment = "How far verdicts were drawn from"

    def __str__(self) -> str:
        return str(self.last_factor)


class AccuracyReport(models.Model):
    """The figures of one provider and quarter as they were when it was closed. Written, never edited.

    Source: PA21:8.1, RQ-023
    """

    PERSONAL_DATA = "none"

    quarter = models.CharField(max_length=6, db_comment="e.g. 2026Q4")
    provider = models.CharField(max_length=80, db_comment="Whose verdicts")
    figures = models.JSONField(db_comment="Counts, rates and intervals")
    made_at = models.DateTimeField(db_comment="When it was closed")

    class Meta:
        db_table_comment = "Quarterly reports of the accuracy of identity verdicts"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quarter", "provider"], name="registry_accuracy_reported_once"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter}:{self.provider}"


class AccuracyAction(models.Model):
    """What is done about a provider below the floor. Legal states: open, settled. One a quarter and provider.

    Source: PA21:8.1, RQ-023
    """

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, AA-…")
    quarter = models.CharField(max_length=6, db_comment="e.g. 2026Q4")
    provider = models.CharField(max_length=80, db_comment="Whose verdicts")
    figures = models.JSONField(db_comment="The figures that opened it")
    opened_at = models.DateTimeField(db_comment="When it was opened")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who settles it")
    outcome = models.CharField(max_length=12, blank=True, default="", db_comment="mended or replaced")
    reasons = models.TextField(blank=True, default="", db_comment="What was done")
    settled_by = models.CharField(max_length=120, blank=True, default="", db_comment="Who settled it")
    settled_at = models.DateTimeField(null=True, blank=True, db_comment="When")

    class Meta:
        db_table_comment = "Actions about providers below the floor of accuracy"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quarter", "provider"], name="registry_accuracy_action_once"),
        ]

    def __str__(self) -> str:
        return self.ref
