"""Accounts, how they changed, and the functions withheld from them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.apps.registry.models.operators import Operator


class AccountStatus(models.TextChoices):
    """Where an account stands."""

    ACTIVE = "active", _("active")
    LIMITED = "limited", _("limited")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed")


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
    avatar_phash = models.CharField(max_length=64, default="", blank=True, db_comment="256-bit hash of how the avatar looks")
    categories = models.JSONField(default=list, blank=True, db_comment="Declared content categories")
    status = models.CharField(max_length=12, choices=AccountStatus.choices, default=AccountStatus.ACTIVE, db_comment="Standing")
    ip_region = models.CharField(max_length=64, default="", blank=True, db_comment="Region of the last sign-in, coarse")
    followers = models.BigIntegerField(default=0, db_comment="Followers as last sampled")
    grade = models.CharField(max_length=1, blank=True, default="", db_comment="Grade as last computed: a, b, c; empty: none")
    agency = models.CharField(max_length=200, default="", blank=True, db_comment="MCN or agency, where declared")
    declared_class = models.CharField(
        max_length=24, default="", blank=True, db_comment="Legal form the account claims, unverified"
    )
    registered_at = models.DateTimeField(null=True, blank=True, db_comment="When it came into being; empty while unknown")
    last_signed_in_at = models.DateTimeField(null=True, blank=True, db_comment="Last sign-in; dormancy counts from it")
    closed_at = models.DateTimeField(null=True, blank=True, db_comment="When it was closed")
    paused_at = models.DateTimeField(
        null=True, blank=True, db_comment="Since when it rests, for disuse or by own wish; beside any measure"
    )

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
