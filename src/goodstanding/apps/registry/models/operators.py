"""Operators: the subjects answerable for accounts, and who acts for them. What identifies a person is sealed."""

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
        "Responsible person, contact, mobile and a natural person's full name: to identify the operator (PA21:7, 8). "
        "Sealed; overwritten with nothing when the retention period after closing the last account ends."
    )

    ref = models.CharField(max_length=40, unique=True, db_comment="Public reference, O-…")
    subject_class = models.CharField(max_length=24, choices=SubjectClass.choices, db_comment="Legal form (PA21:7)")
    name = models.CharField(max_length=200, db_comment="Registered name; for a person the shortened form")
    full_name_sealed = models.BinaryField(default=b"", blank=True, db_comment="A natural person's name, sealed")
    uscc = models.CharField(max_length=18, blank=True, default="", db_index=True, db_comment="Unified social credit code")
    subject_index = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_index=True,
        db_comment="Keyed digest of resident number or credit code; no number",
    )
    identity_shown = models.JSONField(default=dict, blank=True, db_comment="Tails and age band of what identifies it")
    responsible_person_sealed = models.BinaryField(default=b"", blank=True, db_comment="Responsible person, sealed")
    contact_sealed = models.BinaryField(default=b"", blank=True, db_comment="Contact, sealed")
    mobile_sealed = models.BinaryField(default=b"", blank=True, db_comment="Mobile it is reached by, sealed; never published")
    registered_place = models.CharField(max_length=300, blank=True, default="", db_comment="Address of registration")
    registered_place_code = models.CharField(max_length=6, blank=True, default="", db_comment="GB/T 2260 code of it")
    operating_place = models.CharField(max_length=120, blank=True, default="", db_comment="Place of operation")
    operating_place_code = models.CharField(max_length=6, blank=True, default="", db_comment="GB/T 2260 code of it")
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
