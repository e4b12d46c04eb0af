"""Records of the platform's own duties. They are records and checklists, as the law wants them, and are called nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from goodstanding.apps.obligations.values import Office, Slot


class Appointment(models.Model):
    """Somebody appointed to an office. Legal states: running, ended (``ended_at`` set). One runs per office.

    Source: PA21:6.1, RQ-008
    """

    PERSONAL_DATA = "Who holds an office of the platform: by user id; kept as the record of who answered when."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, AP-…")
    office = models.CharField(max_length=32, db_comment="content_safety_officer, content_safety_deputy")
    user = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(db_comment="When it begins")
    term_ends = models.DateField(null=True, blank=True, db_comment="Last day of the term, if it has one")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="When it ended")
    end_reason = models.TextField(blank=True, default="", db_comment="Why it ended")
    appointed_by = models.CharField(max_length=120, db_comment="Who appointed: kind:ref of the actor")

    class Meta:
        db_table_comment = "Appointments to the offices the law wants filled"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office"], condition=Q(ended_at=None), name="obligations_one_holder"),
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at=None), name="obligations_one_office_each"),
            models.CheckConstraint(condition=Q(office__in=list(Office)), name="obligations_known_office"),
        ]

    def __str__(self) -> str:
        return self.ref


class Licence(models.Model):
    """A licence or filing of the platform itself. Legal states: held, given up (``ended_at`` set). Source: PA21:5.1, RQ-005."""

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, LI-…")
    kind = models.CharField(max_length=40, db_comment="icp_licence, icp_filing, news_service …")
    number = models.CharField(max_length=80, db_comment="Its public number")
    issuer = models.CharField(max_length=200, db_comment="Who issued it")
    valid_to = models.DateField(null=True, blank=True, db_comment="Last day it is valid; empty without an end")
    document_ref = models.CharField(max_length=40, db_comment="The sealed file, F-…")
    file_sha256 = models.CharField(max_length=64, db_comment="SHA-256 of the file")
    noted_at = models.DateTimeField(db_comment="When it was noted")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="When it was given up or replaced")

    class Meta:
        db_table_comment = "The platform's own licences"

    def __str__(self) -> str:
        return self.ref


class LicenceReminder(models.Model):
    """That its keepers were reminded of a licence's end, once per threshold. Never edited or deleted."""

    PERSONAL_DATA = "none"

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="reminders")
    days = models.PositiveSmallIntegerField(db_comment="60, 30 or 7 days before the end")
    at = models.DateTimeField(db_comment="When the reminder went out")

    class Meta:
        db_table_comment = "Reminders of the end of a licence"
        constraints: ClassVar = [models.UniqueConstraint(fields=["licence", "days"], name="obligations_reminded_once")]

    def __str__(self) -> str:
        return f"{self.licence_id}:{self.days}"


class ManagementDocument(models.Model):
    """One version of one of the nine management documents. Legal states: written, approved; the text never changes.

    Source: PA21:6.1, RQ-009, RQ-010
    """

    PERSONAL_DATA = "Who wrote and who approved, by user id; kept with the document."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, MD-…")
    slot = models.CharField(max_length=32, db_comment="One of nine systems")
    version = models.CharField(max_length=40, db_comment="e.g. 2026.1")
    body = models.TextField(db_comment="The document, word for word")
    sha256 = models.CharField(max_length=64, db_comment="SHA-256 of body in UTF-8")
    controls = models.JSONField(default=list, db_comment="Codes of the controls it names")
    owner = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField(db_comment="When it is to be reviewed")
    written_at = models.DateTimeField(db_comment="When it was written")
    approved_by = models.ForeignKey("identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True, db_comment="When it was approved")

    class Meta:
        db_table_comment = "Versions of the nine management documents"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slot", "version"], name="obligations_document_version_once"),
            models.CheckConstraint(condition=Q(slot__in=list(Slot)), name="obligations_known_slot"),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None) | (Q(approved_at__isnull=False) & ~Q(approved_by=F("owner"))),
                name="obligations_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class OfficeChannel(models.Model):
    """How this installation reaches a competent office, and when that was last checked. Edited in place; each edit is logged.

    Source: PA21:3, RQ-002
    """

    PERSONAL_DATA = "Which person of the platform keeps the contact, by user id; replaced when the task moves on."

    code = models.CharField(max_length=6, unique=True, db_comment="000000, or the province's code")
    channel = models.TextField(db_comment="Address, portal or number as checked")
    contact_owner = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField(db_comment="When it was last checked")

    class Meta:
        db_table_comment = "How competent offices are reached"

    def __str__(self) -> str:
        return self.code


