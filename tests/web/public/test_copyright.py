"""A notice of infringement is sent without signing in, and followed by its receipt; acting on it takes its contact."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodstanding.apps.redress.takedown_selectors import takedown

CONTACT = "rights@example.invalid"


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.pdf", b"%PDF-1.4 demo " + name.encode(), content_type="application/pdf")


def form(**changes: object) -> dict[str, object]:
    filled = {
        "target": "https://platform.invalid/p/c-clean",
        "capacity": "owner",
        "name": "示例出版工作室",
        "contact": CONTACT,
        "address": "示例省演示市样例路1号",
        "work": "示例图鉴",
        "statement": "该内容逐段使用了我社作品。",
        "guarantee": "yes",
        "rights_proof": pdf("rights"),
    }
    return filled | changes


def sent(visitor: Client, **changes: object) -> str:
    reply = visitor.post("/copyright/", form(**changes))
    assert 302 == reply.status_code, reply.content.decode()
    return reply["Location"].strip("/").rsplit("/", 1)[-1]


def test_rq065_incomplete_notice_shows_what_is_missing(visitor: Client):
    ref = sent(visitor, rights_proof="", address="")

    page = visitor.get(f"/copyright/{ref}/").content.decode()
    assert "权属证明" in page
    assert "通信地址" in page


def test_whole_notice_waits_for_a_person(visitor: Client):
    assert "examination" == takedown(sent(visitor)).state


def test_followed_notice_tells_no_names_and_no_words(visitor: Client):
    page = visitor.get(f"/copyright/{sent(visitor)}/").content.decode()

    assert not [text for text in ("示例出版工作室", CONTACT, "样例路", "逐段使用") if text in page]


def test_missing_part_is_added_with_the_contact(visitor: Client):
    ref = sent(visitor, rights_proof="")

    visitor.post(f"/copyright/{ref}/complete/", {"contact": CONTACT, "capacity": "owner", "rights_proof": pdf("late")})

    assert "examination" == takedown(ref).state


@pytest.mark.parametrize("step", ["complete", "prove", "withdraw"])
def test_without_the_contact_nothing_is_done(visitor: Client, step: str):
    ref = sent(visitor)

    reply = visitor.post(
        f"/copyright/{ref}/{step}/",
        {"contact": "other@example.invalid", "kind": "proceedings", "text": "示例法院", "proof": pdf("suit")},
    )

    assert (422, "examination") == (reply.status_code, takedown(ref).state)


def test_withdrawn_with_the_contact(visitor: Client):
    ref = sent(visitor)

    visitor.post(f"/copyright/{ref}/withdraw/", {"contact": CONTACT})

    assert "withdrawn" == takedown(ref).state


def test_notice_about_nothing_here_is_asked_again(visitor: Client):
    reply = visitor.post("/copyright/", form(target="c-none"))

    assert 422 == reply.status_code
    assert "示例图鉴" in reply.content.decode()


def test_receipt_typed_under_reports_leads_to_the_notice(visitor: Client):
    ref = sent(visitor)

    reply = visitor.get("/reports/", {"receipt": ref.lower()}, follow=True)

    assert ref in reply.content.decode()


def test_form_opens_for_the_content_it_is_about(visitor: Client):
    page = visitor.get("/copyright/", {"content": "c-clean"}).content.decode()

    assert 'value="c-clean"' in page
