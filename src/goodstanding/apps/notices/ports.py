"""What notices ask of others: where a recipient can be reached, and how a letter is carried.

Addresses are personal data and never stored with a notice: whoever holds them (registry, redress, identity) registers a look-up
in ``AppConfig.ready`` and is asked at the moment of sending.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from goodstanding.apps.notices.errors import DeliveryFailed


@dataclass(frozen=True, slots=True)
class Address:
    """One place a recipient can be reached.

    Args:
        channel: ``mail``, ``sms`` or ``webhook``.
        target: The address on that channel.
    """

    channel: str
    target: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a channel carries."""

    notice_ref: str
    language: str
    subject: str
    body: str


class Carrier(Protocol):
    """Carries letters on one channel."""

    def carry(self, letter: Letter, /, *, target: str) -> None:
        """Hand a letter over.

        Raises:
            DeliveryFailed: It was not taken; the outbox tries again.
        """


AddressBook = Callable[[str], tuple[Address, ...]]
"""Finds the addresses of one recipient by reference."""

_BOOKS: dict[str, AddressBook] = {}
_CARRIERS: dict[str, Carrier] = {}


def register_address_book(recipient_kind: str, book: AddressBook, /) -> None:
    """Name who knows the addresses of one kind of recipient (``account``, ``user``, ``report``)."""
    _BOOKS[recipient_kind] = book


def register_carrier(channel: str, carrier: Carrier, /) -> None:
    """Name who carries letters on a channel."""
    _CARRIERS[channel] = carrier


def addresses(recipient_kind: str, recipient_ref: str, /) -> tuple[Address, ...]:
    """Find where a recipient can be reached; the portal always, so nothing is returned for it."""
    book = _BOOKS.get(recipient_kind)
    return book(recipient_ref) if book else ()


def carrier(channel: str, /) -> Carrier:
    """Find who carries letters on a channel.

    Raises:
        DeliveryFailed: Nobody does.
    """
    if channel not in _CARRIERS:
        raise DeliveryFailed(f"Nobody carries notices by {channel} in this installation.", hint="Set a carrier for the channel.")
    return _CARRIERS[channel]
