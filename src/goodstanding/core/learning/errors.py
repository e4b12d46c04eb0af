"""What can be wrong with a model.

GoodstandingError
└── ModelRefused  (the files are not a model this version can trust)
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class ModelRefused(GoodstandingError):
    """A model's files do not fit one another, or this version; no reading may rest on them."""

    code = "learning:model_refused"
