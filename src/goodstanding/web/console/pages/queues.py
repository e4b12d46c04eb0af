"""The first page and the lists of cases."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.permissions import APPEALS_DECIDE, CASES_DECIDE
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import limits
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.values import APPEAL_QUEUE, MATTER_QUEUE, CaseView, QueueCount
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.reasons import rule_titles
from goodstanding.web.console.shapes import CaseLine, NextUp, QueueLine
from goodstanding.web.design.vocabulary import in_words
from goodstanding.web.rulebook import in_language, live_policy

EXCERPT = 140
"""How much of an item a list shows, in code points."""


def queue_title(queue: str, /, *, language: str) -> str:
    """Name a queue as the pack in force does."""
    pack = live_policy()
    declared = pack.queues.get(queue) if pack else None
    if declared is None:
        return {APPEAL_QUEUE: gettext("Appeals"), MATTER_QUEUE: gettext("Matters of the register")}.get(queue, queue)
    return in_language(declared.title, language)


def limit_text(queue: str, /) -> str:
    """Print the published time limit of a queue."""
    limit = limits.queue_limit(queue)
    if limit.unit == "hours":
        return ngettext("%(count)d hour", "%(count)d hours", limit.amount) % {"count": limit.amount}
    return ngettext("%(count)d working day", "%(count)d working days", limit.amount) % {"count": limit.amount}


def queue_lines(desk: Desk, /) -> tuple[QueueLine, ...]:
    """List the queues open to the person: those with cases, most overdue first, then the empty ones."""
    counts = {count.queue: count for count in review.queue_counts(desk.user_id, at=desk.now)}
    pack = live_policy()
    declared = dict.fromkeys([*pack.queues, APPEAL_QUEUE, MATTER_QUEUE]) if pack else {}
    viewer = review.viewer(desk.user_id)
    empty = [queue for queue in declared if queue not in counts and viewer.may_see_queue(queue)]
    restricted = limits.restricted_queues()
    lines = [
        _line(queue, counts.get(queue), language=desk.language, restricted=queue in restricted) for queue in [*counts, *empty]
    ]
    return tuple(lines)


def queue_line(queue: str, desk: Desk, /) -> QueueLine:
    """Return one queue with its counts."""
    counts = {count.queue: count for count in review.queue_counts(desk.user_id, at=desk.now)}
    return _line(queue, counts.get(queue), language=desk.language, restricted=queue in limits.restricted_queues())


def next_up(lines: Iterable[QueueLine], desk: Desk, /, *, queue: str | None = None) -> NextUp:
    """Say what to do next: how much waits in these queues, and the most urgent case the person can take.

    Args:
        queue: Look in this queue only.
    """
    found = list(lines)
    case = review.next_case(queue, desk.user_id, at=desk.now) if desk.may(CASES_DECIDE) or desk.may(APPEALS_DECIDE) else None
    return NextUp(
        open=sum(line.open for line in found),
        overdue=sum(line.overdue for line in found),
        due_today=sum(line.due_today for line in found),
        case=next(iter(case_lines([case] if case else [], desk)), None),
    )


def _line(queue: str, count: QueueCount | None, *, language: str, restricted: bool) -> QueueLine:
    return QueueLine(
        id=queue,
        title=queue_title(queue, language=language),
        limit=limit_text(queue),
        open=count.open if count else 0,
        overdue=count.overdue if count else 0,
        due_today=count.due_today if count else 0,
        mine=count.mine if count else 0,
        oldest_at=count.oldest_opened_at if count else None,
        restricted=restricted,
    )


def case_lines(cases: Iterable[CaseView], desk: Desk, /) -> tuple[CaseLine, ...]:
    """List cases with what a reviewer wants to know before opening one (six queries, however many cases)."""
    found = list(cases)
    accounts = registry.accounts(case.account_ref for case in found)
    contents = ingest.contents(case.content_ref for case in found if case.content_ref)
    names = identity.names_of(case.lease_holder for case in found if case.lease_holder is not None)
    sources = review.source_counts(case.ref for case in found)
    matters = review.matters_of(case.ref for case in found if case.kind == "matter")
    titles = rule_titles(live_policy(), language=desk.language) if matters else {}
    lines = []
    for case in found:
        account, content = accounts.get(case.account_ref), contents.get(case.content_ref)
        matter, summary = matters.get(case.ref, ("", ""))
        text = in_words(summary, titles=titles) or " ".join(
            (f"{content.title} {content.body}" if content else account.bio if account else "").split()
        )
        holder = names.get(case.lease_holder, "") if case.lease_holder and case.is_leased(at=desk.now) else ""
        lines.append(
            CaseLine(
                ref=case.ref,
                kind=case.kind,
                label=case.label,
                severity=case.severity,
                queue_title=queue_title(case.queue, language=desk.language),
                account_ref=case.account_ref,
                account_name=account.name if account else "",
                excerpt=text[:EXCERPT],
                opened_at=case.opened_at,
                due_at=case.due_at,
                sources=sources.get(case.ref, 0),
                holder=holder,
                mine=case.is_held_by(desk.user_id, at=desk.now),
                status=case.status,
                escalated=case.escalated,
                matter=matter,
            )
        )
    return tuple(lines)
