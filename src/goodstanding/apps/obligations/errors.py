"""Faults of the platform's own duties.

GoodstandingError
└── ObligationError
    ├── RecordUnknown      there is no record with that reference
    ├── RecordUnfit        a part is missing or contradicts another
    ├── OfficerMissing     nobody holds the office of content safety
    ├── SamePerson         two different people are needed
    ├── OfficeUnresolved   it is not on file where the competent office is reached
    └── LaunchRefused      a feature lacks its assessment report or approval
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class ObligationError(GoodstandingError):
    """A record of the platform's own duties was refused."""

    code = "duty:error"


class RecordUnknown(ObligationError):
    """There is no record with that reference."""

    code = "duty:unknown"
    status = 404


class RecordUnfit(ObligationError):
    """A part of the record is missing or contradicts another."""

    code = "duty:unfit"
    status = 422


class OfficerMissing(ObligationError):
    """Nobody holds the office of content safety."""

    code = "duty:officer_missing"
    status = 409


class SamePerson(ObligationError):
    """Two different people are needed."""

    code = "duty:same_person"
    status = 409


class OfficeUnresolved(ObligationError):
    """It is not on file where the competent office is reached."""

    code = "duty:office_unresolved"
    status = 422


class LaunchRefused(ObligationError):
    """A feature of public opinion or mobilisation lacks its assessment report or its approval."""

    code = "duty:launch_refused"
    status = 409
