"""The permission strings, and the roles a new installation has.

A permission is ``what:how``. Restricted queues have one each: ``queue:<id>``. ``queue:*`` opens every restricted queue.
"""

from __future__ import annotations

from typing import Final

from goodstanding.apps.identity.errors import PermissionMissing

CASES_READ: Final = "cases:read"
CASES_DECIDE: Final = "cases:decide"
CASES_ASSIGN: Final = "cases:assign"
DECISIONS_APPROVE: Final = "decisions:approve"
APPEALS_DECIDE: Final = "appeals:decide"
POLICIES_INSTALL: Final = "policies:install"
AUDIT_VERIFY: Final = "audit:verify"
PERSONAL_DATA_READ: Final = "personal_data:read"
REPORTS_HANDLE: Final = "reports:handle"
STAFF_MANAGE: Final = "staff:manage"
EVENTS_WRITE: Final = "events:write"
CHECKS_RUN: Final = "checks:run"
REGISTRY_READ: Final = "registry:read"
REGISTRY_WRITE: Final = "registry:write"
CONTENT_READ: Final = "content:read"
WEBHOOKS_MANAGE: Final = "webhooks:manage"
DUTIES_READ: Final = "duties:read"
DUTIES_MANAGE: Final = "duties:manage"
EVERY_QUEUE: Final = "queue:*"

SCOPES: Final = frozenset(
    {
        CASES_READ,
        CASES_DECIDE,
        CASES_ASSIGN,
        DECISIONS_APPROVE,
        APPEALS_DECIDE,
        POLICIES_INSTALL,
        AUDIT_VERIFY,
        PERSONAL_DATA_READ,
        REPORTS_HANDLE,
        STAFF_MANAGE,
        EVENTS_WRITE,
        CHECKS_RUN,
        REGISTRY_READ,
        REGISTRY_WRITE,
        CONTENT_READ,
        WEBHOOKS_MANAGE,
        DUTIES_READ,
        DUTIES_MANAGE,
    }
)
"""What a role or an API key may carry, besides the queues."""

_REVIEWER = (CASES_READ, CASES_DECIDE, REPORTS_HANDLE, CONTENT_READ, REGISTRY_READ)

BUILT_IN_ROLES: Final[dict[str, tuple[str, ...]]] = {
    "reviewer": _REVIEWER,
    "senior_reviewer": (*_REVIEWER, CASES_ASSIGN, DECISIONS_APPROVE, PERSONAL_DATA_READ, EVERY_QUEUE),
    "appeals_officer": (CASES_READ, APPEALS_DECIDE, CONTENT_READ, REGISTRY_READ, "queue:appeals"),
    "administrator": (STAFF_MANAGE, POLICIES_INSTALL, WEBHOOKS_MANAGE, REGISTRY_READ, REGISTRY_WRITE, DUTIES_READ, DUTIES_MANAGE),
    "auditor": (AUDIT_VERIFY, CASES_READ, CONTENT_READ, REGISTRY_READ, DUTIES_READ),
}
"""Roles written when first granted; an installation may edit them afterwards."""


def is_permission(text: str, /) -> bool:
    """Say whether a text is a known permission."""
    return text in SCOPES or (text.startswith("queue:") and len(text) > len("queue:"))


def has_permission(held: frozenset[str], wanted: str, /) -> bool:
    """Say whether the held permissions include the wanted one; ``queue:*`` includes every queue."""
    return wanted in held or (wanted.startswith("queue:") and EVERY_QUEUE in held)


def require(held: frozenset[str], wanted: str, /) -> None:
    """Refuse whoever lacks a permission.

    Raises:
        PermissionMissing: The permission is not among the held ones; the message names it.
    """
    if not has_permission(held, wanted):
        raise PermissionMissing(f"This needs the permission {wanted}.", hint="Ask an administrator for a role that carries it.")
