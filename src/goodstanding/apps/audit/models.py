"""The record of what was done: an append-only Merkle log (ADR 0009)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LogEntry(models.Model):
    """One thing that was done, by whom, to what. Written in the transaction of the thing itself.

    Legal states: written. The database refuses UPDATE and DELETE. Payloads hold references and digests, never personal data, so
    that deleting personal data elsewhere leaves the log whole. Separate "before" and "after" columns were refused: what changed
    is the payload's business.
    """

    PERSONAL_DATA = "none"

    index = models.PositiveBigIntegerField(unique=True, db_comment="position from 0, without gaps")
    at = models.DateTimeField(db_comment="when it was done, as the service was told")
    action = models.CharField(max_length=64, db_comment="subject:action, e.g. decision:issued")
    actor_kind = models.CharField(max_length=16)
    actor_ref = models.CharField(max_length=128, blank=True)
    subject_kind = models.CharField(max_length=32)
    subject_ref = models.CharField(max_length=512)
    payload = models.TextField(db_comment="canonical JSON (RFC 8785), covered byte for byte by the leaf hash")
    leaf_hash = models.CharField(max_length=64, db_comment="SHA-256 of 0x00 and the canonical entry, hex")
    chain_hash = models.CharField(max_length=64, db_comment="SHA-256 of the former chain hash and this leaf hash, hex")

    class Meta:
        """One row per thing done."""

        db_table_comment = "append-only log of what was done"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_kind", "subject_ref", "index"], name="audit_entry_subject")
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.action}"


class MerkleNode(models.Model):
    """The hash of one complete subtree: 2^level leaves from position index·2^level. Written once, when the subtree is full."""

    PERSONAL_DATA = "none"

    level = models.PositiveSmallIntegerField(db_comment="1 and above; level 0 is the entry's leaf hash")
    index = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        """One row per complete subtree."""

        db_table_comment = "hashes of complete subtrees of the log"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["level", "index"], name="audit_node_once")
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class LogHead(models.Model):
    """Where the log ends. One row, locked while entries are appended, so that positions have no gaps and no doubles."""

    PERSONAL_DATA = "none"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.PositiveBigIntegerField(default=0)
    chain_hash = models.CharField(max_length=64, default="0" * 64)
    peaks = models.JSONField(default=list, db_comment="hashes of the complete subtrees, widest first")

    class Meta:
        """Exactly one row."""

        db_table_comment = "end of the log"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")
        ]

    def __str__(self) -> str:
        return str(self.size)


class Checkpoint(models.Model):
    """A signed statement of the log's root at one size. Whoever holds a copy can prove that nothing before it was changed."""

    PERSONAL_DATA = "none"

    size = models.PositiveBigIntegerField(unique=True)
    root_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    key_id = models.CharField(max_length=64)
    signature = models.CharField(max_length=128, db_comment="Ed25519 over the checkpoint's text, hex")

    class Meta:
        """One row per signed size."""

        db_table_comment = "signed roots of the log"

    def __str__(self) -> str:
        return f"{self.size} {self.root_hash}"
