"""Faults of declaring originals.

GoodstandingError
└── OriginalityError
    ├── OriginalUnknown       no original, declaration or check has that reference
    ├── DeclarationRefused    the content cannot be declared: whose, what kind, or under a ban
    ├── ChallengeRefused      there is nothing to challenge, or it is challenged already
    ├── OriginalDisputed      a text under dispute is not let go before that is decided
    ├── LicenceRefused        a licence contradicts itself, or is not the asker's to give
    ├── LicenceUnknown        there is none with that reference
    ├── DraftRefused          a draft's digest is no SHA-256
    ├── TransitionRefused     the status does not allow the step
    └── IndexBehind           the index has not read everything yet; asked again it will have
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class OriginalityError(GoodstandingError):
    """A record of originality was refused."""

    code = "originality:error"


class OriginalUnknown(OriginalityError):
    """No original, declaration or check has that reference."""

    code = "originality:unknown"
    status = 404


class DeclarationRefused(OriginalityError):
    """The content cannot be declared original."""

    code = "originality:declaration_refused"
    status = 409


class ChallengeRefused(OriginalityError):
    """There is nothing to challenge, or it is challenged already."""

    code = "originality:challenge_refused"
    status = 409


class OriginalDisputed(OriginalityError):
    """A text under dispute is not let go before the dispute is decided."""

    code = "originality:disputed"
    status = 409


class LicenceRefused(OriginalityError):
    """A licence contradicts itself, or is not the asker's to give or end."""

    code = "originality:licence_refused"
    status = 422


class LicenceUnknown(OriginalityError):
    """There is no licence with that reference."""

    code = "originality:licence_unknown"
    status = 404


class DraftRefused(OriginalityError):
    """A draft's digest is no SHA-256."""

    code = "originality:draft_refused"
    status = 422


class TransitionRefused(OriginalityError):
    """The status of an original does not allow the step."""

    code = "originality:transition_refused"
    status = 409


class IndexBehind(OriginalityError):
    """The index has not read everything that was published; asked again it will have."""

    code = "originality:index_behind"
    status = 503
