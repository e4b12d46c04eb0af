"""What the registry refuses.

GoodstandingError
└── RegistryError
    ├── AccountUnknown
    ├── AccountKnownAlready
    ├── RegistrationBarred
    ├── OperatorUnknown
    ├── OperatorDetailsInvalid
    ├── RestrictionInvalid
    └── DeskMissing
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class RegistryError(GoodstandingError):
    """Root of the registry's refusals."""

    code = "registry:error"


class AccountUnknown(RegistryError):
    """No account has this id."""

    code = "registry:account_unknown"
    status = 404


class AccountKnownAlready(RegistryError):
    """An account with this id is registered already."""

    code = "registry:account_known_already"
    status = 409


class RegistrationBarred(RegistryError):
    """The name is that of an account closed by a decision, or a decision keeps the operator out."""

    code = "registry:registration_barred"
    status = 409


class OperatorUnknown(RegistryError):
    """No operator has this reference."""

    code = "registry:operator_unknown"
    status = 404


class OperatorDetailsInvalid(RegistryError):
    """Something the operator told about itself cannot be right."""

    code = "registry:operator_details_invalid"
    status = 422


class RestrictionInvalid(RegistryError):
    """A restriction that names no function or ends before it starts."""

    code = "registry:restriction_invalid"
    status = 422


class DeskMissing(RegistryError):
    """Nobody takes the matters the registry wants decided."""

    code = "registry:desk_missing"
    status = 500
