"""What enforcement takes and hands out: frozen, so that what was decided cannot change in passing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Source = Literal["machine", "staff", "appeal", "court"]
VerdictCode = Literal["violation", "suspected", "no_violation", "inadmissible", "precaution"]
Automation = Literal["none", "partial", "full"]


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """One measure as a person or the ladder wants it.

    Args:
        code: A ``MeasureCode``.
        scope: The function of ``limit_function`` (``publish``, ``comment``, ``ads`` …) or the words of ``label``.
        days: Length in days, 1–3,650; None with no ``ends_at`` means no end.
        ends_at: An exact end instead of days; a machine's measures need one of the two.
        review_at: When a blacklist entry is looked at again.
    """

    code: str
    scope: str = ""
    days: int | None = None
    ends_at: datetime | None = None
    review_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence as a decision freezes it.

    Args:
        kind: ``evaluation``, ``report``, ``snapshot``, ``note``, ``attachment``, ``court_order`` …
        sha256: Of what ``ref`` points to, hexadecimal.
        spans: Places in the content: ``{field, start, end, text, signal, why}``.
    """

    kind: str
    ref: str
    sha256: str
    summary: str
    spans: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A piece of evidence as the account is shown it.

    Args:
        kind: As in ``Evidence``; all reports together are one piece, and so are all notes by staff.
        ref, sha256, summary: Empty for reports and notes.
        count: How many reports or notes; 1 for everything else.
    """

    kind: str
    ref: str = ""
    sha256: str = ""
    summary: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft:
    """Everything a decision needs from whoever makes it; the door adds what only it can know.

    Args:
        source: Who speaks. A machine only ever says ``suspected``.
        verdict: ``precaution`` where a law asks for a measure on one content before anything is found; it has no label.
        clauses: Clause refs; at least one that is not open-ended, for a violation or suspicion.
        facts: What happened, in plain words.
        found_by: ``rule``, ``report``, ``patrol``, ``appeal`` or ``court``.
        automation: How far a machine took part in the decision itself.
        advice: How the account can put things right.
        exception_reason: Why a measure outside the ladder is needed.
        supersede_reason: Why a former decision of the same case is replaced; needed unless it was a machine's.
        supersedes: The decision replaced; found by itself within a case when empty.
        language: Language of the notice; the account's own when empty.
        proposal_ref: The approved proposal this draft was issued from.
        counted_from: When the measures began; the decision itself when None. A partly upheld appeal counts what was served.
    """

    source: Source
    verdict: VerdictCode
    case_ref: str
    account_ref: str
    content_ref: str = ""
    label: str = ""
    severity: str = ""
    clauses: tuple[str, ...] = ()
    facts: str = ""
    evidence: tuple[Evidence, ...] = ()
    measures: tuple[MeasureDraft, ...] = ()
    found_by: str = "rule"
    rules: tuple[str, ...] = ()
    automation: Automation = "none"
    advice: str = ""
    exception_reason: str = ""
    evaluation_ref: str = ""
    pack_digest: str = ""
    supersedes: str = ""
    supersede_reason: str = ""
    language: str = ""
    proposal_ref: str = ""
    counted_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure as imposed."""

    code: str
    scope: str
    days: int | None
    starts_at: datetime
    ends_at: datetime | None
    review_at: datetime | None


@dataclass(frozen=True, slots=True)
class MeasureStateView:
    """One measure and where it stands: ``pending``, ``applied``, ``ended`` or ``reverted``."""

    position: int
    measure: Measure
    status: str
    applied_at: datetime | None
    ended_at: datetime | None
    reverted_at: datetime | None
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause as a decision froze it. ``version`` is the pack that brought the text, as id@version."""

    ref: str
    version: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision with everything it rests on.

    Args:
        decider, second_approver: User ids; never shown to the account.
        superseded_by: The decision that replaced it; empty while it is in force.
        log_index: The entry of the record that proves it.
    """

    ref: str
    case_ref: str
    account_ref: str
    content_ref: str
    verdict: str
    label: str
    severity: str
    clauses: tuple[Cited, ...]
    facts: str
    evidence: tuple[Evidence, ...]
    measures: tuple[MeasureStateView, ...]
    provenance: Mapping[str, Any]
    source: str
    decider: int | None
    second_approver: int | None
    exception_reason: str
    supersedes: str
    supersede_reason: str
    superseded_by: str
    evaluation_ref: str
    pack_digest: str
    notice_ref: str
    appeal_route: Mapping[str, Any]
    statement: Mapping[str, Any]
    decided_at: datetime
    log_index: int
    sha256: str

    @property
    def is_in_force(self) -> bool:
        """Whether no later decision replaced it."""
        return not self.superseded_by


@dataclass(frozen=True, slots=True)
class ProposedMeasures:
    """What the ladder proposes, and why.

    Args:
        prior: Decisions about the same kind of act still standing within the window, oldest first.
        occurrence: This would be the n-th, from 1.
        step: Occurrence of the ladder step used; 0 where the ladder has none.
        maximum: The heaviest measure allowed even with an exception; empty where the ladder has none.
    """

    label: str
    severity: str
    prior: tuple[str, ...]
    window_days: int
    occurrence: int
    step: int
    measures: tuple[MeasureDraft, ...]
    maximum: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A draft waiting for a second person, or settled.

    Args:
        reasons: Why a second person is needed: ``irreversible``, ``outside_ladder``, ``other_law``.
    """

    ref: str
    case_ref: str
    draft: DecisionDraft
    reasons: tuple[str, ...]
    proposed_by: int
    proposed_at: datetime
    status: str
    decided_by: int | None
    decided_at: datetime | None
    note: str
    decision_ref: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The notice exactly as it would be sent, but for the reference it does not have yet."""

    subject: str
    body: str
    statement: Mapping[str, Any] = field(default_factory=dict)
