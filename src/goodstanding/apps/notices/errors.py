"""Faults of notices.

GoodstandingError
├── WordingUnknown      no wording of that code in that language
├── WordingMalformed    a wording file cannot be read; the line is named
├── ContextIncomplete   what a wording must show was not given
├── NoticeUnknown       no notice of that reference
└── DeliveryFailed      a channel did not take a notice; it is tried again
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class WordingUnknown(GoodstandingError):
    """No wording of that code exists in that language."""

    code = "notice:wording_unknown"
    status = 500


class WordingMalformed(GoodstandingError):
    """A wording file cannot be read; the message names file and line."""

    code = "notice:wording_malformed"
    status = 500


class ContextIncomplete(GoodstandingError):
    """What a wording must show was not given; the message names it."""

    code = "notice:context_incomplete"
    status = 500


class NoticeUnknown(GoodstandingError):
    """No notice has the reference."""

    code = "notice:unknown"
    status = 404


class DeliveryFailed(GoodstandingError):
    """A channel did not take a notice; the outbox tries again."""

    code = "notice:delivery_failed"
    status = 502
