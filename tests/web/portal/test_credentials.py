"""Credentials at the portal: asked for at registration, handed in, lapsed, handed in anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.models import Credential
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.reading.credentials import credentials_of_application, local_day
from goodstanding.apps.registry.services.lapsing import lapse_credentials
from tests.factories.applications import applied, person_form
from tests.factories.credentials import decided, handed_in
from tests.factories.matters import ACCOUNT, Matters

SignIn = Callable[[str], Client]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
TYPED = {"kind": "medicine:physician", "number": "110110000000001", "issuer": "示例市卫生健康委员会", "valid_to": "2099-12-31"}


@pytest.fixture
def owner(sign_in: SignIn) -> Client:
    """A person at the portal."""
    return sign_in("owner")


def test_rq033_doctor_is_asked_for_the_credential_and_the_application_goes_on(owner: Client, matters: Matters):
    asked = applied(person_form(categories=["medicine"]), applicant=matters.users["owner"], at=clock.now())
    page = owner.get(f"/portal/apply/{asked.ref}/").content.decode()

    owner.post(f"/portal/apply/{asked.ref}/credentials/", TYPED | {"scan": SimpleUploadedFile("证书.png", PNG)})
    again = person_form(categories=["medicine"]) | {"version": str(application(asked.ref).version), "then": "submit"}
    owner.post(f"/portal/apply/{asked.ref}/save/", again)

    (held,) = credentials_of_application(asked.ref)
    assert f"/portal/apply/{asked.ref}/credentials/" in page
    assert ("unverified", "checking") == (held.status, application(asked.ref).status)
    assert held.document_ref


def test_number_that_cannot_be_is_told_beside_it_and_nothing_typed_is_lost(owner: Client, matters: Matters):
    response = owner.post(f"/portal/accounts/{ACCOUNT}/credentials/", TYPED | {"number": "12"})

    page = response.content.decode()
    assert 422 == response.status_code
    assert "医师执业证书" in page
    assert "示例市卫生健康委员会" in page


def test_lapsed_field_is_said_to_be_paused_with_the_way_back(owner: Client, matters: Matters):
    now = clock.now()
    found = handed_in(account=ACCOUNT, at=now, valid_to=local_day(now))
    decided(found.ref, matters.users["reviewer"], at=now)
    Credential.objects.filter(ref=found.ref).update(valid_to=local_day(now) - timedelta(days=1))
    lapse_credentials(at=now)

    page = owner.get(f"/portal/accounts/{ACCOUNT}/credentials/").content.decode()

    assert "领域的发布已暂停" in page
    assert "已失效" in page


def test_holder_can_withdraw_a_credential(owner: Client, matters: Matters):
    found = handed_in(account=ACCOUNT, at=clock.now())

    owner.post(f"/portal/credentials/{found.ref}/withdraw/")

    assert ["refused"] == [one.status for one in registry.credentials_of(ACCOUNT)]


def test_credentials_of_others_are_not_found(sign_in: SignIn, matters: Matters):
    found = handed_in(account=ACCOUNT, at=clock.now())
    stranger = sign_in("stranger")

    answers = [
        stranger.get(f"/portal/accounts/{ACCOUNT}/credentials/"),
        stranger.post(f"/portal/credentials/{found.ref}/withdraw/"),
    ]

    assert [404, 404] == [one.status_code for one in answers]
