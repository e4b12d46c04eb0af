"""What webhooks ask of others: somebody who sends, and whoever wants to know that the platform took a message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import structlog

from goodstanding.apps.webhooks.errors import NotDelivered
from goodstanding.core.kernel.errors import GoodstandingError

_log: Any = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back from a call.

    Args:
        status: HTTP status, 100–599.
        milliseconds: How long it took.
    """

    status: int
    milliseconds: int


class Sender(Protocol):
    """Calls addresses outside."""

    def check_address(self, url: str, /) -> None:
        """Refuse an address that may never be called.

        Raises:
            AddressRefused: It is not https, names no public host, or carries a user name.
        """

    def post(self, url: str, /, *, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Send a body and return the reply, whatever its status; redirects are not followed.

        Raises:
            AddressRefused: The host's address is not public.
            NotDelivered: No reply came in time.
        """


Confirmation = Callable[[Mapping[str, Any], datetime], None]
"""Told the data of a message the platform took, and when."""

_SENDERS: list[Sender] = []
_CONFIRMATIONS: dict[str, Confirmation] = {}


def register_sender(sender: Sender, /) -> None:
    """Name who sends; the last named does."""
    _SENDERS[:] = [sender]


def sender() -> Sender:
    """Find who sends.

    Raises:
        NotDelivered: Nobody does.
    """
    if not _SENDERS:
        raise NotDelivered("Nobody sends webhooks in this installation.", hint="Set webhook_sender.")
    return _SENDERS[0]


def register_confirmation(topic: str, confirmation: Confirmation, /) -> None:
    """Name who wants to know that the platform took a message of this topic."""
    _CONFIRMATIONS[topic] = confirmation


def confirm(topic: str, data: Mapping[str, Any], /, *, at: datetime) -> None:
    """Tell whoever wants to know; a refusal of theirs does not make the message undelivered."""
    try:
        if topic in _CONFIRMATIONS:
            _CONFIRMATIONS[topic](data, at)
    except GoodstandingError as fault:
        _log.warning("confirmation refused", topic=topic, code=fault.code)
