"""The service agreement at the portal: read, and accepted for each account."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.registry.reading.consenting import accepted_versions
from tests.apps.screening.test_consent import published
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, Matters

SignIn = Callable[[str], Client]


def test_rq012_announced_version_is_read_and_accepted_by_its_hash(sign_in: SignIn, matters: Matters):
    now, owner = clock.now(), sign_in("owner")
    digest = published("2099", from_=now + timedelta(days=20), at=now)

    page = owner.get("/portal/agreement/").content.decode()
    done = owner.post(f"/portal/agreement/{ACCOUNT}/accept/", {"sha256": digest}, follow=True).content.decode()

    assert "已公布" in page
    assert re.search(f'name="sha256" value="{digest}"', page)
    assert "已接受" in done
    assert [digest] == list(accepted_versions(ACCOUNT))


def test_text_that_is_not_the_agreement_is_not_accepted(sign_in: SignIn, matters: Matters):
    done = sign_in("owner").post(f"/portal/agreement/{ACCOUNT}/accept/", {"sha256": "0" * 64}, follow=True).content.decode()

    assert "请重新阅读" in done
    assert {} == accepted_versions(ACCOUNT)


def test_nobody_accepts_for_the_account_of_another(sign_in: SignIn, matters: Matters):
    reply = sign_in("owner").post(f"/portal/agreement/{PERSON_ACCOUNT}/accept/", {"sha256": "0" * 64})

    assert 404 == reply.status_code
