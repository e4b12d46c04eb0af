"""The block log at the desk: each kind with reasons and end, filters, pages, and persons behind a logged door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.registry.models import PersonalDataReading, RegistrationRefusal
from goodstanding.apps.registry.services.name_register import note_closed_name
from goodstanding.apps.screening.models import Withheld
from goodstanding.web.console.pages.blocked import PAGE
from tests.factories.desk import Desk

SignIn = Callable[[str], Client]
ADDRESS = "/console/blocked/"


@pytest.fixture
def closed(desk: Desk) -> str:
    """The name of an account a decision closed."""
    with immediate():
        note_closed_name("acct-closed", "样例旧闻（演示）", decision_ref="D-DEMO", at=clock.now())
    return "样例旧闻（演示）"


def refusal(number: int = 1, *, subject_class: str = "person") -> RegistrationRefusal:
    return RegistrationRefusal.objects.create(
        ref=f"B-DEMO{number}",
        account_ref=f"acct-new-{number}",
        name=f"示例新号{number}",
        subject_class=subject_class,
        reason="decided",
        words="材料不足（示例）。",
        refused_by="machine:checks",
        at=clock.now() - timedelta(minutes=number),
    )


def page(client: Client, query: str = "") -> str:
    return client.get(f"{ADDRESS}{query}").content.decode()


def test_rq024_log_names_what_is_kept_out_why_and_until_when(sign_in: SignIn, closed: str):
    said = page(sign_in("reviewer"))

    assert all(words in said for words in (closed, "D-DEMO", "PA21:8.3", "该决定被撤销为止"))


def test_rq024_publications_kept_back_are_listed_with_their_reason(sign_in: SignIn, desk: Desk):
    Withheld.objects.create(
        account_ref="acct-demo-02", event_source="/demo", event_id="e-9", content_ref="c-9", reason="forged", at=clock.now()
    )

    said = page(sign_in("reviewer"), "?kind=publications")

    assert "样例生活" in said
    assert "身份系伪造" in said


def test_search_keeps_to_what_matches(sign_in: SignIn, closed: str):
    client = sign_in("reviewer")

    assert [True, False] == [closed in page(client, f"?q={words}") for words in ("旧闻", "无此名称")]


def test_long_log_goes_on_where_the_page_ends(sign_in: SignIn, desk: Desk):
    for number in range(PAGE + 1):
        refusal(number, subject_class="enterprise")
    client = sign_in("reviewer")

    first, second = page(client, "?kind=registrations"), page(client, f"?kind=registrations&offset={PAGE}")

    assert f"offset={PAGE}" in first
    assert [False, True] == [f"示例新号{PAGE}<" in said for said in (first, second)]


def test_name_a_person_proposed_is_not_in_the_list(sign_in: SignIn, desk: Desk):
    refusal()

    said = page(sign_in("reviewer"), "?kind=registrations")

    assert ("自然人" in said, "示例新号1" in said) == (True, False)


def test_refusal_of_a_person_is_shown_after_a_purpose_and_the_reading_is_kept(sign_in: SignIn, desk: Desk):
    made, senior = refusal(), sign_in("senior")

    before = senior.get(f"{ADDRESS}{made.ref}/").content.decode()
    after = senior.post(f"{ADDRESS}{made.ref}/", {"purpose": "答复申请人（示例）"}).content.decode()

    assert [False, True] == ["材料不足（示例）。" in said for said in (before, after)]
    assert "答复申请人（示例）" == PersonalDataReading.objects.get(what="refusal").purpose


def test_refusal_of_a_person_stays_shut_to_who_may_not_read_personal_data(sign_in: SignIn, desk: Desk):
    made = refusal()

    said = sign_in("reviewer").post(f"{ADDRESS}{made.ref}/", {"purpose": "想看"}).content.decode()

    assert "材料不足（示例）。" not in said
    assert not PersonalDataReading.objects.filter(what="refusal").exists()


def test_log_is_closed_to_operators(sign_in: SignIn, desk: Desk):
    assert 403 == sign_in("owner").get(ADDRESS).status_code
