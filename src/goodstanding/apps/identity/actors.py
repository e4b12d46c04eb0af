"""Who acts: passed to every service, written into every log entry. A reference, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["user", "machine", "api_key", "public", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One acting party.

    Args:
        kind: ``user`` is a person signed in; ``machine`` a pack deciding; ``api_key`` the platform calling; ``public`` somebody
            without an account here; ``system`` the installation itself (schedules, migrations, the command line).
        ref: Stable reference inside the kind: user id, pack id and version, key prefix; empty for the public.
    """

    kind: ActorKind
    ref: str = ""

    @classmethod
    def user(cls, user_id: int, /) -> Actor:
        """Name a person by id."""
        return cls("user", str(user_id))

    @property
    def user_id(self) -> int | None:
        """The person's id, when a person acts."""
        return int(self.ref) if self.kind == "user" else None


SYSTEM = Actor("system", "goodstanding")
"""The installation itself."""
PUBLIC = Actor("public")
"""Somebody who did not sign in."""
