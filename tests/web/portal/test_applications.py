"""Applying for an account at the portal: saved as typed, told beside the field, handed in, followed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodstanding.adapters.images.hashing import hash_of
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.models import Application
from goodstanding.apps.registry.providers import register_carrier
from goodstanding.apps.registry.reading.applications import application, applications_of
from goodstanding.apps.registry.reading.documents import documents_of
from tests.factories.applications import person_form, resident_number
from tests.factories.logos import logo, written
from tests.factories.matters import Matters

SignIn = Callable[[str], Client]


class Phone:
    """Remembers the last text."""

    text = ""

    def carry(self, mobile: str, text: str, /) -> None:
        del mobile
        self.text = text


@pytest.fixture
def owner(sign_in: SignIn) -> Client:
    """A person at the portal."""
    return sign_in("owner")


@pytest.fixture
def begun(owner: Client, matters: Matters) -> ApplicationRecord:
    """An application just begun."""
    owner.post("/portal/apply/start/", {"account": ""})
    return applications_of(matters.users["owner"])[0]


def save(client: Client, ref: str, form: dict[str, Any], *, then: str = "") -> Any:
    version = application(ref).version
    return client.post(f"/portal/apply/{ref}/save/", form | {"version": str(version), "then": then}, follow=True)


def test_what_was_typed_is_there_the_next_day(owner: Client, begun: ApplicationRecord):
    save(owner, begun.ref, {"subject_class": "person", "account_name": "示例生活笔记"})

    page = owner.get(f"/portal/apply/{begun.ref}/").content.decode()

    assert 'value="示例生活笔记"' in page


def test_sealed_field_left_empty_keeps_what_is_on_file(owner: Client, begun: ApplicationRecord):
    save(owner, begun.ref, person_form())
    save(owner, begun.ref, {"subject_class": "person", "resident_id": "", "account_name": "改名"})

    page = owner.get(f"/portal/apply/{begun.ref}/").content.decode()

    assert resident_number(1) not in page
    assert "已加密保存：…" in page


def test_missing_field_is_told_beside_it_and_nothing_is_lost(owner: Client, begun: ApplicationRecord):
    response = save(owner, begun.ref, person_form(contact=""), then="submit")

    assert 422 == response.status_code
    assert re.search(r'field--wrong">\s*<label for="contact"', response.content.decode())
    assert "示例生活笔记1" == application(begun.ref).account_name


def test_form_handed_in_goes_before_a_person_where_no_provider_is_configured(owner: Client, begun: ApplicationRecord):
    response = save(owner, begun.ref, person_form(), then="submit")

    assert "review" == application(begun.ref).status
    assert "工作人员正在审核" in response.content.decode()


def test_code_sent_to_the_mobile_is_taken(owner: Client, begun: ApplicationRecord):
    phone = Phone()
    register_carrier(phone)
    save(owner, begun.ref, person_form(), then="code")
    code = re.findall(r"\d{6}", phone.text)[0]

    save(owner, begun.ref, {"code": code}, then="enter")

    assert ("mobile_code",) == application(begun.ref).factors


def test_document_is_kept_and_listed(owner: Client, begun: ApplicationRecord):
    scan = SimpleUploadedFile("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(64))
    save(owner, begun.ref, {"subject_class": "person", "documents": scan})

    assert ["scan.png"] == [one.name for one in documents_of(begun.ref)]


def test_avatar_is_hashed_and_kept_with_the_form(owner: Client, begun: ApplicationRecord):
    chosen = SimpleUploadedFile("a.png", written(logo(3)), "image/png")
    save(owner, begun.ref, {"subject_class": "person", "avatar": chosen})

    found = application(begun.ref)
    assert (hashlib.sha256(written(logo(3))).hexdigest(), hash_of(logo(3))) == (found.avatar_sha256, found.avatar_phash)


def test_avatar_that_cannot_be_taken_costs_nothing_of_what_was_typed(owner: Client, begun: ApplicationRecord):
    chosen = SimpleUploadedFile("a.png", b"text", "image/png")
    page = save(owner, begun.ref, {"subject_class": "person", "account_name": "示例生活笔记", "avatar": chosen})

    found = application(begun.ref)
    assert ("示例生活笔记", "") == (found.account_name, found.avatar_sha256)
    assert "头像须为 PNG 或 JPEG 图片。" in page.content.decode()


def test_image_of_twenty_megabytes_is_refused_with_what_to_do(owner: Client, begun: ApplicationRecord):
    scan = SimpleUploadedFile("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(20 * 1024 * 1024))
    response = save(owner, begun.ref, {"subject_class": "person", "documents": scan})

    assert "10 MB" in response.content.decode()
    assert () == documents_of(begun.ref)


def test_application_of_somebody_else_does_not_exist(sign_in: SignIn, begun: ApplicationRecord):
    assert 404 == sign_in("stranger").get(f"/portal/apply/{begun.ref}/").status_code


def test_withdrawn_application_says_so(owner: Client, begun: ApplicationRecord):
    save(owner, begun.ref, person_form())

    page = owner.post(f"/portal/apply/{begun.ref}/withdraw/", follow=True).content.decode()

    assert "您已撤回这份申请" in page
    assert b"" == bytes(Application.objects.get(ref=begun.ref).personal_sealed)


def test_districts_of_a_province_are_offered(owner: Client):
    part = owner.get("/portal/apply/districts/", {"registered_place_province": "310000"}).content.decode()

    assert "浦东新区" in part
