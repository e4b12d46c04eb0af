"""What policies tells other apps: frozen records, never models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PackRecord:
    """An installed pack version, without its bytes."""

    pack_id: str
    version: str
    digest: str
    mode: str
    installed_at: datetime
    installed_by: str

    @property
    def name(self) -> str:
        """``id@version``."""
        return f"{self.pack_id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What judges at a moment.

    Args:
        live: The pack that judges; None where none is live.
        shadows: Packs evaluated and recorded only.
        today: The day whose rules apply to what happens now; the day before while the rules of a new day are compiled.
    """

    live: PackRecord | None
    shadows: tuple[PackRecord, ...]
    today: date


@dataclass(frozen=True, slots=True)
class ClauseRecord:
    """A clause with the text a decision freezes. ``version`` names the pack that brought the text first, as id@version."""

    ref: str
    version: str
    sha256: str
    text: str
    instrument: str
    instrument_title: str
    in_force: date
    open_ended: bool
