"""Where each account stands, said plainly, and what its operator can do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import get_language, gettext, ngettext

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.values import DecisionView, MeasureStateView
from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.redress.correction_records import CorrectionView
from goodstanding.apps.redress.correction_selectors import ongoing_correction
from goodstanding.apps.redress.values import AppealView
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.reading.freezes import freeze_of
from goodstanding.apps.registry.reading.life import stop_of
from goodstanding.apps.registry.records import AccountRecord, RestrictionRecord
from goodstanding.apps.screening.records import WithheldView
from goodstanding.apps.screening.selectors import withheld_of
from goodstanding.web.portal.pages.notices import unread_of

Step = Literal["read", "waiting", "held", "appeal", "nothing"]
_ADVERSE = frozenset({"violation", "suspected", "precaution"})


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A function withheld, until when (None: until lifted), and by which decisions."""

    function: str
    ends_at: datetime | None
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision in a list.

    Args:
        acting: Codes of its measures in force.
        past: Codes of those that ended or were undone.
        appeal_until: When the time to appeal ends; None once it is over, or where somebody appealed.
        appeal: Receipt of the open appeal, or of the last one decided.
    """

    ref: str
    verdict: str
    label: str
    decided_at: datetime
    superseded_by: str
    acting: tuple[str, ...]
    past: tuple[str, ...]
    appeal_until: datetime | None
    appeal: str

    @property
    def is_open(self) -> bool:
        """Whether it stands against the account and still acts on it."""
        return not self.superseded_by and self.verdict in _ADVERSE and bool(self.acting)

    @property
    def tone(self) -> str:
        """How the time line colours it."""
        if self.superseded_by or self.verdict not in _ADVERSE:
            return "good"
        return "bad" if self.acting else ""


@dataclass(frozen=True, slots=True)
class AppealLine:
    """One appeal in a list."""

    receipt: str
    decision_ref: str
    stage: str
    outcome: str
    filed_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next: the kind of step, what it is about, and by when."""

    kind: Step
    ref: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One account and where it stands."""

    ref: str
    name: str
    bio: str
    status: str
    categories: tuple[str, ...]
    followers: int
    limits: tuple[LimitLine, ...]
    decisions: tuple[DecisionLine, ...]
    appeals: tuple[AppealLine, ...]
    unread: int
    next: NextStep
    asks: Literal["", "paused", "frozen", "stopping"] = ""
    correction: CorrectionView | None = None
    kept_back: tuple[WithheldView, ...] = ()

    @property
    def open_decisions(self) -> tuple[DecisionLine, ...]:
        """The decisions that still act on the account or its content."""
        return tuple(line for line in self.decisions if line.is_open)

    @property
    def open_appeals(self) -> tuple[AppealLine, ...]:
        """The appeals that wait for their answer."""
        return tuple(line for line in self.appeals if not line.outcome)

    @property
    def standing(self) -> str:
        """Say where the account stands, in a sentence or two."""
        said = [_limited_words(self), _decision_words(self), _appeal_words(self)]
        return ("" if (get_language() or "").startswith("zh") else " ").join(filter(None, said))

    @property
    def is_clear(self) -> bool:
        """Whether nothing limits the account and nothing waits."""
        return self.status == "active" and not self.asks and not (self.limits or self.open_decisions or self.open_appeals)


def _limited_words(page: AccountPage) -> str:
    if page.status == "closed":
        return gettext("This account is closed.")
    if page.asks == "paused":
        return gettext("The account is paused: nothing is published, what was published stays.")
    if page.status == "suspended":
        return gettext("The account cannot publish for now; what it published stays.")
    if page.limits:
        count = len(page.limits)
        return ngettext(
            "One function of the account is limited; everything else works.",
            "%(count)d functions of the account are limited; everything else works.",
            count,
        ) % {"count": count}
    return gettext("The account works without limits.") if page.open_decisions else gettext("Nothing is limited.")


def _decision_words(page: AccountPage) -> str:
    count = len(page.open_decisions)
    if not count:
        return ""
    return ngettext("One decision has effects now.", "%(count)d decisions have effects now.", count) % {"count": count}


def _appeal_words(page: AccountPage) -> str:
    count = len(page.open_appeals)
    if not count:
        return gettext("The account is in good standing.") if page.is_clear else ""
    return ngettext("One appeal waits for its answer.", "%(count)d appeals wait for their answers.", count) % {"count": count}


def account_pages(user_id: int, /, *, at: datetime) -> tuple[AccountPage, ...]:
    """Return the accounts a person may act for: first those that ask for something, then the others by name."""
    pages = [account_page(account, at=at) for account in registry.accounts_of(user_id)]
    return tuple(sorted(pages, key=lambda page: (page.is_clear, page.next.kind == "nothing")))


def account_page(account: AccountRecord, /, *, at: datetime) -> AccountPage:
    """Return one account and where it stands."""
    appeals = redress.appeals_of(account.account_ref)
    decisions = tuple(decision_line(one, appeals, at=at) for one in enforcement.decisions_of(account.account_ref))
    unread = unread_of(account.account_ref)
    return AccountPage(
        ref=account.account_ref,
        name=account.name or account.account_ref,
        bio=account.bio,
        status="paused" if account.paused_at is not None and account.status != "closed" else account.status,
        categories=account.categories,
        followers=account.followers,
        limits=limit_lines(registry.restrictions_of(account.account_ref, at=at)),
        decisions=decisions,
        appeals=tuple(appeal_line(appeal) for appeal in appeals),
        unread=len(unread),
        next=_next_step(decisions, appeals, unread[0].ref if unread else ""),
        asks=_asks(account, at=at),
        correction=_correction(account.account_ref),
        kept_back=tuple(one for one in withheld_of(account.account_ref) if one.released_at is None),
    )


def _correction(account_ref: str) -> CorrectionView | None:
    """Return the correction the account is under; one that only a reviewer knows of is not shown."""
    found = ongoing_correction(account_ref)
    return found if found is not None and found.is_suspended else None


def _asks(account: AccountRecord, /, *, at: datetime) -> Literal["", "paused", "frozen", "stopping"]:
    """Say what of the account's life asks for something: its settings are frozen, it is being stopped, or it rests."""
    if account.status == "closed":
        return ""
    if freeze_of(account.account_ref, at=at) is not None:
        return "frozen"
    stop = stop_of(account.account_ref)
    if stop is not None and stop.status == "grace":
        return "stopping"
    return "paused" if account.paused_at is not None else ""


