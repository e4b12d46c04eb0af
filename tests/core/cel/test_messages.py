"""Each thing that can be wrong with an expression has one message, and each message has its golden file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from goodstanding.core.policy.cel import ExpressionError, check, parse
from goodstanding.core.policy.model import Location

WHERE = Location("rules/sample.yaml", 12, 9)
DECLARED = {
    "content.body": "string",
    "content.links": "list<string>",
    "account.age_days": "int",
    "account.verified": "bool",
    "counters.ratio": "double",
    "event.time": "timestamp",
    "signal.offers.hit": "bool",
    "signal.offers.score": "double",
    "param.limit": "int",
}

FAULTY = {
    # reading
    "empty": "  ",
    "unexpected_character": "account.age_days < 7 ; true",
    "single_equals": "account.age_days = 7",
    "single_ampersand": "account.verified & true",
    "curly_quotes": "content.body.contains(“微信”)",
    "full_width_comma": "account.age_days in [1，2]",
    "maps_left_out": '{"a": 1} == {"a": 1}',
    "no_closing_quote": 'content.body.contains("微信)',
    "bytes_left_out": 'b"微" == b"信"',
    "not_an_escape": r'content.body.matches("\d+")',
    "not_a_character": r'content.body == "\ud800"',
    "unsigned_left_out": "account.age_days < 7u",
    "not_a_number": "counters.ratio > 1.",
    "number_too_large": "account.age_days < 9223372036854775808",
    "word_for_and": "account.verified and true",
    "word_for_not": "not account.verified",
    "expression_ends": "account.age_days <",
    "bracket_open": "(account.age_days < 7",
    "bracket_unexpected": "account.age_days < 7)",
    "value_expected": "account.age_days < && true",
    "name_expected": "content.5 == 1",
    "question_without_colon": "account.verified ? 1",
    "nested_too_deep": "(" * 1000 + "true" + ")" * 1000,
    "negated_too_deep": "!" * 1000 + "true",
    "chained_too_deep": " + ".join(["1"] * 1000) + " > 0",
    "too_long": "account.verified || " * 600 + "true",
    "too_many_parts": "account.age_days in [" + "7," * 2100 + "7]",
    "macro_left_out": 'content.links.exists(link, link == "a")',
    "index_left_out": 'content.links[0] == "a"',
    "null_left_out": "content.body == null",
    "reserved_word": "for == 1",
    "field_of_a_value": "content.body.size().digits == 1",
    "has_needs_a_name": "has(content.links.size())",
    "has_needs_a_dot": "has(content)",
    # names
    "unknown_fact": 'content.boddy == "a"',
    "unknown_fact_far": "weather.rain > 1",
    "unknown_signal": "signal.ofers.hit",
    "unknown_parameter": "account.age_days < param.limits",
    "group_of_names": "content == 1",
    "unknown_fact_second_line": "account.verified &&\n  content.body.contains('微信') && account.agedays < 7",
    "has_of_a_parameter": "has(param.limit)",
    # types
    "int_against_double": "counters.ratio > 1",
    "int_plus_double": "account.age_days + 0.5 > 7.0",
    "text_against_number": 'account.age_days == "7"',
    "order_of_lists": 'content.links < ["a"]',
    "remainder_of_doubles": "counters.ratio % 2.0 == 0.0",
    "not_of_a_number": "!account.age_days",
    "minus_of_text": "-content.body == content.body",
    "number_as_condition": "account.age_days && true",
    "condition_of_question": "account.age_days ? true : false",
    "branches_differ": 'account.verified ? 1 : "one"',
    "in_text": '"微信" in content.body',
    "in_number": "7 in account.age_days",
    "in_other_list": "7 in content.links",
    "list_in_list": "content.links in [content.links]",
    "list_of_lists": "content.links == [content.links]",
    "list_mixes": 'account.age_days in [1, "2"]',
    "list_mixes_numbers": "account.age_days in [1, 2.0]",
    "unknown_function": 'content.body.contain("微信")',
    "unknown_function_far": "content.body.charAt(0) == 'a'",
    "function_as_method": "account.age_days.double() > 1.0",
    "method_as_function": 'contains(content.body, "微信")',
    "wrong_argument": "content.body.contains(7)",
    "too_many_arguments": 'content.body.contains("微", "信")',
    "no_arguments": "size() > 1",
    "bad_pattern": 'content.body.matches("(微信")',
    "look_around": 'content.body.matches("(?=微信)")',
    "bad_timestamp": 'event.time > timestamp("2026-11-23")',
    "bad_duration": 'event.time - event.time > duration("1 day")',
    "condition_is_a_number": "account.age_days + 1",
    "condition_is_text": "content.body",
}


def message_of(expression: str) -> str:
    """Return the rendered message of a faulty condition."""
    with pytest.raises(ExpressionError) as caught:
        check(parse(expression, where=WHERE), DECLARED, expects="bool")
    return caught.value.rendered() + "\n"


@pytest.mark.parametrize("name", FAULTY)
def test_each_fault_is_told_with_place_caret_and_hint(name: str, golden: Callable[[str, str], None]) -> None:
    message = message_of(FAULTY[name])

    golden(f"cel/{name}.txt", message)


def test_place_of_a_second_line_counts_from_the_file() -> None:
    with pytest.raises(ExpressionError) as caught:
        check(parse("true &&\n  nothing", where=WHERE), DECLARED)

    assert Location("rules/sample.yaml", 13, 11) == caught.value.where
    assert ("  nothing", 3) == (caught.value.source_line, caught.value.column)


@pytest.mark.parametrize("name", FAULTY)
def test_each_message_says_what_to_do(name: str) -> None:
    assert "\nHint: " in message_of(FAULTY[name])


def test_caret_stands_under_the_fault_after_wide_characters() -> None:
    _, line, caret = message_of('"微信" == 7').splitlines()[:3]

    assert line.index("=") + len("微信") == caret.index("^")
