"""What goes in and out about originals: declarations, evidence on both sides, licences, drafts, proofs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ninja import Field, Schema

from goodstanding.apps.originality.values import (
    ChallengeView,
    CheckView,
    DraftView,
    ExcludedPassages,
    Freshness,
    LicenceView,
    MatchedPassage,
    MatchView,
    OriginalView,
    RepostView,
    SourceLookView,
    Span,
    Version,
)
from goodstanding.web.api.shapes.common import Given, GivenMoment, Moment, Page, Paging


class OriginalQuery(Paging):
    """Which originals."""

    account: str = Field("", max_length=255)
    content: str = Field("", max_length=255)
    status: str = Field("", max_length=12, description="checking, declared, refused, challenged, upheld, revoked, withdrawn")


class NewOriginal(Given):
    """A content to be declared original as it stands."""

    content: str = Field(min_length=1, max_length=255)


class NewChallenge(Given):
    """What is held against a refusal."""

    statement: str = Field(min_length=1, max_length=10_000)


class NewComparison(Given):
    """A text to be compared before it is published, or a content that is."""

    text: str = Field("", max_length=200_000)
    content: str = Field("", max_length=255)
    account: str = Field("", max_length=255, description="Who would publish it: its own texts and licences do not count.")


class NewLicence(Given):
    """What an account lets another do."""

    kind: str = Field("licence", description="licence or whitelist")
    grantor: str = Field(min_length=1, max_length=255)
    grantee: str = Field(min_length=1, max_length=255)
    content: str = Field("", max_length=255, description="The one text; empty for all.")
    scopes: list[str] = Field(default_factory=list, max_length=8, description="reprint, excerpt, adapt, translate")
    terms: str = Field("", max_length=2000)
    starts_at: GivenMoment | None = None
    ends_at: GivenMoment | None = None


class NewDraft(Given):
    """A text recorded by its digest; the text itself is hashed and forgotten where it is sent at all."""

    account: str = Field(min_length=1, max_length=255)
    sha256: str = Field("", max_length=64)
    title: str = Field("", max_length=2000)
    body: str = ""
    note: str = Field("", max_length=200)


class TextVersion(Schema):
    """One wording, by its digest."""

    content: str
    account: str
    sha256: str
    at: Moment = Field(description="When this wording was first published.")
    since: Moment = Field(description="Since when it can be proved to exist.")
    log_index: int | None


class TextSpan(Schema):
    """Code points of a text as it was sent, half-open; `text` where it may be shown."""

    start: int
    end: int
    text: str | None


class SharedPassage(Schema):
    """A passage: `a` in the declared or asked text, `b` in the earlier one."""

    kind: str
    a: TextSpan
    b: TextSpan
    letters: int
    verbatim: int


class ExcludedPassage(Schema):
    """What does not count, and why."""

    code: str
    why: str
    passages: list[SharedPassage]


class Comparison(Schema):
    """What a text has to do with an earlier one."""

    earlier: TextVersion
    kind: str = Field(description="exact_copy, light_edit, rewriting, borrowed_passage or none")
    counts: bool = Field(description="Whether it speaks against the text being original.")
    order: str = Field(description="What shows that the other came first: time, log or arrival.")
    why: str
    score: float
    letters: int
    verbatim: float
    a_covered: float
    b_covered: float
    order_kept: float
    longest_run: int
    passages: list[SharedPassage]
    exclusions: list[ExcludedPassage]


class Comparisons(Schema):
    """What a text shares with those published before it."""

    items: list[Comparison]
    texts: int = Field(description="Wordings the index holds.")
    behind: int = Field(description="Wordings published since that it has not read.")
    read_at: Moment | None
    mostly_shared: float = Field(description="Share that is rightly shared and not its own: quotation, licence, law.")


class OriginalCheck(Schema):
    """One look at a declared text, frozen; declarer and judge are shown the same."""

    id: str
    cause: str
    outcome: str
    reason: str
    declared: TextVersion
    matches: list[Comparison]
    evidence_sha256: str
    checked_at: Moment
    log_entry: str


class Challenge(Schema):
    """A doubt that a person settles."""

    id: str
    kind: str
    statement: str
    case: str | None
    opened_at: Moment
    closed_at: Moment | None
    outcome: str
    reasons: str


class Original(Schema):
    """A content declared original, as it stands."""

    id: str
    content: str
    account: str
    sha256: str
    status: str
    badge: bool
    reason: str
    reasons: str
    published_at: Moment
    declared_at: Moment
    checked_at: Moment | None
    log_entry: str
    open_challenges: list[str]


class OriginalInFull(Original):
    """An original with its evidence and its doubts."""

    checks: list[OriginalCheck]
    challenges: list[Challenge]


class Licence(Schema):
    """What an account lets another do; both see it."""

    id: str
    kind: str
    grantor: str
    grantee: str
    content: str | None
    scopes: list[str]
    terms: str
    starts_at: Moment
    ends_at: Moment | None
    granted_at: Moment
    revoked_at: Moment | None
    revoked_reason: str = Field(description="Why staff ended it; empty where the grantor took it back.")


class RecordedDraft(Schema):
    """A digest recorded before publication."""

    id: str
    account: str
    sha256: str
    note: str
    recorded_at: Moment
    log_entry: str
    contents: list[str]


class SourceLook(Schema):
    """What the link given as a source answered. It restricts nothing."""

    outcome: str = Field(description="found, gone (404, 410), nowhere (no such host), unclear or refused (no public page)")
    status: int | None
    confirmed: bool = Field(description="Broken twice in a row, a day apart.")
    looked_at: Moment


class Repost(Schema):
    """The repost form of a content, with the line readers are shown."""

    content: str
    owner: str
    source_url: str
    repost_of: str | None
    basis: str
    taken_at: str
    taken_place: str
    complete: bool
    missing: list[str]
    line: str
    at: Moment
    link: SourceLook | None = Field(description="Null where nobody looked.")


class PriorityProof(Schema):
    """A proof of priority, to be kept: `goodstanding audit verify --proof FILE` checks it offline."""

    format: str
    claim: dict[str, Any]
    made_at: str
    proof: dict[str, Any]


class OriginalPage(Page[Original]):
    """Originals."""


class LicencePage(Page[Licence]):
    """Licences."""


class DraftPage(Page[RecordedDraft]):
    """Drafts."""


class Wordings:
    """The texts spans point into; None where they may not be shown."""

    def __init__(self, a: str | None, b: str | None) -> None:
        self.a = a
        self.b = b


def original(found: OriginalView, /) -> dict[str, Any]:
    """Show an original."""
    return {
        "id": found.ref,
        "content": found.content_ref,
        "account": found.account_ref,
        "sha256": found.content_sha256,
        "status": found.status,
        "badge": found.has_badge,
        "reason": found.reason,
        "reasons": found.reasons,
        "published_at": found.published_at,
        "declared_at": found.declared_at,
        "checked_at": found.checked_at,
        "log_entry": f"L-{found.log_index}",
        "open_challenges": list(found.open_challenges),
    }


def check(found: CheckView, texts: Sequence[Wordings], /, *, language: str) -> dict[str, Any]:
    """Show a check, each match with its wordings."""
    return {
        "id": found.ref,
        "cause": found.cause,
        "outcome": found.outcome,
        "reason": found.reason,
        "declared": version(found.declared),
        "matches": [comparison(match, text, language=language) for match, text in zip(found.matches, texts, strict=True)],
        "evidence_sha256": found.evidence_sha256,
        "checked_at": found.checked_at,
        "log_entry": f"L-{found.log_index}",
    }


def version(found: Version, /) -> dict[str, Any]:
    """Show a wording."""
    return {
        "content": found.content_ref,
        "account": found.account_ref,
        "sha256": found.sha256,
        "at": found.at,
        "since": found.since,
        "log_index": found.log_index,
    }


def comparison(match: MatchView, texts: Wordings, /, *, language: str) -> dict[str, Any]:
    """Show a match with the passages on both sides and what does not count."""
    return {
        "earlier": version(match.other),
        "kind": match.kind,
        "counts": match.counts,
        "order": match.order,
        "why": match.in_language(language),
        "score": match.score,
        "letters": match.letters,
        "verbatim": match.verbatim,
        "a_covered": match.declared_covered,
        "b_covered": match.earlier_covered,
        "order_kept": match.order_kept,
        "longest_run": match.longest_run,
        "passages": [_passage(passage, texts) for passage in match.passages],
        "exclusions": [_exclusion(one, texts, language) for one in match.exclusions],
    }


def comparisons(found: Sequence[dict[str, Any]], fresh: Freshness, /, *, shared: float) -> dict[str, Any]:
    """Show what a text shares with others, and how far the index has read."""
    return {
        "items": list(found),
        "texts": fresh.texts,
        "behind": fresh.behind,
        "read_at": fresh.read_at,
        "mostly_shared": round(shared, 3),
    }


def challenge(found: ChallengeView, /, *, is_staff: bool) -> dict[str, Any]:
    """Show a challenge; the case is for staff."""
    return {
        "id": found.ref,
        "kind": found.kind,
        "statement": found.statement,
        "case": found.case_ref or None if is_staff else None,
        "opened_at": found.opened_at,
        "closed_at": found.closed_at,
        "outcome": found.outcome,
        "reasons": found.reasons,
    }


def licence(found: LicenceView, /) -> dict[str, Any]:
    """Show a licence."""
    return {
        "id": found.ref,
        "kind": found.kind,
        "grantor": found.grantor,
        "grantee": found.grantee,
        "content": found.content_ref or None,
        "scopes": list(found.scopes),
        "terms": found.terms,
        "starts_at": found.starts_at,
        "ends_at": found.ends_at,
        "granted_at": found.granted_at,
        "revoked_at": found.revoked_at,
        "revoked_reason": found.revoked_reason,
    }


def draft(found: DraftView, /) -> dict[str, Any]:
    """Show a draft."""
    return {
        "id": found.ref,
        "account": found.account_ref,
        "sha256": found.sha256,
        "note": found.note,
        "recorded_at": found.recorded_at,
        "log_entry": f"L-{found.log_index}",
        "contents": list(found.content_refs),
    }


def repost(found: RepostView, look: SourceLookView | None, /, *, language: str) -> dict[str, Any]:
    """Show a repost form, with what its link answered."""
    return {
        "content": found.content_ref,
        "owner": found.owner,
        "source_url": found.source_url,
        "repost_of": found.repost_of or None,
        "basis": found.basis,
        "taken_at": found.taken_at,
        "taken_place": found.taken_place,
        "complete": found.is_complete,
        "missing": list(found.missing),
        "line": found.line_zh if language.startswith("zh") else found.line_en,
        "at": found.at,
        "link": _link(look) if look else None,
    }


def _link(look: SourceLookView) -> dict[str, Any]:
    return {"outcome": look.outcome, "status": look.status or None, "confirmed": look.is_confirmed, "looked_at": look.last_at}


def _passage(passage: MatchedPassage, texts: Wordings) -> dict[str, Any]:
    return {
        "kind": passage.kind,
        "a": _span(passage.a, texts.a),
        "b": _span(passage.b, texts.b),
        "letters": passage.letters,
        "verbatim": passage.verbatim,
    }


def _span(span: Span, text: str | None) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": None if text is None else text[span.start : span.end]}


def _exclusion(one: ExcludedPassages, texts: Wordings, language: str) -> dict[str, Any]:
    return {
        "code": one.code,
        "why": one.in_language(language),
        "passages": [_passage(passage, texts) for passage in one.passages],
    }
