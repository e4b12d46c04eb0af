"""Claims about precautions: a measure on one content before anything is found, asked for by a law."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goodstanding.apps.audit.verification import verify_log
from goodstanding.apps.enforcement import selectors, services
from goodstanding.apps.enforcement.errors import ClauseTooBroad, DraftIncomplete, MeasureImpossible
from goodstanding.apps.enforcement.values import MeasureDraft
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.notices.models import Notice
from tests.factories.matters import ACCOUNT, CONTENT, case_about, claimed, draft_for


def precaution(case, **changes):
    drafted = draft_for(
        case, verdict="precaution", label="", severity="", measures=(MeasureDraft("remove_content"),), advice="可以提交声明。"
    )
    return replace(drafted, **changes)


@pytest.fixture
def held(matters, at):
    """A case a reviewer holds."""
    return claimed(case_about(at=at), matters.actor("reviewer"), at=at)


@pytest.fixture
def taken(matters, held, at):
    """A precaution in force."""
    return services.decide(precaution(held), actor=matters.actor("reviewer"), expected_version=held.version, at=at)


def test_a_precaution_takes_the_content_down_and_finds_nothing(taken):
    assert ("precaution", "", "removed") == (taken.verdict, taken.label, ingest.content(CONTENT).status)


def test_a_precaution_says_that_nothing_is_found(taken):
    notice = Notice.objects.get(ref=taken.notice_ref)

    assert "precaution_taken" == notice.code
    assert "没有认定您违规" in notice.body


def test_a_precaution_counts_as_no_violation_on_the_ladder(taken, at):
    assert () == selectors.proposed_measures("account_trading", "serious", ACCOUNT, at=at).prior


@pytest.mark.parametrize("measures", [(), (MeasureDraft("suspend_updates", days=7),)])
def test_a_precaution_beyond_one_content_is_refused(matters, held, at, measures):
    with pytest.raises(MeasureImpossible):
        services.decide(
            precaution(held, measures=measures), actor=matters.actor("reviewer"), expected_version=held.version, at=at
        )


def test_a_precaution_says_what_the_account_can_do(matters, held, at):
    with pytest.raises(DraftIncomplete):
        services.decide(precaution(held, advice=""), actor=matters.actor("reviewer"), expected_version=held.version, at=at)


def test_a_precaution_names_a_specific_clause(matters, held, at):
    broad = precaution(held, clauses=("PA21:4.1",))

    with pytest.raises(ClauseTooBroad):
        services.decide(broad, actor=matters.actor("reviewer"), expected_version=held.version, at=at)


def test_ended_measures_give_the_content_back_and_leave_the_decision(taken, at):
    ended = services.end_measures(taken.ref, at=at)

    assert (1, "visible", True) == (ended, ingest.content(CONTENT).status, selectors.decision(taken.ref).is_in_force)


def test_ending_twice_does_nothing_twice(taken, at):
    services.end_measures(taken.ref, at=at)

    assert 0 == services.end_measures(taken.ref, at=at)
    assert verify_log().is_whole
