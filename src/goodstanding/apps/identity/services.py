"""Writing people, rights and keys."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q

from goodstanding.apps.common.refs import ALPHABET
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.errors import PasswordWeak, PermissionMissing, PersonUnknown, RoleUnknown, UsernameTaken
from goodstanding.apps.identity.models import ApiKey, Role, RoleGrant, Team, User, UserKind
from goodstanding.apps.identity.permissions import BUILT_IN_ROLES, is_permission
from goodstanding.apps.identity.selectors import ApiKeyView, PersonView, api_key_view, person_view, secret_digest

_USE_NOTED_EVERY = timedelta(hours=1)


def create_user(
    username: str,
    /,
    *,
    at: datetime,
    password: str | None = None,
    display_name: str = "",
    kind: str = UserKind.STAFF,
    language: str = "zh-hans",
    email: str = "",
    roles: Collection[str] = (),
) -> PersonView:
    """Make an account of this installation.

    Args:
        username: What the person signs in with.
        at: Now.
        password: None for an account that cannot sign in with a password.
        kind: ``staff``, ``operator`` or ``service``.
        roles: Codes of roles to grant everywhere.

    Raises:
        UsernameTaken: Somebody has the name.
        PasswordWeak: The password breaks a rule; the message names each.
        RoleUnknown: A role code is unknown.
    """
    with immediate():
        if User.objects.filter(username=username).exists():
            raise UsernameTaken(f"Somebody here already signs in as “{username}”.")
        user = User(
            username=username, display_name=display_name, kind=UserKind(kind), language=language, email=email, created_at=at
        )
        _set_password(user, password)
        user.save()
        for code in roles:
            grant_role(user.pk, code, at=at)
    return person_view(user)


def change_password(user_id: int, /, *, password: str) -> None:
    """Give a person a new password; their other sessions end, because a session is bound to the password's hash.

    Raises:
        PasswordWeak: The password breaks a rule.
    """
    user = User.objects.get(pk=user_id)
    _set_password(user, password)
    user.save(update_fields=["password"])


def set_active(user_id: int, /, *, is_active: bool) -> None:
    """Let a person sign in, or stop them; their keys stop with them.

    Raises:
        PersonUnknown: Nobody has the id.
    """
    if not User.objects.filter(pk=user_id).update(is_active=is_active):
        raise PersonUnknown(f"Nobody here has the id {user_id}.")


def grant_role(user_id: int, code: str, /, *, at: datetime, team: str = "") -> None:
    """Grant a role, everywhere or within a team; granting it again changes nothing.

    Raises:
        RoleUnknown: No role has the code.
    """
    role = _role(code)
    within = Team.objects.get_or_create(code=team, defaults={"name": team})[0] if team else None
    RoleGrant.objects.get_or_create(user_id=user_id, role=role, team=within, defaults={"granted_at": at})


def withdraw_role(user_id: int, code: str, /, *, team: str = "") -> None:
    """Withdraw a role."""
    RoleGrant.objects.filter(user_id=user_id, role__code=code).filter(Q(team__code=team) if team else Q(team=None)).delete()


def define_role(code: str, /, *, permissions: Collection[str]) -> None:
    """Make a role, or say anew what it carries.

    Raises:
        PermissionMissing: A permission string is not one of those known.
    """
    _require_known(permissions)
    Role.objects.update_or_create(code=code, defaults={"permissions": sorted(permissions)})


def issue_api_key(
    owner_id: int, /, *, title: str, scopes: Collection[str], at: datetime, expires_at: datetime | None = None
) -> tuple[ApiKeyView, str]:
    """Make a key for a program and return it with its secret, which is not kept and cannot be shown again.

    Raises:
        PermissionMissing: A scope is not one of those known.
    """
    _require_known(scopes)
    prefix = "gs" + "".join(secrets.choice(ALPHABET) for _ in range(8)).lower()
    secret = f"{prefix}_{secrets.token_urlsafe(32)}"
    row = ApiKey.objects.create(
        prefix=prefix,
        secret_sha256=secret_digest(secret),
        title=title,
        scopes=sorted(scopes),
        owner_id=owner_id,
        created_at=at,
        expires_at=expires_at,
    )
    return api_key_view(row), secret


def revoke_api_key(prefix: str, /, *, at: datetime) -> None:
    """End a key now; it is never made live again."""
    ApiKey.objects.filter(prefix=prefix, revoked_at=None).update(revoked_at=at)


def note_key_use(key: ApiKeyView, /, *, at: datetime) -> None:
    """Note that a key was used, once an hour at most: a write on every call would cost more than the call."""
    if key.last_used_at is None or at - key.last_used_at >= _USE_NOTED_EVERY:
        ApiKey.objects.filter(pk=key.id).update(last_used_at=at)


def _role(code: str) -> Role:
    row = Role.objects.filter(code=code).first()
    if row is not None:
        return row
    if code not in BUILT_IN_ROLES:
        raise RoleUnknown(f"There is no role “{code}”.", hint=f"Built in: {', '.join(BUILT_IN_ROLES)}.")
    return Role.objects.get_or_create(code=code, defaults={"permissions": list(BUILT_IN_ROLES[code])})[0]


def _set_password(user: User, password: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as fault:
            raise PasswordWeak(" ".join(fault.messages)) from fault
    user.set_password(password)


def _require_known(permissions: Collection[str]) -> None:
    for permission in permissions:
        if not is_permission(permission):
            raise PermissionMissing(f"“{permission}” is not a permission.", hint="See identity/permissions.py for the list.")
