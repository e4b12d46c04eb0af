"""Grades at the desk: an account explained, a table compared and activated by a second person."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry.account_facts import LOCAL
from goodstanding.apps.registry.reading.grades import first_body, table
from goodstanding.apps.registry.services.grading import grade_accounts, propose_table
from tests.factories.desk import Desk

SignIn = Callable[[str], Client]


@pytest.fixture
def proposed(desk: Desk) -> str:
    """A table an administrator proposed; a colleague of the same rights exists."""
    now = clock.now()
    for name in ("admin", "second"):
        desk.users[name] = identity.create_user(name, display_name=f"演示{name}", roles=["administrator"], at=now).id
    body = deepcopy(first_body())
    body["obligations"]["b"]["verification_months"] = 4
    day = (now.astimezone(LOCAL) + timedelta(days=9)).date()
    actor = Actor.user(desk.users["admin"])
    return propose_table("2026.2", body=body, effective_from=day, reasons="缩短间隔", actor=actor, at=now).version


def test_rq016_staff_see_each_input_of_an_account(sign_in: SignIn):
    grade_accounts(at=clock.now())

    page = sign_in("reviewer").get("/console/grades/?account=acct-demo-01").content.decode()

    assert "32,178 关注者" in page
    assert "尚不掌握" in page


def test_account_nobody_knows_is_said(sign_in: SignIn):
    assert "没有这个账号" in sign_in("reviewer").get("/console/grades/?account=nobody").content.decode()


def test_rq017_table_is_compared_then_activated_by_another(sign_in: SignIn, proposed: str):
    first, second = sign_in("admin"), sign_in("second")
    first.post(f"/console/grades/{proposed}/compare/")
    refused = first.post(f"/console/grades/{proposed}/activate/", follow=True).content.decode()
    page = second.get(f"/console/grades/{proposed}/").content.decode()
    done = second.post(f"/console/grades/{proposed}/activate/", follow=True).content.decode()

    assert "3 个账号中有 3 个受影响" in page
    assert "6 → 4" in page
    assert "已启用" in done
    assert "已启用" not in refused
    assert table(proposed).activated_by.startswith("user:")


def test_table_is_not_activated_before_it_was_compared(sign_in: SignIn, proposed: str):
    sign_in("second").post(f"/console/grades/{proposed}/activate/")

    assert table(proposed).activated_at is None


def test_reviewer_reads_tables_and_changes_none(sign_in: SignIn, proposed: str):
    client = sign_in("reviewer")

    assert 200 == client.get(f"/console/grades/{proposed}/").status_code
    assert 403 == client.post(f"/console/grades/{proposed}/withdraw/").status_code


def test_table_that_is_not_there_is_missing(sign_in: SignIn):
    assert 404 == sign_in("reviewer").get("/console/grades/none/").status_code


def test_patrol_shows_the_intervals_of_the_table_in_force(sign_in: SignIn):
    assert "12 个月" in sign_in("reviewer").get("/console/patrol/").content.decode()
