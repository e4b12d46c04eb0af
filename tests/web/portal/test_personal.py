"""My data, as its subject sees and uses it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.disclosure.selectors import public_card
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry import services as registering
from goodstanding.apps.registry.models import PersonalDataRequest
from goodstanding.apps.registry.services.data_requests import decide_data_request
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.services import perform
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, Matters

PAGE = "/portal/personal/"


@pytest.fixture
def subject(matters: Matters) -> str:
    """The natural person behind an account; “stranger” answers for it."""
    ref = registry.account(PERSON_ACCOUNT).operator.ref
    registering.verify_operator(ref, means={}, actor=SYSTEM, at=clock.now())
    registering.add_member(ref, user_id=matters.users["stranger"], actor=SYSTEM, at=clock.now())
    return ref


@pytest.fixture
def person(subject: str, sign_in: Callable[[str], Client]) -> Client:
    client = sign_in("stranger")
    client.cookies["goodstanding_language"] = "zh-hans"
    return client


def granted_copy(matters: Matters, person: Client, subject: str) -> str:
    person.post(PAGE + "ask/", {"operator": subject, "kind": "copy"})
    request = PersonalDataRequest.objects.get()
    reviewer, at = matters.actor("reviewer"), clock.now()
    case = review.case(request.case_ref)
    claimed = perform(case.ref, action="claim", expected_version=case.version, actor=reviewer, at=at)
    decide_data_request(request.ref, outcome="grant", reasons="同意", case_version=claimed.version, actor=reviewer, at=at)
    return request.ref


def test_rq021_the_page_shows_kinds_and_ends_and_who_read_what(matters: Matters, person: Client, subject: str):
    registering.open_operator_contact(subject, reason="核实申诉人身份", actor=matters.actor("senior"), at=clock.now())

    page = person.get(PAGE).content.decode()

    owed = ["***0000", "加密保存", "核实申诉人身份", "平台工作人员"]
    assert [] == [text for text in owed if text not in page]
    assert [] == [text for text in ("13800000000", "示例个人全名", "演示senior") if text in page]


def test_the_page_of_somebody_without_a_subject_says_so(sign_in: Callable[[str], Client], matters: Matters):
    assert 200 == sign_in("reviewer").get(PAGE).status_code


def test_a_consent_is_switched_on_and_off(person: Client, subject: str):
    form = {"operator": subject, "field": "contact"}
    person.post(PAGE + "consent/", {**form, "do": "give"})
    published = public_card(PERSON_ACCOUNT, at=clock.now()).contact

    person.post(PAGE + "consent/", {**form, "do": "withdraw"})

    assert ("13800000000", "") == (published, public_card(PERSON_ACCOUNT, at=clock.now()).contact)


def test_nobody_switches_somebody_elses_consent(subject: str, owner: Client):
    owner.post(PAGE + "consent/", {"operator": subject, "field": "contact", "do": "give"})

    assert "" == public_card(PERSON_ACCOUNT, at=clock.now()).contact


def test_a_request_that_says_nothing_comes_back_with_what_was_typed(person: Client, subject: str):
    form = {"operator": subject, "kind": "correction", "field": "contact", "words": "请更正我的联系方式"}

    reply = person.post(PAGE + "ask/", form)

    assert (422, True) == (reply.status_code, "请更正我的联系方式" in reply.content.decode())


def test_a_request_names_the_day_of_its_answer_and_is_taken_back(person: Client, subject: str):
    person.post(PAGE + "ask/", {"operator": subject, "kind": "deletion"})
    page = person.get(PAGE).content.decode()

    ref = PersonalDataRequest.objects.get().ref
    person.post(f"{PAGE}requests/{ref}/withdraw/")

    assert ref in page
    assert "withdrawn" == PersonalDataRequest.objects.get().status


def test_the_link_of_a_card_opens_the_form_for_its_region(person: Client):
    page = person.get(PAGE, {"account": PERSON_ACCOUNT}).content.decode()

    assert '<option value="ip_region" selected>' in page
    assert f'<option value="{PERSON_ACCOUNT}" selected>' in page


def test_a_granted_copy_is_handed_to_its_subject_alone_and_kept_by_no_cache(
    matters: Matters, person: Client, subject: str, owner: Client
):
    ref = granted_copy(matters, person, subject)

    mine, theirs = person.post(f"{PAGE}requests/{ref}/copy/"), owner.post(f"{PAGE}requests/{ref}/copy/")

    assert "示例个人全名" == json.loads(mine.content)["full_name"]
    assert ("no-store" in mine["Cache-Control"], 302) == (True, theirs.status_code)


def test_a_member_who_is_no_owner_sees_nothing_of_the_subject(matters: Matters, sign_in: Callable[[str], Client]):
    ref = registry.account(ACCOUNT).operator.ref
    registering.add_member(ref, user_id=matters.users["stranger"], role="editor", actor=SYSTEM, at=clock.now())

    assert ref not in sign_in("stranger").get(PAGE).content.decode()
