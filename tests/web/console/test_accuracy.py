"""The accuracy programme at the desk: the verdict is not shown to whoever judges it again; the figures are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import numbers
from goodstanding.apps.registry.models import AccuracyAction, Application, SampledVerdict
from goodstanding.apps.registry.services.sampling import draw_samples, watch_accuracy
from goodstanding.apps.registry.services.verifying import note_factor
from goodstanding.apps.review import selectors as review
from tests.factories.applications import filled_in, person_form
from tests.factories.desk import Desk

SignIn = Callable[[str], Client]


@pytest.fixture
def drawn(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> SampledVerdict:
    """A verdict that rejected, drawn."""
    chosen = {**numbers.DEFAULTS, "accuracy_sample_permille": 1000, "accuracy_least_samples": 1}
    monkeypatch.setattr(numbers, "DEFAULTS", chosen)
    now = clock.now()
    row = Application.objects.get(ref=filled_in(person_form(1), at=now).ref)
    note_factor(row, kind="name_id", value_index="v", passed=False, provider="demo-register", actor=SYSTEM, at=now)
    draw_samples(at=now)
    return SampledVerdict.objects.get()


@pytest.fixture
def holder(sign_in: SignIn, drawn: SampledVerdict) -> Client:
    """A reviewer who holds its case."""
    client = sign_in("reviewer")
    client.post(f"/console/cases/{drawn.case_ref}/claim/", {"version": review.case(drawn.case_ref).version})
    return client


def judge(client: Client, case_ref: str, choice: str) -> str:
    form = {"version": review.case(case_ref).version, "choice": choice, "reasons": "另行查证。"}
    return client.post(f"/console/cases/{case_ref}/matter/", form, follow=True).content.decode()


def test_rq023_answer_given_then_is_not_shown_to_the_second_person(holder: Client, drawn: SampledVerdict):
    page = holder.get(f"/console/cases/{drawn.case_ref}/").content.decode()

    assert "姓名与号码" in page
    assert "demo-register" in page
    assert "failed" not in page
    assert "未通过" not in page


def test_wrong_verdict_is_said_once_it_was_judged(holder: Client, drawn: SampledVerdict):
    assert "当时的核验结果有误" in judge(holder, drawn.case_ref, "holds")


def test_rq023_page_shows_rates_with_their_intervals(holder: Client, drawn: SampledVerdict):
    judge(holder, drawn.case_ref, "does_not")

    page = holder.get("/console/accuracy/").content.decode()

    assert "100.0 %（20.7–100.0），1 / 1" in page
    assert "尚无样本" in page


def test_action_about_a_provider_is_settled_at_the_desk(holder: Client, drawn: SampledVerdict):
    judge(holder, drawn.case_ref, "holds")
    watch_accuracy(at=clock.now())
    action = AccuracyAction.objects.get()
    holder.post(f"/console/cases/{action.case_ref}/claim/", {"version": review.case(action.case_ref).version})

    page = judge(holder, action.case_ref, "replaced")

    action.refresh_from_db()
    assert "replaced" == action.outcome
    assert "本季度报告" in page


def test_navigation_leads_to_the_patrol(holder: Client):
    assert '<a href="/console/patrol/"' in holder.get("/console/").content.decode()
