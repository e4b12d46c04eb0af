"""The grade of an account at the portal: how it comes about, what follows, what is not known."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.registry.services.grading import grade_accounts
from tests.factories.matters import ACCOUNT, Matters, publish

SignIn = Callable[[str], Client]
PATH = f"/portal/accounts/{ACCOUNT}/grade/"


def graded(*, posts: int) -> None:
    for n in range(posts):
        publish(f"c-more-{n}", body=f"【示例】第 {n} 篇。", at=clock.now())
    grade_accounts(at=clock.now())


def test_rq016_operator_sees_each_input_and_what_is_missing(sign_in: SignIn, matters: Matters):
    graded(posts=5)

    page = sign_in("owner").get(PATH).content.decode()

    assert "A 级" in page
    assert "6 篇（期内发布）" in page
    assert "尚不掌握" in page


def test_rq017_operator_sees_what_the_grade_obliges_to(sign_in: SignIn, matters: Matters):
    graded(posts=5)

    assert "每 12 个月重新核验一次" in sign_in("owner").get(PATH).content.decode()


def test_account_without_a_grade_is_said_to_be_treated_as_b(sign_in: SignIn, matters: Matters):
    page = sign_in("owner").get(PATH).content.decode()

    assert "按 B 级对待" in page
    assert "每 6 个月重新核验一次" in page


def test_grade_of_somebody_elses_account_is_missing(sign_in: SignIn, matters: Matters):
    assert sign_in("stranger").get(PATH).status_code in {403, 404}


def test_page_is_in_english_too(sign_in: SignIn, matters: Matters):
    graded(posts=5)
    client = sign_in("owner")
    client.cookies["goodstanding_language"] = "en"

    assert "Grade A" in client.get(PATH).content.decode()
