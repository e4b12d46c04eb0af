"""Who calls: ``Authorization: Bearer …`` with a scoped key. A missing scope is named."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.selectors import ApiKeyView, api_key_by_secret
from goodstanding.apps.identity.services import note_key_use
from goodstanding.core.kernel.errors import GoodstandingError


class KeyMissing(GoodstandingError):
    """The call carries no key, or none that is live."""

    code = "api:key_missing"
    status = 401


class ScopeMissing(GoodstandingError):
    """The key does not carry the scope this call needs."""

    code = "api:scope_missing"
    status = 403


def bearer(request: HttpRequest, /) -> str:
    """Return the secret of the Authorization header, or an empty string."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def require_scope(request: HttpRequest, scope: str, /, *, at: datetime) -> ApiKeyView:
    """Return the key of the caller.

    Raises:
        KeyMissing: There is no key, or it is unknown, expired or revoked.
        ScopeMissing: The key lacks the scope.
    """
    secret = bearer(request)
    key = api_key_by_secret(secret, at=at) if secret else None
    if key is None:
        hint = "Send “Authorization: Bearer …” with a key issued here."
        raise KeyMissing("The call carries no key that is valid here.", hint=hint)
    if scope not in key.scopes:
        raise ScopeMissing(f"The key {key.prefix} lacks the scope “{scope}”.", hint="Issue a key that carries it.")
    note_key_use(key, at=at)
    return key


def actor_of(key: ApiKeyView, /) -> Actor:
    """Name the key as the acting party."""
    return Actor("api_key", key.prefix)
