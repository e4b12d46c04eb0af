"""The rules in short at the portal, accepted for each account by the version that was read."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from goodstanding.apps.obligations.reading.rules import acceptances
from tests.factories.matters import ACCOUNT, Matters

SignIn = Callable[[str], Client]


def test_rules_are_told_in_one_line_each(sign_in: SignIn, matters: Matters):
    page = sign_in("owner").get("/portal/rules/").content.decode()

    assert "示例规则" in page
    assert "第十八条" in page


def test_rq069_operator_accepts_the_digest_it_read(sign_in: SignIn, matters: Matters):
    owner = sign_in("owner")
    page = owner.get("/portal/rules/").content.decode()
    shown = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert shown

    done = owner.post(f"/portal/rules/{ACCOUNT}/accept/", {"digest": shown.group(1)}, follow=True).content.decode()

    assert "已接受" in done
    assert 1 == len(acceptances(ACCOUNT))


def test_digest_that_changed_meanwhile_is_not_accepted(sign_in: SignIn, matters: Matters):
    done = sign_in("owner").post(f"/portal/rules/{ACCOUNT}/accept/", {"digest": "0" * 64}, follow=True).content.decode()

    assert "重新阅读" in done
    assert () == acceptances(ACCOUNT)


def test_stranger_does_not_accept(sign_in: SignIn, matters: Matters):
    assert sign_in("stranger").post(f"/portal/rules/{ACCOUNT}/accept/", {"digest": "0" * 64}).status_code in {403, 404}
