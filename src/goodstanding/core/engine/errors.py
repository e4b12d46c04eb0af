"""What stops a pack from being compiled.

GoodstandingError
└── EngineError
    └── ParameterNotInForce     a rule in force reads a parameter that has no value on that day
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class EngineError(GoodstandingError):
    """The engine cannot be built from this pack."""

    code = "engine:error"


class ParameterNotInForce(EngineError):
    """A rule in force reads a parameter that has no value on that day."""

    code = "engine:parameter_not_in_force"
