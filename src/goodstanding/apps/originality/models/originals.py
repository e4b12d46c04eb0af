"""Declared originals: what was declared, what was found, how it was challenged, and every step between."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goodstanding.apps.originality.values import ChallengeKind, OriginalStatus


class Original(models.Model):
    """A content its author declared original, as it stands.

    Legal states: checking → declared | refused; declared, refused, upheld → challenged → upheld | revoked | refused; revoked →
    upheld; any → withdrawn; refused, revoked and withdrawn → checking when declared again (`services.steps`). Each step is
    written to `OriginalChange`.
    """

    PERSONAL_DATA = "Which account declared which of its contents; kept as long as the content's evidence."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, OR-…")
    content_ref = models.CharField(max_length=512, unique=True, db_comment="The platform's content id")
    account_ref = models.CharField(max_length=512, db_comment="Who declared it")
    content_sha256 = models.CharField(max_length=64, db_comment="Digest of the wording declared last")
    status = models.CharField(max_length=12, default=OriginalStatus.CHECKING, db_comment="Where it stands")
    has_badge = models.BooleanField(default=False, db_comment="Whether the badge is shown")
    published_at = models.DateTimeField(db_comment="When the declared wording was first published")
    declared_at = models.DateTimeField(db_comment="When it was declared last")
    log_index = models.BigIntegerField(db_comment="Entry of the log of that declaration: order of two of one instant")
    checked_at = models.DateTimeField(null=True, blank=True, db_comment="When it was checked last")
    reason = models.CharField(max_length=20, default="", blank=True, db_comment="Code of the last answer")
    reasons = models.TextField(default="", blank=True, db_comment="Why it was last refused, revoked or restored")

    class Meta:
        """Contents declared original, one row each."""

        db_table_comment = "Contents declared original, one row each"
        indexes: ClassVar = [
            models.Index(fields=["account_ref", "declared_at"], name="originality_by_account"),
            models.Index(fields=["published_at"], condition=Q(has_badge=True), name="originality_badges"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=list(OriginalStatus)), name="originality_known_status"),
            models.CheckConstraint(
                condition=Q(has_badge=False) | Q(status__in=["declared", "challenged", "upheld"]), name="originality_badge_fits"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Declaration(models.Model):
    """One declaration of one wording. Written once, never edited or deleted."""

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, OD-…")
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="declarations")
    content_sha256 = models.CharField(max_length=64, db_comment="Digest of title, NUL, body as declared")
    published_at = models.DateTimeField(db_comment="When that wording was first published")
    declared_at = models.DateTimeField(db_comment="When it was declared")
    via = models.CharField(max_length=10, db_comment="event, api, portal")
    declared_by = models.CharField(max_length=120, db_comment="Who declared it: kind:ref of the actor")
    log_index = models.BigIntegerField(unique=True, db_comment="Entry of the log; decides between two of one instant")

    class Meta:
        """Declarations of originality."""

        db_table_comment = "Declarations of originality"

    def __str__(self) -> str:
        return self.ref


class DeclarationCheck(models.Model):
    """What a declared wording was found to share with others, frozen. Written once, never edited or deleted."""

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, OC-…")
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="checks")
    cause = models.CharField(max_length=12, db_comment="declared, later_found")
    outcome = models.CharField(max_length=10, db_comment="granted, refused, reopened")
    reason = models.CharField(max_length=20, db_comment="Code of the answer")
    evidence = models.TextField(db_comment="Matches with passages on both sides and exclusions, canonical JSON; no wording")
    evidence_sha256 = models.CharField(max_length=64, db_comment="SHA-256 of evidence; the log holds it too")
    texts_compared = models.BigIntegerField(db_comment="Texts in the index then")
    checked_at = models.DateTimeField(db_comment="When it was found")
    log_index = models.BigIntegerField(db_comment="Entry of the log")

    class Meta:
        """Checks of declarations with their evidence."""

        db_table_comment = "Checks of declarations with their evidence"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["declaration"], condition=Q(cause="declared"), name="originality_checked_once"),
        ]

    def __str__(self) -> str:
        return self.ref


class OriginalChange(models.Model):
    """One step of an original. Written once, never edited or deleted."""

    PERSONAL_DATA = "none"

    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="changes")
    before = models.CharField(max_length=12, db_comment="Status before; empty for the first declaration")
    after = models.CharField(max_length=12, db_comment="Status after")
    had_badge = models.BooleanField(db_comment="Whether the badge was shown before")
    has_badge = models.BooleanField(db_comment="Whether it is shown after")
    cause = models.CharField(max_length=20, db_comment="declaration, check, challenge, decision, reversal, withdrawal")
    cause_ref = models.CharField(max_length=64, db_comment="Reference of the cause")
    reasons = models.TextField(default="", blank=True, db_comment="What the declarer was told")
    actor = models.CharField(max_length=120, db_comment="kind:ref of the actor")
    at = models.DateTimeField(db_comment="When")

    class Meta:
        """Steps of originals."""

        db_table_comment = "Steps of originals"

    def __str__(self) -> str:
        return f"{self.original_id}: {self.before} → {self.after}"


class Challenge(models.Model):
    """A doubt that a person settles. Legal states: open, settled (``closed_at`` and ``outcome`` set).

    One refusal and one later find can be open per original. Disputes between two parties are kept
    above; here stands only that they are open, so that the text is not let go.
    """

    PERSONAL_DATA = "What the declarer wrote; kept with the original."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, OX-…, or that of a dispute")
    kind = models.CharField(max_length=12, db_comment="refusal, later_found, dispute")
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="challenges")
    statement = models.TextField(default="", blank=True, db_comment="What is held against the check, in the declarer's words")
    check_ref = models.CharField(max_length=40, default="", blank=True, db_comment="The evidence it is about")
    case_ref = models.CharField(max_length=40, default="", blank=True, db_comment="The case that decides it")
    opened_by = models.CharField(max_length=120, db_comment="kind:ref of the actor")
    opened_at = models.DateTimeField(db_comment="When it was opened")
    closed_at = models.DateTimeField(null=True, blank=True, db_comment="When it was settled")
    outcome = models.CharField(max_length=10, default="", blank=True, db_comment="upheld, revoked, refused")
    reasons = models.TextField(default="", blank=True, db_comment="Why")

    class Meta:
        """Challenges of declarations and badges."""

        db_table_comment = "Challenges of declarations and badges"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(ChallengeKind)), name="originality_known_challenge"),
            models.UniqueConstraint(
                fields=["original", "kind"], condition=Q(closed_at=None) & ~Q(kind="dispute"), name="originality_one_challenge"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
