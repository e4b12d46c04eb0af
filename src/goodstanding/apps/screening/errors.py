"""What screening refuses.

GoodstandingError
└── ScreeningError
    ├── EvaluationUnknown
    └── NotReplayable
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class ScreeningError(GoodstandingError):
    """Root of the refusals about evaluations."""

    code = "screening:error"


class EvaluationUnknown(ScreeningError):
    """No evaluation has this reference."""

    code = "screening:evaluation_unknown"
    status = 404


class NotReplayable(ScreeningError):
    """Something the replay needs is not there any more."""

    code = "screening:not_replayable"
    status = 422
