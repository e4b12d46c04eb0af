"""Names that are not free, who may bear them all the same, and proposed names that wait for a person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class HoldState(models.TextChoices):
    """Where a proposed name, avatar or self-description stands."""

    HELD = "held", _("with a person")
    RELEASED = "released", _("released")
    REFUSED = "refused", _("refused")
    RETURNED = "returned", _("to be changed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class HoldOrigin(models.TextChoices):
    """By which way a proposal came."""

    APPLICATION = "application", _("application to register")
    REQUEST = "request", _("request of the operator")
    EVENT = "event", _("change on the platform")
    RECHECK = "recheck", _("the register of names changed")


class NameRegister(models.Model):
    """How often the register of names changed: one row, locked while it changes, so that every process can catch up."""

    PERSONAL_DATA = "none"

    key = models.CharField(max_length=8, unique=True, default="names", db_comment="Always “names”")
    sequence = models.BigIntegerField(default=0, db_comment="Grows with every change of the register")
    stamp = models.CharField(max_length=40, db_comment="Random; tells the register of one database from that of another")

    class Meta:
        db_table_comment = "Version of the register of names"

    def __str__(self) -> str:
        return str(self.sequence)


class ProtectedName(models.Model):
    """A name that is not free: of a public body, a medium, a mark, a well-known person, or of a closed account.

    Legal states: in force, withdrawn (``withdrawn_at``): given up, or the closing was overturned. ``holder_ref`` names who may
    bear it: an operator, a credit code, a keyed digest of a subject, or, for a closed name, the account that was closed. A
    holder bears it without being asked once ``letter`` says where its letter of authorisation is filed.
    Source: PA21:8.2, PA21:8.3, RQ-027, RQ-031
    """

    PERSONAL_DATA = "Names of well-known persons, where an operator protects them; deleted when the entry is withdrawn."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, P-…")
    name = models.CharField(max_length=200, db_comment="The name as written in its source")
    normalised_name = models.CharField(max_length=200, db_index=True, db_comment="Without disguise, as accounts keep theirs")
    kind = models.CharField(max_length=16, db_comment="government, media, university, trademark, closed, person_held")
    source = models.CharField(max_length=200, db_comment="List and date, register, or decision it rests on")
    holder_ref = models.CharField(max_length=512, blank=True, default="", db_comment="Who may bear it; empty: nobody known")
    letter = models.CharField(max_length=200, blank=True, default="", db_comment="Where the holder's letter is filed")
    sequence = models.BigIntegerField(db_index=True, db_comment="Version of the register in which it last changed")
    added_at = models.DateTimeField(db_comment="When it was entered")
    added_by = models.CharField(max_length=120, db_comment="Who entered it")
    withdrawn_at = models.DateTimeField(null=True, blank=True, db_comment="When it was withdrawn; empty: in force")
    withdrawn_why = models.CharField(max_length=300, blank=True, default="", db_comment="Why it was withdrawn")

    class Meta:
        db_table_comment = "Names that are not free"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name", "kind", "source", "holder_ref"],
                condition=Q(withdrawn_at__isnull=True),
                name="registry_protected_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class ProtectedMark(models.Model):
    """An image that is not free as an avatar. The same file is found by digest, a changed one by perceptual hash where kept.

    Legal states: in force, withdrawn (``withdrawn_at``) with a reason; the same image entered again is in force again.
    """

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, K-…")
    title = models.CharField(max_length=200, db_comment="What it shows, for the reviewer")
    sha256 = models.CharField(max_length=64, unique=True, db_comment="SHA-256 of the image file")
    perceptual_hash = models.CharField(max_length=64, blank=True, default="", db_comment="256-bit hash, hexadecimal")
    cropped_hashes = models.TextField(
        blank=True, default="", db_comment="The same of slightly cropped copies, 64 digits each, one after the other"
    )
    source = models.CharField(max_length=200, db_comment="Where the mark is registered")
    holder_ref = models.CharField(max_length=512, blank=True, default="", db_comment="Who may use it")
    letter = models.CharField(max_length=200, blank=True, default="", db_comment="Where the holder's letter is filed")
    added_at = models.DateTimeField(db_comment="When it was entered")
    withdrawn_at = models.DateTimeField(null=True, blank=True, db_comment="When it was withdrawn; empty: in force")
    withdrawn_why = models.CharField(max_length=300, blank=True, default="", db_comment="Why it was withdrawn")

    class Meta:
        db_table_comment = "Images that are not free as avatars"

    def __str__(self) -> str:
        return self.ref


class NameLetter(models.Model):
    """A letter on file that entitles one subject to one protected name, as a person found. Written, revoked, never deleted."""

    PERSONAL_DATA = "Keyed digest of a subject or a public reference; no number. Kept as long as the entry."

    entry = models.ForeignKey(ProtectedName, on_delete=models.PROTECT, related_name="letters", db_comment="The name")
    bearer_ref = models.CharField(max_length=512, db_index=True, db_comment="Operator, account or keyed digest of the subject")
    letter = models.CharField(max_length=200, db_comment="Document (F-…) or file number of the letter")
    hold_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Hold at whose release it was accepted")
    accepted_by = models.CharField(max_length=120, db_comment="Who looked at it")
    accepted_at = models.DateTimeField(db_comment="When")
    revoked_at = models.DateTimeField(null=True, blank=True, db_comment="When it ended")

    class Meta:
        db_table_comment = "Letters that entitle to protected names"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "bearer_ref"], condition=Q(revoked_at__isnull=True), name="registry_name_letter_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}:{self.bearer_ref[:12]}"


class NameHold(models.Model):
    """A proposed name, avatar or self-description that waits for a person, with everything that asks for one.

    Legal states: held → released | refused | returned | withdrawn; no way back. Until it is decided what stood before stands.
    ``first_release_by`` is filled where two people must release it (names of public bodies, RQ-004).
    Source: PA21:8.2, PA21:8.3, RQ-025, RQ-026, RQ-027, RQ-032
    """

    PERSONAL_DATA = "Proposed account names and self-descriptions; deleted with the account's own after retention."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, N-…")
    subject_key = models.CharField(max_length=520, db_comment="application:<ref> or account:<ref>")
    account_ref = models.CharField(max_length=512, db_index=True, db_comment="The account")
    origin = models.CharField(max_length=12, choices=HoldOrigin.choices, db_comment="By which way it came")
    proposal_sha256 = models.CharField(max_length=64, db_comment="Digest of what is proposed, by whom")
    proposed = models.JSONField(db_comment="Fields proposed: name, bio, avatar_sha256")
    standing = models.JSONField(default=dict, blank=True, db_comment="The same fields as they stand")
    bearer = models.JSONField(default=dict, blank=True, db_comment="What of the applicant was compared; nothing that identifies")
    hits = models.JSONField(db_comment="Rules touched: field, rule, clause, span, why")
    likenesses = models.JSONField(default=list, blank=True, db_comment="Names it reads as: score, threshold, spans on both sides")
    state = models.CharField(max_length=10, choices=HoldState.choices, default=HoldState.HELD, db_comment="Standing")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who decides")
    asked_by = models.CharField(max_length=120, db_comment="Who proposed it")
    detected_at = models.DateTimeField(db_comment="When it was held")
    first_release_by = models.CharField(max_length=120, blank=True, default="", db_comment="First of two people who released it")
    decided_by = models.CharField(max_length=120, blank=True, default="", db_comment="Who decided")
    decided_at = models.DateTimeField(null=True, blank=True, db_comment="When it was decided")
    reason = models.TextField(blank=True, default="", db_comment="Why, as the applicant reads it")

    class Meta:
        db_table_comment = "Proposed names, avatars and self-descriptions that wait for a person"
        indexes: ClassVar = [
            models.Index(fields=["subject_key", "proposal_sha256"], name="registry_hold_proposal"),
            models.Index(fields=["state", "detected_at"], name="registry_hold_clock"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=HoldState.values), name="registry_hold_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=("released", "refused", "returned")) | ~Q(reason=""), name="registry_hold_says_why"
            ),
            models.UniqueConstraint(fields=["subject_key"], condition=Q(state="held"), name="registry_hold_one_open"),
        ]

    def __str__(self) -> str:
        return self.ref


class NameClaim(models.Model):
    """Who came first to a name: one row a name, taken under the database's own uniqueness, so that a race has one winner."""

    PERSONAL_DATA = "none"

    normalised_name = models.CharField(max_length=200, unique=True, db_comment="Name without disguise")
    account_ref = models.CharField(max_length=512, db_comment="The account that has it or is to have it")
    claimed_at = models.DateTimeField(db_comment="When it was taken")

    class Meta:
        db_table_comment = "Who came first to each name"

    def __str__(self) -> str:
        return self.account_ref
