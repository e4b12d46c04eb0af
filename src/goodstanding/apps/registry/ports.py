"""What a higher app tells the registry: which subjects a decision keeps out. Enforcement holds the list; the registry asks it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

BanList = Callable[[Collection[str]], Mapping[str, str]]
"""From subjects (``operator:O-…``, ``account:…``) to the decision that keeps each out; subjects nobody keeps out are absent."""

_BAN_LISTS: dict[str, BanList] = {}


def register_ban_list(name: str, ban_list: BanList, /) -> None:
    """Let the registry ask a list; called in ``AppConfig.ready``. The same name again replaces it."""
    _BAN_LISTS[name] = ban_list


def banned(subjects: Collection[str], /) -> dict[str, str]:
    """Return the decisions that keep these subjects out, by subject."""
    found: dict[str, str] = {}
    for name in sorted(_BAN_LISTS) if subjects else ():
        found |= _BAN_LISTS[name](subjects)
    return found
