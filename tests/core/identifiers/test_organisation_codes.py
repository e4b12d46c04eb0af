"""Codes of organisations: unified social credit codes and the older business licence numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from goodstanding.core.identifiers.business_licence import check_business_licence
from goodstanding.core.identifiers.business_licence import check_digit as licence_check_digit
from goodstanding.core.identifiers.credit_code import ALPHABET, check_character, check_credit_code, organisation_class
from goodstanding.core.identifiers.findings import Malformed, WellFormed

FIRST_TWO = ["11", "12", "13", "31", "51", "52", "91", "92", "93", "A1", "N1", "N3", "Y1"]
PARTS = st.tuples(st.sampled_from(FIRST_TWO), st.integers(0, 999999), st.text(ALPHABET, min_size=9, max_size=9))


def code_of(parts: tuple[str, int, str]) -> str:
    body = f"{parts[0]}{parts[1]:06}{parts[2]}"
    return body + check_character(body)


def published_check_character(body: str) -> str:
    """Compute the check character as GB 32100 prints it: 31 less the weighted sum modulo 31, once more modulo 31."""
    total = sum(ALPHABET.index(character) * 3**place for place, character in enumerate(body))
    return ALPHABET[(31 - total % 31) % 31]


@given(PARTS)
def test_check_character_is_the_published_arithmetic(parts: tuple[str, int, str]) -> None:
    made = code_of(parts)

    assert published_check_character(made[:-1]) == made[-1]


@given(PARTS)
def test_codes_of_every_registrar_are_well_formed(parts: tuple[str, int, str]) -> None:
    assert isinstance(check_credit_code(code_of(parts)), WellFormed)


@given(PARTS, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(parts: tuple[str, int, str], place: int, other: str) -> None:
    made = code_of(parts)
    changed = made[:place] + other + made[place + 1 :]

    assert (changed == made) == isinstance(check_credit_code(changed), WellFormed)


def test_sum_divisible_by_31_gives_zero() -> None:
    zero = next(f"9111000{serial:010}" for serial in range(200) if published_check_character(f"9111000{serial:010}") == "0")

    assert isinstance(check_credit_code(zero + "0"), WellFormed)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "identifier:empty"),
        ("9111000060003734", "identifier:code_length"),
        ("91110000600O37341L", "identifier:code_characters"),
        ("Z1110000600037341L", "identifier:code_characters"),
        ("99110000600037341L", "identifier:code_registrar"),
        ("91A10000600037341L", "identifier:code_region"),
        ("911100006000373411", "identifier:code_checksum"),
    ],
)
def test_each_fault_has_its_sentence(text: str, code: str) -> None:
    found = check_credit_code(text)

    assert isinstance(found, Malformed)
    assert code == found.reason.code


def test_full_width_lower_case_and_hyphens_are_read() -> None:
    found = check_credit_code("９１１１００００－60003734-1l")

    assert isinstance(found, WellFormed)
    assert "91110000600037341L" == found.canonical


def test_library_of_numbers_refuses_the_registrar_that_we_accept() -> None:
    made = code_of(("N2", 110105, "MA0000000"))

    assert (False, True) == (uscc.is_valid(made), isinstance(check_credit_code(made), WellFormed))


@pytest.mark.parametrize(
    ("code", "subject_class"),
    [("11", "government"), ("12", "public_institution"), ("91", "enterprise"), ("92", "individual_business")],
)
def test_first_two_characters_tell_the_subject_class(code: str, subject_class: str) -> None:
    found = organisation_class(code)

    assert found is not None
    assert subject_class == found.subject_class


def test_unknown_region_is_a_caution_only() -> None:
    found = check_credit_code(code_of(("91", 999999, "600037341")))

    assert isinstance(found, WellFormed)
    assert ["identifier:code_region_unknown"] == [caution.code for caution in found.cautions]


@given(st.integers(0, 10**14 - 1))
def test_business_licence_passes_the_published_check(serial: int) -> None:
    body = f"{serial:014}"
    number = body + licence_check_digit(body)
    remainder = 10
    for digit in number:
        remainder = ((remainder % 11 or 0) + int(digit)) % 10 or 10
        remainder, last = remainder * 2 % 11, remainder

    assert 1 == last % 10


@given(st.integers(0, 10**14 - 1), st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_of_a_licence_is_always_noticed(serial: int, place: int, by: int) -> None:
    body = f"{serial:014}"
    number = body + licence_check_digit(body)
    changed = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]

    assert isinstance(check_business_licence(changed), Malformed)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), ("1101051234567", "licence_length"), ("11010512345678A", "licence_characters")],
)
def test_each_fault_of_a_licence_has_its_sentence(text: str, code: str) -> None:
    found = check_business_licence(text)

    assert isinstance(found, Malformed)
    assert f"identifier:{code}" == found.reason.code
