"""How a subject's identity was verified: factors, questions to providers, codes, payments and letters. No raw number in clear."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodstanding.apps.registry.models.applications import Application
from goodstanding.apps.registry.models.operators import Operator


class FactorKind(models.TextChoices):
    """What was shown. Source: PA21:8.1."""

    MOBILE_CODE = "mobile_code", _("possession of the mobile number")
    NAME_ID = "name_id", _("name and number in the population register")
    NAME_ID_MOBILE = "name_id_mobile", _("name, number and mobile with the carrier")
    CORPORATE = "corporate", _("credit code and legal representative in the company register")
    MICRO_PAYMENT = "micro_payment", _("payment to the organization's account")
    AUTHORISATION_LETTER = "authorisation_letter", _("letter of authorisation, looked at by a person")
    DOCUMENT = "document", _("identity document, looked at by a person")


class FactorState(models.TextChoices):
    """What became of it."""

    PASSED = "passed", _("passed")
    FAILED = "failed", _("failed")


class RequestState(models.TextChoices):
    """Where a question to a provider stands."""

    QUEUED = "queued", _("waiting for the provider")
    ANSWERED = "answered", _("answered")
    CANCELLED = "cancelled", _("no longer needed")


class VerificationFactor(models.Model):
    """One factor shown for a subject; the same value shown again is the same factor. Written once, never edited.

    Source: PA21:8.1, RQ-021
    """

    PERSONAL_DATA = "Keyed digest of what was shown; no value. Kept as the record of how identity was verified."

    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.CASCADE, related_name="factors", db_comment="Shown for"
    )
    operator = models.ForeignKey(
        Operator, null=True, blank=True, on_delete=models.CASCADE, related_name="factors", db_comment="Subject it verified"
    )
    kind = models.CharField(max_length=24, choices=FactorKind.choices, db_comment="What was shown")
    value_index = models.CharField(max_length=64, db_comment="Keyed digest of what was shown")
    state = models.CharField(max_length=8, choices=FactorState.choices, db_comment="passed or failed")
    provider = models.CharField(max_length=80, db_comment="Who checked: provider, or user:<id>")
    provider_ref = models.CharField(max_length=120, blank=True, default="", db_comment="The provider's own reference")
    register = models.CharField(max_length=120, blank=True, default="", db_comment="Register consulted")
    evidence_sha256 = models.CharField(max_length=64, blank=True, default="", db_comment="SHA-256 of what was kept as proof")
    at = models.DateTimeField(db_comment="When")

    class Meta:
        db_table_comment = "Factors by which identities were verified"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "kind", "value_index", "state"], name="registry_factor_counts_once"),
            models.CheckConstraint(condition=Q(kind__in=FactorKind.values), name="registry_factor_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}:{self.kind}"


class VerificationRequest(models.Model):
    """One question to a provider. Legal states: queued → answered | cancelled. Asked again with the same key until answered."""

    PERSONAL_DATA = "Keyed digest of what is asked about; no value. Deleted with the application."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference and idempotency key, V-…")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="requests", db_comment="Asked for")
    kind = models.CharField(max_length=24, choices=FactorKind.choices, db_comment="What is asked")
    value_index = models.CharField(max_length=64, db_comment="Keyed digest of what is asked about")
    state = models.CharField(
        max_length=10, choices=RequestState.choices, default=RequestState.QUEUED, db_comment="queued, answered, cancelled"
    )
    asked_at = models.DateTimeField(db_comment="When it was put in the queue")
    answered_at = models.DateTimeField(null=True, blank=True, db_comment="When the answer came")
    attempts = models.PositiveIntegerField(default=0, db_comment="Times the provider was asked")

    class Meta:
        db_table_comment = "Questions to identity providers"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "kind", "value_index"], name="registry_question_once"),
        ]

    def __str__(self) -> str:
        return self.ref


class MobileCode(models.Model):
    """A code sent to a mobile for one application. Legal states: open until ``expires_at`` or five wrong tries; used once."""

    PERSONAL_DATA = "Keyed digest of a mobile number and of a code; deleted after a day."

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="codes", db_comment="Sent for")
    mobile_index = models.CharField(max_length=64, db_index=True, db_comment="Keyed digest of the number")
    code_digest = models.CharField(max_length=64, db_comment="Keyed digest of the code")
    sent_at = models.DateTimeField(db_comment="When it was sent")
    expires_at = models.DateTimeField(db_comment="First instant it no longer counts")
    tries = models.PositiveSmallIntegerField(default=0, db_comment="Wrong tries")
    used_at = models.DateTimeField(null=True, blank=True, db_comment="When it was entered rightly")

    class Meta:
        db_table_comment = "Codes sent to mobiles"

    def __str__(self) -> str:
        return f"{self.application_id}@{self.sent_at:%Y-%m-%d}"


class PaymentState(models.TextChoices):
    """Where a small payment stands."""

    QUEUED = "queued", _("to be paid")
    PAID = "paid", _("paid; the sum is to be typed back")
    PASSED = "passed", _("the sum was typed back")
    FAILED = "failed", _("the sum was wrong too often")
    REFUSED = "refused", _("the bank refused it")
    EXPIRED = "expired", _("nobody typed the sum in time")
    CANCELLED = "cancelled", _("no longer needed")


class MicroPayment(models.Model):
    """A small random sum sent to an organization's own bank account, to be typed back.

    Legal states: queued → paid | refused | cancelled; paid → passed | failed | expired | cancelled. Account and sum are sealed
    while it is open and emptied when it ends. Source: PA21:8.1, RQ-021
    """

    PERSONAL_DATA = "Number of a bank account: to pay a small sum to it. Sealed; emptied when the payment ends."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference and idempotency key, MP-…")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="payments", db_comment="Paid for")
    account_index = models.CharField(max_length=64, db_index=True, db_comment="Keyed digest of the bank account")
    account_sealed = models.BinaryField(default=b"", blank=True, db_comment="Bank and account, sealed; empty once it ended")
    account_tail = models.CharField(max_length=8, blank=True, default="", db_comment="Its last characters, for display")
    value_index = models.CharField(max_length=64, db_comment="Keyed digest of organization, code and account")
    sum_sealed = models.BinaryField(default=b"", blank=True, db_comment="Sum in fen, sealed; empty once it ended")
    state = models.CharField(
        max_length=10, choices=PaymentState.choices, default=PaymentState.QUEUED, db_comment="Where it stands"
    )
    tries = models.PositiveSmallIntegerField(default=0, db_comment="Wrong sums typed")
    attempts = models.PositiveIntegerField(default=0, db_comment="Times the provider was asked to pay")
    asked_at = models.DateTimeField(db_comment="When it was asked for")
    paid_at = models.DateTimeField(null=True, blank=True, db_comment="When the provider said it was paid")
    expires_at = models.DateTimeField(null=True, blank=True, db_comment="First instant the sum no longer counts")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="When it ended")

    class Meta:
        db_table_comment = "Small payments by which organizations show that a bank account is theirs"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(state__in=["queued", "paid"]), name="registry_one_payment_open"
            ),
            models.CheckConstraint(condition=Q(state__in=PaymentState.values), name="registry_payment_known_state"),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "paid"]) | Q(account_sealed=b"", sum_sealed=b""),
                name="registry_ended_payment_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class LetterState(models.TextChoices):
    """What became of a letter."""

    WAITING = "waiting", _("waits for a person")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("not accepted")
    REPLACED = "replaced", _("no longer needed")


class AuthorisationLetter(models.Model):
    """A letter by which an organization authorizes its account, looked at by a person.

    Legal states: waiting → accepted | refused | replaced. An accepted letter counts for the organization and code it was
    accepted for; it waits again when they change. Source: PA21:8.1, RQ-021
    """

    PERSONAL_DATA = "None of its own; the letter is a sealed document, purged on schedule."

    ref = models.CharField(max_length=40, unique=True, db_comment="Reference, AL-…")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="letters", db_comment="Handed in for")
    document_ref = models.CharField(max_length=40, db_comment="The sealed document, F-…")
    document_sha256 = models.CharField(max_length=64, db_comment="SHA-256 of the letter")
    value_index = models.CharField(max_length=64, db_comment="Keyed digest of organization, code and letter")
    state = models.CharField(
        max_length=10, choices=LetterState.choices, default=LetterState.WAITING, db_comment="What became of it"
    )
    seen = models.JSONField(default=list, blank=True, db_comment="What the person found in it, by code")
    reasons = models.TextField(blank=True, default="", db_comment="What the applicant reads")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Case of the person who looks")
    decided_by = models.CharField(max_length=120, blank=True, default="", db_comment="Who decided")
    handed_in_at = models.DateTimeField(db_comment="When")
    decided_at = models.DateTimeField(null=True, blank=True, db_comment="When it was decided")

    class Meta:
        db_table_comment = "Letters of authorisation of organizations that apply"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application"], condition=Q(state="waiting"), name="registry_one_letter_waits"),
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="registry_letter_known_state"),
        ]

    def __str__(self) -> str:
        return self.ref
