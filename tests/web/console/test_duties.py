"""The platform's own duties at the desk: one page, what is red on it, and forms that keep the records."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.identity import services as identity
from goodstanding.apps.obligations.reading.conduct import conduct
from goodstanding.apps.obligations.reading.features import features
from goodstanding.apps.obligations.reading.licences import licences
from goodstanding.apps.obligations.reading.offices import offices
from goodstanding.apps.obligations.reading.staffing import month_of, staffing
from goodstanding.apps.obligations.values import CONDUCT_ITEMS, ROLES
from tests.factories.desk import Desk

SignIn = Callable[[str], Client]


@pytest.fixture
def keeper(desk: Desk, sign_in: SignIn) -> Client:
    """An administrator at the desk; a second one exists."""
    for name in ("admin", "second"):
        desk.users[name] = identity.create_user(name, display_name=f"演示{name}", roles=["administrator"], at=clock.now()).id
    return sign_in("admin")


def pdf(name: str = "file.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 demo", content_type="application/pdf")


def test_page_says_what_is_red(keeper: Client):
    page = keeper.get("/console/duties/").content.decode()

    assert "内容安全负责人" in page
    assert "空缺" in page
    assert "项标红" in page


def test_navigation_leads_to_the_duties_of_who_may_read_them(keeper: Client, sign_in: SignIn):
    assert 'href="/console/duties/"' in sign_in("auditor").get("/console/").content.decode()
    assert 'href="/console/duties/"' not in sign_in("reviewer").get("/console/").content.decode()


def test_auditor_reads_and_keeps_nothing(keeper: Client, sign_in: SignIn):
    auditor = sign_in("auditor")

    assert "<form method" not in auditor.get("/console/duties/").content.decode().split("<main")[1].split("</main")[0]
    assert 403 == auditor.post("/console/duties/sign/", {"year": "2026"}).status_code


def test_reviewer_does_not_read_the_duties(keeper: Client, sign_in: SignIn):
    assert 403 == sign_in("reviewer").get("/console/duties/").status_code


def test_rq008_officer_is_appointed_on_the_page(keeper: Client, desk: Desk):
    keeper.post("/console/duties/appoint/", {"office": "content_safety_officer", "user": str(desk.users["senior"]), "until": ""})

    assert desk.users["senior"] == offices(at=clock.now())[0].holder.user_id


def test_rq008_vacancy_is_shown_to_who_may_only_read(keeper: Client, sign_in: SignIn):
    """Inspectors are given a sign-in that reads and keeps nothing."""
    page = sign_in("auditor").get("/console/duties/").content.decode()

    assert "内容安全负责人" in page
    assert "空缺" in page


def test_rq005_expired_licence_is_red_on_the_page(keeper: Client):
    form = {"kind": "icp_licence", "number": "示例-9", "issuer": "示例局", "until": "2020-01-01", "file": pdf()}

    keeper.post("/console/duties/licence/", form)

    assert "已过期" in keeper.get("/console/duties/").content.decode()


def test_rq005_licence_is_put_into_the_vault(keeper: Client):
    form = {"kind": "icp_licence", "number": "示例-1", "issuer": "示例局", "until": "2099-01-01", "file": pdf()}

    keeper.post("/console/duties/licence/", form)

    assert "示例-1" == licences(at=clock.now())[0].number


def test_rq007_month_is_noted_and_its_ratio_shown(keeper: Client):
    month = month_of(clock.now())
    keeper.post("/console/duties/staffing/", {"month": month, "languages": "zh, en"} | dict.fromkeys(ROLES, "3"))

    assert 3 == staffing(month, month)[month].headcount["reviewers"]
    assert "3 名审核人员" in keeper.get("/console/duties/").content.decode()


def test_rq020_flagged_feature_waits_for_report_and_colleague(keeper: Client, sign_in: SignIn):
    keeper.post("/console/duties/feature/", {"code": "live_rooms", "title": "直播间（演示）", "mobilises": "yes"})
    refused = keeper.post("/console/duties/on/", {"code": "live_rooms"}, follow=True).content.decode()
    keeper.post("/console/duties/report/", {"code": "live_rooms", "file": pdf("report.pdf")})
    sign_in("second").post("/console/duties/approve_feature/", {"code": "live_rooms"})
    before = features()[0].is_on

    keeper.post("/console/duties/on/", {"code": "live_rooms"})

    assert "没有" in refused
    assert (False, True) == (before, features()[0].is_on)


def test_rq003_checklist_is_signed_on_the_page(keeper: Client):
    year = conduct(at=clock.now())[0].year
    keeper.post("/console/duties/sign/", {"year": str(year)} | dict.fromkeys(CONDUCT_ITEMS, "yes"))

    assert not conduct(at=clock.now())[0].is_red


@pytest.mark.parametrize(
    ("step", "form"),
    [
        ("staffing", {"month": "2026-11", "reviewers": "many"}),
        ("document", {"slot": "credit", "review": "soon"}),
        ("licence", {"kind": "x"}),
        ("appoint", {"office": "king", "user": "1"}),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_sentence(keeper: Client, step: str, form: dict[str, str]):
    response = keeper.post(f"/console/duties/{step}/", form, follow=True)

    assert 200 == response.status_code
    assert "flash" in response.content.decode()


def test_step_that_is_none_is_missing(keeper: Client):
    assert 404 == keeper.post("/console/duties/nothing/").status_code
