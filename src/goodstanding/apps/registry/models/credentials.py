"""Licences and qualifications of accounts and operators."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goodstanding.apps.registry.models.accounts import Account
from goodstanding.apps.registry.models.operators import Operator


class Credential(models.Model):
    """A licence or qualification. Legal states: unverified, valid until ``valid_to`` (empty: no end), expired.

    Belongs to an account or to its operator, exactly one.
    """

    PERSONAL_DATA = "Tail of a certificate number; deleted with the operator's data."

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
    domain = models.CharField(max_length=32, db_comment="Field it opens: news, health, finance, law, education …")
    kind = models.CharField(max_length=64, db_comment="Kind of licence; account.licences lists it as domain:kind")
    number_tail = models.CharField(max_length=8, blank=True, default="", db_comment="Last characters of its number")
    scope = models.CharField(max_length=200, blank=True, default="", db_comment="What it covers, as printed on it")
    verified_at = models.DateTimeField(null=True, blank=True, db_comment="When it was checked with its issuer")
    verified_by = models.CharField(max_length=80, blank=True, default="", db_comment="Who checked it")
    valid_to = models.DateField(null=True, blank=True, db_comment="Last day it is valid")

    class Meta:
        """Licences and professional qualifications."""

        db_table_comment = "Licences and professional qualifications"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(account__isnull=True, operator__isnull=False) | Q(account__isnull=False, operator__isnull=True),
                name="registry_credential_one_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain}/{self.kind}"
