"""Proposing another name at the portal: applied, held with the reason shown, refused beside the field, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodstanding.adapters.images.hashing import cropped_hashes, hash_of
from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.name_records import NewName
from goodstanding.apps.registry.reading.documents import documents_of
from goodstanding.apps.registry.reading.names import holds_of
from goodstanding.apps.registry.services.accounts import close_account
from goodstanding.apps.registry.services.mark_register import protect_mark
from goodstanding.apps.registry.services.name_register import protect_names
from tests.factories.logos import COPIES, logo, written
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, Matters

SignIn = Callable[[str], Client]
PATH = f"/portal/accounts/{ACCOUNT}/profile/"


@pytest.fixture(autouse=True)
def _protected(matters: Matters) -> None:
    protect_names([NewName("示例理工大学", "university", "示例名录 2026-01")], actor=SYSTEM, at=clock.now())


def proposed(name: str, **more: object) -> dict[str, object]:
    return {"name": name, "bio": "演示账号，内容均为虚构。", **more}


def test_harmless_change_is_applied_at_once(owner: Client) -> None:
    owner.post(PATH, proposed("示例晨跑日记"))

    assert "示例晨跑日记" == registry.account(ACCOUNT).name


def test_rq027_held_name_shows_which_name_and_which_characters(owner: Client) -> None:
    page = owner.post(PATH, proposed("示例理工太学"), follow=True).content.decode()

    assert "示例理工大学" in page
    assert "“太”与“大”" in page
    assert "示例健康小站" == registry.account(ACCOUNT).name


def test_closed_name_is_refused_beside_the_field_citing_the_closure(owner: Client) -> None:
    close_account(PERSON_ACCOUNT, decision_ref="D-DEMO", at=clock.now())

    response = owner.post(PATH, proposed("样例生活"))

    assert 422 == response.status_code
    assert "D-DEMO" in response.content.decode()


def test_held_proposal_is_taken_back(owner: Client) -> None:
    owner.post(PATH, proposed("示例理工太学"))

    owner.post(f"{PATH}withdraw/", {"hold": holds_of(ACCOUNT)[0].ref})

    assert ["withdrawn"] == [one.state for one in holds_of(ACCOUNT)]


def test_letter_is_kept_sealed_for_the_reviewer(owner: Client) -> None:
    letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.4 demo", "application/pdf")

    owner.post(PATH, proposed("示例理工大学", letter=letter))

    assert ["authorisation_letter"] == [one.kind for one in documents_of(ACCOUNT)]


def test_avatar_that_is_no_image_is_refused(owner: Client) -> None:
    response = owner.post(PATH, proposed("示例健康小站", avatar=SimpleUploadedFile("a.png", b"text", "image/png")))

    assert 422 == response.status_code


def test_avatar_that_looks_like_a_mark_is_held_and_the_page_says_of_which(owner: Client) -> None:
    digest, hashes = "a" * 64, {"phash": hash_of(logo(3)), "cropped": cropped_hashes(logo(3))}
    protect_mark(title="示例盾徽", sha256=digest, source="示例商标 001", actor=SYSTEM, at=clock.now(), **hashes)
    chosen = SimpleUploadedFile("a.jpg", written(COPIES["cut by 2 % a side"](logo(3)), "JPEG"), "image/jpeg")

    page = owner.post(PATH, proposed("示例健康小站", avatar=chosen), follow=True).content.decode()

    assert "与受保护的标识“示例盾徽”（来源：示例商标 001）近似" in page
    assert "" == registry.account(ACCOUNT).avatar_sha256


def test_damaged_avatar_is_refused_in_a_plain_sentence(owner: Client) -> None:
    chosen = SimpleUploadedFile("a.png", written(logo(3))[:600], "image/png")

    response = owner.post(PATH, proposed("示例健康小站", avatar=chosen))

    assert (422, True) == (response.status_code, "图片打不开，文件可能已损坏" in response.content.decode())


def test_nobody_proposes_for_an_account_of_others(sign_in: SignIn) -> None:
    assert 404 == sign_in("stranger").post(PATH, proposed("样例")).status_code
