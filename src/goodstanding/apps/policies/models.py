"""Installed packs with their exact bytes, and the clause texts they brought: what a past decision is derived from again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PackMode(models.TextChoices):
    """What an installed pack may do."""

    OFF = "off", _("off")
    SHADOW = "shadow", _("shadow")
    LIVE = "live", _("live")


class InstalledPack(models.Model):
    """One version of one pack, byte for byte.

    Legal states: off, shadow, live, in any order; at most one version of a pack id is live. The bytes, the digest and the
    version never change and no row is deleted (a trigger refuses): old decisions are replayed from them.
    """

    PERSONAL_DATA = "none"

    pack_id = models.CharField(max_length=80, db_comment="e.g. cn-public-accounts")
    version = models.CharField(max_length=40, db_comment="e.g. 2026.11.1")
    digest = models.CharField(max_length=64, unique=True, db_comment="SHA-256 of archive")
    archive = models.BinaryField(db_comment="The pack's files as one canonical archive")
    mode = models.CharField(max_length=8, choices=PackMode.choices, db_comment="off, shadow or live")
    installed_at = models.DateTimeField(db_comment="When it was installed")
    installed_by = models.CharField(max_length=120, db_comment="Who installed it: kind:ref of the actor")

    class Meta:
        """Installed policy pack versions with their bytes."""

        db_table_comment = "Installed policy pack versions with their bytes"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pack_id", "version"], name="policies_pack_version_once"),
            models.UniqueConstraint(fields=["pack_id"], condition=Q(mode="live"), name="policies_one_live_version"),
            models.CheckConstraint(condition=Q(mode__in=PackMode.values), name="policies_pack_known_mode"),
        ]

    def __str__(self) -> str:
        return f"{self.pack_id}@{self.version}"


class ClauseVersion(models.Model):
    """One clause with the text a decision freezes. Written once per text, never edited or deleted (a trigger refuses)."""

    PERSONAL_DATA = "none"

    ref = models.CharField(max_length=40, db_index=True, db_comment="e.g. PA21:18(8)")
    sha256 = models.CharField(max_length=64, db_comment="SHA-256 of text in UTF-8")
    text = models.TextField(db_comment="The clause, word for word")
    instrument = models.CharField(max_length=16, db_comment="e.g. PA21")
    instrument_title = models.CharField(max_length=200, db_comment="Full title of the instrument")
    in_force = models.DateField(db_comment="First day it binds")
    open_ended = models.BooleanField(db_comment="True where it cannot carry a decision alone")
    pack_digest = models.CharField(max_length=64, db_comment="The pack version that brought this text first")
    pack_name = models.CharField(max_length=121, db_comment="That pack, as id@version")

    class Meta:
        """Clause texts decisions cite, one row per wording."""

        db_table_comment = "Clause texts decisions cite, one row per wording"
        constraints: ClassVar = [models.UniqueConstraint(fields=["ref", "sha256"], name="policies_clause_text_once")]

    def __str__(self) -> str:
        return self.ref
