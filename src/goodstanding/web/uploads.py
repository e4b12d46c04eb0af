"""Files handed in with a form, read no further than they may be large."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from goodstanding.apps.redress.attachments import MOST_BYTES, MOST_FILES
from goodstanding.apps.redress.values import NewAttachment


def handed_in(files: Iterable[UploadedFile[Any]], /) -> tuple[NewAttachment, ...]:
    """Read files for a report or an appeal; redress refuses one too large or one too many, so no more than that is read."""
    return tuple(NewAttachment(file.name or "", file.read(MOST_BYTES + 1)) for file in islice(files, MOST_FILES + 1))
