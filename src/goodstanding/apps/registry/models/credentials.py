"""Licences and qualifications of accounts, operators and applicants."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.apps.registry.models.accounts import Account
from goodstanding.apps.registry.models.applications import Application
from goodstanding.apps.registry.models.operators import Operator


class CredentialStatus(models.TextChoices):
    """Where a credential stands."""

    UNVERIFIED = "unverified", _("not verified yet")
    VERIFIED = "verified", _("verified")
    REFUSED = "refused", _("not accepted")
    LAPSED = "lapsed", _("lapsed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Credential(models.Model):
    """A licence or qualification and what a person found about it in a public register.

    Legal states: unverified → verified | refused (also where its holder takes it back); verified → lapsed (after ``valid_to``) |
    withdrawn.
    A lapsed or withdrawn one is never revived: it is handed in and looked up anew. Whether it counts is told by status and day
    together, so that nothing counts between midnight and the round of the worker that notes the lapse.
    Belongs to an account, to its operator, or to an application that is to become an account: exactly one.
    Source: PA21:5.2, PA21:9.1, PA21:9.2, RQ-033, RQ-034, RQ-035
    """

    PERSONAL_DATA = (
        "Number of a certificate: to look it up. Sealed, emptied when it is refused, withdrawn or lapsed; its tail and keyed "
        "digest are deleted with the operator's data."
    )

    ref = models.CharField(max_length=40, unique=True, db_comment="Public reference, K-…")
    account = models.ForeignKey(
        Account,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="credentials",
        db_comment="Account it is limited to",
    )
    operator = models.ForeignKey(
        Operator, null=True, blank=True, on_delete=models.CASCADE, related_name="credentials", db_comment="Operator it covers"
    )
    application = models.ForeignKey(
        Application,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="credentials",
        db_comment="Application it was handed in for; becomes the account's",
    )
    status = models.CharField(
        max_length=12, choices=CredentialStatus.choices, default=CredentialStatus.UNVERIFIED, db_comment="Standing"
    )
    domain = models.CharField(max_length=32, db_comment="Field it opens: news, medicine, economy, justice, education …")
    kind = models.CharField(max_length=64, db_comment="Kind of licence; account.licences lists it as domain:kind")
    forms = models.CharField(
        max_length=80, blank=True, default="", db_comment="Forms of service a news licence covers, parted by blanks"
    )
    background = models.CharField(max_length=300, blank=True, default="", db_comment="Professional background as its holder says")
    number_tail = models.CharField(max_length=8, blank=True, default="", db_comment="Last characters of its number")
    number_index = models.CharField(
        max_length=64, blank=True, default="", db_index=True, db_comment="Keyed digest of its number, to find it used twice"
    )
    number_sealed = models.BinaryField(default=b"", blank=True, db_comment="Its number, sealed; emptied when no longer needed")
    is_well_formed = models.BooleanField(
        default=False, db_comment="Whether its number fits the published layout; verifies nothing"
    )
    issuer = models.CharField(max_length=200, blank=True, default="", db_comment="Authority that issued it")
    scope = models.CharField(max_length=200, blank=True, default="", db_comment="What it covers, as printed on it")
    valid_from = models.DateField(null=True, blank=True, db_comment="First day it is valid; empty: not printed")
    valid_to = models.DateField(null=True, blank=True, db_comment="Last day it is valid; empty: no end")
    document_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Sealed document handed in with it")
    handed_in_by = models.CharField(max_length=120, blank=True, default="", db_comment="Who handed it in, as the log names them")
    handed_in_at = models.DateTimeField(null=True, blank=True, db_comment="When it was handed in")
    verified_at = models.DateTimeField(null=True, blank=True, db_comment="When a person decided that it is real")
    verified_by = models.CharField(max_length=80, blank=True, default="", db_comment="Who looked it up")
    register = models.CharField(max_length=200, blank=True, default="", db_comment="Public register that was consulted")
    checked_on = models.DateField(null=True, blank=True, db_comment="Day it was consulted; the badge names it")
    evidence_sha256 = models.CharField(max_length=64, blank=True, default="", db_comment="SHA-256 of the screenshot of the entry")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who decides")
    reasons = models.TextField(blank=True, default="", db_comment="Why it was refused or withdrawn, as its holder reads it")
    warned_for = models.DateField(null=True, blank=True, db_comment="Last day of validity its holder was warned of")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="When it was refused, withdrawn or found lapsed")

    class Meta:
        """Licences and professional qualifications."""

        db_table_comment = "Licences and professional qualifications"
        indexes: ClassVar = [models.Index(fields=["status", "valid_to"], name="registry_credential_lapse")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, operator__isnull=True, application__isnull=True)
                | Q(account__isnull=True, operator__isnull=False, application__isnull=True)
                | Q(account__isnull=True, operator__isnull=True, application__isnull=False),
                name="registry_credential_one_holder",
            ),
            models.CheckConstraint(condition=Q(status__in=CredentialStatus.values), name="registry_credential_known_status"),
            models.CheckConstraint(
                condition=~Q(status="verified")
                | (~Q(verified_by="") & ~Q(register="") & Q(verified_at__isnull=False, checked_on__isnull=False)),
                name="registry_credential_verified_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain}/{self.kind}"
