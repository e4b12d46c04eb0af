"""What the card says in words: where the account stands, and whether more than the name is published of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from goodstanding.apps.disclosure.values import PublicCard


@dataclass(frozen=True, slots=True)
class CardPage:
    """The sentences of a card.

    Args:
        standing: What its status means for a reader; empty where there is nothing to say.
        tone: Colour of the status.
        has_more: Whether a natural person consented to more than the reduced card.
    """

    standing: str
    tone: Literal["good", "warn", "bad"]
    has_more: bool


def card_page(card: PublicCard, /) -> CardPage:
    """Word a card."""
    return CardPage(
        standing=_standing(card.status),
        tone={"active": "good", "closed": "bad", "suspended": "bad"}.get(card.status, "warn"),  # type: ignore[arg-type]
        has_more=card.is_reduced and bool(card.operating_address or card.contact or "*" not in card.operating_entity),
    )


def _standing(status: str) -> str:
    return {
        "limited": _("Some functions of this account are limited for now. What it published stays readable."),
        "suspended": _("This account is suspended: it cannot publish for now. What it published stays readable."),
        "paused": _("This account is paused: nobody publishes here for now. What it published stays readable."),
        "dormant": _("This account is paused because nobody has used it for a long time. Its operator can wake it."),
        "closed": _("This account is closed. Nobody publishes here any more; who answers for it stays on record."),
    }.get(status, "")
