"""Disuse: warned in time, brought before a person after the notice, paused by that person, woken in one step."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.audit.selectors import entries_about
from goodstanding.apps.common.models import OutboxMessage
from goodstanding.apps.identity.models import User
from goodstanding.apps.notices.selectors import inbox
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.calendar_months import months_later
from goodstanding.apps.registry.errors import LifeUnfit
from goodstanding.apps.registry.life_records import DormancyRecord
from goodstanding.apps.registry.models import Account
from goodstanding.apps.registry.reading.life import dormancy_of, pause_of
from goodstanding.apps.registry.services.dormancy import decide_dormancy, watch_dormancy
from goodstanding.apps.registry.services.pausing import WOKEN, pause_by_wish, wake_account
from goodstanding.apps.review.selectors import case
from goodstanding.apps.screening.services import receive_events
from tests.factories.events import post
from tests.factories.life import agreement_accepted, signed_in, unused_since
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, PLATFORM, Matters, claimed, publish

DAY = timedelta(days=1)


@pytest.fixture
def since(matters: Matters, at: datetime) -> datetime:
    """An account that accepted the agreement and was last used a day later."""
    agreement_accepted(ACCOUNT, at=at)
    used_at = at + DAY
    unused_since(ACCOUNT, used_at)
    return used_at


def stage_at(moment: datetime) -> str:
    """Let the worker look and return how far the account is."""
    watch_dormancy(at=moment)
    found = dormancy_of(ACCOUNT)
    return found.stage if found else ""


def warned(at: datetime) -> datetime:
    """Let every warning be given in its time; return when the pause is proposed."""
    for moment in (months_later(at, 5), months_later(at, 6) + DAY):
        watch_dormancy(at=moment)
    found = dormancy_of(ACCOUNT)
    assert found is not None
    assert found.acts_at is not None
    watch_dormancy(at=found.acts_at)
    return found.acts_at


def decided(matters: Matters, at: datetime, outcome: str = "pause") -> DormancyRecord:
    found = dormancy_of(ACCOUNT)
    assert found is not None
    held = claimed(case(found.case_ref), matters.actor("reviewer"), at=at)
    return decide_dormancy(
        ACCOUNT, outcome=outcome, reasons="长期未使用。", case_version=held.version, actor=matters.actor("reviewer"), at=at
    )


def subjects() -> list[str]:
    return [one.subject for one in inbox([("account", ACCOUNT)])]


def test_rq041_nothing_happens_at_exactly_six_months(since: datetime) -> None:
    watch_dormancy(at=months_later(since, 5))
    told = len(subjects())

    assert ("first", told) == (stage_at(months_later(since, 6)), len(subjects()))


def test_rq041_the_operator_is_warned_at_five_months_and_with_a_date(since: datetime) -> None:
    watch_dormancy(at=months_later(since, 5))
    watch_dormancy(at=months_later(since, 6) + DAY)

    assert 2 == len(subjects())
    found = dormancy_of(ACCOUNT)
    assert found is not None
    assert months_later(since, 6) + 16 * DAY == found.acts_at


def test_rq041_after_the_notice_a_pause_is_proposed_and_nothing_closes(since: datetime) -> None:
    warned(since)

    found = dormancy_of(ACCOUNT)
    assert found is not None
    assert ("proposed", "active", None) == (found.stage, selectors.account(ACCOUNT).status, pause_of(ACCOUNT))
    assert "matter" == case(found.case_ref).kind


@pytest.mark.parametrize("use", ["sign_in", "post", "portal"])
def test_rq041_any_login_or_use_resets_the_clock(matters: Matters, since: datetime, use: str) -> None:
    proposed_at = warned(since)
    found = dormancy_of(ACCOUNT)
    used_at = proposed_at + DAY
    if use == "sign_in":
        signed_in(ACCOUNT, used_at, device="demo")
    elif use == "post":
        receive_events(
            [post("e-later", content="c-later", subject=ACCOUNT) | {"time": used_at.isoformat()}],
            source_actor=PLATFORM,
            at=used_at,
        )
    else:
        User.objects.filter(pk=matters.users["owner"]).update(last_login=used_at)

    assert "watched" == stage_at(used_at + DAY)
    assert found is not None
    assert "closed" == case(found.case_ref).status


def test_rq041_an_account_without_the_clause_is_exempt(matters: Matters, at: datetime) -> None:
    unused_since(PERSON_ACCOUNT, at)

    watch_dormancy(at=months_later(at, 30))

    found = dormancy_of(PERSON_ACCOUNT)
    assert found is not None
    assert "watched" == found.stage


def test_an_account_nothing_is_known_of_is_left_alone(matters: Matters, at: datetime) -> None:
    agreement_accepted(PERSON_ACCOUNT, at=at)
    Account.objects.filter(account_ref=PERSON_ACCOUNT).update(registered_at=None, last_signed_in_at=None)

    watch_dormancy(at=months_later(at, 30))

    found = dormancy_of(PERSON_ACCOUNT)
    assert found is not None
    assert "watched" == found.stage


def test_a_worker_that_was_away_gives_the_last_warning_its_full_time(since: datetime) -> None:
    late = months_later(since, 9)

    assert "last" == stage_at(late)
    assert "last" == stage_at(late + 14 * DAY)
    assert "proposed" == stage_at(late + 15 * DAY)


def test_the_agreements_own_notice_counts(matters: Matters, at: datetime) -> None:
    agreement_accepted(ACCOUNT, at=at, notice_days=40)
    unused_since(ACCOUNT, at)
    watch_dormancy(at=months_later(at, 5))

    assert "second" == stage_at(months_later(at, 6) + DAY)
    assert "last" == stage_at(months_later(at, 6) + 26 * DAY)
    assert "proposed" == stage_at(months_later(at, 6) + 42 * DAY)


def test_rq041_a_person_pauses_it_and_the_notice_says_how_to_wake_it(matters: Matters, since: datetime) -> None:
    proposed_at = warned(since)

    decided(matters, proposed_at + DAY)

    found = pause_of(ACCOUNT)
    assert found is not None
    assert ("dormancy", "active") == (found.cause, selectors.account(ACCOUNT).status)
    assert "账号因长期未使用已暂停" in subjects()[0]


def test_an_account_used_meanwhile_is_not_paused_whatever_was_chosen(matters: Matters, since: datetime) -> None:
    proposed_at = warned(since)
    signed_in(ACCOUNT, proposed_at + DAY, device="demo")

    found = decided(matters, proposed_at + 2 * DAY)

    assert ("watched", None) == (found.stage, pause_of(ACCOUNT))


def test_left_open_the_months_count_anew(matters: Matters, since: datetime) -> None:
    proposed_at = warned(since)
    decided(matters, proposed_at, "leave")

    assert "watched" == stage_at(months_later(proposed_at, 4))
    assert "first" == stage_at(months_later(proposed_at, 5) + DAY)


def test_one_click_wakes_it_and_names_what_lapsed(matters: Matters, since: datetime) -> None:
    proposed_at = warned(since)
    decided(matters, proposed_at)

    woken = wake_account(ACCOUNT, actor=matters.actor("owner"), at=proposed_at + DAY)

    assert pause_of(ACCOUNT) is None
    assert any("medicine" in one.en for one in woken.lapsed)
    assert OutboxMessage.objects.filter(topic=WOKEN, key=ACCOUNT).exists()


def test_only_its_operator_wakes_it(matters: Matters, at: datetime) -> None:
    pause_by_wish(ACCOUNT, actor=matters.actor("owner"), at=at)

    with pytest.raises(LifeUnfit):
        wake_account(ACCOUNT, actor=matters.actor("stranger"), at=at)


def test_what_a_paused_account_publishes_is_kept_and_appears_after_waking(matters: Matters, at: datetime) -> None:
    from goodstanding.apps.ingest.selectors import content
    from goodstanding.apps.screening.services.withholding import release_served

    pause_by_wish(ACCOUNT, actor=matters.actor("owner"), at=at)
    publish("c-resting", at=at + DAY)
    before = content("c-resting").status
    wake_account(ACCOUNT, actor=matters.actor("owner"), at=at + 2 * DAY)
    release_served(at=at + 2 * DAY)

    assert ("held", "visible") == (before, content("c-resting").status)


def test_every_step_is_in_the_record(matters: Matters, since: datetime) -> None:
    proposed_at = warned(since)
    decided(matters, proposed_at)
    wake_account(ACCOUNT, actor=matters.actor("owner"), at=proposed_at + DAY)

    actions = [one.action for one in entries_about("account", ACCOUNT)]
    wanted = {"dormancy:warned", "dormancy:proposed", "dormancy:decided", "account:paused", "account:woken"}
    assert wanted <= set(actions)
