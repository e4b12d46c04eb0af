"""Writing cases: opening and joining them, acting on them, and settling them."""

from __future__ import annotations

from goodstanding.apps.review.services.actions import LEASE, perform
from goodstanding.apps.review.services.opening import open_case
from goodstanding.apps.review.services.settling import await_approval, close_case, require_lease, resume_case, settle_case

__all__ = [
    "LEASE",
    "await_approval",
    "close_case",
    "open_case",
    "perform",
    "require_lease",
    "resume_case",
    "settle_case",
]
