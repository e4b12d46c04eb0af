"""Disputes between two authors about a declared original, and the panels of peers that judge rewriting.

Source: PA21:14.2, RQ-064
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goodstanding.apps.redress.disputing import FLOW, OPEN


class DisputeState(models.TextChoices):
    """Where a dispute stands."""

    ANSWERING = "answering", _("the other side is heard")
    VOTING = "voting", _("with a panel of peers")
    EXAMINATION = "examination", _("with a person")
    REVOKED = "revoked", _("decided: not the declarer's own work")
    DISMISSED = "dismissed", _("decided: the declaration stands")
    WITHDRAWN = "withdrawn", _("withdrawn")


class VoteChoice(models.TextChoices):
    """What a juror says."""

    REWRITTEN = "rewritten", _("It is the other text told anew")
    OWN_WORK = "own_work", _("It is a work of its own")
    CANNOT_SAY = "cannot_say", _("I cannot say")


class Dispute(models.Model):
    """An author's claim that a declared original was made of an earlier work of his.

    Legal states and steps: ``disputing.FLOW``, and nothing else (a trigger refuses). The evidence is the frozen alignment of both
    texts; both sides and the judge see the same. One open dispute per declared content and claimant.
    """

    PERSONAL_DATA = "Both sides' statements in their words, and who wrote them; kept with the decision."

    ref = models.CharField(max_length=40, unique=True, db_comment="Public reference, DP-…")
    content_ref = models.CharField(max_length=512, db_index=True, db_comment="Declared original in dispute")
    account_ref = models.CharField(max_length=512, db_index=True, db_comment="Account that declared it")
    earlier_ref = models.CharField(max_length=512, db_comment="Content said to be earlier")
    claimant_ref = models.CharField(max_length=512, db_index=True, db_comment="Account that claims")
    claimant = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+", db_comment="Who filed it")
    claim = models.TextField(db_comment="What is claimed, in the claimant's words")
    answer = models.TextField(blank=True, default="", db_comment="What the declarer answers, in his words")
    answered_by = models.ForeignKey(
        "identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_comment="Who answered"
    )
    kind = models.CharField(max_length=20, db_comment="What the alignment amounts to: exact_copy … rewriting, none")
    evidence = models.TextField(db_comment="Frozen alignment, canonical JSON; no wording")
    evidence_sha256 = models.CharField(max_length=64, db_comment="SHA-256 of evidence; the log holds it too")
    state = models.CharField(max_length=12, choices=DisputeState.choices, default=DisputeState.ANSWERING, db_comment="Standing")
    version = models.PositiveIntegerField(default=1, db_comment="Optimistic version")
    filed_at = models.DateTimeField(db_comment="When it was stored")
    answer_due_at = models.DateTimeField(db_comment="Until when the declarer is heard")
    answered_at = models.DateTimeField(null=True, blank=True, db_comment="When the declarer answered")
    case_ref = models.CharField(max_length=40, blank=True, default="", db_index=True, db_comment="Case of whoever decides")
    decision_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Decision that ended it")
    reasons = models.TextField(blank=True, default="", db_comment="Why it ended so, as it was issued")
    findings = models.TextField(blank=True, default="", db_comment="What whoever decides it found, in his own words")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="When it ended")

    class Meta:
        db_table_comment = "Disputes about declared originals"
        indexes: ClassVar = [models.Index(fields=["state", "answer_due_at"], name="redress_dispute_clock")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=DisputeState.values), name="redress_dispute_known_state"),
            models.CheckConstraint(condition=~Q(account_ref=F("claimant_ref")), name="redress_dispute_two_sides"),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in OPEN], ended_at__isnull=True)
                | (~Q(state__in=[str(s) for s in OPEN]) & Q(ended_at__isnull=False)),
                name="redress_dispute_end_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["revoked", "dismissed"]) | (~Q(decision_ref="") & ~Q(reasons="")),
                name="redress_dispute_decided_by_decision",
            ),
            models.UniqueConstraint(
                fields=["content_ref", "claimant_ref"],
                condition=Q(state__in=[str(s) for s in OPEN]),
                name="redress_one_open_dispute",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class DisputeStep(models.Model):
    """One step of a dispute, with who took it and why. Written, never edited (a trigger refuses); only steps of the flow."""

    PERSONAL_DATA = "none"

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="steps", db_comment="The dispute")
    position = models.PositiveIntegerField(db_comment="From 1")
    step = models.CharField(max_length=12, db_comment="What was done")
    from_state = models.CharField(max_length=12, blank=True, default="", db_comment="State before; empty at filing")
    to_state = models.CharField(max_length=12, choices=DisputeState.choices, db_comment="State after")
    actor_kind = models.CharField(max_length=12, db_comment="user, machine, api_key, public or system")
    actor_ref = models.CharField(max_length=120, blank=True, default="", db_comment="Who; never shown to the sides")
    at = models.DateTimeField(db_comment="When")
    reason = models.TextField(db_comment="Why")

    class Meta:
        db_table_comment = "Every step of every dispute"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispute", "position"], name="redress_dispute_step_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="redress_dispute_step_has_reason"),
            models.CheckConstraint(
                condition=reduce(
                    or_, (Q(step=str(step), from_state=str(state), to_state=str(end)) for (state, step), end in FLOW.items())
                ),
                name="redress_dispute_step_in_flow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}:{self.step}"


class Panel(models.Model):
    """Peers asked at random whether a text is another told anew. Legal states: open, closed (``closed_at`` set, with a result).

    The seed makes the drawing repeatable: the same seed and the same list of authors draw the same people. One panel is repeated
    once, with other people. Nobody sees another's vote before the end.
    """

    PERSONAL_DATA = "none"

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="panels", db_comment="The dispute")
    round = models.PositiveSmallIntegerField(db_comment="1, or 2 where it was repeated")
    seed = models.CharField(max_length=64, db_comment="Seed of the drawing; the log holds it too")
    eligible = models.PositiveIntegerField(db_comment="How many could have been drawn")
    opened_at = models.DateTimeField(db_comment="When people were invited")
    closes_at = models.DateTimeField(db_comment="Until when votes count")
    closed_at = models.DateTimeField(null=True, blank=True, db_comment="When the votes were counted")
    valid = models.PositiveIntegerField(default=0, db_comment="Valid votes")
    rewritten = models.PositiveIntegerField(default=0, db_comment="Votes that it is the other text told anew")
    own_work = models.PositiveIntegerField(default=0, db_comment="Votes that it is a work of its own")
    finding = models.CharField(max_length=12, blank=True, default="", db_comment="rewritten, own_work, or empty for none")
    worth = models.CharField(max_length=8, blank=True, default="", db_comment="binding, advisory or none; empty while open")

    class Meta:
        db_table_comment = "Panels of peers about rewriting"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispute", "round"], name="redress_panel_round_once"),
            models.CheckConstraint(condition=Q(round__in=[1, 2]), name="redress_panel_repeated_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, worth="") | (Q(closed_at__isnull=False) & ~Q(worth="")),
                name="redress_panel_closed_has_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}/{self.round}"


class PanelSeat(models.Model):
    """One person invited to a panel. Written, never edited (a trigger refuses); nobody is invited twice to one dispute."""

    PERSONAL_DATA = "Who was invited; never shown to the sides. Kept with the dispute, to exclude them from deciding it."

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="seats", db_comment="The panel")
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="seats", db_comment="The dispute")
    juror = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+", db_comment="Who is invited")
    account_ref = models.CharField(max_length=512, db_comment="Account as whose author they are asked")

    class Meta:
        db_table_comment = "People invited to panels"
        constraints: ClassVar = [models.UniqueConstraint(fields=["dispute", "juror"], name="redress_juror_once")]

    def __str__(self) -> str:
        return f"{self.panel_id}:{self.juror_id}"


class PanelVote(models.Model):
    """One vote, with its reason. Written once, never edited (a trigger refuses); none after the panel is closed."""

    PERSONAL_DATA = "A juror's reason in his words; shown to the sides without his name after the end."

    seat = models.OneToOneField(PanelSeat, on_delete=models.PROTECT, related_name="vote", db_comment="Whose vote it is")
    choice = models.CharField(max_length=12, choices=VoteChoice.choices, db_comment="What they say")
    reason = models.TextField(db_comment="Why")
    at = models.DateTimeField(db_comment="When")

    class Meta:
        db_table_comment = "Votes of panels"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(choice__in=VoteChoice.values), name="redress_vote_known_choice"),
            models.CheckConstraint(condition=~Q(reason=""), name="redress_vote_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}:{self.choice}"
