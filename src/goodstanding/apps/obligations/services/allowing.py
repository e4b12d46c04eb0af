"""Who may keep the records of the platform's duties."""

from __future__ import annotations

from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.permissions import DUTIES_MANAGE, require
from goodstanding.apps.identity.selectors import permissions_of


def require_keeper(actor: Actor, /) -> None:
    """Let the installation itself and people with ``duties:manage`` go on.

    Raises:
        PermissionMissing: Anybody else.
    """
    if actor.kind != "system":
        require(permissions_of(actor.user_id) if actor.user_id is not None else frozenset(), DUTIES_MANAGE)
