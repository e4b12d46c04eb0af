"""What the pages of the review desk show: frozen shapes between the apps' selectors and the templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One queue of the first page, with its counts and its oldest case."""

    id: str
    title: str
    limit: str
    open: int
    overdue: int
    due_today: int
    mine: int
    oldest_at: datetime | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list."""

    ref: str
    kind: str
    label: str
    severity: str
    queue_title: str
    account_ref: str
    account_name: str
    excerpt: str
    opened_at: datetime
    due_at: datetime
    sources: int
    holder: str
    mine: bool
    status: str
    escalated: bool
    matter: str
    """Kind of the matter of the register it is about; empty where it is about none."""


@dataclass(frozen=True, slots=True)
class NextUp:
    """What a reviewer does next: how much waits, and the most urgent case they can take (None where there is none)."""

    open: int
    overdue: int
    due_today: int
    case: CaseLine | None


@dataclass(frozen=True, slots=True)
class CredentialLine:
    """One qualification of the account or its operator, and whether it is valid at the time the page was made."""

    domain: str
    kind: str
    valid_to: date | None
    is_valid: bool


@dataclass(frozen=True, slots=True)
class PastDecision:
    """One earlier decision about the account; of a restricted one nothing but when it was issued."""

    at: datetime
    ref: str = ""
    label: str = ""
    verdict: str = ""
    measures: tuple[str, ...] = ()
    superseded: bool = False
    restricted: bool = False

    @property
    def tone(self) -> str:
        """How the time line colours it: what no longer stands, and what found nothing, is calm."""
        if self.superseded or self.restricted:
            return ""
        return "bad" if self.verdict in {"violation", "suspected"} else "good"


@dataclass(frozen=True, slots=True)
class GroupLine:
    """Another account of the same subject."""

    ref: str
    name: str
    status: str


@dataclass(frozen=True, slots=True)
class AccountCard:
    """Who: the account, who answers for it, and its history. ``known`` is false when the registry has no such account."""

    ref: str
    name: str
    bio: str
    status: str
    operator_name: str
    subject_class: str
    verified_at: datetime | None
    categories: tuple[str, ...]
    followers: int
    region: str
    agency: str
    registered_at: datetime | None
    credentials: tuple[CredentialLine, ...]
    restrictions: tuple[str, ...]
    past: tuple[PastDecision, ...]
    known: bool = True
    group: tuple[GroupLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause with its words."""

    ref: str
    text: str
    instrument_title: str = ""
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of one field: code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One marked passage and why it is marked: numbered from 1 through the whole item.

    Args:
        is_anchor: Whether the mark in the text points here; a passage two rules share is explained twice and anchored once.
    """

    number: int
    field: str
    text: str
    signal: str
    why: str
    is_anchor: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that held: its clauses, and the passages it rests on. ``score`` is 0.0–1.0."""

    rule: str
    title: str
    label: str
    score: float
    clauses: tuple[ClauseText, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class TextField:
    """One field of the item as it was published. ``offset`` is how many passages earlier fields hold."""

    name: str
    text: str
    marks: tuple[Mark, ...] = ()
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a passage lies in an image: its number, and left, top, width and height in pixels of the image."""

    number: int
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ImageShown:
    """One image of the item: a small copy with the places seen in it, and the text read from it.

    Args:
        refused: Why it was not read; empty where it was. Only then are there neither places nor text.
        has_copy: Whether a small copy was kept.
    """

    sha256: str
    refused: str
    width: int = 0
    height: int = 0
    has_copy: bool = False
    text: TextField | None = None
    places: tuple[Seen, ...] = ()
    model: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a repost says it was taken from, and what the link answered; ``outcome`` is empty where nobody looked."""

    says: str
    outcome: str
    status: int
    is_confirmed: bool
    looked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Item:
    """What: the content, comment or profile as its readers saw it."""

    kind: str
    ref: str
    title: TextField | None
    fields: tuple[TextField, ...]
    published_at: datetime | None
    taken_at: datetime | None
    sha256: str
    category: str
    status: str
    images: tuple[ImageShown, ...] = ()
    source: SourceLine | None = None


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence."""

    kind: str
    ref: str
    summary: str
    sha256: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report merged into the case. The reporter is never shown."""

    receipt: str
    category: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the case's history."""

    action: str
    actor: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a form: what is sent, what it is called, what it means."""

    value: str
    name: str
    says: str = ""
    chosen: bool = False
    recommended: bool = False
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Drafting:
    """The decision being written: what was chosen and typed so far, and what the rules offer for it.

    Args:
        step: The step chosen last, kept while another verdict hides the steps.
        because: How the recommended step was reached, in one sentence.
        statement: The statement of reasons as far as it can be written.
        gap: What is still missing before the statement can be written; empty when nothing is.
        problems: Why the last attempt to submit was refused, one full sentence each.
        notice_subject, notice_body: The notice exactly as it would go out; empty until it can be written.
    """

    verdicts: tuple[Choice, ...]
    labels: tuple[Choice, ...]
    severities: tuple[Choice, ...]
    clauses: tuple[Choice, ...]
    steps: tuple[Choice, ...]
    step: str
    because: str
    facts: str
    exception_reason: str = ""
    supersedes: str = ""
    supersede_reason: str = ""
    statement: str = ""
    gap: str = ""
    problems: tuple[str, ...] = ()
    notice_subject: str = ""
    notice_body: str = ""
    needs_second: bool = False
    finds_violation: bool = True


@dataclass(frozen=True, slots=True)
class GroundLine:
    """One ground of an appeal and the answer typed so far."""

    position: int
    name: str
    text: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class KeptMeasure:
    """One measure of the decision appealed, and whether it stays when the appeal is partly upheld."""

    position: int
    code: str
    scope: str
    days: int | None
    is_kept: bool


@dataclass(frozen=True, slots=True)
class AppealBrief:
    """An appeal as the person deciding it needs it: what is appealed, on which grounds, and the answers."""

    receipt: str
    filed_at: datetime
    due_at: datetime
    urgent: bool
    stage: str
    decision: DecisionPage
    grounds: tuple[GroundLine, ...]
    attachments: tuple[tuple[str, str], ...]
    outcomes: tuple[Choice, ...]
    kept: tuple[KeptMeasure, ...] = ()
    reasons: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What the person looking may do with the case now, and why not where they may not.

    Args:
        refusal: Full sentence, when the person may not decide this case.
        hint: What can be done about it.
    """

    mode: Literal["decide", "claim", "held", "waiting", "refused", "settled"]
    actions: frozenset[str]
    holder: str = ""
    lease_expires_at: datetime | None = None
    refusal: str = ""
    hint: str = ""

    @property
    def may_decide(self) -> bool:
        """Whether the decision form is open to this person."""
        return self.mode == "decide"


@dataclass(frozen=True, slots=True)
class CasePage:
    """The whole page of one case.

    Args:
        matter: What a register asks (``pages.matters.panel.Panel``), for a case of kind ``matter``.
        seen: What the item was when the page was made; a decision on another item is refused.
        newer, older: The neighbours in the queue, by urgency.
    """

    ref: str
    version: int
    kind: str
    status: str
    label: str
    severity: str
    queue: str
    queue_title: str
    opened_at: datetime
    due_at: datetime
    escalated: bool
    decision_ref: str
    proposal_ref: str
    account: AccountCard
    item: Item | None
    findings: tuple[Finding, ...]
    evidence: tuple[EvidenceLine, ...]
    reports: tuple[ReportLine, ...]
    history: tuple[StepLine, ...]
    standing: Standing
    draft: Drafting | None
    appeal: AppealBrief | None = None
    matter: object = None
    seen: str = ""
    colleagues: tuple[Choice, ...] = ()
    newer: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure of a decision and where it stands."""

    code: str
    scope: str
    starts_at: datetime | None
    ends_at: datetime | None
    status: str


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One decision in full, with what it rests on and how to prove it."""

    ref: str
    case_ref: str
    account_ref: str
    account_name: str
    content_ref: str
    verdict: str
    label: str
    severity: str
    facts: str
    clauses: tuple[ClauseText, ...]
    measures: tuple[MeasureLine, ...]
    evidence: tuple[EvidenceLine, ...]
    found_by: str
    rules: tuple[str, ...]
    automation: str
    source: str
    decider: str
    second_approver: str
    exception_reason: str
    decided_at: datetime
    supersedes: str
    supersede_reason: str
    superseded_by: str
    notice_subject: str
    notice_body: str
    appeal_days: int
    appeal_deadline: datetime | None
    log_index: int
    sha256: str
    pack: str
    evaluation_ref: str


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A decision one person drafted and another must confirm."""

    ref: str
    case_ref: str
    account_ref: str
    account_name: str
    proposed_by: str
    proposed_at: datetime
    status: str
    reasons: tuple[str, ...]
    label: str
    severity: str
    verdict: str
    facts: str
    clauses: tuple[ClauseText, ...]
    measures: tuple[MeasureLine, ...]
    exception_reason: str
    sha256: str
    may_settle: bool
    refusal: str = ""
    note: str = ""
    decision_ref: str = ""
    notice_subject: str = ""
    notice_body: str = ""
    problems: tuple[str, ...] = ()
