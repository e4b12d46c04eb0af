"""What ingest refuses.

GoodstandingError
└── IngestError
    └── ContentUnknown
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class IngestError(GoodstandingError):
    """Root of the refusals about events and contents."""

    code = "ingest:error"


class ContentUnknown(IngestError):
    """No content has this id."""

    code = "ingest:content_unknown"
    status = 404
