"""An account passing from one subject to another, through the platform and with both parties' consent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.apps.registry.models.operators import Operator


class TransferStatus(models.TextChoices):
    """Where a transfer stands."""

    OFFERED = "offered", _("offered; the other party has not agreed")
    REVIEW = "review", _("agreed by both; with a person")
    COOLING = "cooling", _("approved; followers are told")
    COMPLETED = "completed", _("completed")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Transfer(models.Model):
    """One account on its way to another subject.

    Legal states: offered → review → cooling → completed; review | cooling → refused; offered | review | cooling →
    withdrawn. At most one transfer of an account is under way. ``version`` grows with every step.
    Source: PA21:11.1, PA21:11.2, RQ-044
    """

    PERSONAL_DATA = "Why the account is passed on, in the operator's words; kept with the account's history."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, T-…")
    account_ref = models.CharField(max_length=512, db_index=True, db_comment="The account")
    giver = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="+", db_comment="Subject that gives it up")
    taker = models.ForeignKey(
        Operator,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="Subject that takes it, once agreed",
    )
    status = models.CharField(
        max_length=12, choices=TransferStatus.choices, default=TransferStatus.OFFERED, db_comment="Standing"
    )
    version = models.PositiveIntegerField(default=1, db_comment="Optimistic version")
    reason = models.TextField(db_comment="Why, in the giver's words")
    invitation_digest = models.CharField(max_length=64, db_comment="Keyed digest of the code that lets the taker agree")
    offered_by = models.CharField(max_length=120, db_comment="Who offered it for the giver")
    agreed_by = models.CharField(max_length=120, blank=True, default="", db_comment="Who agreed for the taker")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who decides")
    first_approver = models.CharField(
        max_length=120, blank=True, default="", db_comment="First of two people, where it takes two"
    )
    reasons = models.TextField(blank=True, default="", db_comment="Why it was refused, as both parties read it")
    name_findings = models.JSONField(
        blank=True, default=list, db_comment="What the profile touched under the taker when a person approved: field:rule:text"
    )
    offered_at = models.DateTimeField(db_comment="When it was offered")
    agreed_at = models.DateTimeField(null=True, blank=True, db_comment="When the taker agreed")
    completes_at = models.DateTimeField(null=True, blank=True, db_comment="When the cooling-off ends")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="When it was completed, refused or withdrawn")

    class Meta:
        db_table_comment = "Accounts passing from one subject to another"
        indexes: ClassVar = [models.Index(fields=["status", "completes_at"], name="registry_transfer_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account_ref"],
                condition=Q(status__in=["offered", "review", "cooling"]),
                name="registry_one_transfer_under_way",
            ),
            models.CheckConstraint(condition=Q(status__in=TransferStatus.values), name="registry_transfer_known_status"),
        ]

    def __str__(self) -> str:
        return self.ref
