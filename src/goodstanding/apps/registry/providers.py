"""Ports: who can say whether a name and a number belong together, and who carries a code to a mobile.

Adapters implement them; the registry never speaks HTTP. Where a provider does not answer in time, the question stays queued.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

TOPICS = ("registry.identity_ask", "registry.payment_order", "registry.mobile_told")
"""Outbox topics that wait for a provider, however long it is out of order."""


class ProviderUnavailable(Exception):
    """The provider gave no answer: it timed out, refused the connection or said it is out of order. Ask again later."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a provider is asked.

    Args:
        kind: A FactorKind.
        key: The same for every attempt: a provider that answered before answers the same and charges once.
        fields: ``name``, ``number``, ``mobile``, ``code``, ``representative`` as the kind needs them; in memory only.
    """

    kind: str
    key: str
    fields: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider says.

    Args:
        matches: Whether what was asked belongs together.
        provider_ref: The provider's reference of the answer.
        register: Register it consulted.
    """

    matches: bool
    provider_ref: str
    register: str


class IdentityProvider(Protocol):
    """A service that verifies identities."""

    name: str

    def ask(self, question: Question, /) -> Answer:
        """Answer a question.

        Raises:
            ProviderUnavailable: No answer came.
        """
        ...


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """A small sum to be sent to an organization's own account.

    Args:
        key: The same for every attempt: an order that was carried out before is not carried out again.
        bank: The bank the account is with, by name.
        fen: The sum, in fen.
    """

    key: str
    organization: str
    code: str
    bank: str = field(repr=False)
    account: str = field(repr=False)
    fen: int = field(repr=False)


@dataclass(frozen=True, slots=True)
class Payment:
    """What came of an order.

    Args:
        is_paid: Whether the sum was sent; else the bank refused: the account is not the organization's, or is closed.
        provider_ref: The provider's reference of it.
        register: Who said so, as records name it.
    """

    is_paid: bool
    provider_ref: str
    register: str


class PaymentProvider(Protocol):
    """A service that sends small sums to accounts whose holder it compares."""

    name: str

    def pay(self, order: PaymentOrder, /) -> Payment:
        """Carry an order out, once.

        Raises:
            ProviderUnavailable: No answer came.
        """
        ...


class CodeCarrier(Protocol):
    """A service that carries short texts to mobiles."""

    def carry(self, mobile: str, text: str, /) -> None:
        """Send a text.

        Raises:
            ProviderUnavailable: It could not be sent.
        """
        ...


_PROVIDERS: dict[str, IdentityProvider] = {}
_PAYERS: dict[str, PaymentProvider] = {}
_CARRIERS: dict[str, CodeCarrier] = {}


def register_provider(provider: IdentityProvider | None, /) -> None:
    """Name who is asked; None asks nobody, and a person looks at documents instead."""
    _PROVIDERS.clear()
    if provider is not None:
        _PROVIDERS["identity"] = provider


def identity_provider() -> IdentityProvider | None:
    """Return who is asked, if anybody."""
    return _PROVIDERS.get("identity")


def register_payer(provider: PaymentProvider | None, /) -> None:
    """Name who sends small sums; None sends none, and the way is not offered."""
    _PAYERS.clear()
    if provider is not None:
        _PAYERS["payments"] = provider


def payment_provider() -> PaymentProvider | None:
    """Return who sends small sums, if anybody."""
    return _PAYERS.get("payments")


def register_carrier(carrier: CodeCarrier, /) -> None:
    """Name who carries codes."""
    _CARRIERS["sms"] = carrier


def code_carrier() -> CodeCarrier:
    """Return who carries codes.

    Raises:
        ProviderUnavailable: Nobody does.
    """
    found = _CARRIERS.get("sms")
    if found is None:
        raise ProviderUnavailable("No carrier for codes is configured.")
    return found
