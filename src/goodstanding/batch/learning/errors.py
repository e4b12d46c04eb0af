"""What can go wrong in training.

GoodstandingError
└── CannotTrain  (the labels, or this installation, do not allow it)
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class CannotTrain(GoodstandingError):
    """There is nothing to learn from, or nothing to learn with."""

    code = "learning:cannot_train"
