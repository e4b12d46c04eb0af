"""Profiles the platform reports pass the same gate: what is held is put back, and what the register gains is looked for."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.common import outbox
from goodstanding.apps.enforcement.values import MeasureDraft
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.notices.selectors import inbox
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.name_records import NewName
from goodstanding.apps.registry.reading.names import holds_of, name_hold, protected_names
from goodstanding.apps.registry.services.accounts import register_account
from goodstanding.apps.registry.services.deciding_names import decide_name
from goodstanding.apps.registry.services.name_register import RECHECK, protect_names
from goodstanding.apps.review import selectors as reading
from goodstanding.apps.review import services as review
from goodstanding.apps.screening.services import receive_events
from goodstanding.core.events.outcome import Outcome
from tests.factories.events import event
from tests.factories.matters import ACCOUNT, PLATFORM, Matters, case_about, decided_by_two, seed_matters

pytestmark = pytest.mark.django_db
UNIVERSITY = "示例理工大学"


@pytest.fixture
def matters(db: None, at: datetime) -> Matters:
    """A platform with a protected name."""
    made = seed_matters(at=at)
    protect_names([NewName(UNIVERSITY, "university", "示例名录")], actor=SYSTEM, at=at)
    return made


def told(at: datetime, name: str, *, ref: str = ACCOUNT, type_: str = "account.profile_changed", number: int = 1) -> Outcome:
    (outcome,) = receive_events(
        [event(f"e-name-{number}", type_, subject=ref, data={"name": name})], source_actor=PLATFORM, at=at
    )
    return outcome


def decide(ref: str, outcome: str, matters: Matters, at: datetime) -> None:
    """Claim the case of a hold and decide it."""
    case, actor = name_hold(ref).case_ref, matters.actor("reviewer")
    review.perform(case, action="claim", expected_version=reading.case(case).version, actor=actor, at=at)
    version = reading.case(case).version
    decide_name(ref, outcome=outcome, reasons="已核对。", case_version=version, actor=actor, at=at)


def test_rq027_reported_lookalike_is_held_and_the_old_name_stands(matters: Matters, at: datetime) -> None:
    outcome = told(at, "示例理工太学官方")

    hold = holds_of(ACCOUNT)[0]
    assert ("event", "示例理工太学官方") == (hold.origin, hold.proposed["name"])
    assert "示例健康小站" == registry.account(ACCOUNT).name
    assert any(hold.ref in note for note in outcome.notes or ())


def test_released_change_takes_effect_and_is_told(matters: Matters, at: datetime) -> None:
    told(at, "示例理工太学")

    decide(holds_of(ACCOUNT)[0].ref, "release", matters, at)

    assert "示例理工太学" == registry.account(ACCOUNT).name
    assert "registry_news" in {one.code for one in inbox([("account", ACCOUNT)])}


def test_released_name_reported_again_is_not_held_again(matters: Matters, at: datetime) -> None:
    told(at, "示例理工太学")
    decide(holds_of(ACCOUNT)[0].ref, "release", matters, at)
    told(at, "样例养生", number=2)

    told(at, "示例理工太学", number=3)

    assert ["released"] == [one.state for one in holds_of(ACCOUNT)]


def test_rq032_name_near_a_closed_one_is_rechecked_never_refused(matters: Matters, at: datetime) -> None:
    case = case_about("", severity="grave", at=at)
    decided_by_two(matters, case, measures=(MeasureDraft("close"),), severity="grave", exception_reason="示例：严重。", at=at)

    told(at, "示例健康小栈", ref="acct-near", type_="account.registered")

    [hold] = holds_of("acct-near")
    assert ["closed_near"] == [hit.rule for hit in hold.hits]
    assert "示例健康小栈" == registry.account("acct-near").name


def test_rq031_reversed_closing_withdraws_the_entry(matters: Matters, at: datetime) -> None:
    from goodstanding.apps.enforcement import services as enforcement

    case = case_about("", severity="grave", at=at)
    closing = decided_by_two(
        matters, case, measures=(MeasureDraft("close"),), severity="grave", exception_reason="示例：严重。", at=at
    )
    held = [one.source for one in protected_names() if one.kind == "closed"]

    enforcement.reverse(
        closing.ref, reasons="示例：不成立。", evidence=(), actor=matters.actor("officer"), at=at + timedelta(days=1)
    )

    assert ([closing.ref], []) == (held, [one.source for one in protected_names() if one.kind == "closed"])


def test_names_added_later_are_looked_for_among_accounts(matters: Matters, at: datetime) -> None:
    register_account("acct-near", name="样例晚报官微", actor=SYSTEM, at=at)
    protect_names([NewName("样例晚报", "media", "示例名录 2")], actor=SYSTEM, at=at)

    outbox.drain(lambda: at, only=frozenset({RECHECK}))

    [hold] = holds_of("acct-near")
    assert ("recheck", "样例晚报官微") == (hold.origin, registry.account("acct-near").name)


def test_rq025_event_that_touches_no_rule_is_taken_over(matters: Matters, at: datetime) -> None:
    told(at, "样例养生日常")

    assert ("样例养生日常", ()) == (registry.account(ACCOUNT).name, holds_of(ACCOUNT))
