"""Findings: what a detector found among accounts, as it stood each time, and what a person said it is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FindingStatus(models.TextChoices):
    """What a person found it to be."""

    OPEN = "open", _("with a person")
    UNRELATED = "unrelated", _("chance: the accounts have nothing to do with one another")
    LAWFUL = "lawful", _("they belong together, and are in order")
    CONFIRMED = "confirmed", _("each account has a case of its own")


class MemberKind(models.TextChoices):
    """What belongs to a finding."""

    ACCOUNT = "account", _("account")
    CONTENT = "content", _("content")


class Finding(models.Model):
    """Something found among several accounts. Legal states: open → unrelated | lawful | confirmed.

    While it is open it may grow: each time another observation is kept, and none is ever changed. Nothing happens to any account
    by a finding; confirmed means that each gets a case, decided like any other. Source: PA21:18(4), RQ-081
    """

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, F-…")
    detector = models.CharField(max_length=40, db_comment="What found it first: coordination, duplicates, registrations …")
    kind = models.CharField(max_length=40, db_comment="farm, wave, repeated, copies_across_accounts, ring …")
    clause = models.CharField(max_length=40, db_comment="Clause it is a question of, e.g. PA21:18(4)")
    status = models.CharField(max_length=12, choices=FindingStatus.choices, default=FindingStatus.OPEN, db_comment="Standing")
    found_at = models.DateTimeField(db_comment="When it was found")
    grown_at = models.DateTimeField(db_comment="When it last grew")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who decides")
    reasons = models.TextField(blank=True, default="", db_comment="Why it was decided so")
    control = models.TextField(blank=True, default="", db_comment="What shows one hand, as the person named it")
    account_cases = models.JSONField(default=list, blank=True, db_comment="Cases of the accounts, once confirmed")
    decided_by = models.CharField(max_length=120, blank=True, default="", db_comment="Who decided")
    decided_at = models.DateTimeField(null=True, blank=True, db_comment="When")

    class Meta:
        db_table_comment = "Findings among several accounts"
        indexes: ClassVar = [
            models.Index(fields=["status", "found_at"], name="integrity_finding_queue"),
            models.Index(fields=["kind", "status"], name="integrity_finding_kind"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=FindingStatus.values), name="integrity_finding_known_status"),
            models.CheckConstraint(
                condition=Q(status="open", decided_at__isnull=True)
                | (~Q(status="open") & Q(decided_at__isnull=False) & ~Q(reasons="")),
                name="integrity_finding_decided_or_open",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Observation(models.Model):
    """A finding as it stood once: accounts, contents, evidence, control links. Written once, never changed.

    The evidence names texts by content, digest and places; it holds no wording.
    """

    PERSONAL_DATA = "none"

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="observations", db_comment="The finding")
    number = models.PositiveIntegerField(db_comment="1 and up within the finding")
    source = models.CharField(max_length=20, db_comment="worker, or file")
    accounts = models.JSONField(db_comment="Accounts, in order")
    contents = models.JSONField(db_comment="Contents, in order")
    since = models.DateTimeField(db_comment="When what was found began")
    until = models.DateTimeField(db_comment="When it ended")
    score = models.FloatField(db_comment="How strong it is, 0.0-1.0")
    evidence = models.TextField(db_comment="Canonical JSON (RFC 8785)")
    control = models.TextField(db_comment="What shows one hand behind accounts, canonical JSON")
    sha256 = models.CharField(max_length=64, db_comment="SHA-256 of evidence, a line feed and control")
    log_index = models.BigIntegerField(db_comment="Entry of the record that holds the digest")
    at = models.DateTimeField(db_comment="When it was kept")

    class Meta:
        db_table_comment = "Findings as they stood each time"
        constraints: ClassVar = [models.UniqueConstraint(fields=["finding", "number"], name="integrity_observation_once")]

    def __str__(self) -> str:
        return f"{self.finding_id}.{self.number}"


class FindingMember(models.Model):
    """One account or content of a finding: what a finding is found by. Written as it grows."""

    PERSONAL_DATA = "none"

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="members", db_comment="The finding")
    kind = models.CharField(max_length=8, choices=MemberKind.choices, db_comment="account or content")
    ref = models.CharField(max_length=512, db_comment="Its reference")

    class Meta:
        db_table_comment = "Accounts and contents of findings"
        indexes: ClassVar = [models.Index(fields=["kind", "ref"], name="integrity_member_ref")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["finding", "kind", "ref"], name="integrity_member_once"),
            models.CheckConstraint(condition=Q(kind__in=MemberKind.values), name="integrity_member_known_kind"),
        ]

    def __str__(self) -> str:
        return self.ref
