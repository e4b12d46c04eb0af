"""What policies refuse.

GoodstandingError
└── PolicyError
    ├── NoLivePack
    ├── PackNotInstalled
    ├── PackVersionTaken
    ├── AnotherPackIsLive
    ├── ModeUnknown
    ├── PackCannotJudge
    ├── PackRetroactive
    └── ClauseUnknown
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class PolicyError(GoodstandingError):
    """Root of the refusals about packs and clauses."""

    code = "policies:error"


class NoLivePack(PolicyError):
    """No installed pack is live, so nothing can be judged."""

    code = "policies:no_live_pack"
    status = 503


class PackNotInstalled(PolicyError):
    """No installed pack has this name or digest."""

    code = "policies:pack_not_installed"
    status = 404


class PackVersionTaken(PolicyError):
    """Other bytes were installed under the same id and version."""

    code = "policies:pack_version_taken"
    status = 409


class AnotherPackIsLive(PolicyError):
    """A pack with another id is live; one pack judges at a time."""

    code = "policies:another_pack_is_live"
    status = 409


class ModeUnknown(PolicyError):
    """A mode that is neither off, shadow nor live."""

    code = "policies:mode_unknown"
    status = 422


class PackCannotJudge(PolicyError):
    """A pack that cannot be compiled for today or for a later day it speaks of; the message says what is wrong with it."""

    code = "policies:pack_cannot_judge"
    status = 422


class PackRetroactive(PolicyError):
    """A new version that would judge acts of days gone by otherwise than the version in force then."""

    code = "policies:pack_retroactive"
    status = 409


class ClauseUnknown(PolicyError):
    """No installed pack holds this clause."""

    code = "policies:clause_unknown"
    status = 404
