"""Registrations that were refused: the register's part of the block log."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goodstanding.apps.registry.models.applications import Application


class RegistrationRefusal(models.Model):
    """One registration that was refused, and why. Written once, never changed.

    Legal states of ``reason``: ``closed_name`` (the name of an account a decision closed), ``banned_subject`` (a decision keeps
    the subject out), ``decided`` (a person refused the application).
    Source: PA21:8.1, PA21:8.3, RQ-024, RQ-031
    """

    PERSONAL_DATA = (
        "Account name somebody proposed and the reasons written to the applicant: why an account may not be served (PA21:8.1). "
        "Those of natural persons are shown through a logged door only; deleted with what else is kept of the application."
    )

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, B-…")
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.CASCADE, related_name="refusals", db_comment="By application, if so"
    )
    account_ref = models.CharField(max_length=512, db_index=True, db_comment="The account's id on the platform")
    name = models.CharField(max_length=200, blank=True, default="", db_comment="Name the account was to have")
    subject_class = models.CharField(max_length=24, blank=True, default="", db_comment="Legal form of who applied, where known")
    reason = models.CharField(max_length=16, db_comment="closed_name, banned_subject or decided")
    words = models.TextField(blank=True, default="", db_comment="Why, as the applicant reads it")
    decision_ref = models.CharField(max_length=40, blank=True, default="", db_comment="The decision it rests on, if any")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who refused it, if any")
    refused_by = models.CharField(max_length=120, db_comment="Who asked the register, or who decided: kind:ref")
    at = models.DateTimeField(db_index=True, db_comment="When")

    class Meta:
        db_table_comment = "Registrations that were refused"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reason__in=["closed_name", "banned_subject", "decided"]), name="registry_refusal_known_reason"
            ),
            models.CheckConstraint(condition=Q(reason="decided") | ~Q(decision_ref=""), name="registry_refusal_names_decision"),
        ]

    def __str__(self) -> str:
        return self.ref
