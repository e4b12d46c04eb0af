"""Changing the mobile an operator is reached by: the new one shows possession, the old one is told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.apps.registry.models.operators import Operator


class MobileChangeState(models.TextChoices):
    """Where a change stands."""

    ASKED = "asked", _("the code is to be entered")
    DONE = "done", _("changed")
    ENDED = "ended", _("not changed")


class MobileChange(models.Model):
    """Another mobile for an operator. Legal states: asked → done | ended (a newer one took its place, or it ran out).

    The new number is sealed until it is in force or the change ended, the old one until it was told.
    Source: PA21:8.1, PA21:11.2, RQ-021, RQ-043
    """

    PERSONAL_DATA = "Mobile numbers: to send the code and to tell the old number. Sealed; emptied when that is done."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, MC-…")
    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="mobile_changes", db_comment="Whose mobile")
    new_sealed = models.BinaryField(default=b"", blank=True, db_comment="The new number, sealed; empty once it ended")
    new_tail = models.CharField(max_length=8, db_comment="Its last digits, for display")
    mobile_index = models.CharField(max_length=64, db_index=True, db_comment="Keyed digest of the new number")
    old_sealed = models.BinaryField(default=b"", blank=True, db_comment="The old number, sealed; empty once it was told")
    code_digest = models.CharField(max_length=64, db_comment="Keyed digest of the code")
    tries = models.PositiveSmallIntegerField(default=0, db_comment="Wrong tries")
    state = models.CharField(
        max_length=8, choices=MobileChangeState.choices, default=MobileChangeState.ASKED, db_comment="Where it stands"
    )
    asked_by = models.CharField(max_length=120, db_comment="Who asked for it")
    asked_at = models.DateTimeField(db_comment="When the code was sent")
    expires_at = models.DateTimeField(db_comment="First instant the code no longer counts")
    done_at = models.DateTimeField(null=True, blank=True, db_comment="When the number changed")
    told_at = models.DateTimeField(null=True, blank=True, db_comment="When the old number was told")

    class Meta:
        db_table_comment = "Changes of the mobile an operator is reached by"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operator"], condition=Q(state="asked"), name="registry_one_mobile_change_open"),
            models.CheckConstraint(condition=Q(state__in=MobileChangeState.values), name="registry_mobile_change_known_state"),
            models.CheckConstraint(condition=Q(state="asked") | Q(new_sealed=b""), name="registry_ended_mobile_change_is_empty"),
        ]

    def __str__(self) -> str:
        return self.ref
