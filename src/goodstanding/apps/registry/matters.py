"""Matters: what a register asks a person to decide.

The register opens a matter; the review desk makes it a case with a clock, a queue and a lease: two people never decide the
same thing. The desk belongs to a higher app, which registers it when Django starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry.errors import DeskMissing


@dataclass(frozen=True, slots=True)
class Matter:
    """Something a person must decide about a record of a register.

    Args:
        kind: What is asked: ``registration``, ``name``, ``credential``, ``transfer`` …
        ref: Reference of the record; kind and reference name the matter, and at most one case about it is open.
        account_ref: The account concerned; empty while there is none.
        summary: One sentence a reviewer understands without opening it; no personal data.
        sha256: Digest of the record as it stood.
        queue: Where it waits.
        due_at: When it must be decided; the queue's published limit when None.
        excluded: User ids that may not decide it, with the reason.
        subject_class: Who waits for it; given where a subject asks about its own registration. Public bodies come first within
            the same urgency.
    """

    kind: str
    ref: str
    account_ref: str
    summary: str
    sha256: str = ""
    queue: str = "registrations"
    severity: str = "minor"
    due_at: datetime | None = None
    excluded: Mapping[int, str] = field(default_factory=dict)
    subject_class: str = ""


class MatterDesk(Protocol):
    """Where matters wait for a person."""

    def open_matter(self, matter: Matter, /, *, actor: Actor, at: datetime) -> str:
        """Open a case about a matter, or join the open one; return the case's reference."""
        ...

    def take_matter(self, case_ref: str, /, *, expected_version: int | None, actor: Actor, at: datetime) -> None:
        """Lock the case and make sure that this person may decide it now: holds it, has the right, took no part."""
        ...

    def close_matter(self, case_ref: str, /, *, outcome: str, note: str, actor: Actor, at: datetime) -> None:
        """Close the case about a matter that is decided or gone; nothing where it is closed already."""
        ...


_DESK: dict[str, MatterDesk] = {}


def register_desk(desk: MatterDesk, /) -> None:
    """Let registers open matters at a desk; called in ``AppConfig.ready``."""
    _DESK["desk"] = desk


def desk() -> MatterDesk:
    """Return the desk.

    Raises:
        DeskMissing: No app has registered one.
    """
    found = _DESK.get("desk")
    if found is None:
        raise DeskMissing("No desk is registered for matters.", hint="Install the review app.")
    return found
