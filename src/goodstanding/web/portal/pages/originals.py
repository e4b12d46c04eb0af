"""A declared original as its author reads it: where it stands, why, what was found beside it, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.services.steps import DECISION, STEPS
from goodstanding.apps.originality.services.telling import reasons_for
from goodstanding.apps.originality.values import (
    BanView,
    ChallengeView,
    ChangeView,
    CheckView,
    DeclarationView,
    OriginalStatus,
    OriginalView,
    Reason,
)
from goodstanding.apps.registry import selectors as registry
from goodstanding.web.comparing import Found, found_by

_TONES: dict[str, Literal["good", "bad", "warn"]] = {
    OriginalStatus.DECLARED: "good",
    OriginalStatus.UPHELD: "good",
    OriginalStatus.REFUSED: "bad",
    OriginalStatus.REVOKED: "bad",
    OriginalStatus.CHALLENGED: "warn",
    OriginalStatus.CHECKING: "warn",
}
_AGAIN = frozenset({OriginalStatus.REFUSED, OriginalStatus.REVOKED, OriginalStatus.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class OriginalLine:
    """One original in a list. ``tone`` colours its status."""

    view: OriginalView
    title: str
    account_name: str
    tone: str


@dataclass(frozen=True, slots=True)
class OriginalPage:
    """An original with what its page shows.

    Args:
        first: The declaration the proof is about.
        answer: Why it was refused, or opened again, in the reader's language; nothing where nothing speaks against it.
        against, excused: What was found and counts, and what was found and does not.
        ban: Why the account may not declare now; None where it may.
        steps: The latest first.
    """

    line: OriginalLine
    first: DeclarationView
    check: CheckView | None
    answer: tuple[str, ...]
    against: tuple[Found, ...]
    excused: tuple[Found, ...]
    challenges: tuple[ChallengeView, ...]
    steps: tuple[ChangeView, ...]
    ban: BanView | None

    @property
    def view(self) -> OriginalView:
        """The original itself."""
        return self.line.view

    @property
    def decision_ref(self) -> str:
        """The decision that took the badge; empty where none did."""
        last = self.steps[0] if self.steps else None
        return last.cause_ref if last is not None and last.cause == DECISION else ""

    @property
    def may_challenge(self) -> bool:
        """Whether the refusal can be put before a person."""
        return self.view.status == OriginalStatus.REFUSED

    @property
    def may_withdraw(self) -> bool:
        """Whether the declaration can be taken back."""
        return OriginalStatus.WITHDRAWN in STEPS[self.view.status]

    @property
    def may_declare_again(self) -> bool:
        """Whether it can be declared once more as it stands now."""
        return self.view.status in _AGAIN and self.ban is None


def original_lines(views: Iterable[OriginalView], /) -> tuple[OriginalLine, ...]:
    """Name the contents and the accounts of originals."""
    found = tuple(views)
    contents = ingest.contents(one.content_ref for one in found)
    names = registry.accounts([one.account_ref for one in found])

    def line(one: OriginalView) -> OriginalLine:
        title = contents[one.content_ref].title if one.content_ref in contents else ""
        name = names[one.account_ref].name if one.account_ref in names else one.account_ref
        return OriginalLine(one, title or one.content_ref, name, _TONES.get(one.status, ""))

    return tuple(line(one) for one in found)


def original_page(view: OriginalView, /, *, language: str, at: datetime) -> OriginalPage:
    """Gather what the page of an original shows."""
    check = originality.latest_check(view.ref)
    found = found_by(check, language, is_staff=False) if check else ()
    reasons = reasons_for(check) if check and check.reason != Reason.ORIGINAL else ()
    return OriginalPage(
        line=original_lines([view])[0],
        first=originality.declarations_of(view.ref)[0],
        check=check,
        answer=tuple(reason.in_language(language) for reason in reasons),
        against=tuple(one for one in found if one.counts),
        excused=tuple(one for one in found if not one.counts),
        challenges=tuple(reversed(originality.challenges_of(view.ref))),
        steps=tuple(reversed(originality.changes_of(view.ref))),
        ban=originality.declaring_ban(view.account_ref, at=at),
    )
