"""The block log: who and what is kept out, why, on which decision, and until when. One list for each of the four kinds.

Source: PA21:8.1, PA21:8.3, PA21:19.2, RQ-024, RQ-031
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from goodstanding.apps.enforcement.blocklist import KeptOut, decisions_of_cases, kept_out
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.reading.barred import BarredName, RefusalRecord, barred_names, refusals
from goodstanding.apps.screening import selectors as screening
from goodstanding.apps.screening.records import WithheldView
from goodstanding.web.console.access import Desk
from goodstanding.web.design.vocabulary import name_of

PAGE = 50
_MATCHING = 100
KINDS: Mapping[str, str | Promise] = {
    "names": pgettext_lazy("block log", "Names"),
    "subjects": pgettext_lazy("block log", "Subjects"),
    "registrations": pgettext_lazy("block log", "Refused registrations"),
    "publications": pgettext_lazy("block log", "Publications kept back"),
}
"""The parts of the log, in the order of their tabs."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the log is asked for.

    Args:
        ended: What stood once and is over, instead of what stands.
    """

    kind: str
    query: str
    ended: bool
    offset: int


@dataclass(frozen=True, slots=True)
class BlockLine:
    """One line of the log.

    Args:
        title: Empty where it is personal: then the line's page is opened for a purpose.
        until: When it ends by itself; None where ``lasts`` says what ends it.
        over_at: When it ended; None while it stands.
        opens: Reference of the refusal whose page says more.
    """

    title: str
    account_ref: str
    reason: str
    since: datetime
    lasts: str
    until: datetime | None = None
    review_at: datetime | None = None
    over_at: datetime | None = None
    decision_ref: str = ""
    case_ref: str = ""
    opens: str = ""


def block_lines(asked: Asked, desk: Desk, /) -> tuple[list[BlockLine], bool]:
    """Return one page of the log, and whether there is more."""
    lines = _LISTS[asked.kind](asked, desk)
    return list(lines[:PAGE]), len(lines) > PAGE


def _names(asked: Asked, desk: Desk) -> Sequence[BlockLine]:
    hidden = decisions_of_cases(desk.hidden.cases) if desk.viewer.closed_queues else ()
    found = barred_names(query=asked.query, ended=asked.ended, hidden=hidden, limit=PAGE + 1, offset=asked.offset)
    return [_name(one) for one in found]


def _name(one: BarredName) -> BlockLine:
    return BlockLine(
        title=one.name,
        account_ref=one.account_ref,
        reason=_("Name of an account that a decision closed (PA21:8.3)."),
        since=one.since,
        lasts=_("until the decision is overturned"),
        over_at=one.freed_at,
        decision_ref=one.decision_ref,
    )


def _subjects(asked: Asked, desk: Desk) -> Sequence[BlockLine]:
    found = kept_out(
        accounts=_accounts(asked.query), ended=asked.ended, hidden=desk.hidden.cases, limit=PAGE + 1, offset=asked.offset
    )
    names = _names_of(one.account_ref for one in found)
    return [_subject(one, names.get(one.account_ref, "")) for one in found]


def _subject(one: KeptOut, name: str) -> BlockLine:
    reason = _("%(measure)s: %(label)s.") % {
        "measure": name_of("measure", one.kind),
        "label": name_of("violation", one.label) or one.label,
    }
    return BlockLine(
        title=name or one.account_ref,
        account_ref=one.account_ref,
        reason=reason,
        since=one.since,
        lasts=_("until the decision is overturned"),
        until=one.ends_at,
        review_at=one.review_at,
        over_at=one.lifted_at,
        decision_ref=one.decision_ref,
    )


def _registrations(asked: Asked, desk: Desk) -> Sequence[BlockLine]:
    found = refusals(query=asked.query, hidden=desk.hidden.cases, limit=PAGE + 1, offset=asked.offset)
    return [_registration(one) for one in found]


def _registration(one: RefusalRecord) -> BlockLine:
    return BlockLine(
        title="" if one.is_personal else one.name or one.account_ref,
        account_ref=one.account_ref,
        reason=refusal_reason(one.reason),
        since=one.at,
        lasts=_("this registration only"),
        decision_ref=one.decision_ref,
        case_ref=one.case_ref,
        opens=one.ref,
    )


def refusal_reason(code: str, /) -> str:
    """Say in a sentence why a registration was refused."""
    return {
        "closed_name": _("The name is that of an account that a decision closed (PA21:8.3)."),
        "banned_subject": _("A decision keeps the subject from registering accounts (PA21:19.2)."),
        "decided": _("A person refused the application."),
    }[code]


def who_refused(refused_by: str, /) -> str:
    """Name who refused a registration."""
    kind, _colon, ref = refused_by.partition(":")
    if kind == "user" and ref.isdecimal():
        return identity.names_of({int(ref)}).get(int(ref), "")
    return _("the register itself")


def _publications(asked: Asked, desk: Desk) -> Sequence[BlockLine]:
    found = screening.withheld(
        accounts=_accounts(asked.query), ended=asked.ended, hidden=desk.hidden, limit=PAGE + 1, offset=asked.offset
    )
    names = _names_of(one.account_ref for one in found)
    return [_publication(one, names.get(one.account_ref, "")) for one in found]


def _publication(one: WithheldView, name: str) -> BlockLine:
    return BlockLine(
        title=name or one.account_ref,
        account_ref=one.account_ref,
        reason=_("%(reason)s (PA21:8.1)") % {"reason": name_of("no_service", one.reason)},
        since=one.at,
        lasts=_("until the reason is gone"),
        over_at=one.released_at,
        decision_ref=one.decision_ref,
        opens="",
    )


def _accounts(query: str) -> list[str] | None:
    if not query:
        return None
    return [query, *(account.account_ref for account in registry.accounts_named(query, limit=_MATCHING))]


def _names_of(refs: Iterable[str]) -> Mapping[str, str]:
    return {ref: account.name for ref, account in registry.accounts(refs).items()}


_LISTS: Mapping[str, Callable[[Asked, Desk], Sequence[BlockLine]]] = {
    "names": _names,
    "subjects": _subjects,
    "registrations": _registrations,
    "publications": _publications,
}
