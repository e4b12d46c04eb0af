"""The settings of the mobile at the portal: a code, the new number in force, and plain refusals."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from goodstanding.apps.common import clock, outbox
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.providers import register_carrier
from tests.factories.life import owner_changed
from tests.factories.matters import ACCOUNT, Matters

SignIn = Callable[[str], Client]
NEW = "13800005678"


class Phone:
    """Remembers the last text."""

    text = ""

    def carry(self, mobile: str, text: str, /) -> None:
        del mobile
        self.text = text


@pytest.fixture
def phone() -> Phone:
    """Carry codes nowhere."""
    found = Phone()
    register_carrier(found)
    return found


@pytest.fixture
def address(matters: Matters) -> str:
    """The page of the owner's operator."""
    operator = selectors.account(ACCOUNT).operator
    assert operator is not None
    return f"/portal/personal/{operator.ref}/mobile/"


def test_my_data_leads_to_the_mobile(owner: Client, address: str) -> None:
    assert address in owner.get("/portal/personal/").content.decode()


def test_code_puts_the_new_number_in_force(owner: Client, address: str, phone: Phone) -> None:
    asked = owner.post(address, {"then": "code", "mobile": NEW}, follow=True).content.decode()
    code = re.findall(r"\d{6}", phone.text)[0]

    done = owner.post(address, {"then": "enter", "code": code}, follow=True).content.decode()

    assert "输入验证码" in asked
    assert NEW not in asked + done
    assert "新手机号已生效。" in done  # no number was on file before: none is said to be told
    assert "…5678" in done


def test_wrong_code_is_told_beside_the_form(owner: Client, address: str, phone: Phone) -> None:
    owner.post(address, {"then": "code", "mobile": NEW})
    wrong = "000000" if "000000" not in phone.text else "000001"

    answer = owner.post(address, {"then": "enter", "code": wrong})

    assert 422 == answer.status_code
    assert "验证码不正确或已失效" in answer.content.decode()
    assert "还可以输入 4 次" in answer.content.decode()


def test_number_that_cannot_be_right_is_given_back(owner: Client, address: str, phone: Phone) -> None:
    answer = owner.post(address, {"then": "code", "mobile": "1380000"})

    assert 422 == answer.status_code
    assert 'value="1380000"' in answer.content.decode()


def test_frozen_account_offers_explaining_instead_of_the_form(owner: Client, address: str, phone: Phone) -> None:
    now = clock.now()
    owner_changed(ACCOUNT, now)
    outbox.drain(lambda: now, only=frozenset({"registry.owner_look"}))

    page = owner.get(address).content.decode()

    assert "现在不能更换手机号" in page
    assert 'name="mobile"' not in page
    assert 422 == owner.post(address, {"then": "code", "mobile": NEW}).status_code


def test_mobile_of_somebody_else_does_not_exist(sign_in: SignIn, address: str) -> None:
    assert 404 == sign_in("stranger").get(address).status_code
    assert 404 == sign_in("stranger").post(address, {"then": "code", "mobile": NEW}).status_code
