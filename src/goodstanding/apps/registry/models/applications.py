"""Applications to register an account, the agreement they accept, and what was checked about each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.apps.registry.models.operators import Operator, SubjectClass


class ApplicationStatus(models.TextChoices):
    """Where an application stands."""

    DRAFT = "draft", _("being filled in")
    CHECKING = "checking", _("being checked")
    REVIEW = "review", _("with a person")
    CORRECTION = "correction", _("to be corrected")
    ACTIVE = "active", _("registered")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class CheckState(models.TextChoices):
    """What a check of an application found."""

    PASSED = "passed", _("passed")
    FAILED = "failed", _("failed")
    WAITING = "waiting", _("waiting for an answer")
    NEEDS_PERSON = "needs_person", _("a person decides")


class Agreement(models.Model):
    """One version of the service agreement. Written once, never edited; the latest one in effect binds.

    Source: PA21:6.2, RQ-012, RQ-013
    """

    PERSONAL_DATA = "none"

    version = models.CharField(max_length=40, unique=True, db_comment="Version as published")
    body_zh = models.TextField(db_comment="The text in Chinese, which binds")
    body_en = models.TextField(db_comment="The text in English, for reading")
    sha256 = models.CharField(max_length=64, unique=True, db_comment="SHA-256 of both texts: what is accepted")
    clauses = models.JSONField(default=dict, db_comment="Where each required subject stands: slot to heading")
    material = models.BooleanField(default=False, db_comment="True: earlier consent lapses when it takes effect")
    inactivity_notice_days = models.PositiveIntegerField(
        null=True, blank=True, db_comment="Days of notice before a pause for disuse; empty: as the platform publishes"
    )
    effective_from = models.DateTimeField(db_comment="First instant it binds; announced before")
    published_at = models.DateTimeField(db_comment="When it was published")

    class Meta:
        db_table_comment = "Versions of the service agreement"

    def __str__(self) -> str:
        return self.version


class AgreementNews(models.Model):
    """That an account was told of a version it has to accept: once when it is announced, once when consent lapsed.

    Written, never edited. Source: PA21:6.2, RQ-012
    """

    PERSONAL_DATA = "none"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="news", db_comment="The version told of")
    account_ref = models.CharField(max_length=512, db_comment="The account")
    stage = models.CharField(max_length=12, db_comment="announced or lapsed")
    at = models.DateTimeField(db_comment="When")

    class Meta:
        db_table_comment = "Accounts told of a version of the service agreement"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "account_ref", "stage"], name="registry_agreement_told_once"),
            models.CheckConstraint(condition=Q(stage__in=["announced", "lapsed"]), name="registry_agreement_news_known_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.account_ref}: {self.stage}"


class AgreementAcceptance(models.Model):
    """A person accepting one version for an application or an account. Written, never edited."""

    PERSONAL_DATA = "Link of a user to an act of consent; kept as long as the account."

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="acceptances", db_comment="What was accepted")
    subject_ref = models.CharField(max_length=512, db_comment="Application (R-…) or account it was accepted for")
    user = models.ForeignKey(
        "identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_comment="Who; empty: by interface"
    )
    actor = models.CharField(max_length=120, db_comment="Who accepted, as the log names them")
    accepted_at = models.DateTimeField(db_comment="When")

    class Meta:
        db_table_comment = "Acceptances of the service agreement"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "subject_ref"], name="registry_agreement_accepted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_ref}:{self.agreement_id}"


class Application(models.Model):
    """A request to register an account for a subject.

    Legal states: draft → checking → review | active; review → active | refused | correction; correction → checking;
    checking → correction where a check that needs no person failed; any but active and refused → withdrawn.
    ``version`` grows with every save of the form, so that two browsers never overwrite each other silently.
    Source: PA21:7.1, PA21:8.1, PA21:15.1
    """

    PERSONAL_DATA = (
        "Full name, resident number, phone, contact and responsible person of the applicant: to verify identity (PA21:8.1). "
        "Sealed while the application is open; emptied when it is registered, refused or withdrawn."
    )

    ref = models.CharField(max_length=40, unique=True, db_comment="Public reference, R-…")
    account_ref = models.CharField(max_length=512, unique=True, db_comment="The account's id on the platform")
    applicant = models.ForeignKey(
        "identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_comment="Who fills it in"
    )
    operator = models.ForeignKey(
        Operator, null=True, blank=True, on_delete=models.PROTECT, related_name="applications", db_comment="Subject, once known"
    )
    status = models.CharField(
        max_length=12, choices=ApplicationStatus.choices, default=ApplicationStatus.DRAFT, db_comment="Standing"
    )
    version = models.PositiveIntegerField(default=1, db_comment="Optimistic version")
    subject_class = models.CharField(max_length=24, blank=True, default="", db_comment="Legal form (PA21:7)")
    account_name = models.CharField(max_length=200, blank=True, default="", db_comment="Name the account is to have")
    bio = models.TextField(blank=True, default="", db_comment="Self-description it is to have")
    avatar_sha256 = models.CharField(max_length=64, blank=True, default="", db_comment="SHA-256 of the avatar handed in")
    avatar_phash = models.CharField(max_length=64, blank=True, default="", db_comment="256-bit hash of how it looks")
    cap_reason = models.TextField(blank=True, default="", db_comment="Why the subject asks for more accounts than its cap")
    categories = models.JSONField(default=list, blank=True, db_comment="Content categories, codes of the taxonomy")
    registered_place = models.CharField(max_length=6, blank=True, default="", db_comment="GB/T 2260 code")
    operating_place = models.CharField(max_length=6, blank=True, default="", db_comment="GB/T 2260 code")
    business_scope = models.TextField(blank=True, default="", db_comment="Main business of an organization (PA21:15.1)")
    organization_name = models.CharField(max_length=200, blank=True, default="", db_comment="Registered name of an organization")
    uscc = models.CharField(max_length=18, blank=True, default="", db_comment="Unified social credit code of an organization")
    address = models.CharField(max_length=300, blank=True, default="", db_comment="Registered address of an organization")
    personal_sealed = models.BinaryField(
        default=b"", blank=True, db_comment="Name, number, phone, contact, responsible person: sealed JSON; emptied at the end"
    )
    personal_shown = models.JSONField(default=dict, blank=True, db_comment="What of it may be shown: tails, age band")
    subject_index = models.CharField(
        max_length=64, blank=True, default="", db_index=True, db_comment="Keyed digest of the subject"
    )
    origin = models.JSONField(default=dict, blank=True, db_comment="Keyed digests of device, network and phone at submission")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who decides")
    reasons = models.TextField(blank=True, default="", db_comment="Why it was refused or sent back, as the applicant reads it")
    created_at = models.DateTimeField(db_comment="When it was begun")
    submitted_at = models.DateTimeField(null=True, blank=True, db_comment="When it was last handed in")
    decided_at = models.DateTimeField(null=True, blank=True, db_comment="When it ended")
    decided_by = models.CharField(max_length=120, blank=True, default="", db_comment="Who decided: person or machine")

    class Meta:
        db_table_comment = "Applications to register accounts"
        indexes: ClassVar = [models.Index(fields=["status", "submitted_at"], name="registry_application_queue")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=ApplicationStatus.values), name="registry_application_known_status"),
            models.CheckConstraint(
                condition=Q(subject_class="") | Q(subject_class__in=SubjectClass.values), name="registry_application_known_class"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class ApplicationCheck(models.Model):
    """What one check found about an application the last time it ran. Rewritten by each run; the log keeps every run."""

    PERSONAL_DATA = "none"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="checks", db_comment="The application")
    code = models.CharField(max_length=32, db_comment="Which check: identity, name, cap …")
    state = models.CharField(max_length=16, choices=CheckState.choices, db_comment="What it found")
    says = models.JSONField(default=dict, db_comment="The sentence for people: code, zh, en")
    on = models.CharField(max_length=40, blank=True, default="", db_comment="Form field to put right; empty: none")
    clause = models.CharField(max_length=40, blank=True, default="", db_comment="Clause it serves")
    detail = models.JSONField(default=dict, blank=True, db_comment="What was compared; no personal data")
    at = models.DateTimeField(db_comment="When it last ran")

    class Meta:
        db_table_comment = "What was checked about each application"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "code"], name="registry_check_once_per_application"),
            models.CheckConstraint(condition=Q(state__in=CheckState.values), name="registry_check_known_state"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}:{self.code}"


class SubjectSlot(models.Model):
    """One row per verified subject, locked while an account is counted against its cap: the last slot has one winner.

    Source: PA21:10.1, RQ-039
    """

    PERSONAL_DATA = "Keyed digest of a resident number or credit code; no number. Deleted with the subject's last account."

    subject_index = models.CharField(max_length=64, unique=True, db_comment="Keyed digest of the subject")
    cap = models.PositiveIntegerField(null=True, blank=True, db_comment="Cap granted instead of the class's; empty: the class's")
    cap_reason = models.TextField(blank=True, default="", db_comment="Why another cap was granted")
    cap_granted_by = models.CharField(max_length=120, blank=True, default="", db_comment="Who granted it")

    class Meta:
        db_table_comment = "Subjects whose accounts are counted"

    def __str__(self) -> str:
        return self.subject_index[:8]
