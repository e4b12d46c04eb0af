"""Numbers of persons: what is refused, with which sentence, and what is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.core.identifiers.divisions import divisions
from goodstanding.core.identifiers.findings import AgeBand, IdentityDocument, Malformed, WellFormed
from goodstanding.core.identifiers.resident_id import age_band, check_digit, check_resident_id

PUBLISHED_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
TODAY = date(2026, 11, 24)
PLACES = sorted(code for code in divisions() if divisions()[code].last_year == 9999 and code[0] < "7")
BODIES = st.tuples(st.sampled_from(PLACES), st.dates(date(1930, 1, 1), TODAY), st.integers(1, 999))


def number(place: str, born: str, sequence: str = "002") -> str:
    """Make a number with the right check digit; its holder does not exist."""
    body = place + born + sequence
    return body + check_digit(body)


def refused(text: str) -> str:
    found = check_resident_id(text, at=TODAY)
    assert isinstance(found, Malformed)
    return found.reason.code


def accepted(text: str) -> WellFormed:
    found = check_resident_id(text, at=TODAY)
    assert isinstance(found, WellFormed)
    return found


@pytest.mark.parametrize("sample", ["11010519491231002X", "440524188001010014"])
def test_check_digit_is_that_of_the_standards_samples(sample: str) -> None:
    assert sample[-1] == check_digit(sample[:-1])


@given(BODIES)
def test_any_well_made_number_is_well_formed(body: tuple[str, date, int]) -> None:
    place, born, sequence = body

    found = check_resident_id(number(place, f"{born:%Y%m%d}", f"{sequence:03}"), at=TODAY)

    assert isinstance(found, WellFormed)


@given(BODIES)
def test_check_digit_is_the_published_arithmetic(body: tuple[str, date, int]) -> None:
    made = number(body[0], f"{body[1]:%Y%m%d}", f"{body[2]:03}")
    total = sum(int(digit) * weight for digit, weight in zip(made[:-1], PUBLISHED_WEIGHTS, strict=True))

    assert "10X98765432"[total % 11] == made[-1]


@given(BODIES, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(body: tuple[str, date, int], place: int, by: int) -> None:
    made = number(body[0], f"{body[1]:%Y%m%d}", f"{body[2]:03}")
    digit = made[place]
    other = str((int(digit) + by) % 10) if digit != "X" else str(by)

    found = check_resident_id(made[:place] + other + made[place + 1 :], at=TODAY)

    assert isinstance(found, Malformed)


@given(st.text(max_size=40))
def test_any_text_is_answered_with_a_sentence_that_does_not_repeat_it(text: str) -> None:
    found = check_resident_id(text, at=TODAY)

    assert isinstance(found, WellFormed) or (found.reason.zh.endswith("。") and found.reason.en.endswith("."))


def test_full_width_digits_spaces_and_cyrillic_x_are_read() -> None:
    assert "11010519491231002X" == accepted("１１０１０５ 19491231-002Х").canonical


def test_lower_case_x_is_read() -> None:
    assert "11010519491231002X" == accepted("11010519491231002x").canonical


def test_old_number_is_upgraded_with_its_check_digit() -> None:
    found = accepted("110105491231002")

    assert ("11010519491231002X", "identifier:id_old_form") == (found.canonical, found.cautions[0].code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "identifier:empty"),
        ("1101051949123100", "identifier:id_length"),
        ("11010519491231A02X", "identifier:id_characters"),
        ("X10105194912310021", "identifier:id_characters"),
        ("110105194912310021", "identifier:id_checksum"),
        (number("110105", "19490230"), "identifier:id_birth"),
        (number("110105", "20261125"), "identifier:id_birth_future"),
        (number("110105", "18800101"), "identifier:id_birth_early"),
        (number("990105", "19900101"), "identifier:id_place"),
        (number("119999", "19900101"), "identifier:id_place"),
        ("110105491331002", "identifier:id_birth_old"),
    ],
)
def test_each_fault_has_its_sentence(text: str, code: str) -> None:
    assert code == refused(text)


def test_leap_day_is_a_birth_date_only_in_leap_years() -> None:
    assert (AgeBand.ADULT, "identifier:id_birth") == (
        accepted(number("110105", "20000229")).age_band,
        refused(number("110105", "20010229")),
    )


def test_birth_today_is_possible() -> None:
    assert AgeBand.UNDER_14 is accepted(number("110105", "20261124")).age_band


def test_code_of_an_abolished_county_is_accepted() -> None:
    abolished = next(code for code, known in divisions().items() if known.last_year == 1994 and not code.endswith("00"))

    assert () == accepted(number(abolished, "19850101")).cautions


def test_code_given_after_the_birth_is_accepted() -> None:
    later = next(code for code, known in divisions().items() if known.first_year == 2002 and known.last_year == 9999)

    assert () == accepted(number(later, "19500101")).cautions


def test_code_withdrawn_just_before_the_birth_is_left_to_a_person() -> None:
    abolished = next(code for code, known in divisions().items() if known.last_year == 1994 and not code.endswith("00"))

    found = accepted(number(abolished, "19970101"))

    assert ("identifier:id_place_recently_withdrawn",) == tuple(caution.code for caution in found.cautions)


def test_code_withdrawn_long_before_the_birth_is_wrong() -> None:
    abolished = next(code for code, known in divisions().items() if known.last_year == 1994 and not code.endswith("00"))

    assert "identifier:id_place_withdrawn" == refused(number(abolished, "20100101"))


@pytest.mark.parametrize(
    ("place", "document"),
    [
        ("110105", IdentityDocument.RESIDENT_CARD),
        ("830000", IdentityDocument.RESIDENCE_PERMIT),
        ("911840", IdentityDocument.PERMANENT_RESIDENCE_CARD),
    ],
)
def test_first_digits_tell_the_document(place: str, document: IdentityDocument) -> None:
    assert document is accepted(number(place, "19900101")).document


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2012, 11, 25), AgeBand.UNDER_14),
        (date(2012, 11, 24), AgeBand.FROM_14_TO_15),
        (date(2010, 11, 24), AgeBand.FROM_16_TO_17),
        (date(2008, 11, 25), AgeBand.FROM_16_TO_17),
        (date(2008, 11, 24), AgeBand.ADULT),
    ],
)
def test_age_band_changes_on_the_birthday(born: date, band: AgeBand) -> None:
    assert band is age_band(born, at=TODAY)


def test_number_is_not_in_the_repr() -> None:
    assert "19491231" not in repr(accepted("11010519491231002X"))


def test_tail_shows_four_characters() -> None:
    assert "…002X" == accepted("11010519491231002X").tail
