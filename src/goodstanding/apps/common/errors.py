"""Faults of the shared plumbing.

GoodstandingError
├── CalendarUnknown       a day lies outside the published working calendar
├── SealBroken            a sealed value cannot be opened with the keys at hand
├── KeyReused             an idempotency key came back with another request
├── HandlerMissing        nobody handles an outbox topic
└── OutsideTransaction    something that must commit with its cause was called on its own
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class CalendarUnknown(GoodstandingError):
    """A day lies outside the published working calendar; a time limit counted over it would be a guess."""

    code = "calendar:unknown"
    status = 503


class SealBroken(GoodstandingError):
    """A sealed value cannot be opened: it was altered, or its key is no longer in the ring."""

    code = "sealing:broken"
    status = 500


class KeyReused(GoodstandingError):
    """An idempotency key came back with a different request."""

    code = "idempotency:key_reused"
    status = 422


class HandlerMissing(GoodstandingError):
    """An outbox topic has no handler, or two."""

    code = "outbox:handler_missing"
    status = 500


class OutsideTransaction(GoodstandingError):
    """Something that must commit together with its cause was called outside a transaction."""

    code = "transaction:missing"
    status = 500
