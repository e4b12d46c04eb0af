"""The four stages of PA21:20.2: every step of a matter is kept with its reason, and none is skipped."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """The four stages of PA21:20.2, and the end."""

    INTAKE = "intake", _("intake")
    SCREENING = "screening", _("assessment")
    HANDLING = "handling", _("handling")
    FEEDBACK = "feedback", _("feedback")
    CLOSED = "closed", pgettext_lazy("stage", "closed")


STEPS = (("", "intake"), ("intake", "screening"), ("screening", "handling"), ("handling", "feedback"), ("feedback", "closed"))
"""The only steps there are: none is skipped, none is taken back. Source: PA21:20.2, RQ-095."""


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
