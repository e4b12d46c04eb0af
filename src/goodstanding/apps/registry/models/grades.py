"""Grades of accounts, how they came about, and the published tables they follow."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class PublishedTable(models.Model):
    """One version of the table of weights and obligations.

    Legal states: proposed, compared (``diff_at`` set), activated (in force from ``effective_from`` on), withdrawn.
    The body never changes; it is activated by somebody other than who proposed it, and after the diff. Source: PA21:7.2, RQ-017
    """

    PERSONAL_DATA = "none"

    version = models.CharField(max_length=40, unique=True, db_comment="Version as published")
    body = models.JSONField(db_comment="Weights, points, obligations")
    sha256 = models.CharField(max_length=64, db_comment="SHA-256 of the body in canonical form")
    effective_from = models.DateTimeField(db_index=True, db_comment="First instant it is in force; midnight in local time")
    reasons = models.TextField(db_comment="Why it is changed")
    proposed_by = models.CharField(max_length=120, db_comment="Who proposed it")
    proposed_at = models.DateTimeField(db_comment="When")
    diff = models.JSONField(default=dict, blank=True, db_comment="Which accounts are affected: counts and the first lines")
    diff_at = models.DateTimeField(null=True, blank=True, db_comment="When the diff was made; empty: not yet")
    activated_by = models.CharField(max_length=120, blank=True, default="", db_comment="Who activated it: a second person")
    activated_at = models.DateTimeField(null=True, blank=True, db_comment="When")
    withdrawn_at = models.DateTimeField(null=True, blank=True, db_comment="When it was withdrawn, before it was activated")

    class Meta:
        db_table_comment = "Published tables of grades"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(activated_at__isnull=True) | Q(diff_at__isnull=False), name="registry_table_compared_first"
            ),
            models.CheckConstraint(
                condition=Q(activated_at__isnull=True) | ~Q(activated_by=F("proposed_by")), name="registry_table_second_person"
            ),
        ]

    def __str__(self) -> str:
        return self.version


class AccountGrade(models.Model):
    """The grade of an account as last computed. Written again when it is due, or when another table takes effect.

    Source: PA21:7.2, RQ-016
    """

    PERSONAL_DATA = "none"

    account_ref = models.CharField(max_length=512, unique=True, db_comment="The account")
    grade = models.CharField(max_length=1, blank=True, default="", db_comment="a, b or c; empty: too little is known")
    points = models.PositiveIntegerField(null=True, blank=True, db_comment="0-1,000; empty without a grade")
    contributions = models.JSONField(default=list, db_comment="What each input gave")
    details = models.JSONField(default=dict, db_comment="What each input was measured on")
    table_version = models.CharField(max_length=40, db_comment="Table it follows")
    graded_at = models.DateTimeField(db_comment="When it was computed")
    next_at = models.DateTimeField(db_index=True, db_comment="When it is computed again")

    class Meta:
        db_table_comment = "Grades of accounts"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(grade__in=["", "a", "b", "c"]), name="registry_grade_known"),
        ]

    def __str__(self) -> str:
        return f"{self.account_ref}:{self.grade}"


class GradeChange(models.Model):
    """A grade becoming another. Written, never edited."""

    PERSONAL_DATA = "none"

    account_ref = models.CharField(max_length=512, db_comment="The account")
    old = models.CharField(max_length=1, blank=True, default="", db_comment="Grade before; empty: none")
    new = models.CharField(max_length=1, blank=True, default="", db_comment="Grade after; empty: none")
    points = models.PositiveIntegerField(null=True, blank=True, db_comment="Points after")
    contributions = models.JSONField(default=list, db_comment="What each input gave")
    table_version = models.CharField(max_length=40, db_comment="Table it follows")
    at = models.DateTimeField(db_comment="When")

    class Meta:
        db_table_comment = "History of grades"
        indexes: ClassVar = [models.Index(fields=["account_ref", "at"], name="registry_grade_history")]

    def __str__(self) -> str:
        return f"{self.account_ref}:{self.old}→{self.new}"
