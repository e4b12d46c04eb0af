"""Cases: what is before a person, where it stands, who holds it, what was found, and every step taken."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CaseStatus(models.TextChoices):
    """Where a case stands."""

    OPEN = "open", _("open")
    DECIDED = "decided", _("decided")
    CLOSED = "closed", _("closed without a decision of its own")


class CaseKind(models.TextChoices):
    """What brought the case up."""

    SCREENING = "screening", _("found by a rule")
    REPORT = "report", _("reported")
    APPEAL = "appeal", _("appealed")
    MANUAL = "manual", _("opened by staff")
    MATTER = "matter", _("asked by a register")


class SourceKind(models.TextChoices):
    """What a source of a case is."""

    RULE = "rule", _("rule")
    REPORT = "report", _("report")
    STAFF = "staff", _("staff")
    APPEAL = "appeal", _("appeal")
    MATTER = "matter", _("matter")


class EvidenceKind(models.TextChoices):
    """What a piece of evidence is."""

    EVALUATION = "evaluation", _("evaluation")
    REPORT = "report", _("report")
    SNAPSHOT = "snapshot", _("snapshot")
    NOTE = "note", _("note")
    ATTACHMENT = "attachment", _("attachment")


class Case(models.Model):
    """One act before a person.

    Legal states: open → decided (a decision was issued) | closed (settled elsewhere, e.g. an appeal withdrawn);
    decided | closed → open (reopened; the first due time stays, so that a breach is never hidden). While open it may be
    waiting for a second person (``waiting_for``), and then nobody can claim it. A lease needs a holder and an end.
    At most one case per ``act_key`` is open: further sources join it. ``version`` grows with every step that changes what a
    reviewer saw; a lease renewal does not.
    """

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, unique=True, db_comment="Public reference, C-…")
    act_key = models.CharField(
        max_length=600, db_comment="The act: content:<ref>, account:<ref>:<label>, appeal:<receipt>, matter:<kind>:<ref>"
    )
    kind = models.CharField(max_length=12, choices=CaseKind.choices, db_comment="What brought it up first")
    status = models.CharField(max_length=8, choices=CaseStatus.choices, default=CaseStatus.OPEN, db_comment="Standing")
    queue = models.CharField(max_length=64, db_comment="Queue id of the pack, or appeals")
    label = models.CharField(max_length=64, blank=True, default="", db_comment="Violation label suspected")
    severity = models.CharField(max_length=12, blank=True, default="", db_comment="Gravest severity suspected")
    account_ref = models.CharField(max_length=512, db_comment="Account concerned")
    content_ref = models.CharField(
        max_length=512, blank=True, default="", db_comment="Content or comment concerned; empty: account"
    )
    reach = models.BigIntegerField(default=0, db_comment="Followers of the account when the case was opened or last joined")
    priority = models.IntegerField(default=0, db_comment="Sort key, higher first; see review.priority")
    escalated = models.BooleanField(default=False, db_comment="True: only a second person may take it")
    opened_at = models.DateTimeField(db_comment="When the first source came in")
    due_at = models.DateTimeField(db_comment="When it must be settled; never moved later")
    settled_at = models.DateTimeField(null=True, blank=True, db_comment="When it was decided or closed")
    outcome = models.CharField(max_length=24, blank=True, default="", db_comment="Verdict or outcome once settled")
    decision_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Decision that settled it")
    version = models.PositiveIntegerField(default=1, db_comment="Optimistic version, expected by every action")
    lease_holder = models.ForeignKey(
        "identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_comment="Who holds it now"
    )
    lease_expires_at = models.DateTimeField(null=True, blank=True, db_comment="When the lease ends by itself")
    assignee = models.ForeignKey(
        "identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_comment="Whom it was handed to"
    )
    waiting_for = models.CharField(
        max_length=24, blank=True, default="", db_comment="approval: a proposal awaits a second person"
    )

    class Meta:
        db_table_comment = "Cases: one act before a person"
        indexes: ClassVar = [
            models.Index(fields=["status", "queue", "-priority"], name="review_case_queue"),
            models.Index(fields=["account_ref", "-opened_at"], name="review_case_account"),
            models.Index(fields=["content_ref"], name="review_case_content"),
            models.Index(fields=["status", "due_at"], name="review_case_clock"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["act_key"], condition=Q(status="open"), name="review_one_open_case_per_act"),
            models.CheckConstraint(condition=Q(status__in=CaseStatus.values), name="review_case_known_status"),
            models.CheckConstraint(condition=Q(kind__in=CaseKind.values), name="review_case_known_kind"),
            models.CheckConstraint(
                condition=Q(lease_holder__isnull=True, lease_expires_at__isnull=True)
                | Q(lease_holder__isnull=False, lease_expires_at__isnull=False),
                name="review_lease_has_holder_and_end",
            ),
            models.CheckConstraint(
                condition=Q(status="open", settled_at__isnull=True) | (~Q(status="open") & Q(settled_at__isnull=False)),
                name="review_settled_case_has_time",
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("opened_at")), name="review_case_due_after_opening"),
            models.CheckConstraint(
                condition=~Q(status="decided") | ~Q(decision_ref=""), name="review_decided_case_names_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class CaseSource(models.Model):
    """One thing that brought a case up or joined it. Written once per kind and reference; never edited."""

    PERSONAL_DATA = "none"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sources", db_comment="The case")
    kind = models.CharField(max_length=8, choices=SourceKind.choices, db_comment="rule, report, staff, appeal or matter")
    ref = models.CharField(max_length=512, db_comment="Rule id, receipt, or user")
    detail = models.JSONField(default=dict, blank=True, db_comment="What it said: score, event, category")
    at = models.DateTimeField(db_comment="When it came in")

    class Meta:
        db_table_comment = "Sources of cases"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "kind", "ref"], name="review_source_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"


class CaseEvidence(models.Model):
    """One piece of evidence: a reference with a hash, never the personal data itself. Written, never edited."""

    PERSONAL_DATA = "Notes of reviewers and excerpts of reported texts; deleted with the case after retention."

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence", db_comment="The case")
    kind = models.CharField(max_length=12, choices=EvidenceKind.choices, db_comment="What it is")
    ref = models.CharField(max_length=512, db_comment="Evaluation, receipt, content version or attachment it points to")
    sha256 = models.CharField(max_length=64, db_comment="SHA-256 of what it points to, as it was then")
    summary = models.TextField(db_comment="One sentence a reader understands without opening it")
    detail = models.JSONField(default=dict, blank=True, db_comment="Spans, fields, rules")
    at = models.DateTimeField(db_comment="When it was added")

    class Meta:
        db_table_comment = "Evidence attached to cases"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "kind", "ref", "sha256"], name="review_evidence_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"


class CaseTransition(models.Model):
    """One step of one case: who did what, from which standing to which, and why. Written, never edited (a trigger refuses)."""

    PERSONAL_DATA = "Notes of staff about a case; deleted with the case after retention."

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transitions", db_comment="The case")
    action = models.CharField(max_length=24, db_comment="opened, joined, claim, release, note, hand_over …")
    from_status = models.CharField(max_length=8, blank=True, db_comment="Standing before")
    to_status = models.CharField(max_length=8, db_comment="Standing after")
    version = models.PositiveIntegerField(db_comment="Version after the step")
    actor_kind = models.CharField(max_length=12, db_comment="user, machine, api_key, public or system")
    actor_ref = models.CharField(max_length=120, db_comment="Who")
    user = models.ForeignKey(
        "identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_comment="Who, where it was staff"
    )
    at = models.DateTimeField(db_comment="When")
    note = models.TextField(blank=True, default="", db_comment="Why, in the actor's words")
    detail = models.JSONField(default=dict, blank=True, db_comment="What else changed")

    class Meta:
        db_table_comment = "Every step of every case"
        indexes: ClassVar = [models.Index(fields=["case", "at"], name="review_case_history")]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.action}"


class CaseExclusion(models.Model):
    """A person who may not touch a case, because they took part in what it is about. Never lifted.

    Source: RQ-097: an appeal is decided by a person who did not take part.
    """

    PERSONAL_DATA = "none"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exclusions", db_comment="The case")
    user = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+", db_comment="Who is kept out")
    reason = models.CharField(max_length=40, db_comment="decided, approved, proposed, handled")

    class Meta:
        db_table_comment = "Who may not touch which case"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "user"], name="review_exclusion_once")]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.user_id}"
