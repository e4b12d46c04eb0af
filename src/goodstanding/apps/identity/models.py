"""People and programs that may act here, and what each may do."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class UserKind(models.TextChoices):
    """Whom an account of this installation belongs to."""

    STAFF = "staff"
    OPERATOR = "operator"
    SERVICE = "service"


class User(AbstractBaseUser):
    """A person (staff of the platform, or somebody who operates public accounts) or a program that signs in.

    Legal states: active; inactive (kept, cannot sign in: decisions go on naming their author). Never deleted while a decision,
    case or log entry refers to it. A superuser flag was refused: rights come from role grants only, and every grant is logged.
    """

    PERSONAL_DATA = "username, display name, mail: needed to sign in and answer for decisions; replaced by the id on leaving"

    username = models.CharField(max_length=150, unique=True, db_comment="sign-in name")
    display_name = models.CharField(max_length=150, blank=True, db_comment="shown to colleagues, never in notices")
    kind = models.CharField(max_length=16, choices=UserKind, default=UserKind.STAFF)
    language = models.CharField(max_length=16, default="zh-hans", db_comment="preferred language of pages and notices")
    email = models.EmailField(blank=True, db_comment="where notices by mail go")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = BaseUserManager["User"]()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """One row per person or program."""

        db_table_comment = "people and programs that sign in"

    def __str__(self) -> str:
        return self.display_name or self.username


class Team(models.Model):
    """A group of staff who share queues. Legal states: exists; rows are renamed, not removed, while grants refer to them."""

    PERSONAL_DATA = "none"

    code = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=150)

    class Meta:
        """One row per team."""

        db_table_comment = "groups of staff"

    def __str__(self) -> str:
        return self.code


class Role(models.Model):
    """A named set of permission strings. Built-in roles are written by the first migration and may be edited."""

    PERSONAL_DATA = "none"

    code = models.SlugField(max_length=64, unique=True)
    permissions = models.JSONField(default=list, db_comment="permission strings such as cases:decide")

    class Meta:
        """One row per role."""

        db_table_comment = "named sets of permissions"

    def __str__(self) -> str:
        return self.code


class RoleGrant(models.Model):
    """One person holds one role, everywhere or within one team. Withdrawing a grant deletes the row; the log keeps the fact."""

    PERSONAL_DATA = "which person holds which role: needed to decide rights; deleted when withdrawn"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="grants")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    granted_at = models.DateTimeField()

    class Meta:
        """One row per person, role and team."""

        db_table_comment = "who holds which role"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "role", "team"], name="identity_grant_once"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(team__isnull=True), name="identity_grant_everywhere_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}:{self.role_id}"


class ApiKey(models.Model):
    """A program's key. Only the digest of the secret is kept; the secret is shown once.

    Legal states: live; expired (``expires_at`` passed); revoked (``revoked_at`` set). A key is never made live again.
    """

    PERSONAL_DATA = "none"

    prefix = models.CharField(max_length=16, unique=True, db_comment="public part, shown in lists and logs")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=150, db_comment="what the key is for")
    scopes = models.JSONField(default=list, db_comment="permission strings the key carries")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_keys")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, db_comment="to the hour")

    class Meta:
        """One row per key ever issued."""

        db_table_comment = "keys of programs"

    def __str__(self) -> str:
        return self.prefix


class SecondFactor(models.Model):
    """A person's authenticator app: a code that changes every 30 seconds, besides the password.

    Legal states: begun (``confirmed_at`` empty: shown once, never asked for); in use. Removing it deletes the row; the log keeps
    the fact. ``last_step`` is the last step a code was taken of: no code counts twice.
    """

    PERSONAL_DATA = "The secret of a person's authenticator, sealed: to check its codes; deleted when it is removed."

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor")
    secret_sealed = models.BinaryField(db_comment="The shared secret, sealed")
    begun_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True, db_comment="When a first code was right; empty: not in use")
    last_step = models.BigIntegerField(default=0, db_comment="Step of the last code taken")
    wrong_tries = models.PositiveSmallIntegerField(default=0, db_comment="Wrong codes since the last right one")
    locked_until = models.DateTimeField(null=True, blank=True, db_comment="No code is looked at before")

    class Meta:
        """One row per person who uses one."""

        db_table_comment = "authenticator apps"

    def __str__(self) -> str:
        return str(self.user_id)


class RecoveryCode(models.Model):
    """A code for the day the authenticator is lost. Legal states: unused; used (``used_at`` set). Kept as a keyed digest only."""

    PERSONAL_DATA = "none"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    code_digest = models.CharField(max_length=64, db_comment="Keyed digest of the code")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Ten rows per person who uses an authenticator."""

        db_table_comment = "codes for a lost authenticator"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "code_digest"], name="identity_recovery_code_once"),
        ]

    def __str__(self) -> str:
        return str(self.user_id)
