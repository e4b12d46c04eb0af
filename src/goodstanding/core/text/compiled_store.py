"""Where compiled pattern databases are kept between starts: a port, because the core itself touches no disk.

Compiling a few hundred expressions takes seconds; reading the compiled database takes milliseconds. Without a store everything
works and is compiled anew.
"""

from __future__ import annotations

from typing import Protocol


class CompiledStore(Protocol):
    """Keeps bytes by key. Neither method raises for what a store may meet: a full disk, a missing file."""

    def read(self, key: str, /) -> bytes | None:
        """Return what is kept under a key, or None."""

    def keep(self, key: str, data: bytes, /) -> None:
        """Keep bytes under a key, or silently not."""


class _Nowhere:
    """The store before the edge has named one."""

    def read(self, _key: str, /) -> bytes | None:
        """Know nothing."""
        return None

    def keep(self, _key: str, _data: bytes, /) -> None:
        """Keep nothing."""


_chosen: list[CompiledStore] = [_Nowhere()]


def keeps_nothing() -> bool:
    """Say whether no store has been named: then nothing need be made ready for one."""
    return isinstance(_chosen[0], _Nowhere)


def use_store(store: CompiledStore, /) -> None:
    """Name the store of this process. Called once, by the command line or by the settings."""
    _chosen[0] = store


def chosen_store() -> CompiledStore:
    """Return the store of this process."""
    return _chosen[0]
