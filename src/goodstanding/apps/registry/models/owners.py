"""Signs that an account changed hands outside the platform, and the settings frozen until a person has looked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TraceKind(models.TextChoices):
    """What an account is used with."""

    DEVICE = "device", _("device")
    PHONE = "phone", _("mobile number")
    PAYOUT = "payout", _("account money is paid to")
    REGION = "region", _("region by network")


class OwnerTrace(models.Model):
    """Something an account was used with, and from when to when. No value is kept, a keyed digest only.

    Source: PA21:11.1, RQ-043
    """

    PERSONAL_DATA = "Keyed digest of a device, number or payout account as the platform names it; deleted after closing."

    account_ref = models.CharField(max_length=512, db_comment="The account")
    kind = models.CharField(max_length=8, choices=TraceKind.choices, db_comment="What it is")
    value_index = models.CharField(max_length=64, db_comment="Keyed digest of it")
    first_seen_at = models.DateTimeField(db_comment="When it was first used")
    last_seen_at = models.DateTimeField(db_comment="When it was last used")

    class Meta:
        db_table_comment = "What accounts are used with, as keyed digests"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account_ref", "kind", "value_index"], name="registry_trace_once"),
            models.CheckConstraint(condition=Q(kind__in=TraceKind.values), name="registry_trace_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.account_ref}:{self.kind}"


class FreezeOutcome(models.TextChoices):
    """What a person found."""

    OPEN = "", _("with a person")
    CLEARED = "cleared", _("nothing wrong; ended")
    PROVEN = "proven", _("the account changed hands without application")


class SettingsFreeze(models.Model):
    """Sensitive settings of an account frozen because it looks as if it changed hands: name, contact, transfer, stop.

    Legal states: open → cleared | proven. It publishes and is read as before. After ``proven`` the settings stay frozen for as
    long as the decision's measures are in force, so that a reversal on appeal frees them by itself.
    Source: PA21:11.1, PA21:11.2, RQ-043, RQ-047
    """

    PERSONAL_DATA = "The operator's own explanation; emptied with the account's other data after retention."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, FZ-…")
    account_ref = models.CharField(max_length=512, db_index=True, db_comment="The account")
    evidence = models.JSONField(default=list, db_comment="What changed: kind, when the new one came, when the old was last used")
    outcome = models.CharField(
        max_length=8, choices=FreezeOutcome.choices, blank=True, default="", db_comment="What a person found"
    )
    explanation = models.TextField(blank=True, default="", db_comment="What the operator says to it")
    explained_at = models.DateTimeField(null=True, blank=True, db_comment="When the operator said so")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who looks")
    decision_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Decision it led to")
    reasons = models.TextField(blank=True, default="", db_comment="What was found, as the operator reads it")
    frozen_at = models.DateTimeField(db_comment="First instant of it")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="When a person settled it")

    class Meta:
        db_table_comment = "Sensitive settings frozen while somebody looks"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account_ref"], condition=Q(outcome=""), name="registry_one_freeze_open"),
            models.CheckConstraint(condition=Q(outcome__in=FreezeOutcome.values), name="registry_freeze_known_outcome"),
            models.CheckConstraint(
                condition=~Q(outcome="proven") | ~Q(decision_ref=""), name="registry_freeze_proven_by_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
