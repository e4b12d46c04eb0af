"""Notices of infringement: sent by anybody, forwarded to whom they concern, answered, and ended by a clock or a court.

Source: PA21:14.2, CIV20:1195, CIV20:1196, RQ-065
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.apps.redress.takedown import DOWN, FLOW, OPEN


class NoticeState(models.TextChoices):
    """Where a notice of infringement stands."""

    INCOMPLETE = "incomplete", _("returned: something is missing")
    EXAMINATION = "examination", _("complete; with a person")
    ACTED = "acted", _("forwarded; the content is not shown")
    COUNTERED = "countered", _("answered; the window runs")
    PROCEEDINGS = "proceedings", _("before a court or an authority")
    REFUSED = "refused", _("not acted on")
    LAPSED = "lapsed", _("never completed")
    WITHDRAWN = "withdrawn", _("withdrawn by its sender")
    RESTORED = "restored", _("ended; the content is shown again")
    CONFIRMED = "confirmed", _("ended; the content stays down")
    WRONGFUL = "wrongful", _("found wrongful; the content is shown again")
    SUPERSEDED = "superseded", _("settled by another decision")


class Capacity(models.TextChoices):
    """In which capacity somebody sends a notice."""

    OWNER = "owner", _("owner of the rights")
    LICENSEE = "licensee", _("holder of an exclusive licence")
    AGENT = "agent", _("agent of the owner")


class ProofKind(models.TextChoices):
    """What the sender of a notice may prove while the content is down."""

    PROCEEDINGS = "proceedings", _("a court or an authority was asked")
    DELAY = "delay", _("a delay beyond the sender's control")


class ProofState(models.TextChoices):
    """Where a proof stands."""

    PENDING = "pending", _("with a person")
    ACCEPTED = "accepted", pgettext_lazy("proof", "accepted")
    REFUSED = "refused", pgettext_lazy("proof", "not accepted")


class CopyrightNotice(models.Model):
    """A notice that a content infringes somebody's copyright.

    Legal states and steps: ``takedown.FLOW``, and nothing else (a trigger refuses). While it is down there is a decision (a
    precaution) whose measure keeps it down; ``window_ends_at`` is set when a counter-statement was forwarded. An end has
    ``ended_at``. What the sender wrote about himself is sealed.
    """

    PERSONAL_DATA = (
        "Sender's name, contact and address, sealed: to identify who claims rights and to answer (CIV20:1195.1); "
        "the name is forwarded. Emptied three years after the end."
    )

    ref = models.CharField(max_length=40, unique=True, db_comment="Public receipt, CN-…")
    content_ref = models.CharField(max_length=512, db_index=True, db_comment="Content said to infringe")
    account_ref = models.CharField(max_length=512, db_comment="Account that published it")
    capacity = models.CharField(max_length=8, choices=Capacity.choices, db_comment="In which capacity it is sent")
    name_sealed = models.BinaryField(default=b"", blank=True, db_comment="Sender's name, sealed; forwarded to the account")
    contact_sealed = models.BinaryField(default=b"", blank=True, db_comment="Sender's contact, sealed; never forwarded")
    contact_index = models.CharField(max_length=64, db_index=True, db_comment="Keyed digest of the contact: the sender's key")
    address_sealed = models.BinaryField(default=b"", blank=True, db_comment="Sender's address, sealed; never forwarded")
    work = models.CharField(max_length=300, blank=True, default="", db_comment="Title of the work")
    work_url = models.CharField(max_length=2000, blank=True, default="", db_comment="Where the work was published")
    statement = models.TextField(blank=True, default="", db_comment="Why the content infringes, in the sender's words")
    has_guarantee = models.BooleanField(default=False, db_comment="The sender answers for the truth of it")
    missing = models.JSONField(default=list, blank=True, db_comment="Codes of what is missing")
    language = models.CharField(max_length=8, db_comment="Language the sender is answered in")
    state = models.CharField(max_length=12, choices=NoticeState.choices, db_comment="Standing")
    version = models.PositiveIntegerField(default=1, db_comment="Optimistic version")
    filed_at = models.DateTimeField(db_comment="When it was stored")
    due_at = models.DateTimeField(db_comment="By when the next step is due")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_index=True, db_comment="Case of whoever decides next")
    decision_ref = models.CharField(
        max_length=40, blank=True, default="", db_index=True, db_comment="Precaution that is in force"
    )
    reasons = models.TextField(blank=True, default="", db_comment="Last reasons given, as the parties read them")
    acted_at = models.DateTimeField(null=True, blank=True, db_comment="When the content was taken down and the notice forwarded")
    window_ends_at = models.DateTimeField(null=True, blank=True, db_comment="When the measure ends by itself without proof")
    is_extended = models.BooleanField(default=False, db_comment="The window was extended once for a proved delay")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="When it ended")

    class Meta:
        db_table_comment = "Notices of infringement"
        indexes: ClassVar = [
            models.Index(fields=["state", "window_ends_at"], name="redress_notice_window"),
            models.Index(fields=["account_ref", "-filed_at"], name="redress_notice_account"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=NoticeState.values), name="redress_notice_known_state"),
            models.CheckConstraint(condition=Q(capacity__in=Capacity.values), name="redress_notice_known_capacity"),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in OPEN], ended_at__isnull=True)
                | (~Q(state__in=[str(s) for s in OPEN]) & Q(ended_at__isnull=False)),
                name="redress_notice_end_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[str(s) for s in DOWN]) | (~Q(decision_ref="") & Q(acted_at__isnull=False)),
                name="redress_notice_down_by_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state="countered") | Q(window_ends_at__isnull=False), name="redress_notice_answered_has_window"
            ),
            models.UniqueConstraint(
                fields=["content_ref", "contact_index"],
                condition=Q(state__in=[str(s) for s in OPEN]),
                name="redress_one_open_notice_per_sender",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class CounterStatement(models.Model):
    """The account's statement that a content does not infringe. Legal states: returned (something is missing), forwarded.

    One per notice; a returned one is completed in place until it is forwarded, then it stays as it is (a trigger refuses).
    """

    PERSONAL_DATA = "Name and contact of whoever answers, sealed; the name is forwarded. Emptied three years after the end."

    notice = models.OneToOneField(CopyrightNotice, on_delete=models.PROTECT, related_name="counter", db_comment="The notice")
    name_sealed = models.BinaryField(default=b"", blank=True, db_comment="Name, sealed; forwarded to the sender")
    contact_sealed = models.BinaryField(default=b"", blank=True, db_comment="Contact, sealed; never forwarded")
    statement = models.TextField(blank=True, default="", db_comment="Why the content does not infringe")
    has_guarantee = models.BooleanField(default=False, db_comment="Whoever answers stands for the truth of it")
    says_wrongful = models.BooleanField(default=False, db_comment="The account says the notice is knowingly wrong")
    missing = models.JSONField(default=list, blank=True, db_comment="Codes of what is missing")
    filed_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+", db_comment="Who filed it")
    filed_at = models.DateTimeField(db_comment="When it was stored last")
    forwarded_at = models.DateTimeField(null=True, blank=True, db_comment="When it was forwarded; the window runs from here")

    class Meta:
        db_table_comment = "Statements that a content does not infringe"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(forwarded_at__isnull=True) | Q(missing=[]), name="redress_counter_complete")
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}/counter"


class NoticeProof(models.Model):
    """What the sender of a notice proved while the content was down. Legal states: pending → accepted | refused.

    While one is pending the window does not close: what was handed in before its end counts.
    """

    PERSONAL_DATA = "Words of the sender about a suit, complaint or delay; emptied three years after the notice's end."

    notice = models.ForeignKey(CopyrightNotice, on_delete=models.PROTECT, related_name="proofs", db_comment="The notice")
    kind = models.CharField(max_length=12, choices=ProofKind.choices, db_comment="What is proved")
    text = models.TextField(db_comment="Court or authority and number, or what delays")
    state = models.CharField(max_length=8, choices=ProofState.choices, default=ProofState.PENDING, db_comment="Standing")
    filed_at = models.DateTimeField(db_comment="When it was handed in")
    decided_at = models.DateTimeField(null=True, blank=True, db_comment="When a person decided")

    class Meta:
        db_table_comment = "Proofs by senders of notices"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=ProofKind.values), name="redress_proof_known_kind"),
            models.CheckConstraint(condition=Q(state__in=ProofState.values), name="redress_proof_known_state"),
            models.UniqueConstraint(fields=["notice"], condition=Q(state="pending"), name="redress_one_pending_proof"),
            models.CheckConstraint(
                condition=Q(state="pending", decided_at__isnull=True) | (~Q(state="pending") & Q(decided_at__isnull=False)),
                name="redress_proof_decided_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}/{self.kind}"


class NoticeStep(models.Model):
    """One step of a notice, with who took it and why. Written, never edited (a trigger refuses); only steps of the flow."""

    PERSONAL_DATA = "none"

    notice = models.ForeignKey(CopyrightNotice, on_delete=models.PROTECT, related_name="steps", db_comment="The notice")
    position = models.PositiveIntegerField(db_comment="From 1")
    step = models.CharField(max_length=16, db_comment="What was done")
    from_state = models.CharField(max_length=12, blank=True, default="", db_comment="State before; empty at filing")
    to_state = models.CharField(max_length=12, choices=NoticeState.choices, db_comment="State after")
    actor_kind = models.CharField(max_length=12, db_comment="user, machine, api_key, public or system")
    actor_ref = models.CharField(max_length=120, blank=True, default="", db_comment="Who")
    at = models.DateTimeField(db_comment="When")
    reason = models.TextField(db_comment="Why")

    class Meta:
        db_table_comment = "Every step of every notice of infringement"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "position"], name="redress_notice_step_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="redress_notice_step_has_reason"),
            models.CheckConstraint(
                condition=reduce(
                    or_, (Q(step=str(step), from_state=str(state), to_state=str(end)) for (state, step), end in FLOW.items())
                ),
                name="redress_notice_step_in_flow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}:{self.step}"
