"""A report is filed without signing in, and followed by its receipt alone."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.redress.models import Report
from goodstanding.web.public.pages.following import tidy_receipt
from goodstanding.web.public.pages.reporting import resolved_target
from goodstanding.web.public.views.reports import FILED
from tests.factories.desk import Desk

REASON = "该账号在简介中公开出售账号（示例）。"


def form(**changes: object) -> dict[str, object]:
    return {"kind": "account", "target": "acct-demo-02", "category": "account_trading", "reason": REASON} | changes


def filed_receipt(visitor: Client, **changes: object) -> str:
    reply = visitor.post("/report/", form(**changes))
    assert 302 == reply.status_code, reply.content.decode()
    return reply["Location"].strip("/").rsplit("/", 1)[-1]


def test_report_leads_to_its_receipt_and_due_date(visitor: Client):
    reply = visitor.post("/report/", form(), follow=True)

    page = reply.content.decode()
    assert re.search(r"R-[0-9A-Z]{8}", page)
    assert "答复期限" in page


def test_report_is_stored_as_typed_and_contact_is_sealed(visitor: Client):
    receipt = filed_receipt(visitor, contact="demo@example.invalid")

    row = Report.objects.get(receipt=receipt)
    assert (REASON, "acct-demo-02") == (redress.report(receipt).reason, row.target)
    assert REASON not in row.reason
    assert b"demo@example" not in bytes(row.reporter_contact_sealed)


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("account", "https://platform.invalid/a/acct-demo-02"),
        ("account", "https://platform.invalid/accounts/acct-demo-02/?from=share"),
        ("account", "https://platform.invalid/open?id=acct-demo-02"),
        ("post", "https://platform.invalid/p/c-trade"),
    ],
)
def test_pasted_address_finds_its_target(desk: Desk, kind: str, target: str):
    assert target != resolved_target(kind, target)


def test_address_of_nothing_here_stays_as_typed(desk: Desk):
    assert "https://[bad" == resolved_target("account", "https://[bad")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"target": ""}, "请填写举报对象"),
        ({"target": "acct-nowhere"}, "没有找到该标识或地址对应的对象"),
        ({"category": "opinion"}, "请选择问题类型"),
        ({"reason": "  "}, "请用自己的话说明问题"),
        ({"reason": "字" * 5001}, "超过 5,000 字"),
        ({"kind": "thought"}, "请选择是账号、内容还是评论"),
        ({"contact": "9" * 201}, "超过 200 字"),
        ({"files": SimpleUploadedFile("a.bin", b"\x00\xff\xfe")}, "有文件无法接收"),
    ],
)
def test_each_gap_is_named_and_typed_text_is_kept(visitor: Client, changes: dict[str, object], says: str):
    told = form() | {"contact": "原样保留的联系方式"} | changes

    reply = visitor.post("/report/", told)

    page = reply.content.decode()
    assert (422, True) == (reply.status_code, says in page)
    assert changes.get("contact") or "原样保留的联系方式" in page
    assert 0 == Report.objects.count()


def test_form_above_all_it_may_hand_in_is_refused_unread(visitor: Client):
    files = [SimpleUploadedFile(f"{number}.txt", b"a" * (5 * 1024 * 1024 + 1)) for number in range(6)]

    assert 400 == visitor.post("/report/", form(files=files)).status_code


def test_sixth_file_is_refused_by_name_of_the_limit(visitor: Client):
    files = [SimpleUploadedFile(f"{number}.txt", b"a%d" % number) for number in range(6)]

    reply = visitor.post("/report/", form(files=files))

    assert (422, True) == (reply.status_code, "最多五个文件" in reply.content.decode())


def test_every_gap_is_named_at_once(visitor: Client):
    reply = visitor.post("/report/", {})

    assert 4 == len(reply.context["problems"])


def test_form_opened_from_a_card_knows_what_it_is_about(visitor: Client):
    page = visitor.get("/report/?account=acct-demo-01").content.decode()

    assert "示例健康小站" in page


def test_receipt_page_keeps_the_reporter_to_itself(visitor: Client):
    receipt = filed_receipt(visitor, contact="demo@example.invalid")

    page = visitor.get(f"/reports/{receipt}/").content.decode()

    assert [] == [text for text in (REASON, "demo@example", "acct-demo-02") if text in page]


@pytest.mark.parametrize("typed", ["r-abcd1234", " R－ABCD1234 ", "R-ABCD 1234"])
def test_receipt_is_read_however_it_is_typed(typed: str):
    assert "R-ABCD1234" == tidy_receipt(typed)


def test_follow_form_leads_to_the_report(visitor: Client):
    receipt = filed_receipt(visitor)

    reply = visitor.get("/reports/", {"receipt": receipt.lower()}, follow=True)

    assert receipt in reply.content.decode()


def test_address_in_the_confirmation_works(visitor: Client):
    receipt = filed_receipt(visitor)

    assert 200 == visitor.get(f"/reports/{receipt}", follow=True).status_code


def test_unknown_receipt_is_said_to_be(visitor: Client):
    reply = visitor.get("/reports/R-NOWHERE1/")

    assert (404, True) == (reply.status_code, "没有回执编号为" in reply.content.decode())


def test_receipt_of_an_appeal_leads_to_the_portal(visitor: Client):
    assert "/portal/appeals/A-ABCD1234/" == visitor.get("/reports/A-ABCD1234/")["Location"]


def test_receipts_cannot_be_guessed_at_speed(visitor: Client):
    statuses = [visitor.get(f"/reports/R-{number:08d}/").status_code for number in range(31)]

    assert ([404] * 30, 429) == (statuses[:30], statuses[30])


def test_too_many_reports_are_refused_with_the_text_kept(visitor: Client):
    for _ in range(FILED):
        filed_receipt(visitor)

    reply = visitor.post("/report/", form(reason="原样保留的说明"))

    assert (429, True) == (reply.status_code, "原样保留的说明" in reply.content.decode())


def test_report_in_english_is_answered_in_english(visitor: Client):
    visitor.cookies["goodstanding_language"] = "en"

    assert "en" == redress.report(filed_receipt(visitor)).language
