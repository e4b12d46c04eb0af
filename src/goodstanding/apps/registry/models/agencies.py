"""Agencies (MCN) that run accounts with their operators, and the written agreements that say what they owe."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class AgencyStatus(models.TextChoices):
    """Where an agreement with an agency stands."""

    IN_FORCE = "in_force", _("in force")
    ENDED = "ended", _("ended by the operator")
    EXPIRED = "expired", _("its term is over")


class AgencyAgreement(models.Model):
    """A written agreement between the operator of an account and an agency. Without one no agency is linked.

    Legal states: in_force → ended | expired. At most one of an account is in force; its end unlinks the agency.
    Source: PA21:16.4, RQ-074
    """

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, AG-…")
    account_ref = models.CharField(max_length=512, db_index=True, db_comment="The account")
    operator_ref = models.CharField(max_length=40, db_comment="The operator that agreed")
    agency_name = models.CharField(max_length=200, db_comment="The agency's registered name")
    agency_uscc = models.CharField(max_length=18, db_index=True, db_comment="Its unified social credit code")
    duties = models.JSONField(default=list, db_comment="Codes of the security duties it takes on")
    agreement_sha256 = models.CharField(max_length=64, db_comment="SHA-256 of the agreement as handed in")
    document_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Sealed document, while kept")
    starts_on = models.DateField(db_comment="First day of its term")
    ends_on = models.DateField(db_comment="Last day of its term")
    status = models.CharField(max_length=10, choices=AgencyStatus.choices, default=AgencyStatus.IN_FORCE, db_comment="Standing")
    entered_by = models.CharField(max_length=120, db_comment="Who entered it, as the log names them")
    entered_at = models.DateTimeField(db_comment="When it was entered")
    warned_at = models.DateTimeField(null=True, blank=True, db_comment="When the operator was told that its term ends")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="When it ended")

    class Meta:
        db_table_comment = "Written agreements with agencies"
        indexes: ClassVar = [models.Index(fields=["status", "ends_on"], name="registry_agency_expiry")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account_ref"], condition=Q(status="in_force"), name="registry_one_agency_linked"),
            models.CheckConstraint(condition=Q(status__in=AgencyStatus.values), name="registry_agency_known_status"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="registry_agency_ends_later"),
            models.CheckConstraint(
                condition=~Q(agreement_sha256="") & ~Q(agency_uscc="") & ~Q(duties=[]), name="registry_agency_on_record"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
