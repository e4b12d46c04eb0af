"""A report leads to a decision, and the account never learns who reported, in which words, or with which files."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement import services as enforcing
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.models import User
from goodstanding.apps.notices import selectors as notices
from goodstanding.apps.redress import services as redress
from goodstanding.apps.redress.values import NewAttachment
from goodstanding.apps.review import selectors as review
from tests.factories.matters import CONTENT, decided, seed_matters

WORDS = "我住在他家楼下三层（示例举报语），亲眼见他收号"
CONTACT = "reporter-demo@example.invalid"
FILE = "楼下邻居的照片.txt"


@pytest.fixture
def told(db: None):
    """Two reports about one post, one with a file, and the decision that rests on them."""
    at = clock.now() - timedelta(hours=1)
    matters = seed_matters(at=at)
    report = redress.file_report(
        kind="post",
        target=CONTENT,
        category="account_trading",
        reason=WORDS,
        contact=CONTACT,
        attachments=[NewAttachment(FILE, "示例照片说明".encode())],
        at=at,
    )
    redress.file_report(kind="post", target=CONTENT, category="account_trading", reason="同感（示例）", at=at)
    decision = decided(
        matters,
        review.case(report.case_ref),
        at=clock.now(),
        evidence=enforcement.evidence_of_case(report.case_ref),
        found_by="report",
    )
    return report, decision


def secrets_of(report, decision) -> set[str]:
    """Return what the account must not see: words, receipt, contact, and the file by its name and digest."""
    pieces = [piece for piece in decision.evidence if piece.ref.startswith("R-")]
    assert 3 == len(pieces)
    return {WORDS[:12], report.receipt, CONTACT, FILE} | {piece.sha256 for piece in pieces} | {piece.ref for piece in pieces}


def leaked(text: str, secrets: set[str]) -> set[str]:
    """Return what of the secrets a text gives away; a short digest counts, too."""
    return {secret for secret in secrets if secret in text or (len(secret) == 64 and secret[:12] in text)}


def signed_in(name: str) -> Client:
    """Return a browser of one of the people."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def test_the_notice_says_only_that_there_were_reports(told):
    report, decision = told

    body = notices.notice(decision.notice_ref).body

    assert "公众举报 2 件" in body
    assert set() == leaked(body, secrets_of(report, decision))


def test_the_statement_of_reasons_says_only_that_there_were_reports(told):
    report, decision = told

    reports = [piece for piece in decision.statement["evidence"] if piece["kind"] == "report"]

    assert [{"kind": "report", "ref": "", "summary": "", "count": 2}] == reports
    assert set() == leaked(json.dumps(dict(decision.statement), ensure_ascii=False), secrets_of(report, decision))


def test_the_owner_reads_nothing_of_the_reporter_in_the_portal(told):
    report, decision = told

    page = signed_in("owner").get(f"/portal/decisions/{decision.ref}/").content.decode()

    assert "公众举报 2 件" in page
    assert set() == leaked(page, secrets_of(report, decision))


def test_the_owner_reads_nothing_of_the_reporter_in_the_api(told):
    report, decision = told

    answer = signed_in("owner").get(f"/api/v1/decisions/{decision.ref}")

    assert ["report", "snapshot"] == [piece["kind"] for piece in answer.json()["evidence"]]
    text = json.dumps(answer.json(), ensure_ascii=False)
    assert set() == leaked(text, secrets_of(report, decision))


def test_staff_still_see_what_the_decision_rests_on(told):
    report, decision = told

    reviewer = signed_in("reviewer")
    text = json.dumps(reviewer.get(f"/api/v1/decisions/{decision.ref}").json(), ensure_ascii=False)
    case = reviewer.get(f"/console/cases/{report.case_ref}/").content.decode()

    assert (True, True) == (report.receipt in text, WORDS in case)


def test_an_upheld_appeal_tells_nothing_of_the_reporter_either(told):
    report, decision = told
    officer = Actor.user(User.objects.get(username="officer").id)
    undone = enforcing.reverse(decision.ref, reasons="经复核不成立（示例）。", evidence=(), actor=officer, at=clock.now())

    said = notices.notice(undone.notice_ref).body + json.dumps(dict(undone.statement), ensure_ascii=False)
    assert set() == leaked(said, secrets_of(report, decision))
