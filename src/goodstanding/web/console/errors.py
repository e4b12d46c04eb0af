"""Faults of the review desk itself.

GoodstandingError
└── ItemChanged     the item was edited after the person read it
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class ItemChanged(GoodstandingError):
    """The item before the person is no longer the one they read: a decision would rest on a text they never saw."""

    code = "console:item_changed"
    status = 409
