"""What authors allow others, and who may not declare for a time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from goodstanding.apps.originality.values import LicenceKind


class Licence(models.Model):
    """What one account lets another do with its texts.

    Legal states: running, revoked (``revoked_at`` set), over (``ends_at`` past).
    Only the end may be written after it was given. Source: PA21:14.2, PA21:17.1.
    """

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, OL-…")
    kind = models.CharField(max_length=10, db_comment="licence, whitelist")
    grantor = models.CharField(max_length=512, db_comment="Account whose texts they are")
    grantee = models.CharField(max_length=512, db_comment="Account that may reuse them")
    content_ref = models.CharField(max_length=512, default="", blank=True, db_comment="The one text; empty for all")
    scopes = models.JSONField(default=list, db_comment="reprint, excerpt, adapt, translate; empty for a whitelist entry")
    terms = models.TextField(default="", blank=True, db_comment="What was agreed, in the grantor's words")
    starts_at = models.DateTimeField(db_comment="From when")
    ends_at = models.DateTimeField(null=True, blank=True, db_comment="Until when; empty without an end")
    granted_at = models.DateTimeField(db_comment="When it was given")
    granted_by = models.CharField(max_length=120, db_comment="kind:ref of the actor")
    revoked_at = models.DateTimeField(null=True, blank=True, db_comment="When it was taken back")
    revoked_by = models.CharField(max_length=120, default="", blank=True, db_comment="kind:ref of the actor")
    revoked_reason = models.TextField(default="", blank=True, db_comment="Why staff ended it; both sides read it")

    class Meta:
        """Licences and whitelists between accounts."""

        db_table_comment = "Licences and whitelists between accounts"
        indexes: ClassVar = [
            models.Index(fields=["grantee", "grantor"], name="originality_licence_pair"),
            models.Index(fields=["grantor", "granted_at"], name="originality_licence_given"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(LicenceKind)), name="originality_known_licence"),
            models.CheckConstraint(condition=~Q(grantor=F("grantee")), name="originality_licence_to_another"),
            models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="originality_licence_ends"),
        ]

    def __str__(self) -> str:
        return self.ref


class DeclaringBan(models.Model):
    """That an account may not declare originals, by a decision. Legal states: running, over (``until`` past), lifted.

    Only lifting may be written after it began. ``until`` empty: for good.
    """

    PERSONAL_DATA = "none"

    account_ref = models.CharField(max_length=512, db_comment="The account")
    since = models.DateTimeField(db_comment="When it began")
    until = models.DateTimeField(null=True, blank=True, db_comment="When it ends; empty for good")
    decision_ref = models.CharField(max_length=40, db_comment="The decision behind it")
    lifted_at = models.DateTimeField(null=True, blank=True, db_comment="When it was taken back")

    class Meta:
        """Accounts that may not declare originals."""

        db_table_comment = "Accounts that may not declare originals"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account_ref", "decision_ref"], name="originality_ban_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_ref} ({self.decision_ref})"
