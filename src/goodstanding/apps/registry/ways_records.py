"""How an organization shows besides its register that it is itself: its payment and its letter, as others are shown them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PaymentRecord:
    """A small payment as it stands; of the account its last characters, of the sum nothing.

    Args:
        state: ``queued``, ``paid``, ``passed``, ``failed``, ``refused``, ``expired`` or ``cancelled``.
        tries_left: Sums that may still be typed.
        expires_at: First instant the sum no longer counts; None until it is paid.
    """

    ref: str
    application_ref: str
    state: str
    account_tail: str
    tries_left: int
    asked_at: datetime
    paid_at: datetime | None
    expires_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for the provider or for the sum."""
        return self.state in {"queued", "paid"}


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """A letter of authorisation as it stands.

    Args:
        state: ``waiting``, ``accepted``, ``refused`` or ``replaced``.
        seen: What the person found in it, by code.
        case_ref: Case of the person who looks; empty until the application is handed in.
    """

    ref: str
    application_ref: str
    document_ref: str
    state: str
    seen: tuple[str, ...]
    reasons: str
    case_ref: str
    handed_in_at: datetime
    decided_at: datetime | None
