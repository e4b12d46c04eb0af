"""The list of checks, in the order they are run and told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from goodstanding.core.policy.errors import Problem
from goodstanding.core.policy.lint import (
    bank_entry_is_accounted_for,
    bank_entry_speaks_one_way,
    bank_entry_stands_once,
    bank_expression_is_safe_to_search,
    bank_is_used,
    bank_on_trial_stands_alone,
    bank_phrase_is_long_enough,
    case_names_a_known_rule,
    clause_text_matches_its_hash,
    condition_is_well_typed,
    condition_reads_only_what_its_events_carry,
    credit_deducts_for_every_label,
    credit_levels_descend,
    event_type_is_in_the_contract,
    irreversible_measures_carry_no_days,
    label_is_in_the_vocabulary,
    ladder_covers_every_label,
    ladder_grows_with_repetition,
    ladder_stays_below_its_maximum,
    parameter_has_a_value_when_needed,
    parameter_is_used,
    parameter_value_fits_its_type,
    queue_exists,
    review_date_has_not_passed,
    rule_cites_a_known_clause,
    rule_cites_clauses_in_force,
    rule_does_not_rest_on_an_open_clause_alone,
    rule_has_hit_miss_and_boundary_cases,
    rule_is_dated_in_order,
    signal_is_used,
    temporary_measures_have_days,
)
from goodstanding.core.policy.model import Pack

Check = Callable[[Pack, date | None], Iterator[Problem]]

_MODULES = (
    clause_text_matches_its_hash,
    event_type_is_in_the_contract,
    label_is_in_the_vocabulary,
    queue_exists,
    rule_cites_a_known_clause,
    rule_does_not_rest_on_an_open_clause_alone,
    rule_cites_clauses_in_force,
    rule_is_dated_in_order,
    rule_has_hit_miss_and_boundary_cases,
    case_names_a_known_rule,
    condition_is_well_typed,
    condition_reads_only_what_its_events_carry,
    parameter_value_fits_its_type,
    parameter_has_a_value_when_needed,
    parameter_is_used,
    signal_is_used,
    bank_is_used,
    bank_on_trial_stands_alone,
    bank_phrase_is_long_enough,
    bank_entry_is_accounted_for,
    bank_entry_stands_once,
    bank_entry_speaks_one_way,
    bank_expression_is_safe_to_search,
    ladder_covers_every_label,
    ladder_stays_below_its_maximum,
    ladder_grows_with_repetition,
    temporary_measures_have_days,
    irreversible_measures_carry_no_days,
    credit_levels_descend,
    credit_deducts_for_every_label,
    review_date_has_not_passed,
)

CHECKS: Mapping[str, Check] = {module.__name__.rpartition(".")[2]: module.check for module in _MODULES}
"""Checks by name."""
