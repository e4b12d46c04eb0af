"""What the originality app tells others: frozen values, and the states its records go through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OriginalStatus(StrEnum):
    """Where a declared original stands.

    ``checking`` → ``declared`` | ``refused``; either → ``challenged`` → ``upheld`` | ``revoked`` | ``refused``; ``declared`` and
    ``upheld`` → ``revoked`` → ``upheld``. A declaration that is taken back is ``withdrawn``; what was refused, revoked or
    withdrawn can be declared again.
    """

    CHECKING = "checking"
    DECLARED = "declared"
    REFUSED = "refused"
    CHALLENGED = "challenged"
    UPHELD = "upheld"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"


class Reason(StrEnum):
    """Why a declaration was answered as it was."""

    ORIGINAL = "original"
    EARLIER_WORK = "earlier_work"
    MOSTLY_SHARED = "mostly_shared"
    TOO_SHORT = "too_short"
    BANNED = "banned"
    TEXT_GONE = "text_gone"
    REPOST = "repost"


class Cause(StrEnum):
    """What a check was made for."""

    DECLARED = "declared"
    LATER_FOUND = "later_found"


class ChallengeKind(StrEnum):
    """Who doubts what: the declarer a refusal, the index a badge, another person a badge."""

    REFUSAL = "refusal"
    LATER_FOUND = "later_found"
    DISPUTE = "dispute"


class LicenceKind(StrEnum):
    """A licence names a scope; a whitelist entry lets an account reuse without asking."""

    LICENCE = "licence"
    WHITELIST = "whitelist"


class LicenceScope(StrEnum):
    """What a licence allows."""

    REPRINT = "reprint"
    EXCERPT = "excerpt"
    ADAPT = "adapt"
    TRANSLATE = "translate"


BROKEN = frozenset({"gone", "nowhere"})
"""Answers of a link that leads nowhere."""


class LicenceState(StrEnum):
    """Where a licence stands."""

    RUNNING = "running"
    LATER = "later"
    ENDED = "ended"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text as it was sent: code points, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MatchedPassage:
    """A passage of the declared text (``a``) and where it stands in the other (``b``).

    Args:
        kind: ``verbatim``, ``edited`` or ``rewritten``.
    """

    kind: str
    a: Span
    b: Span
    letters: int
    verbatim: int


@dataclass(frozen=True, slots=True)
class ChangedPlace:
    """What was done to the wording inside a passage: ``inserted``, ``deleted`` or ``replaced``; an empty span marks a place."""

    kind: str
    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class ExcludedPassages:
    """What both texts share and does not count, with the reason in both languages.

    Args:
        passages: Where it stands on both sides.
    """

    code: str
    zh: str
    en: str
    passages: tuple[MatchedPassage, ...]

    def in_language(self, language: str, /) -> str:
        """Return the reason in a language."""
        return self.zh if language.lower().startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Version:
    """One text, named so that it is found again: which content, whose, its digest, and since when it can be proved to exist.

    Args:
        sha256: Of title, NUL, body in UTF-8; the wording is with ingest under this digest.
        at: When this wording was first published.
        drafted_at: When its digest was recorded as a draft, where that was earlier.
        log_index: Entry of the log that settles the order of two of one instant: the declaration; None where there is none.
    """

    content_ref: str
    account_ref: str
    sha256: str
    at: datetime
    drafted_at: datetime | None = None
    log_index: int | None = None

    @property
    def since(self) -> datetime:
        """Since when the text can be proved to exist."""
        return min(self.at, self.drafted_at) if self.drafted_at is not None else self.at


@dataclass(frozen=True, slots=True)
class MatchView:
    """What the declared text has to do with another one, as it was found and frozen; declarer and judge are shown the same.

    Args:
        kind: ``exact_copy``, ``light_edit``, ``rewriting``, ``borrowed_passage`` or ``none``.
        counts: Whether it speaks against the declaration: it is copying, and the other text came first.
        order: ``time`` where the times differ, ``log`` where the log decided, ``arrival`` where only the order of arrival did.
        score: 0.0–1.0, share of the text that is the other's, exclusions left out.
        letters: Letters taken.
        verbatim: Share of them that stand word for word.
        declared_covered: Share of the declared text inside passages; ``earlier_covered`` of the other one.
        order_kept: Share of the passages' letters in the other's order.
        longest_run: Longest unbroken run of the same letters.
    """

    other: Version
    kind: str
    counts: bool
    order: str
    score: float
    letters: int
    verbatim: float
    declared_covered: float
    earlier_covered: float
    order_kept: float
    longest_run: int
    zh: str
    en: str
    passages: tuple[MatchedPassage, ...]
    changes: tuple[ChangedPlace, ...]
    exclusions: tuple[ExcludedPassages, ...]

    def in_language(self, language: str, /) -> str:
        """Say in a sentence what was found."""
        return self.zh if language.lower().startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Freshness:
    """How far the index has read what was published.

    Args:
        texts: Wordings it holds.
        behind: Wordings published since that it has not read, at most.
        read_at: When it was last brought up to date; None where it never was.
    """

    texts: int
    behind: int
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class CheckView:
    """One look at a declared text: what it was compared with and what that came to. Written once.

    Args:
        ref: ``OC-…``.
        cause: ``declared`` or ``later_found``.
        outcome: ``granted``, ``refused`` or, for what was found later, ``reopened``.
        matches: The closest first; those that count, then those excluded, each with the reason.
        evidence_sha256: Digest of the frozen evidence, as the log holds it.
        log_index: Entry of the log.
        texts_compared: How many texts the index held.
    """

    ref: str
    declaration_ref: str
    cause: str
    outcome: str
    reason: str
    declared: Version
    matches: tuple[MatchView, ...]
    evidence_sha256: str
    checked_at: datetime
    log_index: int
    texts_compared: int

    @property
    def against(self) -> tuple[MatchView, ...]:
        """The matches that speak against the declaration."""
        return tuple(match for match in self.matches if match.counts)

    @property
    def excused(self) -> tuple[MatchView, ...]:
        """The matches that do not, and of which the reason is shown."""
        return tuple(match for match in self.matches if not match.counts)


@dataclass(frozen=True, slots=True)
class DeclarationView:
    """One declaration: which wording was declared, when, and the entry of the log that fixes the order.

    Args:
        ref: ``OD-…``.
        via: ``event``, ``api`` or ``portal``.
    """

    ref: str
    original_ref: str
    content_ref: str
    content_sha256: str
    published_at: datetime
    declared_at: datetime
    log_index: int
    via: str


@dataclass(frozen=True, slots=True)
class OriginalView:
    """A content its author declared original, as it stands.

    Args:
        ref: ``OR-…``.
        content_sha256: Digest of the wording declared last.
        has_badge: Whether the badge is shown; a challenge leaves it until it is decided.
        reasons: Why it was last refused, revoked or restored, as the declarer is told.
        open_challenges: References of what is not decided yet; while there is one, the text is not let go.
    """

    ref: str
    content_ref: str
    account_ref: str
    content_sha256: str
    status: str
    has_badge: bool
    published_at: datetime
    declared_at: datetime
    log_index: int
    checked_at: datetime | None
    reason: str
    reasons: str
    open_challenges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One step of an original: from which status to which, why, and by whom."""

    before: str
    after: str
    had_badge: bool
    has_badge: bool
    cause: str
    cause_ref: str
    reasons: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChallengeView:
    """A doubt that a person settles.

    Args:
        ref: ``OX-…``, or the dispute's own reference.
        kind: ``refusal``, ``later_found`` or ``dispute``.
        check_ref: The evidence it is about; empty for a dispute with its own.
        outcome: ``upheld`` or ``revoked`` or ``refused``; empty while open.
    """

    ref: str
    kind: str
    original_ref: str
    statement: str
    check_ref: str
    case_ref: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str
    reasons: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class LicenceView:
    """What one account lets another do with its texts; both are shown it.

    Args:
        ref: ``OL-…``.
        content_ref: The one text; empty for every text of the account.
        scopes: What is allowed; empty for a whitelist entry, which allows everything.
        ends_at: Until when; None without an end.
        granted_by, revoked_by: ``kind:ref`` of the actor.
        revoked_reason: Why staff ended it; empty where the grantor took it back.
    """

    ref: str
    kind: str
    grantor: str
    grantee: str
    content_ref: str
    scopes: tuple[str, ...]
    terms: str
    starts_at: datetime
    ends_at: datetime | None
    granted_at: datetime
    revoked_at: datetime | None
    granted_by: str = ""
    revoked_by: str = ""
    revoked_reason: str = ""

    def state(self, at: datetime, /) -> LicenceState:
        """Where it stands at an instant."""
        if self.revoked_at is not None:
            return LicenceState.REVOKED
        if self.starts_at > at:
            return LicenceState.LATER
        return LicenceState.ENDED if self.ends_at is not None and self.ends_at <= at else LicenceState.RUNNING

    def covers(self, content_ref: str, at: datetime, /) -> bool:
        """Whether a reuse of a text published at an instant is covered; revoking or ending it leaves earlier reuse covered."""
        ends = [end for end in (self.ends_at, self.revoked_at) if end is not None]
        return self.content_ref in ("", content_ref) and self.starts_at <= at and all(at < end for end in ends)


