"""Reports by anybody: stored before they are answered, moved through four stages, each step with a reason."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.apps.redress.models.stages import Stage


class ReportKind(models.TextChoices):
    """What a report is about."""

    ACCOUNT = "account", _("account")
    POST = "post", _("post")
    COMMENT = "comment", _("comment")


class ReportOutcome(models.TextChoices):
    """What came of a report."""

    VIOLATION = "violation", _("violation found")
    NO_VIOLATION = "no_violation", _("no violation found")
    INADMISSIBLE = "inadmissible", _("could not be taken up")


class Report(models.Model):
    """A complaint by anybody about an account, a post or a comment.

    Legal states: intake → screening → handling → feedback → closed, none skipped; a closed one has an outcome and feedback.
    No sign-in is needed to file or follow one: the receipt is the key.
    """

    PERSONAL_DATA = (
        "Reporter's contact, sealed, to give feedback; emptied 180 days after closing. The reason in the reporter's words."
    )

    receipt = models.CharField(max_length=40, unique=True, db_comment="Public receipt, R-…")
    kind = models.CharField(max_length=8, choices=ReportKind.choices, db_comment="account, post or comment")
    target = models.CharField(max_length=512, db_comment="Account or content reference")
    account_ref = models.CharField(max_length=512, db_comment="Account answerable for the target")
    category = models.CharField(max_length=48, db_comment="Violation label, personal_rights, copyright, minors or other")
    reason = models.TextField(db_comment="What is wrong, in the reporter's words")
    reporter_contact_sealed = models.BinaryField(default=b"", blank=True, db_comment="Contact for feedback, sealed; may be empty")
    language = models.CharField(max_length=8, db_comment="Language the feedback is written in")
    filed_at = models.DateTimeField(db_comment="When it was stored")
    due_at = models.DateTimeField(db_comment="When it must be answered; never moved later")
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.INTAKE, db_comment="Stage (PA21:20.2)")
    outcome = models.CharField(max_length=16, blank=True, default="", choices=ReportOutcome.choices, db_comment="Once handled")
    feedback = models.TextField(blank=True, default="", db_comment="What the reporter was told")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_index=True, db_comment="Case it joined")
    decision_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Decision that answered it")
    closed_at = models.DateTimeField(null=True, blank=True, db_comment="When it was closed")

    class Meta:
        db_table_comment = "Reports by the public"
        indexes: ClassVar = [models.Index(fields=["stage", "due_at"], name="redress_report_clock")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=ReportKind.values), name="redress_report_known_kind"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="redress_report_known_stage"),
            models.CheckConstraint(
                condition=~Q(stage="closed") | (~Q(outcome="") & ~Q(feedback="") & Q(closed_at__isnull=False)),
                name="redress_closed_report_has_feedback",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt
