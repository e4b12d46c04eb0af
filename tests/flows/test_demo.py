"""The demo tells what its first page promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from goodstanding.apps.audit.verification import verify_log
from goodstanding.apps.disclosure import selectors as disclosure
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.blocklist import kept_out
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.redress.dispute_selectors import disputes_of, seats_of
from goodstanding.apps.redress.takedown_selectors import takedowns_of
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.reading.barred import barred_names, refusals
from goodstanding.apps.registry.reading.grades import grade_counts
from goodstanding.apps.registry.reading.patrol import patrol_report
from goodstanding.apps.registry.reading.rings import rings
from goodstanding.apps.screening.replay import replay_decision
from goodstanding.apps.screening.selectors import withheld
from goodstanding.demo.seeding import Seeded, seed
from goodstanding.demo.stories import content_of, stories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 16, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Tell the demo once for the module, inside a transaction that is taken back, with an index of texts of its own."""
    from django.conf import settings
    from django.db import transaction

    own = replace(settings.CONFIG, state_dir=tmp_path_factory.mktemp("demo"))
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(settings, "CONFIG", own)
        yield seed(at=NOW)
        transaction.set_rollback(True)


def test_sixty_accounts_and_fifty_cases_are_seeded(seeded: Seeded) -> None:
    assert (60, True) == (seeded.accounts, seeded.cases >= 50)


def test_no_lawful_post_opens_a_case(seeded: Seeded) -> None:
    assert [] == seeded.false_alarms


def test_every_story_that_rules_should_see_is_seen(seeded: Seeded) -> None:
    assert [] == seeded.undetected


def test_every_label_but_a_few_is_decided_once(seeded: Seeded) -> None:
    decided = {one.label for one in enforcement.latest_decisions(limit=500) if one.label}

    assert {"incitement", "harassment", "account_trading", "false_originality", "impersonation"} <= decided
    assert len(decided) >= 14


def test_every_story_is_told_in_two_languages() -> None:
    assert [] == [story.id for story in stories() if {"zh", "en"} != set(story.title) or {"zh", "en"} != set(story.told)]


def test_the_record_verifies(seeded: Seeded) -> None:
    assert verify_log().is_whole


def test_decisions_of_the_demo_replay_byte_for_byte(seeded: Seeded) -> None:
    refs = [one.ref for one in enforcement.latest_decisions(limit=500) if one.evaluation_ref][:5]

    assert [True] * 5 == [replay_decision(ref).is_identical for ref in refs]


def test_cards_of_persons_show_no_full_name(seeded: Seeded) -> None:
    card = disclosure.public_card("demo-trade", at=NOW)

    assert card.is_reduced
    assert "罗某" not in str(card.operating_entity)


@pytest.mark.parametrize("account", ["demo-garden", "demo-run"])
def test_both_owners_have_something_on_every_page_of_originality(seeded: Seeded, account: str) -> None:
    statuses = {one.status for one in originality.originals_of(account)}

    assert "declared" in statuses
    assert statuses & {"refused", "challenged"}
    assert originality.licences_given(account)
    assert originality.licences_received(account)
    assert originality.drafts_of(account)
    assert ["acted"] == [one.state for one in takedowns_of([account])]


def test_refused_declaration_of_the_demo_shows_what_was_taken(seeded: Seeded) -> None:
    found = originality.original_of(content_of("darkroom-copy"))

    check = originality.latest_check(found.ref)

    assert ("refused", "light_edit") == (found.status, check.against[0].kind)


def test_dispute_of_the_demo_has_a_panel_that_sits(seeded: Seeded) -> None:
    (found,) = disputes_of(["demo-garden"])

    assert "voting" == found.state
    assert NOW < found.panels[0].closes_at
    assert found.panels[0].invited >= 10


def test_owner_who_reads_english_is_asked_to_judge(seeded: Seeded) -> None:
    (juror,) = registry.members_of("demo-run")

    assert 1 == len(seats_of(juror))


def test_block_log_of_the_demo_has_every_kind(seeded: Seeded) -> None:
    assert ["演示旧货转让站"] == [one.name for one in barred_names()]
    assert ["ban_reregistration"] == [one.kind for one in kept_out()]
    assert {"decided", "closed_name", "banned_subject"} == {one.reason for one in refusals()}
    assert "demo-unverified" in {one.account_ref for one in withheld()}


def test_ring_of_the_demo_has_lines_between_its_accounts(seeded: Seeded) -> None:
    [found] = rings()

    assert ("open", True) == (found.status, found.case_ref.startswith("C-"))
    assert len(found.members) <= len(found.edges)


def test_accounts_of_the_demo_are_graded_and_due_again(seeded: Seeded) -> None:
    counts = grade_counts()

    assert (True, True) == (counts["a"] >= 20, counts["c"] > 0)
    assert 0 == patrol_report(since=NOW, at=NOW).unplanned