class Filing(models.Model):
    """A filing package with the snapshot it is built from. Legal states: prepared, filed (with a receipt).

    Source: PA21:7.3, RQ-018, RQ-019
    """

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, FI-…")
    office_code = models.CharField(max_length=6, db_comment="Competent office it is for")
    office_name = models.CharField(max_length=200, db_comment="Its name then")
    snapshot = models.TextField(db_comment="What was filed, as canonical JSON; the package is built from it")
    package_sha256 = models.CharField(max_length=64, db_comment="SHA-256 of the package")
    prepared_at = models.DateTimeField(db_comment="When it was taken")
    prepared_by = models.CharField(max_length=120, db_comment="Who took it: kind:ref of the actor")
    filed_at = models.DateTimeField(null=True, blank=True, db_comment="When a person noted it as filed")
    filed_by = models.ForeignKey("identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=120, blank=True, default="", db_comment="Receipt number of the office")

    class Meta:
        db_table_comment = "Filing packages and their receipts"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(filed_at=None, receipt="", filed_by=None)
                | (Q(filed_at__isnull=False, filed_by__isnull=False) & ~Q(receipt="")),
                name="obligations_filed_with_receipt",
            )
        ]

    def __str__(self) -> str:
        return self.ref


class StaffingMonth(models.Model):
    """How many people did what in a month. Legal states: noted, noted again (``noted_at`` newer; the log keeps both).

    Source: PA21:6.1, RQ-007
    """

    PERSONAL_DATA = "none"

    month = models.CharField(max_length=7, unique=True, db_comment="e.g. 2026-11")
    headcount = models.JSONField(db_comment="People by role, as full posts")
    languages = models.JSONField(default=list, db_comment="Languages reviewers read")
    noted_by = models.CharField(max_length=120, db_comment="Who noted it: kind:ref of the actor")
    noted_at = models.DateTimeField(db_comment="When")

    class Meta:
        db_table_comment = "People by role and month"

    def __str__(self) -> str:
        return self.month


class Feature(models.Model):
    """A new feature before its launch. Legal states: answered, with a report, approved, switched on, switched off.

    One that any answer flags is switched on only with an assessment report attached and approved by another person (the database
    refuses the rest). Source: PA21:7.3, RQ-020
    """

    PERSONAL_DATA = "Who assessed and approved, by user id; kept with the gate record."

    code = models.CharField(max_length=60, unique=True, db_comment="Name of the switch")
    title = models.CharField(max_length=200, db_comment="What it is, for people")
    answers = models.JSONField(db_comment="Questionnaire: question to true or false")
    is_flagged = models.BooleanField(db_comment="Whether any answer is yes: public opinion or mobilisation")
    assessed_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField(db_comment="When the questionnaire was answered")
    report_ref = models.CharField(max_length=40, blank=True, default="", db_comment="The sealed assessment report, F-…")
    report_sha256 = models.CharField(max_length=64, blank=True, default="", db_comment="SHA-256 of the report")
    approved_by = models.ForeignKey("identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True, db_comment="When it was approved")
    switched_on_at = models.DateTimeField(null=True, blank=True, db_comment="When it was switched on; empty: off")
    switched_by = models.CharField(max_length=120, blank=True, default="", db_comment="Who switched it last")

    class Meta:
        db_table_comment = "Launch gate of features"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(switched_on_at=None) | Q(is_flagged=False) | (~Q(report_sha256="") & Q(approved_at__isnull=False)),
                name="obligations_flagged_feature_needs_report",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("assessed_by")), name="obligations_feature_approved_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ConductChecklist(models.Model):
    """The signed checklist of the conduct duty for a year. Written and signed once, never edited.

    Nothing here is scored, and no rule fires on it. Source: PA21:4.1, RQ-003
    """

    PERSONAL_DATA = "Who signed, by user id; kept with the checklist."

    year = models.PositiveSmallIntegerField(unique=True, db_comment="Year it is for")
    items = models.JSONField(db_comment="Item to {done, note}")
    pack_digest = models.CharField(max_length=64, db_comment="Rules in force when it was signed")
    sha256 = models.CharField(max_length=64, db_comment="SHA-256 of year, items and rules in canonical form")
    signed_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(db_comment="When")

    class Meta:
        db_table_comment = "Signed yearly checklists of the conduct duty"

    def __str__(self) -> str:
        return str(self.year)


class RulesAcceptance(models.Model):
    """A person accepting the digest of the rules in force for an account. Written, never edited. Source: PA21:15.2, RQ-069."""

    PERSONAL_DATA = "Link of a user to an act of consent; kept as long as the account."

    account_ref = models.CharField(max_length=512, db_comment="The account")
    user = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    pack_digest = models.CharField(max_length=64, db_comment="Version of the rules")
    digest_sha256 = models.CharField(max_length=64, db_comment="SHA-256 of the digest as it was shown")
    at = models.DateTimeField(db_comment="When")

    class Meta:
        db_table_comment = "Acceptances of the digest of the rules"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account_ref", "user", "pack_digest"], name="obligations_rules_accepted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_ref}:{self.pack_digest[:8]}"
