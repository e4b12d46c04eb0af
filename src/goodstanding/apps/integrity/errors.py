"""What the app of findings refuses.

GoodstandingError
└── IntegrityFault
    ├── FindingUnfit        a finding lacks what a person needs to judge it
    ├── FindingUnknown      there is none of that reference
    ├── FindingSettled      it is decided, or the answer is none of the known ones
    ├── ControlMissing      alike content alone is no violation: what shows one hand behind the accounts is missing
    └── OpenerMissing       no app opens cases of accounts
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class IntegrityFault(GoodstandingError):
    """A finding was refused."""

    code = "integrity:error"


class FindingUnfit(IntegrityFault):
    """A finding lacks what a person needs to judge it."""

    code = "integrity:finding_unfit"
    status = 422


class FindingUnknown(IntegrityFault):
    """There is no finding of that reference."""

    code = "integrity:finding_unknown"
    status = 404


class FindingSettled(IntegrityFault):
    """The finding is decided, or the answer is none of the known ones."""

    code = "integrity:finding_settled"
    status = 409


class ControlMissing(IntegrityFault):
    """Alike content alone is no violation: what shows one hand behind the accounts is missing."""

    code = "integrity:control_missing"
    status = 422


class OpenerMissing(IntegrityFault):
    """No app opens cases of accounts."""

    code = "integrity:opener_missing"
    status = 500
