"""Each check finds the one thing it is named for, and says it in words the pack's author can act on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import goodstanding.core.policy.lint as lint
from goodstanding.core.policy.errors import render
from goodstanding.core.policy.lint import lint_pack
from goodstanding.core.policy.lint.registry import CHECKS
from goodstanding.core.policy.loader import load_texts
from tests.core.policy.sample import BANK, TEXTS, spoilt

Golden = Callable[[str, str], None]

EXPRESSIONS = BANK.replace("phrases", "expressions").replace(
    "  - 收购公众号\n",
    "  - '(?:收购)?'\n  - '(?:(?:收|购){1,60}号?){1,60}'\n  - '(?:.{0,25}收){0,40}购'\n  - '收购(?!公众号)'\n  - weight: 0.5\n"
    "    patterns:\n      - 出售\n      - '(a|a?)+'\n",
)
SPOILT = {
    "clause_text_matches_its_hash": ("sources.yaml", "囤积或者", "囤积及"),
    "event_type_is_in_the_contract": ("rules/trading.yaml", "[content.published]", "[content.published, content.publish]"),
    "label_is_in_the_vocabulary": ("rules/trading.yaml", "account_trading", "acount_trading"),
    "queue_exists": ("rules/trading.yaml", "queue: ordinary", "queue: ordinry"),
    "rule_cites_a_known_clause": ("rules/trading.yaml", "[PA21:18(8)]", "[PA21:18(8), PA21:18(11)]"),
    "rule_does_not_rest_on_an_open_clause_alone": ("rules/trading.yaml", "[PA21:18(8)]", "[PA21:18(9)]"),
    "rule_cites_clauses_in_force": ("rules/trading.yaml", "effective_from: 2021-02-22", "effective_from: 2021-02-21"),
    "rule_is_dated_in_order": (
        "rules/trading.yaml",
        "effective_from: 2021-02-22",
        "effective_from: 2021-02-22\n    effective_to: 2021-02-22",
    ),
    "rule_has_hit_miss_and_boundary_cases": ("cases/trading.yaml", "kind: miss", "kind: hit"),
    "case_names_a_known_rule": ("cases/trading.yaml", "account-trading.offer, name: 明确收购", "trading.offer, name: 明确收购"),
    "condition_is_well_typed": ("rules/trading.yaml", "signal.offers.hit", "signal.ofers.hit"),
    "condition_reads_only_what_its_events_carry": (
        "facts.yaml",
        "path: account.followers}",
        "path: account.followers, events: [comment.posted]}",
    ),
    "parameter_value_fits_its_type": ("parameters/followers.yaml", "2021-02-22: 100", "2021-02-22: hundred"),
    "parameter_has_a_value_when_needed": ("parameters/followers.yaml", "2021-02-22: 100", "2026-02-22: 100"),
    "parameter_is_used": ("rules/trading.yaml", "param.few_followers", "100"),
    "signal_is_used": ("rules/trading.yaml", "signal.offers.hit", 'content.body.contains("收购")'),
    "bank_is_used": ("signals.yaml", "bank: offers", "bank: ofers"),
    "bank_on_trial_stands_alone": ("banks/offers.yaml", "id: offers", "id: offers\nrollout: 0.25"),
    "bank_phrase_is_long_enough": ("banks/offers.yaml", "  - 收购公众号", "  - 收\n  - 號\u200b\n  - 收购公众号"),
    "bank_entry_stands_once": ("banks/offers.yaml", "  - 收购公众号", "  - 收购公众号\n  - 出售公眾號\n  - 收购公众号"),
    "bank_entry_is_accounted_for": (
        "banks/offers.yaml",
        "  - {pattern: 出售公众号, weight: 0.9, note: 卖方}",
        "  - {pattern: 出售公众号, id: seller, clause: PA21:18(11)}\n  - {pattern: 转让公众号, id: seller}",
    ),
    "bank_entry_speaks_one_way": ("signals.yaml", "bank: offers", "bank: offers, excuses: [offers]"),
    "bank_expression_is_safe_to_search": ("banks/offers.yaml", BANK, EXPRESSIONS),
    "ladder_covers_every_label": ("ladder.yaml", 'label: "*"', "label: harassment"),
    "ladder_stays_below_its_maximum": ("ladder.yaml", "maximum: close", "maximum: limit_function"),
    "ladder_grows_with_repetition": ("ladder.yaml", "[{code: close}]", "[{code: suspend_updates, days: 1}]"),
    "temporary_measures_have_days": ("ladder.yaml", "{code: suspend_updates, days: 7}", "{code: suspend_updates}"),
    "irreversible_measures_carry_no_days": ("ladder.yaml", "{code: close}", "{code: close, days: 30}"),
    "credit_levels_descend": ("credit.yaml", "at_least: 0", "at_least: 70"),
    "credit_deducts_for_every_label": ("credit.yaml", 'label: "*"', "label: harassment"),
    "review_date_has_not_passed": ("rules/trading.yaml", "review_by: 2027-05-01", "review_by: 2026-11-22"),
}

FURTHER = {
    "bank_on_trial_stands_alone": {
        "banks/second.yaml": BANK.replace("id: offers", "id: second"),
        "signals.yaml": TEXTS["signals.yaml"].replace("bank: offers", "banks: [offers, second]"),
    }
}
"""Files it takes besides, where one passage is not enough."""

AT = date(2026, 11, 23)


def test_a_good_pack_has_no_problems() -> None:
    assert [] == lint_pack(load_texts(TEXTS), at=AT)


def test_every_check_has_a_spoilt_pack() -> None:
    assert set(SPOILT) == set(CHECKS)


def test_every_check_file_is_collected() -> None:
    written = {path.stem for path in Path(lint.__path__[0]).glob("*.py")} - {"__init__", "registry", "reading"}

    assert written == set(CHECKS)


@pytest.mark.parametrize("check", SPOILT)
def test_each_check_explains_what_it_found(check: str, golden: Golden) -> None:
    texts = {**spoilt(*SPOILT[check]), **FURTHER.get(check, {})}

    found = lint_pack(load_texts(texts), at=AT)

    assert check in {problem.check for problem in found}
    golden(f"pack/{check}.txt", "\n".join(render(problem, texts=texts) for problem in found) + "\n")
