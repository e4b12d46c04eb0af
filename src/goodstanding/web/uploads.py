"""Files handed in with a form: refused unread when the whole is too large, and read no further than each may be."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from goodstanding.apps.redress.attachments import MOST_BYTES, MOST_FILES
from goodstanding.apps.redress.values import NewAttachment

MOST_REQUEST = (MOST_FILES + 1) * MOST_BYTES
"""Bytes of a whole form with files: all it may hand in, and room to be told which file is one too many."""


class BoundedUpload(FileUploadHandler):
    """Refuses a form by its announced length before any of it is stored; other handlers keep the files."""

    def handle_raw_input(
        self, _input: Any, _meta: Any, content_length: int, _boundary: Any, _encoding: str | None = None
    ) -> None:
        """Look at the announced length.

        Raises:
            RequestDataTooBig: It is above the limit.
        """
        if content_length > MOST_REQUEST:
            raise RequestDataTooBig(f"A form of {content_length} bytes is larger than {MOST_REQUEST}.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass each piece on to the handler that keeps it."""
        del start
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Keep nothing."""
        del file_size


def handed_in(files: Iterable[UploadedFile[Any]], /) -> tuple[NewAttachment, ...]:
    """Read files for a report or an appeal; redress refuses one too large or one too many, so no more than that is read."""
    return tuple(NewAttachment(file.name or "", file.read(MOST_BYTES + 1)) for file in islice(files, MOST_FILES + 1))
