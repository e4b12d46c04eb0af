"""What a natural person lets be published beyond the reduced card, and what subjects ask about their data."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.apps.registry.models.operators import Operator


class DisclosedField(models.TextChoices):
    """What a natural person may separately consent to have published. Source: PA21:9.2, RQ-036."""

    FULL_NAME = "full_name", _("full name")
    OPERATING_PLACE = "operating_place", _("place of operation, to the district")
    CONTACT = "contact", _("contact")


class DisclosureConsent(models.Model):
    """A natural person's separate consent to one more field of the public card.

    Legal states: given; withdrawn (``withdrawn_at`` set; kept as proof, a later consent is a new row). At most one of a field is
    given at a time. A box ticked with others was refused: each field has its own row, wording and switch.
    """

    PERSONAL_DATA = "Who consented to publish which field and when: the proof the law asks for; kept with the operator."

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="consents", db_comment="Natural person")
    field = models.CharField(max_length=24, choices=DisclosedField.choices, db_comment="What may be published")
    wording_sha256 = models.CharField(max_length=64, db_comment="SHA-256 of the wording that was agreed to")
    given_by = models.CharField(max_length=120, db_comment="Who gave it, as the log names them")
    given_at = models.DateTimeField(db_comment="When")
    withdrawn_at = models.DateTimeField(null=True, blank=True, db_comment="When it was withdrawn")

    class Meta:
        db_table_comment = "Separate consents of natural persons to be published"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["operator", "field"], condition=Q(withdrawn_at__isnull=True), name="registry_consent_once_per_field"
            ),
            models.CheckConstraint(condition=Q(field__in=DisclosedField.values), name="registry_consent_known_field"),
        ]

    def __str__(self) -> str:
        return f"{self.operator_id}:{self.field}"


class RequestKind(models.TextChoices):
    """What a subject may ask about the data held on it."""

    COPY = "copy", _("a copy")
    CORRECTION = "correction", _("correction")
    DELETION = "deletion", _("deletion")


class RequestStatus(models.TextChoices):
    """Where a request stands."""

    WAITING = "waiting", _("with a person")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class PersonalDataRequest(models.Model):
    """A subject asking for a copy, a correction or the deletion of the data held on it.

    Legal states: waiting → granted | refused | withdrawn. A person decides, within 15 working days; a copy that was granted can
    be opened until ``open_until``. What was typed is sealed and emptied when the request ends.
    """

    PERSONAL_DATA = "What is to be corrected, in the subject's words: sealed, to answer the request; emptied when it ends."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, Q-…")
    operator = models.ForeignKey(
        Operator, on_delete=models.PROTECT, related_name="data_requests", db_comment="Subject whose data it is"
    )
    account_ref = models.CharField(max_length=512, blank=True, default="", db_comment="Account, where it is about one")
    kind = models.CharField(max_length=12, choices=RequestKind.choices, db_comment="What is asked")
    field = models.CharField(
        max_length=24, blank=True, default="", db_comment="What is to be corrected: contact, ip_region, other"
    )
    value_sealed = models.BinaryField(default=b"", blank=True, db_comment="What it is to be, sealed; empty once ended")
    words_sealed = models.BinaryField(default=b"", blank=True, db_comment="Why, in the subject's words, sealed; empty once ended")
    status = models.CharField(max_length=12, choices=RequestStatus.choices, default=RequestStatus.WAITING, db_comment="Standing")
    reasons = models.TextField(blank=True, default="", db_comment="The answer, as the subject reads it")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who decides")
    asked_by = models.CharField(max_length=120, db_comment="Who asked, as the log names them")
    asked_at = models.DateTimeField(db_comment="When")
    due_at = models.DateTimeField(db_comment="When it must be answered")
    decided_at = models.DateTimeField(null=True, blank=True, db_comment="When it ended")
    open_until = models.DateTimeField(null=True, blank=True, db_comment="Until when a granted copy can be opened")

    class Meta:
        db_table_comment = "Requests of subjects about the data held on them"
        indexes: ClassVar = [models.Index(fields=["operator", "asked_at"], name="registry_data_request")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["operator", "kind", "field"],
                condition=Q(status="waiting"),
                name="registry_one_data_request_waiting",
            ),
            models.CheckConstraint(condition=Q(status__in=RequestStatus.values), name="registry_data_request_known_status"),
        ]

    def __str__(self) -> str:
        return self.ref
