"""A forwarded notice is read whole by the account, answered, and followed to the end of its clock."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.redress.takedown_records import TakedownView
from goodstanding.apps.redress.takedown_selectors import takedown
from tests.factories.matters import Matters
from tests.factories.takedowns import CONTACT, acted


@pytest.fixture
def notice(matters: Matters) -> TakedownView:
    """A notice that was acted on."""
    return acted(matters, at=clock.now())


def answer(**changes: object) -> dict[str, object]:
    proof = SimpleUploadedFile("licence.pdf", b"%PDF-1.4 licence", content_type="application/pdf")
    filled = {
        "name": "示例文化传播中心（演示）",
        "contact": "owner@example.invalid",
        "statement": "该内容取得了作者的书面许可。",
        "guarantee": "yes",
        "proof": proof,
    }
    return filled | changes


def test_account_reads_the_notice_without_the_senders_contact(owner: Client, notice: TakedownView):
    page = owner.get(f"/portal/copyright/{notice.ref}/").content.decode()

    assert "示例出版工作室" in page
    assert not [text for text in (CONTACT, "样例路", "identity.pdf") if text in page]


def test_counter_statement_starts_the_clock(owner: Client, notice: TakedownView):
    owner.post(f"/portal/copyright/{notice.ref}/", answer())

    found = takedown(notice.ref)
    page = owner.get(f"/portal/copyright/{notice.ref}/").content.decode()
    assert "countered" == found.state
    assert "自动恢复展示" in page


def test_answer_without_proof_says_what_is_missing(owner: Client, notice: TakedownView):
    owner.post(f"/portal/copyright/{notice.ref}/", answer(proof=""))

    page = owner.get(f"/portal/copyright/{notice.ref}/").content.decode()
    assert "acted" == takedown(notice.ref).state
    assert "该内容取得了作者的书面许可。" in page


def test_files_of_the_notice_are_handed_out_and_written_down(owner: Client, notice: TakedownView):
    file = next(one for one in takedown(notice.ref).files if one.kind == "rights_proof")

    reply = owner.get(f"/portal/copyright/{notice.ref}/files/{file.ref}/")

    assert reply.content.startswith(b"%PDF")
    assert "attachment" in reply["Content-Disposition"]


def test_notice_is_listed_for_its_account_only(sign_in: Callable[[str], Client], notice: TakedownView):
    listed = sign_in("owner").get("/portal/copyright/").content.decode()

    assert notice.ref in listed
    assert 404 == sign_in("stranger").get(f"/portal/copyright/{notice.ref}/").status_code
