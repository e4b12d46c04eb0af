"""Reading people, rights and keys. Other apps see frozen views, never the tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from goodstanding.apps.identity.errors import PersonUnknown
from goodstanding.apps.identity.models import ApiKey, RoleGrant, User


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person or program of this installation."""

    id: int
    username: str
    display_name: str
    kind: str
    language: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class ApiKeyView:
    """One API key; never its secret."""

    id: int
    prefix: str
    title: str
    scopes: frozenset[str]
    owner_id: int
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


def person(user_id: int, /) -> PersonView:
    """Find a person by id.

    Raises:
        PersonUnknown: Nobody has the id.
    """
    row = User.objects.filter(pk=user_id).first()
    if row is None:
        raise PersonUnknown(f"Nobody here has the id {user_id}.")
    return person_view(row)


def person_by_username(username: str, /) -> PersonView:
    """Find a person by sign-in name.

    Raises:
        PersonUnknown: Nobody has the name.
    """
    row = User.objects.filter(username=username).first()
    if row is None:
        raise PersonUnknown(f"Nobody here signs in as “{username}”.")
    return person_view(row)


def has_people() -> bool:
    """Say whether anybody was ever made here: whether this installation is in use."""
    return User.objects.exists()


def names_of(user_ids: Iterable[int], /) -> dict[int, str]:
    """Name people by id, for pages that list who did what (one query)."""
    return {row.pk: str(row) for row in User.objects.filter(pk__in=set(user_ids))}


def permissions_of(user: User | int, /) -> frozenset[str]:
    """Collect what a person may do from the roles granted to them; nothing when they are inactive."""
    user_id = user if isinstance(user, int) else user.pk
    lists = RoleGrant.objects.filter(user_id=user_id, user__is_active=True).values_list("role__permissions", flat=True)
    return frozenset(permission for permissions in lists for permission in permissions)


def holders_of(permission: str, /) -> tuple[int, ...]:
    """List the active people who hold a permission, by id."""
    grants = RoleGrant.objects.filter(user__is_active=True).select_related("role")
    return tuple(sorted({grant.user_id for grant in grants if permission in grant.role.permissions}))


def api_key_by_secret(secret: str, /, *, at: datetime) -> ApiKeyView | None:
    """Find the live key with this secret; None when it is unknown, expired, revoked, or its owner is inactive."""
    row = (
        ApiKey.objects.filter(secret_sha256=secret_digest(secret), revoked_at=None, owner__is_active=True)
        .filter(Q(expires_at=None) | Q(expires_at__gt=at))
        .first()
    )
    return api_key_view(row) if row else None


def api_keys(owner_id: int, /) -> tuple[ApiKeyView, ...]:
    """List a person's keys, newest first."""
    return tuple(api_key_view(row) for row in ApiKey.objects.filter(owner_id=owner_id).order_by("-created_at", "-id"))


def secret_digest(secret: str, /) -> str:
    """Digest a key's secret. Secrets are 256 random bits, so one plain hash is enough and costs a call nothing."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def person_view(row: User, /) -> PersonView:
    """Freeze a row."""
    return PersonView(row.pk, row.username, row.display_name, row.kind, row.language, row.is_active)


def api_key_view(row: ApiKey, /) -> ApiKeyView:
    """Freeze a row."""
    return ApiKeyView(
        row.pk, row.prefix, row.title, frozenset(row.scopes), row.owner_id, row.expires_at, row.revoked_at, row.last_used_at
    )


def mail_addresses_of(user_ids: Iterable[int], /) -> tuple[str, ...]:
    """Collect the mail addresses of active people, for sending; the addresses are not kept anywhere else."""
    return tuple(User.objects.filter(pk__in=set(user_ids), is_active=True).exclude(email="").values_list("email", flat=True))


def last_sign_ins(user_ids: Iterable[int], /) -> dict[int, datetime]:
    """Return when people last signed in, by id; those who never did are absent."""
    rows = User.objects.filter(pk__in=set(user_ids), last_login__isnull=False).values_list("pk", "last_login")
    return {user_id: moment for user_id, moment in rows if moment is not None}
