"""Operators, the accounts they run, their credentials and the functions withheld from them.

What identifies a person is sealed (see common.sealing); the columns say which. Other apps read through ``selectors``.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SubjectClass(models.TextChoices):
    """The legal form of an operator. Source: PA21:7."""

    PERSON = "person", _("person")
    ENTERPRISE = "enterprise", _("enterprise")
    INDIVIDUAL_BUSINESS = "individual_business", _("individual business")
    GOVERNMENT = "government", _("government body")
    PUBLIC_INSTITUTION = "public_institution", _("public institution")
    PEOPLE_ORGANIZATION = "people_organization", _("people's organization")
    MEDIA = "media", _("media organization")
    OTHER_ORGANIZATION = "other_organization", _("other organization")


class AccountStatus(models.TextChoices):
    """Where an account stands."""

    ACTIVE = "active", _("active")
    LIMITED = "limited", _("limited")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed")


class MemberRole(models.TextChoices):
    """What a person may do for an operator."""

    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")


class Operator(models.Model):
    """The subject answerable for accounts.

    Legal states: unverified (``verified_at`` empty) and verified. A verified operator names its responsible person.
    A natural person's name is kept sealed only; ``name`` then holds the shortened form that may be shown.
    """

    PERSONAL_DATA = (
        "Responsible person, contact and a natural person's full name: to identify the operator (PA21:7, 8). "
        "Sealed; overwritten with nothing when the retention period after closing the last account ends."
    )

    ref = models.CharField(max_length=40, unique=True, db_comment="Public reference, O-…")
    subject_class = models.CharField(max_length=24, choices=SubjectClass.choices, db_comment="Legal form (PA21:7)")
    name = models.CharField(max_length=200, db_comment="Registered name; for a person the shortened form")
    full_name_sealed = models.BinaryField(default=b"", blank=True, db_comment="A natural person's name, sealed")
    uscc = models.CharField(max_length=18, blank=True, default="", db_index=True, db_comment="Unified social credit code")
    responsible_person_sealed = models.BinaryField(default=b"", blank=True, db_comment="Responsible person, sealed")
    contact_sealed = models.BinaryField(default=b"", blank=True, db_comment="Contact, sealed")
    registered_place = models.CharField(max_length=120, blank=True, default="", db_comment="Place of registration")
    operating_place = models.CharField(max_length=120, blank=True, default="", db_comment="Place of operation")
    business_scope = models.TextField(blank=True, default="", db_comment="Registered business scope")
    verified_at = models.DateTimeField(null=True, blank=True, db_comment="When identity was verified")
    verification = models.JSONField(default=dict, blank=True, db_comment="How it was verified: means and result, no documents")
    created_at = models.DateTimeField(db_comment="When the operator was registered here")

    class Meta:
        """Subjects answerable for public accounts."""

        db_table_comment = "Subjects answerable for public accounts"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(subject_class__in=SubjectClass.values), name="registry_operator_known_class"),
        ]

    def __str__(self) -> str:
        return self.ref


class OperatorMember(models.Model):
    """A signed-in person who may act for an operator. Legal states: present or deleted; the audit log keeps both."""

    PERSONAL_DATA = "Link of a user to an operator; deleted with the membership."

    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="members", db_comment="The operator")
    user = models.ForeignKey("identity.User", on_delete=models.CASCADE, related_name="+", db_comment="The person")
    role = models.CharField(max_length=12, choices=MemberRole.choices, default=MemberRole.OWNER, db_comment="owner or editor")

    class Meta:
        """Who may act for which operator."""

        db_table_comment = "Who may act for which operator"
        constraints: ClassVar = [models.UniqueConstraint(fields=["operator", "user"], name="registry_member_once")]

    def __str__(self) -> str:
        return f"{self.operator_id}:{self.user_id}"


class Account(models.Model):
    """A public account of the platform, as its events and registrations describe it.

    Legal states: active → limited | suspended → active; any → closed → active (a closing that was reversed).
    ``operator`` is empty until the registry knows who runs the account.
    """

    PERSONAL_DATA = "Account name and self-description as published; emptied when the retention period after closing ends."

    account_ref = models.CharField(max_length=512, unique=True, db_comment="The platform's own account id")
    operator = models.ForeignKey(
        Operator, null=True, blank=True, on_delete=models.PROTECT, related_name="accounts", db_comment="Who runs it, once known"
    )
    name = models.TextField(default="", blank=True, db_comment="Account name exactly as set")
    normalised_name = models.CharField(max_length=200, default="", blank=True, db_index=True, db_comment="Name without disguise")
    bio = models.TextField(default="", blank=True, db_comment="Self-description exactly as set")
    avatar_sha256 = models.CharField(max_length=64, default="", blank=True, db_comment="SHA-256 of the avatar image")
    categories = models.JSONField(default=list, blank=True, db_comment="Declared content categories")
    status = models.CharField(max_length=12, choices=AccountStatus.choices, default=AccountStatus.ACTIVE, db_comment="Standing")
    ip_region = models.CharField(max_length=64, default="", blank=True, db_comment="Region of the last sign-in, coarse")
    followers = models.BigIntegerField(default=0, db_comment="Followers as last sampled")
    agency = models.CharField(max_length=200, default="", blank=True, db_comment="MCN or agency, where declared")
    declared_class = models.CharField(
        max_length=24, default="", blank=True, db_comment="Legal form the account claims, unverified"
    )
    registered_at = models.DateTimeField(null=True, blank=True, db_comment="When it came into being; empty while unknown")
    last_signed_in_at = models.DateTimeField(null=True, blank=True, db_comment="Last sign-in; dormancy counts from it")
    closed_at = models.DateTimeField(null=True, blank=True, db_comment="When it was closed")

    class Meta:
        """Public accounts and their standing."""

        db_table_comment = "Public accounts and their standing"
        indexes: ClassVar = [models.Index(fields=["status", "account_ref"], name="registry_account_status")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=AccountStatus.values), name="registry_account_known_status"),
            models.CheckConstraint(condition=Q(followers__gte=0), name="registry_account_followers_not_negative"),
        ]

    def __str__(self) -> str:
        return self.account_ref


class AccountChange(models.Model):
    """One field of one account changing once. Written, never edited; the history a reader of a case is shown."""

    PERSONAL_DATA = "Former account names and self-descriptions; deleted with the account's own after retention."

    account_ref = models.CharField(max_length=512, db_comment="The account")
    field = models.CharField(max_length=32, db_comment="Which field")
    old = models.TextField(default="", blank=True, db_comment="Value before")
    new = models.TextField(default="", blank=True, db_comment="Value after")
    cause = models.CharField(max_length=300, default="", db_comment="event:<source>/<id>, decision ref, or actor")
    at = models.DateTimeField(db_comment="When it took effect")

    class Meta:
        """History of account fields."""

        db_table_comment = "History of account fields"
        indexes: ClassVar = [models.Index(fields=["account_ref", "at"], name="registry_change_history")]

    def __str__(self) -> str:
        return f"{self.account_ref}.{self.field}"


class Credential(models.Model):
    """A licence or qualification. Legal states: unverified, valid until ``valid_to`` (empty: no end), expired.

    Belongs to an account or to its operator, exactly one.
    """

    PERSONAL_DATA = "Tail of a certificate number; deleted with the operator's data."

    account = models.ForeignKey(
        Account,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="credentials",
        db_comment="Account it is limited to",
    )
    operator = models.ForeignKey(
        Operator, null=True, blank=True, on_delete=models.CASCADE, related_name="credentials", db_comment="Operator it covers"
    )
    domain = models.CharField(max_length=32, db_comment="Field it opens: news, health, finance, law, education …")
    kind = models.CharField(max_length=64, db_comment="Kind of licence; account.licences lists it as domain:kind")
    number_tail = models.CharField(max_length=8, blank=True, default="", db_comment="Last characters of its number")
    scope = models.CharField(max_length=200, blank=True, default="", db_comment="What it covers, as printed on it")
    verified_at = models.DateTimeField(null=True, blank=True, db_comment="When it was checked with its issuer")
    verified_by = models.CharField(max_length=80, blank=True, default="", db_comment="Who checked it")
    valid_to = models.DateField(null=True, blank=True, db_comment="Last day it is valid")

    class Meta:
        """Licences and professional qualifications."""

        db_table_comment = "Licences and professional qualifications"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(account__isnull=True, operator__isnull=False) | Q(account__isnull=False, operator__isnull=True),
                name="registry_credential_one_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain}/{self.kind}"


class Restriction(models.Model):
    """A function withheld from an account by a decision. Legal states: in force, ended (past ``ends_at``), lifted."""

    PERSONAL_DATA = "none"

    account_ref = models.CharField(max_length=512, db_index=True, db_comment="The account")
    function = models.CharField(max_length=40, db_comment="publish, comment, follow, ads, all …")
    starts_at = models.DateTimeField(db_comment="First instant it binds")
    ends_at = models.DateTimeField(null=True, blank=True, db_comment="First instant it no longer binds; empty: until lifted")
    decision_ref = models.CharField(max_length=40, db_index=True, db_comment="The decision it rests on")
    lifted_at = models.DateTimeField(null=True, blank=True, db_comment="When it was lifted early")

    class Meta:
        """Functions withheld from accounts."""

        db_table_comment = "Functions withheld from accounts"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account_ref", "function", "decision_ref"], name="registry_restriction_once_per_decision"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")), name="registry_restriction_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_ref}:{self.function}"
