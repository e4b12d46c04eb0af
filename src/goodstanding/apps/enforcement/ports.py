"""What higher apps hang on a decision, in its own transaction: reports closed, points deducted, followers given back.

A consequence that raises undoes the decision with everything else: a decision half carried out is worse than none.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.apps.identity.actors import Actor


class Consequence(Protocol):
    """Something that follows from decisions in another app."""

    def follow(self, decision: DecisionView, /, *, actor: Actor, at: datetime) -> None:
        """Act on a decision just issued; ``decision.supersedes`` names the one it replaces, if any."""


_CONSEQUENCES: dict[str, Consequence] = {}


def register_consequence(name: str, consequence: Consequence, /) -> None:
    """Hang a consequence on every decision; called in ``AppConfig.ready``. The same name again replaces it."""
    _CONSEQUENCES[name] = consequence


def consequences() -> tuple[Consequence, ...]:
    """List them, in order of name."""
    return tuple(_CONSEQUENCES[name] for name in sorted(_CONSEQUENCES))
