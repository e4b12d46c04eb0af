"""Appeals against decisions: stored before they are answered, ground by ground, by somebody who took no part."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.apps.redress.models.stages import Stage


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
