"""One transaction for one act."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from django.db import connection, transaction

from goodstanding.apps.common.errors import OutsideTransaction


def immediate() -> AbstractContextManager[Any]:
    """Open the transaction a service writes in.

    On SQLite it takes the write lock at once (``BEGIN IMMEDIATE``, by settings), so that two writers wait for each other
    instead of failing half-way.
    """
    return transaction.atomic()


def require_transaction(what: str, /) -> None:
    """Refuse to go on outside a transaction.

    Args:
        what: The act, as the subject of the sentence of refusal.

    Raises:
        OutsideTransaction: No transaction is open.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(
            f"{what} outside a transaction could outlive an act that was undone, or be lost with one that was not.",
            hint="Wrap the act and this call in goodstanding.apps.common.transactions.immediate().",
        )
