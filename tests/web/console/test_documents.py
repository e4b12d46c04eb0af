"""Sealed documents at the desk: opened for a purpose, under the reader's name, and kept by nothing."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Callable

import pytest

from goodstanding.adapters.documents.child import png
from goodstanding.adapters.documents.drawing import drawn_pages
from goodstanding.apps.common import clock
from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.reading.documents import readings_of
from goodstanding.apps.registry.services import add_member
from goodstanding.apps.registry.services.data_requests import ask_about_data
from goodstanding.apps.registry.services.documents import hand_in_document, purge_documents, schedule_purge
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.services import perform
from tests.factories.applications import applied, person_form
from tests.factories.desk import Desk

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\n"
    b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def picture(width: int = 8, height: int = 6) -> bytes:
    """Make a gray PNG."""
    rows = b"".join(b"\x00" + b"\x80" * 3 * width for _ in range(height))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.fixture
def application(desk: Desk):
    """An application that waits for a person, with a document handed in."""
    return applied(person_form(), at=clock.now())


def handed_in(application, content: bytes, name: str = "证件.png") -> str:
    at = clock.now()
    return hand_in_document(application.ref, kind="identity_document", name=name, content=content, actor=SYSTEM, at=at).ref


@pytest.fixture
def claimed(application, desk: Desk) -> Callable[[str], None]:
    def claim(name: str) -> None:
        from goodstanding.apps.identity.selectors import person_by_username
        from goodstanding.apps.registry.models import Application

        ref = Application.objects.get(ref=application.ref).case_ref
        case = review.case(ref)
        actor = Actor.user(person_by_username(name).id)
        perform(ref, action="claim", expected_version=case.version, actor=actor, at=clock.now())

    return claim


@pytest.fixture
def opened(application, claimed, sign_in) -> Callable[[bytes, str], str]:
    def open_one(content: bytes, name: str) -> str:
        ref = handed_in(application, content, name)
        claimed("reviewer")
        return sign_in("reviewer").post(f"/console/documents/{ref}/", {"purpose": "核对姓名与申请"}).content.decode()

    return open_one


def inside(page: str) -> list[str]:
    found = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    return [base64.b64decode(one).decode() for one in found]


def test_the_holder_of_the_case_opens_it_under_their_name(opened, application):
    (svg,) = inside(opened(picture(), "证件.png"))

    assert base64.b64encode(picture()).decode() in svg
    assert "reviewer ·" in svg
    (reading,) = readings_of([application.ref])
    assert ("identity_document", "核对姓名与申请", True) == (reading.what, reading.purpose, reading.case_ref.startswith("C-"))


def test_a_pdf_is_drawn_page_by_page_and_never_handed_out(opened):
    page = opened(PDF, "证件.pdf")

    assert (2, False) == (len(inside(page)), base64.b64encode(PDF).decode()[:40] in page)


def test_a_broken_pdf_is_said_to_be_broken(opened):
    assert "无法显示" in opened(b"%PDF-1.4 broken", "坏.pdf")


def test_without_a_purpose_nothing_opens(application, claimed, sign_in):
    ref = handed_in(application, picture())
    claimed("reviewer")

    reply = sign_in("reviewer").post(f"/console/documents/{ref}/", {"purpose": "  "})

    assert (422, [], ()) == (reply.status_code, inside(reply.content.decode()), readings_of([application.ref]))


def test_who_does_not_hold_the_case_opens_nothing(application, claimed, sign_in):
    ref = handed_in(application, picture())
    claimed("reviewer")

    reply = sign_in("colleague").post(f"/console/documents/{ref}/", {"purpose": "好奇"})

    assert ([], ()) == (inside(reply.content.decode()), readings_of([application.ref]))


def test_who_may_read_personal_data_opens_it_without_a_case(application, sign_in):
    ref = handed_in(application, picture())

    reply = sign_in("senior").post(f"/console/documents/{ref}/", {"purpose": "复核投诉"})

    assert 1 == len(inside(reply.content.decode()))


def test_an_opened_document_is_kept_by_no_cache(application, sign_in):
    ref = handed_in(application, picture())

    reply = sign_in("senior").post(f"/console/documents/{ref}/", {"purpose": "复核投诉"})

    assert "no-store" in reply["Cache-Control"]
    assert "Content-Disposition" not in reply


def test_a_purged_document_says_when_and_opens_no_more(application, sign_in):
    ref = handed_in(application, picture())
    schedule_purge([application.ref], at=clock.now())
    from datetime import timedelta

    purge_documents(at=clock.now() + timedelta(days=60))

    reply = sign_in("senior").post(f"/console/documents/{ref}/", {"purpose": "复核投诉"})

    assert ([], True) == (inside(reply.content.decode()), "已于" in reply.content.decode())


def test_the_panel_of_an_application_lists_its_documents(application, claimed, sign_in):
    ref = handed_in(application, picture())
    claimed("reviewer")
    from goodstanding.apps.registry.models import Application

    page = sign_in("reviewer").get(f"/console/cases/{Application.objects.get(ref=application.ref).case_ref}/").content.decode()

    assert f"/console/documents/{ref}/" in page


def test_a_request_about_data_is_read_and_granted_at_the_desk(desk: Desk, sign_in):
    at = clock.now()
    subject = registry.account("acct-demo-01").operator.ref
    person = identity.create_user("subject", kind="operator", at=at)
    add_member(subject, user_id=person.id, actor=SYSTEM, at=at)
    request = ask_about_data(
        subject, kind="correction", field="contact", value="new@example.invalid", actor=Actor.user(person.id), at=at
    )
    desk_of = sign_in("reviewer")
    case = review.case(request.case_ref)
    desk_of.post(f"/console/cases/{case.ref}/claim/", {"version": case.version})

    read = desk_of.post(f"/console/requests/{request.ref}/words/").content.decode()
    form = {"choice": "grant", "reasons": "已更正", "version": review.case(case.ref).version}
    reply = desk_of.post(f"/console/cases/{case.ref}/matter/", form)

    assert "new@example.invalid" in read
    assert (302, "closed") == (reply.status_code, review.case(case.ref).status)


def test_a_drawn_page_is_a_whole_png():
    first, second = drawn_pages(PDF)

    assert (1240, 620) == (first.width, first.height)
    assert (True, True) == (first.content.startswith(b"\x89PNG"), second.height > second.width)
    assert callable(png)
