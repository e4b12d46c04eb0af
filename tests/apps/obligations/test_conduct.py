"""The conduct duty is a checklist a person signs; no rule fires on it, and no sanction rests on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodstanding.apps.enforcement.errors import ClauseTooBroad
from goodstanding.apps.enforcement.services import decide
from goodstanding.apps.obligations.errors import RecordUnfit
from goodstanding.apps.obligations.reading.conduct import conduct
from goodstanding.apps.obligations.services.conduct import sign_checklist
from goodstanding.apps.obligations.values import CONDUCT_ITEMS
from goodstanding.core.policy.loader import load_pack
from tests.factories.matters import case_about, claimed, draft_for, seed_matters

PACK = Path(__file__).parents[3] / "packs" / "cn-public-accounts"
DONE = dict.fromkeys(CONDUCT_ITEMS, (True, ""))


def signed(keeper, at, year=2026, **changes):
    return sign_checklist(year, items=DONE | changes, actor=keeper, at=at)


def test_rq003_checklist_is_signed_once_a_year(keeper, at):
    seed_matters(at=at)
    found = signed(keeper, at)

    with pytest.raises(RecordUnfit, match="signed"):
        signed(keeper, at)

    assert (2026, keeper.user_id, 64) == (found.year, found.signed_by, len(found.sha256))


def test_rq003_year_nobody_signed_is_red(keeper, at):
    seed_matters(at=at)
    before = [(one.year, one.is_red) for one in conduct(at=at)]
    signed(keeper, at)

    assert ([(2026, True)], [(2026, False)]) == (before, [(one.year, one.is_red) for one in conduct(at=at)])


def test_what_was_not_done_says_why(keeper, at):
    seed_matters(at=at)

    with pytest.raises(RecordUnfit, match="note"):
        signed(keeper, at, training_held=(False, ""))

    assert (False, "改在一月补办") == signed(keeper, at, training_held=(False, "改在一月补办")).items["training_held"]


def test_year_ahead_is_not_signed(keeper, at):
    seed_matters(at=at)

    with pytest.raises(RecordUnfit):
        signed(keeper, at, year=2027)


def test_rq003_no_shipped_rule_fires_on_the_conduct_duty_alone():
    alone = [rule.id for rule in load_pack(PACK).rules if set(rule.clauses) <= {"PA21:4.1", "PA21:4"}]

    assert [] == alone


def test_rq003_sanction_that_cites_only_the_conduct_duty_is_refused_as_not_specific_enough(db, at):
    matters = seed_matters(at=at)
    taken = claimed(case_about(at=at), matters.actor("reviewer"), at=at)

    with pytest.raises(ClauseTooBroad, match="specific"):
        decide(draft_for(taken, clauses=("PA21:4.1",)), actor=matters.actor("reviewer"), expected_version=taken.version, at=at)
