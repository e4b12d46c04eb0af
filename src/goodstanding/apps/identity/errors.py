"""Faults of identity.

GoodstandingError
├── UsernameTaken       the sign-in name belongs to somebody
├── PasswordWeak        the password does not meet the rules; each broken rule is named
├── RoleUnknown         no role of that code
├── PersonUnknown       no account of this installation by that name or id
├── PermissionMissing   the actor holds no role that carries the permission
├── CodeWrong           the code of the authenticator is wrong, used, or of another time
├── CodesLocked         too many wrong codes: none is looked at for a while
└── FactorMissing       the person uses no authenticator, or began none
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


class CodeWrong(GoodstandingError):
    """The code is wrong, was used before, or belongs to another time."""

    code = "identity:code_wrong"
    status = 422


class CodesLocked(GoodstandingError):
    """Too many wrong codes: none is looked at for a while."""

    code = "identity:codes_locked"
    status = 429


class FactorMissing(GoodstandingError):
    """The person uses no authenticator, or has begun none."""

    code = "identity:factor_missing"
    status = 409
