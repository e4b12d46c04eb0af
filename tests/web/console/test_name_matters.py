"""A held name at the desk: both sides marked, the score shown, decided with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from goodstanding.adapters.images.hashing import hash_of
from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.name_records import HoldRecord, NewName
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.reading.names import holds_of, name_hold
from goodstanding.apps.registry.services.mark_register import protect_mark
from goodstanding.apps.registry.services.name_register import protect_names
from goodstanding.apps.review import selectors as review
from tests.factories.applications import applied, person_form
from tests.factories.desk import Desk
from tests.factories.logos import COPIES, logo

SignIn = Callable[[str], Client]


@pytest.fixture
def hold(desk: Desk) -> HoldRecord:
    """A name that waits for a person."""
    at = clock.now()
    protect_names([NewName("示例理工大学", "university", "示例名录 2026-01")], actor=SYSTEM, at=at)
    found = applied(person_form(account_name="示例理工太学", bio="执业律师"), at=at)
    return holds_of(found.account_ref)[0]


@pytest.fixture
def holder(sign_in: SignIn, hold: HoldRecord) -> Client:
    """A reviewer who holds its case."""
    client = sign_in("reviewer")
    client.post(f"/console/cases/{hold.case_ref}/claim/", {"version": review.case(hold.case_ref).version})
    return client


def answer(hold: HoldRecord, **changed: str) -> dict[str, str]:
    return {"version": str(review.case(hold.case_ref).version), "choice": "refuse", "reasons": "与名录中的名称混淆。"} | changed


def test_both_sides_are_marked_with_score_and_threshold(holder: Client, hold: HoldRecord):
    page = holder.get(f"/console/cases/{hold.case_ref}/").content.decode()

    assert "<mark>太</mark>" in page
    assert "<mark>大</mark>" in page
    assert f"{hold.likenesses[0].percent}%" in page
    assert "76%" in page


def test_claim_and_record_are_shown_side_by_side(holder: Client, hold: HoldRecord):
    page = holder.get(f"/console/cases/{hold.case_ref}/").content.decode()

    assert "律师" in page
    assert "自称与登记对照" in page


def test_avatar_is_shown_with_the_mark_its_source_and_the_distance(sign_in: SignIn, desk: Desk):
    hashes = {"sha256": "a" * 64, "phash": hash_of(logo(3))}
    protect_mark(title="示例盾徽", source="示例商标 001", actor=SYSTEM, at=clock.now(), **hashes)
    near = hash_of(COPIES["JPEG, quality 50"](logo(3)))
    found = applied(person_form(avatar_sha256="b" * 64, avatar_phash=near), at=clock.now())

    page = sign_in("reviewer").get(f"/console/cases/{holds_of(found.account_ref)[0].case_ref}/").content.decode()

    assert re.search(r"256 位中相差 \d+ 位；相差不超过 24 位", page)
    assert [True] * 4 == [told in page for told in ("示例盾徽", "示例商标 001", "b" * 64, near)]


def test_refused_name_goes_back_with_the_reason(holder: Client, hold: HoldRecord):
    holder.post(f"/console/cases/{hold.case_ref}/matter/", answer(hold))

    assert ("refused", "correction") == (name_hold(hold.ref).state, application(hold.application_ref).status)


def test_decision_without_a_reason_is_given_back(holder: Client, hold: HoldRecord):
    response = holder.post(f"/console/cases/{hold.case_ref}/matter/", answer(hold, reasons=""))

    assert (422, "held") == (response.status_code, name_hold(hold.ref).state)


def test_rq030_page_shows_median_p95_and_the_late_by_age(holder: Client, hold: HoldRecord, monkeypatch: pytest.MonkeyPatch):
    later = clock.now() + timedelta(hours=30)
    monkeypatch.setattr(clock, "now", lambda: later)

    page = holder.get("/console/names/").content.decode()

    assert "24" in page
    assert hold.proposed["name"] in page


@pytest.mark.parametrize(
    ("language", "title"), [("zh-hans", "名称、简介与认证主体不符"), ("en", "Profile does not match the verified subject")]
)
def test_queue_and_panel_call_a_rule_of_the_pack_by_its_title(holder: Client, hold: HoldRecord, language: str, title: str):
    holder.cookies["goodstanding_language"] = language

    pages = [holder.get(path).content.decode() for path in ("/console/queues/registrations/", f"/console/cases/{hold.case_ref}/")]

    assert [True, True] == [title in page for page in pages]
    assert not [page for page in pages if "profile-mismatch" in page]
