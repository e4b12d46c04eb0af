"""Claims about the pure parts: drafts, ladder, statements, and the registry of effects."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.apps.enforcement.checks import every_measure_has_both_ways
from goodstanding.apps.enforcement.drafts import draft_json, draft_sha256, read_draft
from goodstanding.apps.enforcement.effects import EFFECTS, EffectRegistry
from goodstanding.apps.enforcement.evidence_owed import evidence_owed
from goodstanding.apps.enforcement.ladder import find_step, is_above, is_lighter, is_within
from goodstanding.apps.enforcement.measures import MeasureCode
from goodstanding.apps.enforcement.statements import quotes
from goodstanding.apps.enforcement.values import DecisionDraft, Evidence, MeasureDraft, ShownEvidence
from goodstanding.core.kernel.severity import Severity
from goodstanding.core.policy.model import LadderStep

AT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
PROPOSED = (MeasureDraft("remove_content"), MeasureDraft("suspend_updates", days=7))


def step(label, occurrence, maximum="close"):
    return LadderStep(label, Severity.SERIOUS, occurrence, ({"code": "warn"},), maximum)


STEPS = (step("*", 1), step("*", 2), step("*", 3), step("harassment", 1))


@pytest.mark.parametrize(
    ("label", "occurrence", "found"),
    [
        ("other", 1, STEPS[0]),
        ("other", 2, STEPS[1]),
        ("other", 9, STEPS[2]),
        ("harassment", 1, STEPS[3]),
        ("harassment", 7, STEPS[3]),
    ],
)
def test_the_last_step_serves_all_later_ones(label, occurrence, found):
    assert found == find_step(STEPS, label=label, severity="serious", occurrence=occurrence)


def test_a_severity_without_steps_has_none():
    assert find_step(STEPS, label="other", severity="minor", occurrence=1) is None


@pytest.mark.parametrize(
    ("measure", "within"),
    [
        (MeasureDraft("suspend_updates", days=7), True),
        (MeasureDraft("suspend_updates", days=6), True),
        (MeasureDraft("suspend_updates", days=8), False),
        (MeasureDraft("suspend_updates"), False),
        (MeasureDraft("warn"), True),
        (MeasureDraft("limit_function", scope="publish", days=7), True),
        (MeasureDraft("limit_function", scope="publish", days=30), False),
        (MeasureDraft("close"), False),
    ],
)
def test_within_the_ladder_is_no_heavier_and_no_longer(measure, within):
    assert within == is_within(measure, PROPOSED)


def test_removing_the_content_is_never_above_the_maximum():
    assert not is_above(MeasureDraft("remove_content"), "warn")
    assert is_above(MeasureDraft("close"), "suspend_updates")


@pytest.mark.parametrize(
    ("measures", "lighter"),
    [
        ((), True),
        ((MeasureDraft("suspend_updates", days=7),), True),
        ((MeasureDraft("remove_content"), MeasureDraft("suspend_updates", days=3)), True),
        (PROPOSED, False),
        ((MeasureDraft("suspend_updates", days=9),), False),
    ],
)
def test_lighter_takes_something_off(measures, lighter):
    assert lighter == is_lighter(measures, PROPOSED)


def test_a_quote_shows_words_with_their_surroundings():
    evidence = Evidence(
        "evaluation", "E-1", "e" * 64, "", ({"field": "body", "start": 2, "end": 4, "text": "丙丁", "why": "词库"},)
    )

    (quote,) = quotes({"body": "甲乙丙丁戊己"}, [evidence])

    assert ("甲乙", "丙丁", "戊己", "词库") == (quote["before"], quote["text"], quote["after"], quote["why"])


def test_a_place_the_author_edited_away_is_quoted_by_its_words_only():
    evidence = Evidence("evaluation", "E-1", "e" * 64, "", ({"field": "body", "start": 2, "end": 4, "text": "丙丁"},))

    (quote,) = quotes({"body": "另一段文字，全改了"}, [evidence])

    assert ("", "丙丁", "") == (quote["before"], quote["text"], quote["after"])


@given(
    st.lists(st.sampled_from(list(MeasureCode)), max_size=4),
    st.one_of(st.none(), st.integers(1, 3650)),
    st.text(max_size=40),
    st.booleans(),
)
def test_a_kept_draft_reads_back_the_same(codes, days, facts, has_end):
    draft = DecisionDraft(
        source="staff",
        verdict="violation",
        case_ref="C-1",
        account_ref="acct-1",
        facts=facts,
        evidence=(Evidence("note", "N", "a" * 64, "s", ({"field": "body", "start": 0, "end": 1, "text": "x"},)),),
        measures=tuple(MeasureDraft(code, days=days, ends_at=AT + timedelta(days=1) if has_end else None) for code in codes),
        counted_from=AT,
    )

    again = read_draft(draft_json(draft))

    assert (draft, draft_sha256(draft)) == (again, draft_sha256(again))


def test_every_measure_can_be_applied_and_taken_back():
    assert () == EFFECTS.missing()
    assert [] == every_measure_has_both_ways(None)


def test_an_incomplete_registry_is_named():
    assert tuple(MeasureCode) == EffectRegistry({}).missing()


def test_files_of_a_report_do_not_count_as_reports():
    pieces = [
        Evidence("evaluation", "E-1", "e" * 64, "rule"),
        Evidence("report", "R-1", "a" * 64, "words"),
        Evidence("attachment", f"R-1/{'b' * 64}", "b" * 64, "photo.png"),
        Evidence("report", "R-2", "c" * 64, "more words"),
        Evidence("attachment", f"A-1/{'d' * 64}", "d" * 64, "the account's own"),
    ]

    assert (
        ShownEvidence("evaluation", "E-1", "e" * 64, "rule"),
        ShownEvidence("report", count=2),
        ShownEvidence("attachment", f"A-1/{'d' * 64}", "d" * 64, "the account's own"),
    ) == evidence_owed(pieces)


def test_notes_by_staff_are_counted_and_not_shown():
    pieces = [Evidence("note", "user:7", "a" * 64, "one"), Evidence("note", "user:7", "b" * 64, "two")]

    assert (ShownEvidence("note", count=2),) == evidence_owed(pieces)


def test_words_marked_by_a_reporter_are_not_quoted():
    told = Evidence("report", "R-1", "a" * 64, "words", ({"field": "body", "start": 0, "end": 2, "text": "甲乙"},))

    assert [] == quotes({"body": "甲乙丙"}, [told])
