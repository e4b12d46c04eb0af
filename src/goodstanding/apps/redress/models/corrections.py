"""Registered information that does not match its subject: suspended with a notice, corrected in time, or ended by two people.

Source: PA21:8.2, RQ-028, RQ-029
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.apps.redress.correcting import FLOW, ONGOING, SUSPENDED


class CorrectionState(models.TextChoices):
    """Where a correction stands."""

    FOUND = "found", _("found; with a person")
    OPEN = "open", _("suspended; to be corrected")
    HANDED_IN = "handed_in", _("handed in; with a person")
    OVERDUE = "overdue", _("the time to correct is over")
    CORRECTED = "corrected", _("corrected")
    TERMINATED = "terminated", _("service ended")
    DISMISSED = "dismissed", _("nothing found")
    OVERTURNED = "overturned", _("overturned")


class Correction(models.Model):
    """What of an account does not match its subject, and until when it can be put right.

    Legal states and steps: ``correcting.FLOW``, and nothing else. While service is suspended there is a decision that suspends
    it and a deadline. One at a time for an account. Nothing here ends an account by itself: people do, two of them.
    """

    PERSONAL_DATA = "Words of the operator about the correction; kept with the decision as a record of handling."

    ref = models.CharField(max_length=40, unique=True, db_comment="Public reference, K-…")
    account_ref = models.CharField(max_length=512, db_comment="The account")
    fields = models.JSONField(default=list, db_comment="What does not match: identity, credentials, profile, contact")
    fault = models.CharField(max_length=12, blank=True, default="", db_comment="borrowed or forged, where the identity is that")
    found_by = models.CharField(max_length=12, db_comment="patrol, report or rule")
    origin = models.CharField(
        max_length=200, blank=True, default="", db_comment="What it was found in: patrol case, report receipt; once each"
    )
    facts = models.TextField(db_comment="What does not match, as the operator reads it")
    to_fix = models.TextField(blank=True, default="", db_comment="What to hand in or change, as the operator reads it")
    state = models.CharField(max_length=12, choices=CorrectionState.choices, db_comment="Standing")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_index=True, db_comment="Case of whoever decides next")
    decision_ref = models.CharField(max_length=40, blank=True, default="", db_index=True, db_comment="Suspends the service")
    termination_ref = models.CharField(max_length=40, blank=True, default="", db_index=True, db_comment="Ended the account")
    found_at = models.DateTimeField(db_comment="When it was found")
    suspended_at = models.DateTimeField(null=True, blank=True, db_comment="When service was suspended")
    due_at = models.DateTimeField(null=True, blank=True, db_comment="Until when it can be corrected; only ever moved later")
    extended_at = models.DateTimeField(null=True, blank=True, db_comment="When it was extended on request, once")
    redelivered_at = models.DateTimeField(null=True, blank=True, db_comment="When it was extended for a failed delivery")
    reminded_at = models.DateTimeField(null=True, blank=True, db_comment="When the operator was reminded")
    answer = models.TextField(blank=True, default="", db_comment="What the operator says was corrected")
    handed_in_at = models.DateTimeField(null=True, blank=True, db_comment="When it was handed in last")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="When it ended")

    class Meta:
        db_table_comment = "Corrections of registered information"
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="redress_correction_clock"),
            models.Index(fields=["account_ref", "-found_at"], name="redress_correction_account"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=CorrectionState.values), name="redress_correction_known_state"),
            models.CheckConstraint(
                condition=Q(state__in=[str(one) for one in ONGOING], ended_at__isnull=True)
                | (~Q(state__in=[str(one) for one in ONGOING]) & Q(ended_at__isnull=False)),
                name="redress_correction_end_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[str(one) for one in SUSPENDED])
                | (~Q(decision_ref="") & Q(due_at__isnull=False) & Q(suspended_at__isnull=False)),
                name="redress_correction_suspended_by_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state="terminated") | ~Q(termination_ref=""), name="redress_correction_ended_by_decision"
            ),
            models.UniqueConstraint(
                fields=["account_ref"], condition=Q(ended_at__isnull=True), name="redress_one_correction_at_a_time"
            ),
            models.UniqueConstraint(fields=["origin"], condition=~Q(origin=""), name="redress_correction_once_per_origin"),
        ]

    def __str__(self) -> str:
        return self.ref


class CorrectionStep(models.Model):
    """One step of a correction, with who took it and why. Written, never edited (a trigger refuses); only steps of the flow."""

    PERSONAL_DATA = "none"

    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="steps", db_comment="The correction")
    step = models.CharField(max_length=16, db_comment="What was done")
    from_state = models.CharField(max_length=12, blank=True, default="", db_comment="State before; empty at the beginning")
    to_state = models.CharField(max_length=12, choices=CorrectionState.choices, db_comment="State after")
    actor_kind = models.CharField(max_length=12, db_comment="user, machine, api_key, public or system")
    actor_ref = models.CharField(max_length=120, blank=True, default="", db_comment="Who")
    at = models.DateTimeField(db_comment="When")
    due_at = models.DateTimeField(null=True, blank=True, db_comment="Until when it can be corrected after this step")
    note = models.TextField(blank=True, default="", db_comment="Why")

    class Meta:
        db_table_comment = "Every step of every correction"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=reduce(
                    or_, (Q(step=str(step), from_state=str(state), to_state=str(end)) for (state, step), end in FLOW.items())
                ),
                name="redress_correction_step_in_flow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.correction_id}:{self.step}"
