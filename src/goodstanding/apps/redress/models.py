"""Reports and appeals: stored before they are answered, moved through four stages, each step with a reason."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """The four stages of PA21:20.2, and the end."""

    INTAKE = "intake", _("intake")
    SCREENING = "screening", _("assessment")
    HANDLING = "handling", _("handling")
    FEEDBACK = "feedback", _("feedback")
    CLOSED = "closed", _("closed")


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


class AppealOutcome(models.TextChoices):
    """What came of an appeal: recorded by the panel, never inferred."""

    UPHELD = "upheld", _("upheld")
    PARTLY_UPHELD = "partly_upheld", _("partly upheld")
    REJECTED = "rejected", _("rejected")
    INADMISSIBLE = "inadmissible", _("inadmissible")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Ground(models.TextChoices):
    """Why a decision is said to be wrong."""

    FACTS_WRONG = "facts_wrong", _("the facts are wrong")
    CLAUSE_NOT_APPLICABLE = "clause_not_applicable", _("the clause does not apply")
    MEASURE_TOO_HEAVY = "measure_too_heavy", _("the measure is too heavy")
    PROCEDURE = "procedure", _("the procedure was not followed")
    NEW_EVIDENCE = "new_evidence", _("there is new evidence")
    OTHER = "other", _("another reason")


STEPS = (("", "intake"), ("intake", "screening"), ("screening", "handling"), ("handling", "feedback"), ("feedback", "closed"))
"""The only steps there are: none is skipped, none is taken back. Source: PA21:20.2, RQ-095."""


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


class Appeal(models.Model):
    """An account's objection to a decision.

    Legal states: intake → screening → handling → feedback → closed, none skipped; closed has an outcome, and a decided one
    names the person who decided and answers every ground. One open appeal per decision and account. Nobody who decided or
    approved any decision of the chain can be ``decided_by`` (a trigger refuses too).
    """

    PERSONAL_DATA = "Grounds in the appellant's words, and who filed; kept with the decision as a record of handling."

    receipt = models.CharField(max_length=40, unique=True, db_comment="Public receipt, A-…")
    decision_ref = models.CharField(max_length=40, db_index=True, db_comment="Decision appealed against")
    account_ref = models.CharField(max_length=512, db_comment="Account that appeals")
    appellant_user = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+", db_comment="Who filed it")
    grounds = models.JSONField(db_comment="[{ground, text}]")
    language = models.CharField(max_length=8, db_comment="Language the answer is written in")
    urgent = models.BooleanField(default=False, db_comment="True: a measure would end before the ordinary answer")
    filed_at = models.DateTimeField(db_comment="When it was stored")
    due_at = models.DateTimeField(db_comment="When it must be answered; never moved later")
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.INTAKE, db_comment="Stage (PA21:20.2)")
    outcome = models.CharField(max_length=16, blank=True, default="", choices=AppealOutcome.choices, db_comment="Once decided")
    reasons = models.TextField(blank=True, default="", db_comment="Why, as a whole")
    answers = models.JSONField(default=list, blank=True, db_comment="[{ground, answer}], one per ground, in order")
    canned = models.JSONField(default=list, blank=True, db_comment="[{position, receipts}]: answers given word for word before")
    decided_by = models.ForeignKey(
        "identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_comment="Who decided it"
    )
    new_decision_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Decision that superseded, if one")
    case_ref = models.CharField(max_length=40, db_index=True, db_comment="Review case of the appeal")
    closed_at = models.DateTimeField(null=True, blank=True, db_comment="When it was closed")

    class Meta:
        db_table_comment = "Appeals against decisions"
        indexes: ClassVar = [
            models.Index(fields=["stage", "due_at"], name="redress_appeal_clock"),
            models.Index(fields=["account_ref", "-filed_at"], name="redress_appeal_account"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision_ref", "account_ref"], condition=Q(outcome=""), name="redress_one_open_appeal_per_party"
            ),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="redress_appeal_known_stage"),
            models.CheckConstraint(
                condition=~Q(stage="closed") | (~Q(outcome="") & Q(closed_at__isnull=False)),
                name="redress_closed_appeal_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "withdrawn"]) | (Q(decided_by__isnull=False) & ~Q(reasons="")),
                name="redress_decided_appeal_has_person_and_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["upheld", "partly_upheld"]) | ~Q(new_decision_ref=""),
                name="redress_upheld_appeal_names_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


class AppealAnswer(models.Model):
    """The answer to one ground of one appeal, hashed so that a canned one shows. Written, never edited (a trigger refuses)."""

    PERSONAL_DATA = "none"

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="answer_rows", db_comment="The appeal")
    position = models.PositiveSmallIntegerField(db_comment="Which ground, from 0")
    ground = models.CharField(max_length=24, choices=Ground.choices, db_comment="Its kind")
    text = models.TextField(db_comment="The answer")
    text_sha256 = models.CharField(max_length=64, db_index=True, db_comment="SHA-256 of the answer without spaces and marks")

    class Meta:
        db_table_comment = "Answers to grounds of appeal"
        constraints: ClassVar = [models.UniqueConstraint(fields=["appeal", "position"], name="redress_answer_once")]

    def __str__(self) -> str:
        return f"{self.appeal_id}/{self.position}"


class Attachment(models.Model):
    """A file handed in with a report or an appeal. Written, never edited (a trigger refuses)."""

    PERSONAL_DATA = "What reporters and appellants chose to send as evidence; deleted 180 days after their matter is closed."

    matter_kind = models.CharField(max_length=8, choices=[("report", _("report")), ("appeal", _("appeal"))], db_comment="Of what")
    receipt = models.CharField(max_length=40, db_index=True, db_comment="Report or appeal it belongs to")
    name = models.CharField(max_length=200, db_comment="File name as given, without path")
    media_type = models.CharField(max_length=40, db_comment="As found in its bytes")
    size = models.PositiveIntegerField(db_comment="Bytes")
    sha256 = models.CharField(max_length=64, db_comment="SHA-256 of content")
    content = models.BinaryField(db_comment="The bytes")
    added_at = models.DateTimeField(db_comment="When")

    class Meta:
        db_table_comment = "Files handed in with reports and appeals"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["receipt", "sha256"], name="redress_attachment_once"),
            models.CheckConstraint(condition=Q(size__lte=5 * 1024 * 1024), name="redress_attachment_size"),
            models.CheckConstraint(
                condition=Q(media_type__in=["image/png", "image/jpeg", "application/pdf", "text/plain"]),
                name="redress_attachment_type",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class StageChange(models.Model):
    """One step of a report or appeal, with its reason. Written, never edited (a trigger refuses); no step can be skipped."""

    PERSONAL_DATA = "none"

    matter_kind = models.CharField(max_length=8, choices=[("report", _("report")), ("appeal", _("appeal"))], db_comment="Of what")
    receipt = models.CharField(max_length=40, db_index=True, db_comment="Report or appeal")
    from_stage = models.CharField(max_length=12, blank=True, default="", db_comment="Stage before; empty at filing")
    to_stage = models.CharField(max_length=12, db_comment="Stage after")
    actor_kind = models.CharField(max_length=12, db_comment="user, machine, api_key, public or system")
    actor_ref = models.CharField(max_length=120, db_comment="Who")
    at = models.DateTimeField(db_comment="When")
    reason = models.TextField(db_comment="Why")

    class Meta:
        db_table_comment = "Every step of every report and appeal"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["receipt", "to_stage"], name="redress_stage_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="redress_step_has_reason"),
            models.CheckConstraint(
                condition=Q(from_stage="", to_stage="intake")
                | Q(from_stage="intake", to_stage="screening")
                | Q(from_stage="screening", to_stage="handling")
                | Q(from_stage="handling", to_stage="feedback")
                | Q(from_stage="feedback", to_stage="closed"),
                name="redress_no_stage_skipped",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receipt}:{self.to_stage}"
