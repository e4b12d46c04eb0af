"""Registrations the platform let through although a decision speaks against them: the event is kept, and a person looks at it.

Source: PA21:8.3, PA21:19.2, RQ-031
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import override as in_language

from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.admission import Applicant, Barrier
from goodstanding.apps.review.services import open_case
from goodstanding.apps.review.services.manual import queue_for
from goodstanding.apps.review.values import NewEvidence, NewSource
from goodstanding.apps.screening.services.evaluating import Screened
from goodstanding.core.kernel.severity import Severity

LABEL = "malicious_registration"
RULES = {"closed_name": "registration.closed-name", "banned_subject": "registration.banned-subject"}
"""What a case of this kind names as its source: not rules of a pack, but the register itself."""
_CLAUSES = {"closed_name": "PA21:8.3", "banned_subject": "PA21:19.2"}
_TYPES = frozenset({"account.registered", "account.profile_changed"})
_MACHINE = Actor("machine", "registry")


def barred(screened: Iterable[Screened], /) -> list[tuple[Screened, Barrier]]:
    """Find the events by which an account registers, or takes a name, against a decision."""
    naming = [(item, applicant) for item in screened if (applicant := _applicant(item)) is not None]
    if not naming:
        return []
    found = registry.admission_barriers(applicant for _, applicant in naming)
    return [(item, found[item.event.subject]) for item, _ in naming if item.event.subject in found]


def open_admission_case(item: Screened, barrier: Barrier, /, *, at: datetime) -> None:
    """Bring one such registration before a person, with the decision it goes against."""
    rule = RULES[barrier.code]
    case = open_case(
        kind="screening",
        queue=queue_for(LABEL),
        account_ref=item.event.subject,
        label=LABEL,
        severity=Severity.SERIOUS,
        sources=[NewSource("rule", rule, {"label": LABEL, "clause": _CLAUSES[barrier.code], "decision": barrier.decision_ref})],
        evidence=_evidence(item, barrier),
        actor=_MACHINE,
        at=at,
    )
    item.case = item.case or case.ref


def _applicant(item: Screened) -> Applicant | None:
    event = item.event
    if event.type not in _TYPES or not event.subject:
        return None
    name, operator = event.data.get("name"), event.data.get("operator")
    is_new = event.type == "account.registered"
    told = name if isinstance(name, str) else "", operator if is_new and isinstance(operator, str) else ""
    return Applicant(event.subject, *told) if any(told) else None


def _evidence(item: Screened, barrier: Barrier) -> Sequence[NewEvidence]:
    with in_language("zh-hans"):
        words = {
            "closed_name": gettext("The name is that of an account closed by the decision %(decision)s."),
            "banned_subject": gettext("The decision %(decision)s keeps the operator from registering accounts."),
        }[barrier.code] % {"decision": barrier.decision_ref}
    detail = {"event": item.event.id, "source": item.event.source, "decision": barrier.decision_ref}
    return [NewEvidence("snapshot", item.event.subject, hashlib.sha256(item.document).hexdigest(), words, detail)]
