"""What can be wrong with a similarity index, and how it is told.

GoodstandingError
└── IndexFault
    ├── IndexAbsent      there is no index in the directory
    ├── IndexDamaged     a file is missing, truncated or not what its checksum says; ``file`` names it
    ├── IndexVersion     a file was written by another version; ``file`` names it
    ├── IndexBusy        another process is writing
    └── EntryRefused     a text cannot be taken in as it was given
"""

from __future__ import annotations

from pathlib import Path

from goodstanding.core.kernel.errors import GoodstandingError


class IndexFault(GoodstandingError):
    """The similarity index cannot do what was asked."""

    code = "originality:index_fault"


class IndexAbsent(IndexFault):
    """There is no index in the directory."""

    code = "originality:index_absent"
    status = 404


class IndexDamaged(IndexFault):
    """A file of the index is missing, truncated or altered."""

    code = "originality:index_damaged"
    status = 500

    def __init__(self, file: Path, what: str) -> None:
        self.file = file
        hint = "Rebuild the index from its journals: goodstanding originality index --rebuild --index DIR"
        super().__init__(f"{file.name} in {file.parent} {what}.", hint=hint)


class IndexVersion(IndexFault):
    """A file of the index was written by another version of the software."""

    code = "originality:index_version"
    status = 500

    def __init__(self, file: Path, found: int, known: int) -> None:
        self.file = file
        hint = "Rebuild the index from its journals, or read it with the version that wrote it."
        if file.suffix == ".gsj":
            hint = "Read it with the version that wrote it, or add the texts anew in another directory."
        super().__init__(f"{file.name} in {file.parent} has format version {found}; this software reads {known}.", hint=hint)


class IndexBusy(IndexFault):
    """Another process is writing to the index."""

    code = "originality:index_busy"
    status = 503


class EntryRefused(IndexFault):
    """A text cannot be taken in as it was given."""

    code = "originality:entry_refused"
    status = 422
