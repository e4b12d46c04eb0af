"""What follows from an evaluation: a case for a person, and where the policy says so a hold that ends by itself.

Source: PA21:18, PA21:19.1
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec
import structlog
from django.db import Error as DatabaseFault
from django.utils.translation import gettext, pgettext
from django.utils.translation import override as in_language

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement.drafts import machine_draft
from goodstanding.apps.enforcement.services import decide
from goodstanding.apps.enforcement.values import Evidence, MeasureDraft
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review.services import open_case
from goodstanding.apps.review.values import NewEvidence, NewSource
from goodstanding.apps.screening.services.admitting import barred, open_admission_case
from goodstanding.apps.screening.services.evaluating import Screened
from goodstanding.apps.screening.services.naming import hold_profile, reporting_profiles
from goodstanding.apps.screening.services.withholding import withhold_unserved
from goodstanding.core.engine.evaluation import Evaluation, Violation
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.kernel.severity import Severity

LONGEST_HOLD_HOURS = 72
"""A machine never holds longer, whatever the pack says."""

ONE_ACT_OF_THE_ACCOUNT = frozenset({"coordinated_posting"})
"""Labels whose violations are one act while the case is open, whatever the number of posts. Source: RQ-088."""

_RANK = {"pass": 0, "review": 1, "hold": 2}
_NO_CASE = "the case could not be opened; the evaluation is kept."
_NO_HOLD = "the content could not be held; the case is open."
_log: Any = structlog.get_logger()


def open_cases(screened: Iterable[Screened], /, *, at: datetime) -> None:
    """Bring before a person what the policy wants seen, and hold what it wants held meanwhile.

    A degraded evaluation may open a case; it never holds. A registration against a decision is brought before a person whatever
    the policy says, and so is a profile that the register holds. A fault on one event is noted on it and costs only its own case.
    """
    screened = list(screened)
    _open_wanted(screened, at=at)
    for item, barrier in barred(screened):
        try:
            with immediate():
                open_admission_case(item, barrier, at=at)
        except (GoodstandingError, DatabaseFault) as fault:
            _note_fault(item, fault)
    for item in reporting_profiles(screened):
        try:
            with immediate():
                hold_profile(item, at=at)
        except (GoodstandingError, DatabaseFault) as fault:
            _note_fault(item, fault)
    withhold_unserved(screened, at=at)


def _open_wanted(screened: Iterable[Screened], /, *, at: datetime) -> None:
    wanted = [item for item in screened if item.evaluation is not None and item.evaluation.suggestion != "pass"]
    if not wanted:
        return
    known = registry.accounts({item.event.subject for item in wanted})
    for item in wanted:
        account = known.get(item.event.subject)
        _open_one(item, followers=account.followers if account else 0, at=at)


def principal(evaluation: Evaluation, /) -> Violation:
    """Return the violation a case is named for: the one that suggests most, then the gravest, then the surest."""
    return max(
        (violation for violation in evaluation.violations if violation.suggestion != "pass"),
        key=lambda violation: (_RANK[violation.suggestion], Severity(violation.severity).rank, violation.score),
    )


def _open_one(item: Screened, *, followers: int, at: datetime) -> None:
    try:
        with immediate():
            _open(item, followers=followers, at=at)
    except (GoodstandingError, DatabaseFault) as fault:
        _note_fault(item, fault)
        return
    if item.evaluation is None or item.evaluation.suggestion != "hold" or item.evaluation.degraded or not item.content_ref:
        return
    try:
        with immediate():
            _hold(item, item.evaluation, at=at)
    except (GoodstandingError, DatabaseFault) as fault:
        _log.exception("content could not be held", event_id=item.event.id, fault=type(fault).__name__)
        item.notes.append(_NO_HOLD)


def _note_fault(item: Screened, fault: Exception) -> None:
    _log.exception("case could not be opened", event_id=item.event.id, fault=type(fault).__name__)
    item.notes.append(_NO_CASE)


def _open(item: Screened, *, followers: int, at: datetime) -> None:
    evaluation = item.evaluation
    if evaluation is None:
        return
    main = principal(evaluation)
    case = open_case(
        kind="screening",
        queue=main.queue,
        account_ref=item.event.subject,
        content_ref=item.content_ref,
        label=main.label,
        severity=main.severity,
        act_key=_act(item, main),
        reach=followers,
        sources=[_source(violation) for violation in evaluation.violations],
        evidence=_case_evidence(item, evaluation),
        actor=Actor("machine", evaluation.pack),
        at=at,
    )
    item.case = case.ref


def _act(item: Screened, main: Violation) -> str:
    """Name the act. Posting in bulk is one act of the account, however many posts it took; else the review app names it."""
    return f"account:{item.event.subject}:{main.label}" if main.label in ONE_ACT_OF_THE_ACCOUNT else ""


def _source(violation: Violation) -> NewSource:
    detail = {"label": violation.label, "clause": violation.clause, "clauses": list(violation.clauses), "score": violation.score}
    return NewSource("rule", violation.rule, detail | {"severity": violation.severity, "suggestion": violation.suggestion})


def _case_evidence(item: Screened, evaluation: Evaluation) -> list[NewEvidence]:
    found = [
        NewEvidence(
            kind="evaluation",
            ref=item.ref,
            sha256=hashlib.sha256(item.evaluation_bytes).hexdigest(),
            summary=", ".join(dict.fromkeys(violation.rule for violation in evaluation.violations)),
            detail={"event": item.event.id, "source": item.event.source, "degraded": evaluation.degraded},
        )
    ]
    content = ingest.find_content(item.content_ref) if item.content_ref else None
    if content is not None:
        found.append(NewEvidence("snapshot", content.content_ref, content.latest_sha256, content.title[:120]))
    return found


def _hold(item: Screened, evaluation: Evaluation, *, at: datetime) -> None:
    content = ingest.find_content(item.content_ref)
    if content is None or content.status in {"held", "removed"} or item.case is None or not item.event.subject:
        return
    main = principal(evaluation)
    pack = policies.pack_for(evaluation.digest)
    hours = min(int(pack.settings.get("machine_hold_hours", 24)), LONGEST_HOLD_HOURS)
    advice = next((rule.advice for rule in pack.rules if rule.id == main.rule), None)
    draft = machine_draft(
        case_ref=item.case,
        account_ref=item.event.subject,
        content_ref=item.content_ref,
        label=main.label,
        severity=main.severity,
        clauses=main.clauses,
        facts=_facts(main),
        evidence=_decision_evidence(item, main),
        measures=(MeasureDraft("hold", ends_at=at + timedelta(hours=hours)),),
        rules=tuple(violation.rule for violation in evaluation.violations if violation.suggestion == "hold"),
        evaluation_ref=item.ref,
        pack_digest=evaluation.digest,
        advice=advice.zh if advice else "",
    )
    decide(draft, actor=Actor("machine", evaluation.pack), at=at)


def _facts(main: Violation) -> str:
    """State in Chinese, the language of notices by default, what was seen: the quoted places, or the rule alone."""
    quoted = list(dict.fromkeys(span.text for span in main.spans if span.text))[:5]
    with in_language("zh-hans"):
        if not quoted:
            return gettext("Automatic screening found what the rule %(rule)s describes.") % {"rule": main.rule}
        places = pgettext("between quotations", ", ").join(f"“{text[:60]}”" for text in quoted)
        return gettext("Automatic screening found what the rule %(rule)s describes at: %(places)s.") % {
            "rule": main.rule,
            "places": places,
        }


def _decision_evidence(item: Screened, main: Violation) -> tuple[Evidence, ...]:
    spans = tuple(msgspec.to_builtins(span) for span in main.spans)
    return (Evidence("evaluation", item.ref, hashlib.sha256(item.evaluation_bytes).hexdigest(), main.rule, spans),)
