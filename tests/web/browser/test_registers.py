"""Rings, grades, accuracy and the platform's duties in a browser: readable for everybody, at two widths, in two languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from goodstanding.apps.common import clock
from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.obligations.services.features import answer_for_feature
from goodstanding.apps.obligations.values import QUESTIONS
from goodstanding.apps.registry import services as registry
from goodstanding.apps.registry.reading.rings import rings
from goodstanding.apps.registry.services.grading import grade_accounts
from goodstanding.apps.registry.services.patrolling import plan_patrols
from goodstanding.apps.registry.services.projection import apply_account_event
from goodstanding.apps.registry.services.ringing import look_for_rings
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Event
from tests.factories.desk import PASSWORD, Desk
from tests.factories.events import event
from tests.web.browser.conftest import NARROW, WIDE, violations

SignedIn = Callable[..., Page]
Shot = Callable[[Page, str], None]
LOOKS = [("zh-hans", WIDE), ("en", NARROW)]


def named(language: str, viewport: dict[str, int], page: str) -> str:
    return f"{page}-{language}-{viewport['width']}"


@pytest.fixture
def seeded(desk: Desk) -> Desk:
    """A desk with a ring, grades, days of the patrol, a feature at the gate, and an administrator."""
    now = clock.now()
    for n in range(7):
        origin = {"device": "d1" if n < 5 else "d2", "phone_prefix": "p", "contact_domain": "m"}
        data = {"name": f"示例批量{n}", "origin": origin}
        raw = event(
            f"reg-{n}",
            type="account.registered",
            subject=f"acct-bulk-{n}",
            data=data,
            time=(now - timedelta(hours=20 - 2 * n)).isoformat(),
        )
        told = decode_event(raw, at=now)
        assert isinstance(told, Event)
        apply_account_event(told)
    look_for_rings(at=now)
    plan_patrols(at=now)
    grade_accounts(at=now)
    person = identity.create_user(
        "admin", password=PASSWORD, display_name="管理员（演示）", roles=["administrator", "auditor"], at=now
    )
    answers = dict.fromkeys(QUESTIONS, False) | {"live_or_realtime": True}
    answer_for_feature("live_rooms", title="直播间（演示）", answers=answers, actor=Actor.user(person.id), at=now)
    return desk


@pytest.mark.parametrize(("language", "viewport"), LOOKS)
def test_ring_is_read_as_a_graph_and_in_words(
    signed_in: SignedIn, seeded: Desk, shot: Shot, language: str, viewport: dict[str, int]
):
    page = signed_in("reviewer", language=language, viewport=viewport)
    page.goto(f"/console/cases/{rings()[0].case_ref}/")
    page.keyboard.press("c")
    expect(page.locator("#decide")).to_be_visible()

    expect(page.locator(".ring-graph .node")).to_have_count(5)
    shot(page, named(language, viewport, "ring"))
    page.locator(".ring-graph").scroll_into_view_if_needed()
    shot(page, named(language, viewport, "ring-graph"))
    assert [] == violations(page)


@pytest.mark.parametrize(("language", "viewport"), LOOKS)
@pytest.mark.parametrize("path", ["patrol", "accuracy", "grades/?account=acct-demo-01", "grades/0", "duties"])
def test_pages_of_the_register_are_readable(
    signed_in: SignedIn, seeded: Desk, shot: Shot, language: str, viewport: dict[str, int], path: str
):
    page = signed_in("admin", language=language, viewport=viewport)
    page.goto(f"/console/{path.rstrip('/')}/" if "?" not in path else f"/console/{path}")

    shot(page, named(language, viewport, path.split("/", maxsplit=1)[0] + ("-table" if path == "grades/0" else "")))
    assert [] == violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(("language", "viewport"), LOOKS)
@pytest.mark.parametrize("path", ["accounts/acct-demo-01/grade", "rules"])
def test_pages_of_the_operator_are_readable(
    signed_in: SignedIn, seeded: Desk, shot: Shot, language: str, viewport: dict[str, int], path: str
):
    page = signed_in("admin", language=language, viewport=viewport)
    operator = registry_operator_of("acct-demo-01")
    registry.add_member(operator, user_id=identity_of("admin"), actor=Actor.user(seeded.users["senior"]), at=clock.now())
    page.goto(f"/portal/{path}/")

    shot(page, named(language, viewport, "portal-" + path.rsplit("/", maxsplit=1)[-1]))
    assert [] == violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def registry_operator_of(account_ref: str) -> str:
    from goodstanding.apps.registry.selectors import account

    operator = account(account_ref).operator
    assert operator is not None
    return operator.ref


def identity_of(name: str) -> int:
    from goodstanding.apps.identity.selectors import person_by_username

    return person_by_username(name).id
