"""The order in which locks are taken, so that two long acts never wait for each other on PostgreSQL."""

from __future__ import annotations

from goodstanding.apps.audit import services as audit
from goodstanding.apps.ingest import services as ingest
from goodstanding.apps.registry import services as registry


def hold_subject(account_ref: str, content_ref: str, /) -> None:
    """Lock what a decision is about, then the log: the order in which a batch of events takes them.

    Raises:
        OutsideTransaction: No transaction is open.
    """
    registry.lock_account(account_ref)
    if content_ref:
        ingest.lock_content(content_ref)
    audit.hold_log()
