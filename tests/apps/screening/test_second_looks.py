"""What a grade obliges to after publishing: unchecked posts and a drawn share are looked at; the post stays as it is."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

import pytest

from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest.selectors import content
from goodstanding.apps.registry.models import AccountGrade, GradeChange, PublishedTable
from goodstanding.apps.registry.reading.grades import body_digest, first_body
from goodstanding.apps.review.selectors import case, case_history
from goodstanding.apps.screening.models import SecondLook
from goodstanding.apps.screening.services import receive_events
from goodstanding.apps.screening.services.checking import check_event, record_check
from goodstanding.apps.screening.services.second_looks import take_second_looks
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Event
from tests.factories.events import post
from tests.factories.matters import ACCOUNT, PLATFORM, Matters, seed_matters

pytestmark = pytest.mark.django_db

BODY = "【示例】每天走路三十分钟。"


@pytest.fixture
def matters(at: datetime) -> Matters:
    found = seed_matters(at=at)
    take_second_looks(at=at)
    return found


def graded(grade: str, at: datetime) -> None:
    AccountGrade.objects.create(
        account_ref=ACCOUNT, grade=grade, points=1, table_version="0", graded_at=at, next_at=at + timedelta(days=7)
    )


def published(ref: str, at: datetime, *, title: str = "示例标题", body: str = BODY) -> str:
    told = post(ref, body, content=f"c-{ref}", subject=ACCOUNT, time=at.isoformat(), data={"title": title})
    receive_events([told], source_actor=PLATFORM, at=at)
    return f"c-{ref}"


def checked(at: datetime, **texts: str) -> None:
    told = decode_event(
        post("check", subject=ACCOUNT, time=at.isoformat(), data={"title": "示例标题", "body": BODY} | texts), at=at
    )
    assert isinstance(told, Event)
    record_check(check_event(told, at=at), actor=Actor.user(1), at=at)


def looking(share: int, at: datetime) -> None:
    """Let a table be in force by which a share of the posts of A is looked at."""
    body: dict[str, Any] = deepcopy(first_body())
    body["obligations"]["a"]["second_look_permille"] = share
    PublishedTable.objects.create(
        version="looking",
        body=body,
        sha256=body_digest(body),
        effective_from=at - timedelta(days=1),
        reasons="示例",
        proposed_by="user:1",
        proposed_at=at - timedelta(days=9),
        diff_at=at - timedelta(days=8),
        activated_by="user:2",
        activated_at=at - timedelta(days=8),
    )


def test_rq017_post_without_a_self_check_is_looked_at(matters: Matters, at: datetime) -> None:
    graded("c", at)
    ref = published("1", at)

    assert 1 == take_second_looks(at=at)
    look = SecondLook.objects.get()
    assert (ref, "unchecked", "open") == (look.content_ref, look.reason, case(look.case_ref).status)


def test_rq017_post_that_was_checked_on_record_is_left_alone(matters: Matters, at: datetime) -> None:
    graded("c", at)
    checked(at - timedelta(minutes=5))
    published("1", at)

    reasons = [take_second_looks(at=at), *SecondLook.objects.values_list("reason", flat=True)]

    assert reasons in ([0], [1, "drawn"])


def test_check_of_another_text_does_not_count(matters: Matters, at: datetime) -> None:
    graded("c", at)
    checked(at - timedelta(minutes=5), body="另一篇")
    published("1", at)

    take_second_looks(at=at)

    assert "unchecked" == SecondLook.objects.get().reason


def test_check_after_publishing_does_not_count(matters: Matters, at: datetime) -> None:
    graded("c", at)
    published("1", at)
    checked(at + timedelta(minutes=5))

    take_second_looks(at=at + timedelta(minutes=6))

    assert "unchecked" == SecondLook.objects.get().reason


@pytest.mark.parametrize("grade", ["a", "b"])
def test_other_grades_are_not_obliged(matters: Matters, at: datetime, grade: str) -> None:
    graded(grade, at)
    published("1", at)

    assert 0 == take_second_looks(at=at)


def test_account_without_a_grade_is_not_obliged(matters: Matters, at: datetime) -> None:
    published("1", at)

    assert 0 == take_second_looks(at=at)


def test_rq017_share_of_the_posts_is_the_published_one(matters: Matters, at: datetime) -> None:
    graded("a", at)
    looking(1000, at)
    for n in range(3):
        published(str(n), at)

    assert 3 == take_second_looks(at=at)
    assert {"drawn"} == set(SecondLook.objects.values_list("reason", flat=True))


def test_post_is_looked_at_once_and_stays_visible(matters: Matters, at: datetime) -> None:
    graded("c", at)
    ref = published("1", at)

    assert (1, 0) == (take_second_looks(at=at), take_second_looks(at=at))
    assert "visible" == content(ref).status


def test_post_from_before_the_grade_is_left_alone(matters: Matters, at: datetime) -> None:
    """Whoever published under other duties is not held to those that came later."""
    graded("c", at)
    GradeChange.objects.create(account_ref=ACCOUNT, old="b", new="c", points=1, table_version="0", at=at)
    published("1", at - timedelta(hours=1))
    published("2", at)

    assert 1 == take_second_looks(at=at)


def test_case_says_why_the_post_is_looked_at(matters: Matters, at: datetime) -> None:
    graded("c", at)
    published("1", at)
    take_second_looks(at=at)

    ref = SecondLook.objects.get().case_ref

    assert ("screening", "c-1") == (case(ref).kind, case(ref).content_ref)
    assert case_history(ref)
