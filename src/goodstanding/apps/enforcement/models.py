"""Decisions and what they set in motion. A decision is written once: triggers refuse an edit, a deletion, and a half-made one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """What was found. ``suspected`` is the machine's word and only the machine's: it found a sign, not a violation.

    ``precaution`` is a person's: a law asks for a measure on one content before anything is found, such as on a notice of
    infringement. It counts as no violation.
    """

    VIOLATION = "violation", _("violation")
    SUSPECTED = "suspected", _("suspected, for a person to decide")
    NO_VIOLATION = "no_violation", _("no violation")
    INADMISSIBLE = "inadmissible", _("inadmissible")
    PRECAUTION = "precaution", _("a precaution; nothing is found")


class DecisionSource(models.TextChoices):
    """Who speaks. Sources, not paths: all go through the one door."""

    MACHINE = "machine", _("automatic screening")
    STAFF = "staff", _("review staff")
    APPEAL = "appeal", _("appeal panel")
    COURT = "court", _("court order")


class MeasureStatus(models.TextChoices):
    """Where one measure stands."""

    PENDING = "pending", _("not yet in force")
    APPLIED = "applied", _("in force")
    ENDED = "ended", _("ended")
    REVERTED = "reverted", _("undone")


class ProposalStatus(models.TextChoices):
    """Where a proposal stands."""

    OPEN = "open", _("awaiting a second person")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")


class Decision(models.Model):
    """One decision with everything it rests on, frozen.

    Legal states: issued. It is never edited or deleted (triggers refuse); a later decision may supersede it, once. What is in
    force is a query: the decision nobody supersedes. Refused by triggers on both databases: a violation or suspicion without
    a specific clause whose text is on file, empty facts, no evidence, no notice of its own, no appeal route; a machine that
    does more than label, hold or limit with an end; an irreversible measure without a different second person; measures
    without a violation; a precaution that reaches beyond one content; an appeal decided by anybody who took part in the chain
    it supersedes.
    Instead of an ``override`` flag or a mutable status, which would let the past change quietly.
    """

    PERSONAL_DATA = "Facts may quote what an account published; kept as long as the law asks for records of handling (PA21:19.2)."

    ref = models.CharField(max_length=40, unique=True, db_comment="Public reference, D-…")
    case_ref = models.CharField(max_length=40, db_index=True, db_comment="Case it settles")
    account_ref = models.CharField(max_length=512, db_comment="Account concerned")
    content_ref = models.CharField(max_length=512, blank=True, default="", db_index=True, db_comment="Content concerned, if one")
    verdict = models.CharField(max_length=16, choices=Verdict.choices, db_comment="What was found")
    label = models.CharField(max_length=64, blank=True, default="", db_comment="Violation label of the outside contract")
    severity = models.CharField(max_length=12, blank=True, default="", db_comment="minor, moderate, serious or grave")
    clauses = models.JSONField(db_comment="[{ref, version, sha256, text}]: clause texts as they were")
    facts = models.TextField(db_comment="What happened, in plain words")
    evidence = models.JSONField(db_comment="[{kind, ref, sha256, summary, spans}]")
    measures = models.JSONField(db_comment="[{code, scope, days, starts_at, ends_at, review_at}]")
    provenance = models.JSONField(db_comment="{found_by, rules, automation}")
    source = models.CharField(max_length=8, choices=DecisionSource.choices, db_comment="Who speaks")
    decider = models.ForeignKey(
        "identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_comment="Null for a machine"
    )
    second_approver = models.ForeignKey(
        "identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_comment="Second person, if one"
    )
    exception_reason = models.TextField(blank=True, default="", db_comment="Why a measure outside the ladder was needed")
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by", db_comment="Decision it replaces"
    )
    supersede_reason = models.TextField(blank=True, default="", db_comment="Why it replaces it")
    evaluation_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Evaluation it rests on, E-…")
    pack_digest = models.CharField(max_length=64, blank=True, default="", db_comment="Policy pack version in force")
    notice = models.OneToOneField(
        "notices.Notice", on_delete=models.PROTECT, related_name="+", db_comment="What the account was told"
    )
    appeal_route = models.JSONField(db_comment="{url_path, deadline, days}")
    statement = models.JSONField(db_comment="Frozen statement of reasons")
    decided_at = models.DateTimeField(db_comment="When it was issued")
    log_index = models.BigIntegerField(unique=True, db_comment="Entry of the record that proves it")
    sha256 = models.CharField(max_length=64, db_comment="SHA-256 of the decision in canonical form")

    class Meta:
        db_table_comment = "Decisions, immutable"
        indexes: ClassVar = [
            models.Index(fields=["account_ref", "-decided_at"], name="enforcement_account_history"),
            models.Index(fields=["account_ref", "label", "decided_at"], name="enforcement_occurrences"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="enforcement_known_verdict"),
            models.CheckConstraint(condition=Q(source__in=DecisionSource.values), name="enforcement_known_source"),
            models.CheckConstraint(
                condition=Q(source="machine", decider__isnull=True, verdict="suspected")
                | (~Q(source="machine") & Q(decider__isnull=False) & ~Q(verdict="suspected")),
                name="enforcement_person_decides_machine_suspects",
            ),
            models.CheckConstraint(
                condition=Q(second_approver__isnull=True) | ~Q(second_approver=F("decider")),
                name="enforcement_second_person_is_another",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersede_reason=""), name="enforcement_superseding_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(source="appeal") | Q(supersedes__isnull=False), name="enforcement_appeal_supersedes"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class MeasureState(models.Model):
    """One measure of one decision and where it stands.

    Legal states: pending → applied → ended (its time was up, or a later decision of the same case took its place) |
    reverted (undone by a reversal). Never back, never deleted, and what was imposed never changes (triggers refuse).
    """

    PERSONAL_DATA = "none"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="measure_states", db_comment="The decision")
    position = models.PositiveSmallIntegerField(db_comment="Index in the decision's measures, from 0")
    code = models.CharField(max_length=24, db_comment="Measure code")
    scope = models.CharField(max_length=64, blank=True, default="", db_comment="Function or label it is about")
    account_ref = models.CharField(max_length=512, db_comment="Account it binds")
    content_ref = models.CharField(max_length=512, blank=True, default="", db_comment="Content it binds, if one")
    starts_at = models.DateTimeField(db_comment="First instant it binds")
    ends_at = models.DateTimeField(null=True, blank=True, db_comment="First instant it no longer binds; empty: no end")
    status = models.CharField(max_length=8, choices=MeasureStatus.choices, db_comment="Where it stands")
    applied_at = models.DateTimeField(null=True, blank=True, db_comment="When it took effect")
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="When its time was up")
    reverted_at = models.DateTimeField(null=True, blank=True, db_comment="When it was undone")
    confirmed_at = models.DateTimeField(null=True, blank=True, db_comment="When the platform confirmed carrying it out")

    class Meta:
        db_table_comment = "Measures and where they stand"
        indexes: ClassVar = [
            models.Index(fields=["status", "ends_at"], name="enforcement_measure_ends"),
            models.Index(fields=["account_ref", "status"], name="enforcement_measure_account"),
            models.Index(fields=["content_ref", "status"], name="enforcement_measure_content"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "position"], name="enforcement_measure_once"),
            models.CheckConstraint(condition=Q(status__in=MeasureStatus.values), name="enforcement_measure_known_status"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="enforcement_measure_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}/{self.position}:{self.code}"


class Proposal(models.Model):
    """A decision drafted by one person that only another may issue.

    Legal states: open → approved (the decision was issued) | rejected (with a reason). One open proposal per case.
    The approver is never the proposer: checked here too.
    """

    PERSONAL_DATA = "As Decision: facts may quote what an account published; deleted with the case after retention."

    ref = models.CharField(max_length=40, unique=True, db_comment="Public reference, P-…")
    case_ref = models.CharField(max_length=40, db_index=True, db_comment="Case it is about")
    draft = models.JSONField(db_comment="The whole draft, as it will be issued")
    draft_sha256 = models.CharField(max_length=64, db_comment="SHA-256 of the draft in canonical form")
    reasons = models.JSONField(db_comment="Why a second person is needed, as codes")
    proposed_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+", db_comment="First person")
    proposed_at = models.DateTimeField(db_comment="When")
    status = models.CharField(max_length=8, choices=ProposalStatus.choices, default=ProposalStatus.OPEN, db_comment="Standing")
    decided_by = models.ForeignKey(
        "identity.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_comment="Second person"
    )
    decided_at = models.DateTimeField(null=True, blank=True, db_comment="When it was approved or rejected")
    note = models.TextField(blank=True, default="", db_comment="The second person's reason")
    decision_ref = models.CharField(max_length=40, blank=True, default="", db_comment="Decision issued from it")

    class Meta:
        db_table_comment = "Drafts awaiting a second person"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_ref"], condition=Q(status="open"), name="enforcement_one_open_proposal"),
            models.CheckConstraint(condition=Q(status__in=ProposalStatus.values), name="enforcement_proposal_known_status"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="enforcement_proposer_does_not_approve",
            ),
            models.CheckConstraint(
                condition=Q(status="open", decided_by__isnull=True) | (~Q(status="open") & Q(decided_by__isnull=False)),
                name="enforcement_settled_proposal_names_person",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class BlocklistEntry(models.Model):
    """A subject kept out by a decision, found again by a keyed hash.

    Legal states: in force, lifted (its decision was reversed). A blacklist entry has a review date; a re-registration ban
    may stand without one. Source: PA21:19.2, RQ-090.
    """

    PERSONAL_DATA = (
        "Keyed hash of the subject; cleared of meaning when the key is retired, deleted when lifted and past retention."
    )

    measure = models.OneToOneField(
        MeasureState, on_delete=models.PROTECT, related_name="blocklist_entry", db_comment="Its measure"
    )
    kind = models.CharField(max_length=20, db_comment="blacklist or ban_reregistration")
    subject_hash = models.CharField(
        max_length=64, db_index=True, db_comment="Keyed hash of the operator, or of the account if unknown"
    )
    account_ref = models.CharField(max_length=512, db_comment="Account it came from")
    listed_at = models.DateTimeField(db_comment="When it was listed")
    review_at = models.DateTimeField(null=True, blank=True, db_comment="When a person must look at it again")
    lifted_at = models.DateTimeField(null=True, blank=True, db_comment="When it was lifted")

    class Meta:
        db_table_comment = "Subjects kept out by decisions"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=["blacklist", "ban_reregistration"]), name="enforcement_known_listing"),
            models.CheckConstraint(
                condition=~Q(kind="blacklist") | Q(review_at__isnull=False), name="enforcement_blacklist_has_review_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.account_ref}"
