"""A sealed document on the screen of whoever opened it: drawn under their name and the time, page by page, in the page itself."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from goodstanding.adapters.documents.drawing import Drawn, drawn_pages
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.permissions import PERSONAL_DATA_READ
from goodstanding.apps.redress.takedown_selectors import case_of_notice
from goodstanding.apps.registry.reading.documents import DocumentRecord, cases_of_document
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.errors import CaseUnknown
from goodstanding.web.console.access import Desk
from goodstanding.web.design import moments

_UNKNOWN_SIZE = (1240, 1754)
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""JPEG markers that carry the size."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Why a person may open a document: the case about it that they hold, or the right to read personal data."""

    is_allowed: bool
    case_ref: str = ""
    known_case: str = ""


def grant_of(found: DocumentRecord, desk: Desk, /) -> Grant:
    """Find out whether, and for which case, the person may open a document."""
    known = cases_of_document(found.ref) + case_of_notice(found.subject_ref)
    for ref in known:
        try:
            case = review.case(ref)
        except CaseUnknown:
            continue
        if case.is_held_by(desk.user_id, at=desk.now):
            return Grant(is_allowed=True, case_ref=ref, known_case=ref)
    return Grant(is_allowed=desk.may(PERSONAL_DATA_READ), known_case=next(iter(known), ""))


def marked_pages(content: bytes, media_type: str, /, *, desk: Desk) -> tuple[str, ...]:
    """Draw a document's pages under the reader's name; each is a ``data:`` address, so that nothing is fetched or kept apart."""
    mark = _mark(desk)
    pages = drawn_pages(content) if media_type == "application/pdf" else (Drawn(content, media_type, *_size(content)),)
    return tuple(_address(_marked(page, mark)) for page in pages)


def _mark(desk: Desk) -> str:
    person = identity.person(desk.user_id)
    return f"{person.display_name or person.username} · {person.username} · {moments.local(desk.now)}"


def _marked(page: Drawn, mark: str) -> str:
    """Lay the mark over a page: dark and light, so that it shows on any ground."""
    inside = f"data:{page.media_type};base64,{base64.b64encode(page.content).decode()}"
    size = max(page.width // 42, 12)
    across, down, words = size * max(len(mark), 8), size * 7, escape(mark, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page.width} {page.height}" width="{page.width}" '
        f'height="{page.height}"><defs><pattern id="mark" width="{across}" height="{down}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(-28)"><text x="0" y="{size * 2}" font-family="sans-serif" font-size="{size}" fill="#000" '
        f'fill-opacity="0.28">{words}</text><text x="1" y="{size * 2 + 1}" font-family="sans-serif" font-size="{size}" '
        f'fill="#fff" fill-opacity="0.28">{words}</text></pattern></defs><image href="{inside}" width="{page.width}" '
        f'height="{page.height}"/><rect width="{page.width}" height="{page.height}" fill="url(#mark)"/></svg>'
    )


def _address(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _size(content: bytes) -> tuple[int, int]:
    """Read width and height from a PNG or JPEG; those of an A4 page where they cannot be read."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return (width, height) if width and height else _UNKNOWN_SIZE
    return next(_jpeg_sizes(content), _UNKNOWN_SIZE)


def _jpeg_sizes(content: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            if width and height:
                yield width, height
        at += 2 + max(length, 2)
