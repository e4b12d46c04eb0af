"""Faults of identity.

GoodstandingError
├── UsernameTaken       the sign-in name belongs to somebody
├── PasswordWeak        the password does not meet the rules; each broken rule is named
├── RoleUnknown         no role of that code
├── PersonUnknown       no account of this installation by that name or id
└── PermissionMissing   the actor holds no role that carries the permission
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class UsernameTaken(GoodstandingError):
    """The sign-in name belongs to somebody."""

    code = "identity:username_taken"
    status = 409


class PasswordWeak(GoodstandingError):
    """The password does not meet the rules."""

    code = "identity:password_weak"
    status = 422


class RoleUnknown(GoodstandingError):
    """No role of that code exists."""

    code = "identity:role_unknown"
    status = 404


class PersonUnknown(GoodstandingError):
    """Nobody by that name or id has an account of this installation."""

    code = "identity:person_unknown"
    status = 404


class PermissionMissing(GoodstandingError):
    """The actor holds no role that carries the permission; the message names it."""

    code = "identity:permission_missing"
    status = 403
