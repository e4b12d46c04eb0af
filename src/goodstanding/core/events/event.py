"""One event as it was sent, checked and typed, and the refusal that stands in its place when it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

SHORT_FORM_SOURCE = "/goodstanding/short-form"
"""The source of events given in the short form of CONTRACT §1, which name none."""


class Event(msgspec.Struct, frozen=True, gc=False):
    """A CloudEvents 1.0 event.

    Args:
        time: When the act happened, time-zone aware; the moment of receipt where the sender gave none.
        time_text: The time exactly as it was sent (or the moment of receipt in ISO 8601).
        subject: The account the event is about; empty when the sender named none.
        data: The payload. An object for every known type; for unknown types it is kept under ``value`` when it is not one.
        extensions: Attributes CloudEvents does not define, kept as they came.
        notes: What was kept but not understood, one sentence each, beginning with a JSON pointer.
    """

    id: str
    source: str
    type: str
    time: datetime
    time_text: str
    subject: str
    data: Mapping[str, Any]
    specversion: str = "1.0"
    extensions: Mapping[str, Any] = {}
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """``(source, id)``: what makes an event unique."""
        return self.source, self.id

    def cloud_event(self) -> dict[str, Any]:
        """Return the event as a structured CloudEvent: the ``event`` of the engine's input document."""
        return {
            **self.extensions,
            "specversion": self.specversion,
            "id": self.id,
            "source": self.source,
            "type": self.type,
            "time": self.time_text,
            "subject": self.subject,
            "data": self.data,
        }


class Refused(msgspec.Struct, frozen=True, gc=False):
    """Why an input is not an event: a normal answer, never an exception.

    Args:
        reason: One sentence that names what was wrong.
        pointer: JSON pointer (RFC 6901) to the place, ``""`` for the whole input.
        event_id: The id the sender gave, where it could be read.
        line: Line in the file or position in the batch, counted from 1; 0 when there is only one.
    """

    reason: str
    pointer: str = ""
    event_id: str = ""
    line: int = 0

    @property
    def message(self) -> str:
        """The reason with its place, as it is printed."""
        return f"{self.pointer}: {self.reason}" if self.pointer else self.reason