@dataclass(frozen=True, slots=True)
class SourceLookView:
    """What a link given as a source answered.

    Args:
        outcome: ``found``, ``gone``, ``nowhere``, ``unclear`` or ``refused``.
        status: HTTP status; 0 where nothing answered.
        is_confirmed: It was broken twice in a row, a day apart.
    """

    url: str
    outcome: str
    status: int
    looks: int
    is_confirmed: bool
    last_at: datetime


@dataclass(frozen=True, slots=True)
class BanView:
    """An account that may not declare originals for a time, by a decision. ``until`` None: for good."""

    account_ref: str
    since: datetime
    until: datetime | None
    decision_ref: str
    lifted_at: datetime | None


@dataclass(frozen=True, slots=True)
class DraftView:
    """The digest of a text recorded before it was published; the text itself was never here.

    Args:
        ref: ``OF-…``.
        log_index: Entry of the log that proves the time.
        content_refs: Contents of the account published since with this very digest.
    """

    ref: str
    account_ref: str
    sha256: str
    note: str
    recorded_at: datetime
    log_index: int
    content_refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RepostView:
    """The repost form of one version of a content, with the line readers are shown.

    Args:
        is_repost: Whether it publishes somebody else's work; the form is also asked for one's own pictures.
        is_complete: Whether it names an owner and a source that can be followed.
        missing: Codes of what is missing or cannot be accepted.
    """

    content_ref: str
    account_ref: str
    content_sha256: str
    repost_of: str
    owner: str
    source_url: str
    basis: str
    taken_at: str
    taken_place: str
    is_repost: bool
    is_complete: bool
    missing: tuple[str, ...]
    line_zh: str
    line_en: str
    at: datetime
