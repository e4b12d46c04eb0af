"""How often the register was looked up: per asker for as long as a budget lasts, and in sum without anybody."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LookupBudget(models.Model):
    """What one asker has spent of one budget in one window. Deleted when the window is over.

    Legal states: exists. The asker is a keyed digest that changes every day, so that days cannot be put together.
    Source: PA21:9.2, RQ-037
    """

    PERSONAL_DATA = "none"

    asker = models.CharField(max_length=64, db_comment="Keyed digest of network or key, another one every day")
    measure = models.CharField(max_length=12, db_comment="lookups, misses or listed")
    window_starts_at = models.DateTimeField(db_index=True, db_comment="First instant of the window")
    spent = models.PositiveIntegerField(default=0, db_comment="How much of it")

    class Meta:
        db_table_comment = "Budgets for looking the register up"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asker", "measure", "window_starts_at"], name="disclosure_budget_once"),
        ]

    def __str__(self) -> str:
        return f"{self.asker[:8]}:{self.measure}"


class LookupCount(models.Model):
    """How often the register was looked up on a day, by face and by what came of it: no asker, no query, no account.

    Source: PA21:9.2, RQ-037
    """

    PERSONAL_DATA = "none"

    day = models.DateField(db_comment="Day in Shanghai")
    face = models.CharField(max_length=8, db_comment="page or api")
    outcome = models.CharField(max_length=8, db_comment="card, search, missing or refused")
    times = models.PositiveBigIntegerField(default=0, db_comment="How often")

    class Meta:
        db_table_comment = "Look-ups of the register, in sum"
        constraints: ClassVar = [models.UniqueConstraint(fields=["day", "face", "outcome"], name="disclosure_count_once")]

    def __str__(self) -> str:
        return f"{self.day}:{self.face}:{self.outcome}"
