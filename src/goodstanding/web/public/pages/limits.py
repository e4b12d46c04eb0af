"""The time limits that are published: those that set the due dates of reports and appeals, and those of the review queues."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from goodstanding.apps.redress import clocks
from goodstanding.apps.review.limits import Limit, queue_limit
from goodstanding.apps.review.values import APPEAL_QUEUE, REPORT_QUEUE, URGENT_APPEAL_QUEUE
from goodstanding.web.design.vocabulary import name_of
from goodstanding.web.rulebook import in_language, limit_words, live_policy

_REDRESS_QUEUES = frozenset({APPEAL_QUEUE, URGENT_APPEAL_QUEUE, REPORT_QUEUE})


@dataclass(frozen=True, slots=True)
class LimitLine:
    """Something with a time limit, and the limit in words."""

    name: str
    limit: str


def report_limits() -> tuple[LimitLine, ...]:
    """List within which time a report is taken up and answered: the special kinds first, then all others."""
    ordinary = clocks.report_limit("other")
    special = [code for code in clocks.SPECIAL_CATEGORIES if clocks.report_limit(code) != ordinary]
    return (
        LimitLine(gettext("Whether it is taken up"), limit_words(queue_limit(REPORT_QUEUE))),
        *(LimitLine(name_of("report", code), limit_words(clocks.report_limit(code))) for code in special),
        LimitLine(gettext("Everything else"), limit_words(ordinary)),
    )


def appeal_limits() -> tuple[LimitLine, ...]:
    """List within which time an appeal is answered."""
    return (
        LimitLine(gettext("Appeals"), limit_words(queue_limit(APPEAL_QUEUE))),
        LimitLine(gettext("Appeals against measures that end before that"), limit_words(queue_limit(URGENT_APPEAL_QUEUE))),
    )


def queue_limits(language: str, /) -> tuple[LimitLine, ...]:
    """List the review queues of the pack in force with their limits; none while no pack is live."""
    pack = live_policy()
    if pack is None:
        return ()
    return tuple(
        LimitLine(in_language(queue.title, language), limit_words(Limit(queue.limit, queue.unit)))
        for queue in pack.queues.values()
        if queue.id not in _REDRESS_QUEUES
    )
