"""Who else needs a content that left the platform: higher apps say so, and its wording is kept meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

Hold = Callable[[Collection[str], datetime], Collection[str]]
"""From contents and an instant to those of them that a pending matter needs."""

_HOLDS: dict[str, Hold] = {}


def register_hold(name: str, hold: Hold, /) -> None:
    """Let retention ask what a higher app still needs; called in ``AppConfig.ready``. The same name again replaces it."""
    _HOLDS[name] = hold


def holds_on(content_refs: Collection[str], /, *, at: datetime) -> dict[str, tuple[str, ...]]:
    """Return, for each content somebody needs now, by whom."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(_HOLDS) if content_refs else ():
        for ref in _HOLDS[name](content_refs, at):
            found[ref] = (*found.get(ref, ()), name)
    return found
