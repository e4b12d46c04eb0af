"""Faults of review.

GoodstandingError
└── ReviewError
    ├── CaseUnknown          no case has that reference, or none the actor may know of
    ├── CaseChanged          somebody changed the case since it was read
    ├── CaseLeased           somebody else holds the case
    ├── LeaseMissing         the actor does not hold the case, or no longer
    ├── CaseSettled          the case is no longer open
    ├── CaseOpenAlready      another open case is about the same act
    ├── CaseForbidden        the actor may not see or touch the case
    ├── ActorExcluded        the actor took part in what the case is about
    ├── AwaitsApproval       a proposal waits for a second person
    ├── ActionUnknown        the action is not one of those there are
    └── ActionIncomplete     the action lacks a detail it needs
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class ReviewError(GoodstandingError):
    """Something about a case was refused."""

    code = "review:error"


class CaseUnknown(ReviewError):
    """No case has that reference, or none the actor may know of."""

    code = "review:case_unknown"
    status = 404


class CaseChanged(ReviewError):
    """The case is no longer as the actor read it."""

    code = "review:case_changed"
    status = 409


class CaseLeased(ReviewError):
    """Somebody else holds the case."""

    code = "review:case_leased"
    status = 409


class LeaseMissing(ReviewError):
    """The actor does not hold the case."""

    code = "review:lease_missing"
    status = 409


class CaseSettled(ReviewError):
    """The case is no longer open."""

    code = "review:case_settled"
    status = 409


class CaseOpenAlready(ReviewError):
    """Another open case is about the same act."""

    code = "review:case_open_already"
    status = 409


class CaseForbidden(ReviewError):
    """The actor lacks a permission."""

    code = "review:case_forbidden"
    status = 403


class ActorExcluded(ReviewError):
    """The actor took part in what the case is about."""

    code = "review:actor_excluded"
    status = 403


class AwaitsApproval(ReviewError):
    """A proposal waits for a second person."""

    code = "review:awaits_approval"
    status = 409


class ActionUnknown(ReviewError):
    """The action is not one of those there are."""

    code = "review:action_unknown"
    status = 422


class ActionIncomplete(ReviewError):
    """The action lacks a detail it needs."""

    code = "review:action_incomplete"
    status = 422


def case_unknown(ref: str, /) -> CaseUnknown:
    """Say that there is no such case: the same words whether there is none or it is hidden."""
    return CaseUnknown(f"There is no case “{ref}”.", hint="Check the reference.")
