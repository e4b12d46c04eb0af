"""What identity asks of apps above it: to write down what a person does to their own sign-in.

The log stands above identity; it registers itself here when Django starts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from goodstanding.apps.identity.actors import Actor

Witness = Callable[[str, Actor, int, datetime], None]
"""Takes the action, who acted, whose account it concerns, and when; called inside the act's transaction."""
_WITNESS: dict[str, Witness] = {}


def register_witness(witness: Witness, /) -> None:
    """Name who writes such acts down; called in ``AppConfig.ready``."""
    _WITNESS["witness"] = witness


def witnessed(action: str, /, *, actor: Actor, user_id: int, at: datetime) -> None:
    """Have an act written down."""
    _WITNESS["witness"](action, actor, user_id, at)