def limit_lines(restrictions: Iterable[RestrictionRecord], /) -> tuple[LimitLine, ...]:
    """Gather restrictions by function: two decisions may withhold the same one, and the later end counts."""
    by_function: dict[str, list[RestrictionRecord]] = {}
    for restriction in restrictions:
        by_function.setdefault(restriction.function, []).append(restriction)
    return tuple(
        LimitLine(function, _latest_end(held), tuple(dict.fromkeys(one.decision_ref for one in held)))
        for function, held in by_function.items()
    )


def decision_line(decision: DecisionView, appeals: Iterable[AppealView], /, *, at: datetime) -> DecisionLine:
    """Return one decision as a list shows it."""
    against = [appeal for appeal in appeals if appeal.decision_ref == decision.ref and appeal.outcome != "withdrawn"]
    waiting = [appeal for appeal in against if not appeal.outcome]
    deadline = datetime.fromisoformat(decision.appeal_route["deadline"])
    may_appeal = not against and not decision.superseded_by and at <= deadline and decision.verdict in _ADVERSE
    return DecisionLine(
        ref=decision.ref,
        verdict=decision.verdict,
        label=decision.label,
        decided_at=decision.decided_at,
        superseded_by=decision.superseded_by,
        acting=_codes(decision.measures, {"pending", "applied"}),
        past=_codes(decision.measures, {"ended", "reverted"}),
        appeal_until=deadline if may_appeal else None,
        appeal=(waiting or against)[-1].receipt if against else "",
    )


def appeal_line(appeal: AppealView, /) -> AppealLine:
    """Return one appeal as a list shows it."""
    return AppealLine(appeal.receipt, appeal.decision_ref, appeal.stage, appeal.outcome, appeal.filed_at, appeal.due_at)


def _next_step(decisions: tuple[DecisionLine, ...], appeals: tuple[AppealView, ...], unread: str) -> NextStep:
    """Choose the one step that matters most: read, wait for an answer, wait for a person, appeal, or nothing."""
    if unread:
        return NextStep("read", unread)
    waiting = min((appeal for appeal in appeals if not appeal.outcome), key=lambda appeal: appeal.due_at, default=None)
    if waiting is not None:
        return NextStep("waiting", waiting.receipt, waiting.due_at)
    acting = [line for line in decisions if line.is_open]
    held = next((line for line in acting if line.verdict == "suspected"), None)
    if held is not None:
        return NextStep("held", held.ref, held.appeal_until)
    contestable = next((line for line in acting if line.appeal_until), None)
    return NextStep("appeal", contestable.ref, contestable.appeal_until) if contestable else NextStep("nothing")


def _latest_end(held: Iterable[RestrictionRecord]) -> datetime | None:
    ends = [one.ends_at for one in held]
    return None if None in ends else max(end for end in ends if end is not None)


def _codes(measures: Iterable[MeasureStateView], states: set[str]) -> tuple[str, ...]:
    return tuple(state.measure.code for state in measures if state.status in states)
