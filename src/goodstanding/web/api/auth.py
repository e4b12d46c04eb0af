"""Who calls: a program with ``Authorization: Bearer …`` and a scoped key, or a person signed in. A missing scope is named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_request
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from goodstanding.apps.common.clock import now
from goodstanding.apps.common.sealing import blind_index
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.permissions import has_permission
from goodstanding.apps.identity.security import lacks_second_factor
from goodstanding.apps.identity.selectors import ApiKeyView, api_key_by_secret, permissions_of
from goodstanding.apps.identity.services import note_key_use
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import listings as cases
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.permissions import Viewer
from goodstanding.apps.review.sight import Hidden, hidden_from
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.limits import client_key

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_KNOWN = "_goodstanding_caller"


class KeyMissing(GoodstandingError):
    """The call carries no key, or none that is live, and nobody is signed in."""

    code = "api:key_missing"
    status = 401


class ScopeMissing(GoodstandingError):
    """The key, or the person, does not carry the scope this call needs."""

    code = "api:scope_missing"
    status = 403


class NotYours(GoodstandingError):
    """The caller neither holds the scope nor acts for the account."""

    code = "api:not_yours"
    status = 403


class TokenMissing(GoodstandingError):
    """A person signed in by session sent a change without the token that proves the page was ours."""

    code = "api:csrf_failed"
    status = 403


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever calls, what they may do, and the moment of the call.

    Args:
        kind: ``key`` for a program, ``session`` for a person signed in.
        user_id: The person, or the owner of the key.
        rights: Scopes of the key, or permissions of the person.
        prefix: Public part of the key; empty for a person.
        language: ``zh-hans`` or ``en``: what a program accepts, or what a person chose with the switch.
    """

    kind: Literal["key", "session"]
    user_id: int
    rights: frozenset[str]
    at: datetime
    language: str
    prefix: str = ""

    @property
    def actor(self) -> Actor:
        """The caller as services know them: the key itself, or the person."""
        return Actor("api_key", self.prefix) if self.kind == "key" else self.person

    @property
    def person(self) -> Actor:
        """The person who answers for an act only people do: whoever is signed in, or the owner of the key."""
        return Actor.user(self.user_id)

    @property
    def scope(self) -> str:
        """Whose idempotency keys these are."""
        return self.prefix or f"user:{self.user_id}"

    @property
    def viewer(self) -> Viewer:
        """The caller as the review desk knows them; a key sees what its scopes open."""
        return cases.program(self.user_id, self.rights) if self.kind == "key" else review.viewer(self.user_id)

    @property
    def hidden(self) -> Hidden:
        """What belongs to restricted queues the caller was not granted."""
        return hidden_from(self.viewer)

    def may(self, *scopes: str) -> bool:
        """Say whether the caller holds one of the scopes."""
        return any(has_permission(self.rights, scope) for scope in scopes)

    def need(self, *scopes: str) -> None:
        """Refuse a caller who holds none of the scopes.

        Raises:
            ScopeMissing: The message names the first of them.
        """
        if not self.may(*scopes):
            raise scope_missing(scopes, prefix=self.prefix)

    def operates(self, account_ref: str, /) -> bool:
        """Say whether a person signed in acts for the account; a key never does."""
        return self.kind == "session" and registry.may_act_for(self.user_id, account_ref)

    def need_or_operate(self, account_ref: str, /, *scopes: str) -> None:
        """Refuse a caller who neither holds one of the scopes nor acts for the account.

        Raises:
            ScopeMissing: A key lacks the scope.
            NotYours: A person does neither.
        """
        if self.may(*scopes) or self.operates(account_ref):
            return
        if self.kind == "key":
            raise scope_missing(scopes, prefix=self.prefix)
        raise NotYours(f"This needs the permission {scopes[0]}, or acting for the account.", hint="Sign in as its operator.")


def scope_missing(scopes: Collection[str], /, *, prefix: str) -> ScopeMissing:
    """Name the scope a call lacks."""
    named = "” or “".join(scopes)
    if prefix:
        return ScopeMissing(f"The key {prefix} lacks the scope “{named}”.", hint="Issue a key that carries it.")
    return ScopeMissing(f"You lack the permission “{named}”.", hint="Ask an administrator for a role that carries it.")


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
        raise key_missing()
    if scope not in key.scopes:
        raise scope_missing((scope,), prefix=key.prefix)
    note_key_use(key, at=at)
    return key


def key_missing() -> KeyMissing:
    """Say that nobody known calls."""
    hint = "Send “Authorization: Bearer …” with a key issued here, or sign in."
    return KeyMissing("The call carries no key that is valid here.", hint=hint)


def actor_of(key: ApiKeyView, /) -> Actor:
    """Name the key as the acting party."""
    return Actor("api_key", key.prefix)


def caller_of(request: HttpRequest, /) -> Caller | None:
    """Find who calls, once a request; a key goes before a session, and a bad key is not covered by one."""
    if not hasattr(request, _KNOWN):
        at = now()
        setattr(request, _KNOWN, _by_key(request, at) if "Authorization" in request.headers else _by_session(request, at))
    return cast("Caller | None", getattr(request, _KNOWN))


def known_caller(request: HttpRequest, /) -> Caller:
    """Return the caller of an operation that asks for one.

    Raises:
        KeyMissing: Nobody known calls.
    """
    found = caller_of(request)
    if found is None:
        raise key_missing()
    return found


def asker(request: HttpRequest, /) -> str:
    """Name whoever asks, for idempotency keys and limits: the caller, else a digest of the network they come from."""
    found = caller_of(request)
    return found.scope if found else f"net:{blind_index(client_key(request), context='api.asker')[:32]}"


def _by_key(request: HttpRequest, at: datetime) -> Caller | None:
    key = api_key_by_secret(bearer(request), at=at)
    if key is None:
        return None
    note_key_use(key, at=at)
    return Caller("key", key.owner_id, key.scopes, at, get_language_from_request(request), key.prefix)


def _by_session(request: HttpRequest, at: datetime) -> Caller | None:
    if not request.user.is_authenticated:
        return None
    user_id = int(request.user.pk)
    rights = permissions_of(user_id)
    if lacks_second_factor(request, rights):
        rights = frozenset()
    return Caller("session", user_id, rights, at, str(request.LANGUAGE_CODE))


class Key(HttpBearer):
    """A program's key in the Authorization header."""

    openapi_description = "A scoped key of a program. Each operation names the scope it needs."

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Find the caller by key."""
        del token
        return caller_of(request)


class Session(APIKeyCookie):
    """A person signed in here; changes need the CSRF token as ``X-CSRFToken``."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = "A person signed in here. Changes send the CSRF token as X-CSRFToken."

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Find the caller by session, and the token where something changes."""
        found = caller_of(request)
        if found is None or found.kind != "session":
            return None
        if request.method not in _SAFE and check_csrf(request):
            hint = f"Send it as X-CSRFToken, from the cookie {settings.CSRF_COOKIE_NAME}."
            raise TokenMissing("The CSRF token is missing or wrong.", hint=hint)
        return found

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Not asked: the call above does it."""
        return caller_of(request) if key else None


KNOWN = [Key(), Session()]
"""Who may call an operation that is not public."""
