"""Faults of disclosure.

GoodstandingError
└── CardUnknown       the platform has no such account
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class CardUnknown(GoodstandingError):
    """The platform has no such account."""

    code = "disclosure:account_unknown"
    status = 404
