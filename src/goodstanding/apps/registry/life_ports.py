"""What higher apps tell the registry about an account's life: when it was used, what is pending, what belongs into its export.

They hold events, decisions, cases and appeals; the registry asks them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

Usage = Callable[[Collection[str]], Mapping[str, datetime]]
"""From accounts to when each was last used, other than by signing in; accounts nothing is known of are absent."""
Pending = Callable[[str], Iterable[str]]
"""From an account to references of matters about it that are not settled."""
ExportPart = Callable[[str], Iterable[tuple[str, bytes]]]
"""From an account to files of its export: path and content."""

_USAGES: dict[str, Usage] = {}
_PENDING: dict[str, Pending] = {}
_PARTS: dict[str, ExportPart] = {}


def register_usage(name: str, usage: Usage, /) -> None:
    """Let the registry ask when accounts were used; called in ``AppConfig.ready``. The same name again replaces it."""
    _USAGES[name] = usage


def register_pending(name: str, pending: Pending, /) -> None:
    """Let the registry ask what is pending about an account; called in ``AppConfig.ready``."""
    _PENDING[name] = pending


def register_export_part(name: str, part: ExportPart, /) -> None:
    """Add files to the export of an account; called in ``AppConfig.ready``."""
    _PARTS[name] = part


def last_uses(account_refs: Collection[str], /) -> dict[str, datetime]:
    """Return when each account was last used, by whoever knows the latest."""
    found: dict[str, datetime] = {}
    for name in sorted(_USAGES) if account_refs else ():
        for ref, used_at in _USAGES[name](account_refs).items():
            found[ref] = max(found.get(ref, used_at), used_at)
    return found


def pending_matters(account_ref: str, /) -> tuple[str, ...]:
    """Return the references of the matters about an account that are not settled."""
    return tuple(ref for name in sorted(_PENDING) for ref in _PENDING[name](account_ref))


def export_parts(account_ref: str, /) -> Iterable[tuple[str, bytes]]:
    """Return the files other apps add to the export of an account."""
    for name in sorted(_PARTS):
        yield from _PARTS[name](account_ref)
