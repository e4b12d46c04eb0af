"""Who may do what with a case: one pure policy that both offering and doing an action ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from goodstanding.apps.identity.permissions import (
    APPEALS_DECIDE,
    CASES_ASSIGN,
    CASES_DECIDE,
    CASES_READ,
    DECISIONS_APPROVE,
    EVERY_QUEUE,
)
from goodstanding.apps.review.errors import (
    ActorExcluded,
    AwaitsApproval,
    CaseForbidden,
    CaseLeased,
    CaseSettled,
    LeaseMissing,
    ReviewError,
    case_unknown,
)
from goodstanding.apps.review.values import CaseView


class HasPk(Protocol):
    """A person as Django's sign-in knows them."""

    pk: int


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person with their rights and the restricted queues of the pack in force."""

    user_id: int
    rights: frozenset[str]
    restricted_queues: frozenset[str] = frozenset()

    @property
    def closed_queues(self) -> frozenset[str]:
        """The restricted queues that were not granted: what is in them is as if it were not there."""
        return frozenset(queue for queue in self.restricted_queues if self.rights.isdisjoint({f"queue:{queue}", EVERY_QUEUE}))

    @property
    def may_see_cases(self) -> bool:
        """Say whether the person may see cases at all."""
        return not self.rights.isdisjoint({CASES_READ, CASES_DECIDE, APPEALS_DECIDE})

    def may_see_queue(self, queue: str, /) -> bool:
        """Say whether the person may see cases of a queue."""
        return self.may_see_cases and queue not in self.closed_queues


def sight_refusal(case: CaseView, viewer: Viewer, /) -> ReviewError | None:
    """Say why the person may not see the case, if so. A case of a queue closed to them does not exist for them."""
    if case.queue in viewer.closed_queues:
        return case_unknown(case.ref)
    if viewer.may_see_queue(case.queue):
        return None
    return CaseForbidden(f"The queue “{case.queue}” is not open to you.", hint="Ask for cases:read.")


def action_refusal(action: str, case: CaseView, viewer: Viewer, /, *, at: datetime) -> ReviewError | None:
    """Say why the person may not do this to the case now, if so."""
    return sight_refusal(case, viewer) or _exclusion(case, viewer) or _RULES[action](case, viewer, at)


def _exclusion(case: CaseView, viewer: Viewer) -> ReviewError | None:
    if viewer.user_id not in case.excluded:
        return None
    return ActorExcluded(
        f"You took part in what the case {case.ref} is about.", hint="Leave it to somebody who did not.", clause="PA21:20.2"
    )


def _right_to_decide(case: CaseView, viewer: Viewer) -> ReviewError | None:
    needed = APPEALS_DECIDE if case.kind == "appeal" else DECISIONS_APPROVE if case.escalated else CASES_DECIDE
    if needed in viewer.rights:
        return None
    return CaseForbidden(f"Deciding the case {case.ref} takes the permission {needed}.")


def _open(case: CaseView) -> ReviewError | None:
    return None if case.status == "open" else CaseSettled(f"The case {case.ref} is {case.status}.", hint="Reopen it to go on.")


def _claim(case: CaseView, viewer: Viewer, at: datetime) -> ReviewError | None:
    refusal = _open(case) or _right_to_decide(case, viewer)
    if refusal is not None:
        return refusal
    if case.waiting_for:
        return AwaitsApproval(f"A proposal about the case {case.ref} waits for a second person.", hint="Approve or reject it.")
    if case.is_leased(at=at) and case.lease_holder != viewer.user_id:
        return CaseLeased(f"Somebody else holds the case {case.ref}.", hint="It is free when their lease ends.")
    if case.assignee not in (None, viewer.user_id) and CASES_ASSIGN not in viewer.rights:
        return CaseLeased(f"The case {case.ref} was handed to somebody else.", hint="Ask them to hand it over.")
    return None


def _held(case: CaseView, viewer: Viewer, at: datetime) -> ReviewError | None:
    refusal = _open(case)
    if refusal is None and not case.is_held_by(viewer.user_id, at=at):
        return LeaseMissing(f"You do not hold the case {case.ref}, or no longer.", hint="Claim it again.")
    return refusal


def _decide(case: CaseView, viewer: Viewer, at: datetime) -> ReviewError | None:
    return _right_to_decide(case, viewer) or _held(case, viewer, at)


def _release(case: CaseView, viewer: Viewer, at: datetime) -> ReviewError | None:
    if CASES_ASSIGN in viewer.rights and case.is_leased(at=at):
        return _open(case)
    return _held(case, viewer, at)


def _hand_over(case: CaseView, viewer: Viewer, at: datetime) -> ReviewError | None:
    return _open(case) if CASES_ASSIGN in viewer.rights else _held(case, viewer, at)


def _note(case: CaseView, viewer: Viewer, at: datetime) -> ReviewError | None:
    del at
    if viewer.rights.isdisjoint({CASES_DECIDE, APPEALS_DECIDE, DECISIONS_APPROVE}):
        return CaseForbidden(f"Writing a note takes the permission {CASES_DECIDE}.")
    return _open(case)


def _reopen(case: CaseView, viewer: Viewer, at: datetime) -> ReviewError | None:
    del at
    if case.kind == "appeal":
        return CaseSettled("An appeal is decided once.", hint="A new decision can be appealed again.")
    if case.status == "open":
        return CaseSettled(f"The case {case.ref} is open.", hint="Claim it.")
    return None if CASES_ASSIGN in viewer.rights else CaseForbidden(f"Reopening a case takes the permission {CASES_ASSIGN}.")


_RULES = {
    "claim": _claim,
    "renew": _held,
    "release": _release,
    "note": _note,
    "hand_over": _hand_over,
    "escalate": _held,
    "skip": _claim,
    "decide": _decide,
    "propose": _decide,
    "reopen": _reopen,
}


def may_take(case: CaseView, viewer: Viewer, /) -> bool:
    """Say whether a person could decide the case at all, whoever holds it now."""
    return sight_refusal(case, viewer) is None and _exclusion(case, viewer) is None and _right_to_decide(case, viewer) is None
