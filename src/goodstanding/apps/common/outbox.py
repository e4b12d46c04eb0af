"""Who does the work of each outbox topic, and one round of doing it.

An app registers its handlers in ``AppConfig.ready``. A handler is called with the message outside any transaction, may be called
more than once for one message, and either returns (done) or raises (tried again later).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from goodstanding.apps.common import services
from goodstanding.apps.common.errors import HandlerMissing
from goodstanding.apps.common.services import MessageView, claim_due, enqueue, enqueue_each, mark_done, mark_failed, untried

__all__ = [
    "Handler",
    "MessageView",
    "Round",
    "claim_due",
    "drain",
    "enqueue",
    "enqueue_each",
    "mark_done",
    "mark_failed",
    "register_handler",
    "topics",
    "untried",
]

Handler = Callable[[MessageView, datetime], None]
"""Does one message's work; the second argument is the time of the attempt."""

_log: Any = structlog.get_logger()
_HANDLERS: dict[str, Handler] = {}


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of work did."""

    done: int
    failed: int


def register_handler(topic: str, handler: Handler, /) -> None:
    """Name who does the work of a topic.

    Raises:
        HandlerMissing: Another handler holds the topic.
    """
    if _HANDLERS.get(topic, handler) is not handler:
        raise HandlerMissing(
            f"The outbox topic “{topic}” already has a handler.", hint="One topic, one handler; call the second from the first."
        )
    _HANDLERS[topic] = handler


def topics() -> tuple[str, ...]:
    """List the topics somebody handles."""
    return tuple(sorted(_HANDLERS))


def drain(now: Callable[[], datetime], /, *, limit: int = 100, only: frozenset[str] | None = None) -> Round:
    """Do one round of due work.

    Args:
        now: Reads the clock: each attempt has its own time.
        limit: At most so many messages.
        only: These topics; all handled ones when None.
    """
    done = failed = 0
    for message in services.claim_due(tuple(only or _HANDLERS), at=now(), limit=limit):
        if _attempt(message, now):
            done += 1
        else:
            failed += 1
    return Round(done, failed)


def _attempt(message: MessageView, now: Callable[[], datetime]) -> bool:
    try:
        _HANDLERS[message.topic](message, now())
    except Exception as fault:  # noqa: BLE001  whatever a handler raises, the message must be tried again
        fault_name = type(fault).__name__
        _log.warning("outbox message failed", topic=message.topic, key=message.key, attempts=message.attempts, fault=fault_name)
        services.mark_failed(message.id, error=f"{type(fault).__name__}: {fault}", at=now())
        return False
    services.mark_done(message.id, at=now())
    return True
