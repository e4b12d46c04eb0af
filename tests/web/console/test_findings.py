"""A finding among accounts at the desk: every line in words, both wordings side by side, and an answer that limits nobody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.integrity.selectors import finding
from goodstanding.apps.integrity.services.recording import record_finding
from goodstanding.apps.integrity.values import FindingRecord
from goodstanding.apps.review import selectors as review
from tests.factories.desk import Desk
from tests.factories.farms import FARM, new_finding, one_subject, rewritten_by_all, watched

SignIn = Callable[[str], Client]


@pytest.fixture
def farm(desk: Desk) -> FindingRecord:
    """A farm of four accounts, three of them of one subject."""
    now = clock.now()
    one_subject(FARM[:3], at=now - timedelta(days=3))
    rewritten_by_all(2, at=now - timedelta(days=2), apart=timedelta(hours=2))
    (ref,) = watched(at=now)
    return finding(ref)


@pytest.fixture
def loose(desk: Desk) -> FindingRecord:
    """A finding nothing joins the accounts of."""
    now = clock.now()
    return finding(record_finding(new_finding(at=now), source="file", actor=SYSTEM, at=now))


def held_by(client: Client, found: FindingRecord) -> Client:
    client.post(f"/console/cases/{found.case_ref}/claim/", {"version": review.case(found.case_ref).version})
    return client


def answer(client: Client, found: FindingRecord, choice: str, **fields: str) -> str:
    form = {"version": review.case(found.case_ref).version, "choice": choice, "reasons": "已逐篇比对。", **fields}
    return client.post(f"/console/cases/{found.case_ref}/matter/", form, follow=True).content.decode()


def test_rq081_page_shows_content_cluster_and_control_links(sign_in: SignIn, farm: FindingRecord):
    page = held_by(sign_in("reviewer"), farm).get(f"/console/cases/{farm.case_ref}/").content.decode()

    graph = page[page.index('<svg class="ring-graph"') : page.index("</svg>", page.index('<svg class="ring-graph"'))]
    assert 6 == len(re.findall(r'<line class="edge', graph))
    assert 2 == page.count("同一认证主体")
    assert "style=" not in page


def test_text_read_from_an_image_is_said_to_be(sign_in: SignIn, desk: Desk):
    now = clock.now()
    found = new_finding(at=now)
    found.evidence["alike"][0] |= {"read_from": "image", "evaluation": "E-1"}
    read = finding(record_finding(found, source="worker", actor=SYSTEM, at=now))

    assert "从图片中读出的文字" in sign_in("reviewer").get(f"/console/cases/{read.case_ref}/").content.decode()


def test_both_wordings_of_the_closest_texts_are_shown(sign_in: SignIn, farm: FindingRecord):
    page = held_by(sign_in("reviewer"), farm).get(f"/console/cases/{farm.case_ref}/").content.decode()

    assert 8 == page.count("<p>“")


def test_rq081_confirming_opens_cases_for_joined_accounts_only(sign_in: SignIn, farm: FindingRecord):
    page = answer(held_by(sign_in("reviewer"), farm), farm, "confirmed")

    assert 3 == len(finding(farm.ref).account_cases)
    assert "不因此受限" in page


def test_rq081_alike_content_alone_is_refused_beside_the_form(sign_in: SignIn, loose: FindingRecord):
    page = answer(held_by(sign_in("reviewer"), loose), loose, "confirmed")

    assert "open" == finding(loose.ref).status
    assert "已逐篇比对。" in page
    assert "仅内容雷同不构成违规" in page


def test_rq081_link_named_by_the_person_is_enough(sign_in: SignIn, loose: FindingRecord):
    answer(held_by(sign_in("reviewer"), loose), loose, "confirmed", field_control="四个账号留有同一收款码，见附件。")

    assert ("confirmed", 4) == (finding(loose.ref).status, len(finding(loose.ref).account_cases))
