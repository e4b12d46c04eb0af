"""Faults of the configuration.

GoodstandingError
└── ConfigurationInvalid   a setting is missing, unknown or malformed
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class ConfigurationInvalid(GoodstandingError):
    """A setting is missing, unknown or malformed; the message names it and where it was read."""

    code = "config:invalid"
    status = 500
