"""An account's name, self-description and avatar: as they stand, as proposed, and why a proposal waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.name_records import HoldRecord, Verdict
from goodstanding.apps.registry.reading.documents import DocumentRecord, documents_of
from goodstanding.apps.registry.reading.names import holds_of
from goodstanding.web.portal.access import Visitor


@dataclass(frozen=True, slots=True)
class Likely:
    """A name the proposed one reads as, and how."""

    name: str
    percent: int
    source: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One proposal: what was proposed, where it stands, and why."""

    ref: str
    state: str
    name: str
    bio: str
    has_avatar: bool
    asked_at: datetime
    says: tuple[str, ...]
    likely: tuple[Likely, ...]
    reason: str
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """What the page shows; ``given`` puts back what was typed."""

    ref: str
    name: str
    bio: str
    given: Mapping[str, str]
    problem: str
    waiting: ProposalLine | None
    past: tuple[ProposalLine, ...]
    letters: tuple[DocumentRecord, ...]


def profile_page(
    account_ref: str, visitor: Visitor, /, *, given: Mapping[str, str] | None = None, problem: str = ""
) -> ProfilePage:
    """Gather what the page shows."""
    account = registry.account(account_ref)
    lines = [_line(hold, visitor.language) for hold in holds_of(account_ref) if hold.origin != "recheck" or hold.reason]
    standing = {"name": account.name, "bio": account.bio}
    waiting = next((line for line in lines if line.state == "held"), None)
    return ProfilePage(
        ref=account_ref,
        name=account.name,
        bio=account.bio,
        given=given or standing,
        problem=problem,
        waiting=waiting,
        past=tuple(line for line in lines if line.state != "held")[:5],
        letters=tuple(one for one in documents_of(account_ref) if one.kind == "authorisation_letter" and not one.purged_at),
    )


def _line(hold: HoldRecord, language: str) -> ProposalLine:
    changed = {name: value for name, value in hold.proposed.items() if value != hold.standing.get(name)}
    return ProposalLine(
        ref=hold.ref,
        state=hold.state,
        name=changed.get("name", ""),
        bio=changed.get("bio", ""),
        has_avatar=bool(changed.get("avatar_sha256")),
        asked_at=hold.detected_at,
        says=tuple(one.in_language(language) for one in Verdict(hold.hits).sentences()),
        likely=tuple(
            Likely(
                one.name,
                one.percent,
                one.source,
                tuple(part.says.in_language(language) for part in one.readings if part.disguise != "exact"),
            )
            for one in hold.likenesses
        ),
        reason=hold.reason,
        may_withdraw=hold.is_open and hold.origin == "request",
    )
