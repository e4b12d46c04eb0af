"""Nobody publishes without a verified identity of their own: kept, not shown, told with reasons, let through later.

Source: PA21:8.1, RQ-024
"""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.notices.selectors import inbox, notice
from goodstanding.apps.redress.values import AppealView
from goodstanding.apps.registry import selectors as reading
from goodstanding.apps.registry import services as registry
from goodstanding.apps.screening.selectors import withheld_of
from goodstanding.apps.screening.services import receive_events, receive_events_for_later, screen_pending
from goodstanding.apps.screening.services.withholding import release_served
from goodstanding.core.events.outcome import Outcome
from tests.factories.applications import filled_in, person_form
from tests.factories.events import event, post
from tests.factories.matters import (
    ACCOUNT,
    PERSON_ACCOUNT,
    PLATFORM,
    Matters,
    answered,
    appealed,
    case_about,
    claimed,
    draft_for,
    seed_matters,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def matters(db: None, at: datetime) -> Matters:
    """A platform with verified accounts, one of whose operators is found to have borrowed its identity."""
    made = seed_matters(at=at)
    account = reading.account(ACCOUNT)
    assert account.operator is not None
    registry.void_identity(account.operator.ref, fault="borrowed", actor=SYSTEM, at=at)
    return made


def told(at: datetime, id_: str = "e-w-1", *, subject: str = ACCOUNT, **fields: Any) -> Outcome:
    (outcome,) = receive_events([post(id_, subject=subject, **fields)], source_actor=PLATFORM, at=at)
    return outcome


def verify_again(at: datetime) -> None:
    account = reading.account(ACCOUNT)
    assert account.operator is not None
    registry.verify_operator(account.operator.ref, means={"kind": "demo"}, actor=SYSTEM, at=at)


def test_rq024_borrowed_identity_cannot_publish_and_the_outcome_says_why(matters: Matters, at: datetime) -> None:
    outcome = told(at)

    assert "hold" == outcome.suggestion
    assert any("belongs to somebody else" in note and "PA21:8.1" in note for note in outcome.notes or ())


def test_rq024_what_is_kept_back_is_stored_and_not_shown(matters: Matters, at: datetime) -> None:
    told(at)

    assert "held" == ingest.content("c-e-w-1").status


def test_rq024_block_log_has_the_reason(matters: Matters, at: datetime) -> None:
    told(at)

    (line,) = withheld_of(ACCOUNT)
    assert ("e-w-1", "c-e-w-1", "borrowed", None) == (line.event_id, line.content_ref, line.reason, line.released_at)


@pytest.mark.parametrize("path", ["later", "comment", "edit"])
def test_rq024_no_other_path_publishes_either(matters: Matters, at: datetime, path: str) -> None:
    if path == "later":
        receive_events_for_later([post("e-w-2")] and [post("e-w-2", subject=ACCOUNT)], source_actor=PLATFORM, at=at)
        screen_pending(at=at)
        ref = "c-e-w-2"
    elif path == "comment":
        said = event("e-w-2", "comment.posted", subject=ACCOUNT, data={"comment_id": "m-1", "content_id": "c-x", "body": "好。"})
        receive_events([said], source_actor=PLATFORM, at=at)
        ref = "m-1"
    else:
        told(at, "e-w-2", type="content.edited", content="c-demo-1", time="2026-11-23T12:00:00+08:00")
        ref = "c-demo-1"

    assert "held" == ingest.content(ref).status


def test_rq024_account_is_told_once_with_reason_and_appeal_route(matters: Matters, at: datetime) -> None:
    told(at)
    told(at + timedelta(minutes=5), "e-w-2")

    (decision,) = enforcement.decisions_of(ACCOUNT)
    body = notice(decision.notice_ref).body
    assert "属于他人" in body
    assert f"/portal/decisions/{decision.ref}/appeal" in body


def test_rq024_unserved_account_can_still_appeal_and_is_let_through_if_right(matters: Matters, at: datetime) -> None:
    told(at)
    (decision,) = enforcement.decisions_of(ACCOUNT)

    filed = appealed(matters, decision, at=at)
    answered(matters, filed, "upheld", at=at)
    release_served(at=at)

    assert isinstance(filed, AppealView)
    assert "visible" == ingest.content("c-e-w-1").status


def test_rq024_nothing_is_lost_once_the_identity_is_verified(matters: Matters, at: datetime) -> None:
    told(at)
    told(at, "e-w-2")

    verify_again(at + timedelta(hours=1))
    let_through = release_served(at=at + timedelta(hours=1))

    assert 2 == let_through
    assert {"visible"} == {ingest.content(ref).status for ref in ("c-e-w-1", "c-e-w-2")}
    assert () == reading.restrictions_of(ACCOUNT, at=at + timedelta(hours=1))


def test_rq024_word_is_renewed_while_the_reason_stands(matters: Matters, at: datetime) -> None:
    from goodstanding.apps.enforcement.services import expire_measures

    told(at)
    later = at + timedelta(days=31)

    expire_measures(at=later)
    release_served(at=later)

    assert "held" == ingest.content("c-e-w-1").status
    assert 2 == len(enforcement.decisions_of(ACCOUNT))


def test_looking_again_costs_the_same_however_many_accounts_wait(matters: Matters, at: datetime) -> None:
    told(at)
    with CaptureQueriesContext(connection) as for_one:
        release_served(at=at)
    other = reading.account(PERSON_ACCOUNT)
    assert other.operator is not None
    registry.void_identity(other.operator.ref, fault="forged", actor=SYSTEM, at=at)
    told(at, "e-w-2", subject=PERSON_ACCOUNT)

    with CaptureQueriesContext(connection) as for_two:
        release_served(at=at)

    assert len(for_one) == len(for_two)


def test_accounts_that_go_on_waiting_do_not_stand_in_the_way(matters: Matters, at: datetime) -> None:
    other = reading.account(PERSON_ACCOUNT)
    assert other.operator is not None
    registry.void_identity(other.operator.ref, fault="forged", actor=SYSTEM, at=at)
    told(at)
    told(at, "e-w-2", subject=PERSON_ACCOUNT)
    registry.verify_operator(other.operator.ref, means={"kind": "demo"}, actor=SYSTEM, at=at)

    assert 1 == release_served(at=at, limit=1)


def test_rq024_account_still_applied_for_cannot_publish_and_its_applicant_is_told(matters: Matters, at: datetime) -> None:
    applicant = identity.create_user("applicant", kind="operator", at=at).id
    filled_in(person_form(5), applicant=applicant, at=at, account_ref="acct-new")

    outcome = told(at, subject="acct-new")

    (decision,) = enforcement.decisions_of("acct-new")
    assert "hold" == outcome.suggestion
    assert reading.may_act_for(applicant, "acct-new")
    assert any("暂不能发布" in one.subject for one in inbox([("user", str(applicant))]))
    assert "applying" == withheld_of("acct-new")[0].reason
    assert decision.appeal_route["url_path"].startswith("/portal/decisions/")


def test_rq024_verified_account_publishes(db: None, at: datetime) -> None:
    seed_matters(at=at)

    assert "pass" == told(at).suggestion


@pytest.mark.parametrize(("gate", "suggestion"), [("known", "pass"), ("all", "hold"), ("off", "pass")])
def test_account_nobody_registered_is_refused_where_the_platform_wants_it(
    matters: Matters, at: datetime, gate: str, suggestion: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CONFIG", SimpleNamespace(**_config(), identity_gate=gate))

    assert suggestion == told(at, subject="acct-unheard-of").suggestion


def test_suspended_account_cannot_publish_and_the_decision_is_named(db: None, at: datetime) -> None:
    matters = seed_matters(at=at)
    from goodstanding.apps.enforcement import services as deciding

    case = claimed(case_about("", at=at), matters.actor("reviewer"), at=at)
    made = deciding.decide(draft_for(case), actor=matters.actor("reviewer"), expected_version=case.version, at=at)

    outcome = told(at + timedelta(minutes=1))

    assert any(made.ref in note for note in outcome.notes or ())
    assert made.ref == withheld_of(ACCOUNT)[0].decision_ref


def test_telling_that_fails_keeps_back_all_the_same(matters: Matters, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    from goodstanding.apps.screening.errors import EvaluationUnknown
    from goodstanding.apps.screening.services import withholding

    def fail(*_: object, **__: object) -> None:
        raise EvaluationUnknown("示例")

    monkeypatch.setattr(withholding, "decide", fail)
    outcome = told(at)

    with immediate():
        assert ("hold", "held") == (outcome.suggestion, ingest.content("c-e-w-1").status)


def _config() -> dict[str, Any]:
    from dataclasses import fields

    return {one.name: getattr(settings.CONFIG, one.name) for one in fields(settings.CONFIG) if one.name != "identity_gate"}
