"""What registrations left where they came from, as keyed digests, and the rings found among them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OriginKind(models.TextChoices):
    """What two registrations may share."""

    DEVICE = "device", _("device")
    NETWORK = "network", _("network")
    PHONE_PREFIX = "phone_prefix", _("first digits of the mobile")
    DOCUMENT = "document", _("document handed in")
    CONTACT_DOMAIN = "contact_domain", _("domain of the contact address")


class Origin(models.Model):
    """One value a registration left. Written once; removed with ``origins_kept_days``.

    Source: PA21:10.3, RQ-042
    """

    PERSONAL_DATA = (
        "Keyed digests of device, network, first digits of the mobile, document and contact domain: to find bulk registration "
        "(PA21:10.3). No value can be read back; deleted after the published number of days."
    )

    account_ref = models.CharField(max_length=512, db_index=True, db_comment="Account, or the one applied for")
    application_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Application; empty: told by an event")
    subject = models.CharField(max_length=600, db_comment="Keyed digest of the subject, or account:<id> while unknown")
    kind = models.CharField(max_length=16, choices=OriginKind.choices, db_comment="What was left")
    value = models.CharField(max_length=64, db_comment="Its keyed digest")
    cautions = models.JSONField(default=list, blank=True, db_comment="What the published allocation says, e.g. virtual_number")
    at = models.DateTimeField(db_comment="When")
    looked_at = models.DateTimeField(null=True, blank=True, db_comment="When it was held against the others; empty: not yet")

    class Meta:
        db_table_comment = "Keyed digests of where registrations came from"
        indexes: ClassVar = [
            models.Index(fields=["kind", "value", "at"], name="registry_origin_shared"),
            models.Index(fields=["id"], name="registry_origin_new", condition=Q(looked_at__isnull=True)),
            models.Index(fields=["at"], name="registry_origin_age"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account_ref", "kind", "value"], name="registry_origin_once"),
            models.CheckConstraint(condition=Q(kind__in=OriginKind.values), name="registry_origin_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.account_ref}:{self.kind}"


class RingStatus(models.TextChoices):
    """What a person found a ring to be."""

    OPEN = "open", _("with a person")
    UNRELATED = "unrelated", _("chance: they have nothing to do with one another")
    LAWFUL = "lawful", _("they belong together, and are in order")
    DOUBTFUL = "doubtful", _("each account is verified again")


class RegistrationRing(models.Model):
    """Registrations that share more than chance. Legal states: open → unrelated | lawful | doubtful.

    While it is open, further members join it. Whatever it is found to be, no account is limited by it: doubtful makes every
    account due for verification, each on its own evidence. Source: PA21:10.3, RQ-042
    """

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, RG-…")
    status = models.CharField(max_length=12, choices=RingStatus.choices, default=RingStatus.OPEN, db_comment="Standing")
    members = models.JSONField(default=list, db_comment="By account: application, subject digest, when, cautions")
    edges = models.JSONField(default=list, db_comment="Who shares what with whom: points and reasons")
    bursts = models.JSONField(default=list, db_comment="Values too many left within a time")
    score = models.FloatField(default=0.0, db_comment="How much its weaker edges weigh, 0.0-1.0")
    earlier = models.JSONField(default=list, db_comment="Rings decided before that share members with it")
    found_at = models.DateTimeField(db_comment="When it was found")
    grown_at = models.DateTimeField(db_comment="When it last grew")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who decides")
    reasons = models.TextField(blank=True, default="", db_comment="Why it was decided so")
    decided_by = models.CharField(max_length=120, blank=True, default="", db_comment="Who decided")
    decided_at = models.DateTimeField(null=True, blank=True, db_comment="When")

    class Meta:
        db_table_comment = "Registrations that share more than chance"
        indexes: ClassVar = [models.Index(fields=["status", "found_at"], name="registry_ring_queue")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=RingStatus.values), name="registry_ring_known_status"),
            models.CheckConstraint(
                condition=Q(status="open", decided_at__isnull=True) | (~Q(status="open") & Q(decided_at__isnull=False)),
                name="registry_ring_decided_or_open",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class RingMember(models.Model):
    """One account of a ring: what the pages of an account find its rings by. Written as a ring grows."""

    PERSONAL_DATA = "none"

    ring = models.ForeignKey(RegistrationRing, on_delete=models.CASCADE, related_name="held", db_comment="The ring")
    account_ref = models.CharField(max_length=512, db_index=True, db_comment="Account, or the one applied for")

    class Meta:
        db_table_comment = "Accounts of rings"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ring", "account_ref"], name="registry_ring_member_once"),
        ]

    def __str__(self) -> str:
        return self.account_ref
