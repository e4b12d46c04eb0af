"""Pausing, waking, stopping and taking along at the portal; the agency; saying what changed where settings are frozen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodstanding.apps.common import clock, outbox
from goodstanding.apps.identity.models import User
from goodstanding.apps.registry.reading.agencies import agency_of
from goodstanding.apps.registry.reading.freezes import freeze_of
from goodstanding.apps.registry.reading.life import pause_of, stop_of
from goodstanding.apps.registry.services.freezing import freeze_if_changed
from tests.factories.life import SCAN, credit_code, owner_changed
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, Matters

SignIn = Callable[[str], Client]
PATH = f"/portal/accounts/{ACCOUNT}/rest/"
PASSWORD = "demo-password-42"


@pytest.fixture
def owner(sign_in: SignIn, matters: Matters) -> Client:
    """The operator, with a password that is known."""
    person = User.objects.get(pk=matters.users["owner"])
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return sign_in("owner")


def test_rq048_paused_and_woken_with_one_click_each(owner: Client):
    owner.post(f"{PATH}pause/")
    paused = pause_of(ACCOUNT)
    page = owner.get(PATH).content.decode()
    owner.post(f"{PATH}wake/")

    assert paused is not None
    assert "恢复使用" in page
    assert pause_of(ACCOUNT) is None


def test_paused_account_says_so_on_its_page_and_card(owner: Client):
    owner.post(f"{PATH}pause/")

    assert "账号已暂停" in owner.get(f"/portal/accounts/{ACCOUNT}/").content.decode()
    assert "已暂停" in owner.get(f"/accounts/{ACCOUNT}/").content.decode()


def test_rq048_stop_takes_the_password_again(owner: Client):
    page = owner.post(f"{PATH}stop/", {"password": "wrong"}, follow=True).content.decode()

    assert stop_of(ACCOUNT) is None
    assert "请重新输入密码" in page


def test_rq048_stop_is_asked_for_and_taken_back(owner: Client):
    owner.post(f"{PATH}stop/", {"password": PASSWORD, "reason": "不再运营"})
    asked = stop_of(ACCOUNT)
    page = owner.get(PATH).content.decode()
    owner.post(f"{PATH}take-back/")
    later = stop_of(ACCOUNT)

    assert asked is not None
    assert later is not None
    assert ("grace", "taken_back") == (asked.status, later.status)
    assert "撤回申请" in page


def test_password_is_not_guessed_without_end(owner: Client):
    for _ in range(5):
        owner.post(f"{PATH}stop/", {"password": "wrong"})

    owner.post(f"{PATH}stop/", {"password": PASSWORD})

    assert stop_of(ACCOUNT) is None


def test_rq048_everything_is_downloaded_as_one_file(owner: Client):
    owner.post(f"{PATH}export/")
    outbox.drain(clock.now, only=frozenset({"registry.export"}))
    address = owner.get(PATH).content.decode().split('href="/portal/accounts/acct-demo-01/exports/')[1].split('"')[0]

    response = owner.get(f"/portal/accounts/{ACCOUNT}/exports/{address}")

    assert b"PK" == response.content[:2]
    assert "no-store" in response["Cache-Control"]


def test_nobody_else_sees_or_takes_a_step(sign_in: SignIn, matters: Matters):
    stranger = sign_in("stranger")

    assert 404 == stranger.get(PATH).status_code
    assert 404 == stranger.post(f"{PATH}pause/").status_code


def test_unknown_step_is_not_found(owner: Client):
    assert 404 == owner.post(f"{PATH}erase/").status_code


def test_rq043_operator_reads_why_settings_are_frozen_and_explains(owner: Client, matters: Matters):
    owner_changed(ACCOUNT, clock.now())
    freeze_if_changed(ACCOUNT, at=clock.now())

    page = owner.get(PATH).content.decode()
    owner.post(f"{PATH}explain/", {"text": "本人换了手机。"})

    found = freeze_of(ACCOUNT, at=clock.now())
    assert found is not None
    assert "敏感设置已锁定" in page
    assert "本人换了手机。" == found.explanation
    assert "敏感设置已锁定" in owner.get(f"/portal/accounts/{ACCOUNT}/").content.decode()


def test_rq074_agency_is_linked_with_its_agreement_and_ended(owner: Client):
    today = clock.now().date()
    form = {
        "name": "演示万象文化传播有限公司",
        "uscc": credit_code(),
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=300)).isoformat(),
        "duties": ["information_security"],
        "file": SimpleUploadedFile("agreement.pdf", SCAN, "application/pdf"),
    }
    owner.post(f"/portal/accounts/{ACCOUNT}/agency/", form)
    linked = agency_of(ACCOUNT)
    card = owner.get(f"/accounts/{ACCOUNT}/").content.decode()
    listed = owner.get(f"/agencies/{credit_code()}/").content.decode()
    owner.post(f"/portal/accounts/{ACCOUNT}/agency/end/")

    assert linked is not None
    assert "演示万象文化传播有限公司" in card
    assert "示例健康小站" in listed
    assert agency_of(ACCOUNT) is None
    assert 404 == owner.get(f"/agencies/{credit_code()}/").status_code


def test_incomplete_agreement_is_told_field_by_field(owner: Client):
    response = owner.post(f"/portal/accounts/{ACCOUNT}/agency/", {"name": "示例机构"})

    assert 422 == response.status_code
    assert "请上传已签署的协议" in response.content.decode()
    assert "示例机构" in response.content.decode()


@pytest.mark.parametrize("path", ["rest", "agency"])
def test_pages_of_other_accounts_are_closed(owner: Client, path: str):
    assert 404 == owner.get(f"/portal/accounts/{PERSON_ACCOUNT}/{path}/").status_code
