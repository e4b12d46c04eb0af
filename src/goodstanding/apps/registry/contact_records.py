"""The mobile an operator is reached by, as its owners are shown it: ends of numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class MobileRecord:
    """The mobile of an operator, and the change under way.

    Args:
        tail: Last digits of the number in force; empty where none is on file.
        may_tell: Whether the number in force can be told of a change; one noted before numbers were kept cannot.
        new_tail: Last digits of the number a code was sent to; empty where no change is under way.
        tries_left: Codes that may still be entered.
        frozen: Accounts of the operator whose sensitive settings are frozen; while there are any, nothing changes.
    """

    operator_ref: str
    operator_name: str
    tail: str
    may_tell: bool
    new_tail: str
    asked_at: datetime | None
    expires_at: datetime | None
    tries_left: int
    frozen: tuple[str, ...]
