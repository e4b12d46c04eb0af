"""Who looks whether a link given as a source leads anywhere: an adapter, where the configuration asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """What an address answered.

    Args:
        outcome: ``found``; ``gone`` (404, 410); ``nowhere`` (no such host); ``unclear`` (no answer now, or none that says);
            ``refused`` (never asked: no web address, another port, or not on the public network).
        status: HTTP status; 0 where nothing answered.
    """

    outcome: str
    status: int = 0


class SourceProbe(Protocol):
    """Asks addresses."""

    def look(self, url: str, /) -> SourceAnswer:
        """Say what an address answers; never an exception."""
        ...


_REGISTERED: list[SourceProbe] = []


def register_source_probe(probe: SourceProbe | None, /) -> None:
    """Name who looks; None ends it."""
    _REGISTERED[:] = [probe] if probe is not None else []


def source_probe() -> SourceProbe | None:
    """Return who looks, or None where nobody does."""
    return _REGISTERED[0] if _REGISTERED else None
