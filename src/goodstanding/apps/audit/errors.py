"""Faults of the record.

GoodstandingError
├── EntryUnknown       the log holds no such entry
├── ProofImpossible    the proof asked for lies outside the log
└── ActionMalformed    an action is not written subject:action
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class EntryUnknown(GoodstandingError):
    """The log holds no such entry."""

    code = "audit:entry_unknown"
    status = 404


class ProofImpossible(GoodstandingError):
    """The proof asked for lies outside the log."""

    code = "audit:proof_impossible"
    status = 422


class ActionMalformed(GoodstandingError):
    """An action is not written ``subject:action``."""

    code = "audit:action_malformed"
    status = 500
