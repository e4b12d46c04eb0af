"""Mobile numbers and licences: what is read, refused, and said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.core.identifiers.checking import check_identifier
from goodstanding.core.identifiers.findings import IdentifierKind, Malformed, Verified, WellFormed, display_tail
from goodstanding.core.identifiers.licences import LAYOUTS, check_licence
from goodstanding.core.identifiers.mobile import check_mobile
from goodstanding.core.identifiers.sentences import codes, sentence

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text", ["13800000000", "１３８ ００００ ００００", "+86 138-0000-0000", "0086 13800000000", "138\u200b00000000"]
)
def test_chinese_mobile_has_one_canonical_form(text: str) -> None:
    found = check_mobile(text)

    assert isinstance(found, WellFormed)
    assert ("+8613800000000", "…0000", "CN") == (found.canonical, found.tail, found.region)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("my number", "phone_unreadable"),
        ("1380000000", "phone_invalid"),
        ("12800000000", "phone_invalid"),
        ("010-65000000", "phone_not_mobile"),
        ("1440000000000", "phone_things"),
        ("+44 20 7946 0000", "phone_not_mobile"),
        ("+999 1234567", "phone_unreadable"),
    ],
)
def test_each_fault_of_a_mobile_has_its_sentence(text: str, code: str) -> None:
    found = check_mobile(text)

    assert isinstance(found, Malformed)
    assert f"identifier:{code}" == found.reason.code


@pytest.mark.parametrize(("text", "region"), [("+852 5123 4567", "HK"), ("+44 7400 123456", "GB"), ("+1 201 555 0123", "US")])
def test_foreign_mobile_is_accepted_with_a_caution(text: str, region: str) -> None:
    found = check_mobile(text)

    assert isinstance(found, WellFormed)
    assert (region, "identifier:phone_abroad") == (found.region, found.cautions[0].code)


def test_virtual_operator_is_a_caution() -> None:
    found = check_mobile("17000000000")

    assert isinstance(found, WellFormed)
    assert "identifier:phone_virtual" == found.cautions[0].code


@given(st.text(max_size=60))
def test_any_text_is_answered_for_every_kind(text: str) -> None:
    states = {check_identifier(kind, text, at=TODAY).state for kind in IdentifierKind}

    assert states <= {"malformed", "well_formed"}


@pytest.mark.parametrize("layout", [one for one in LAYOUTS.values() if not one.may_be_credit_code], ids=lambda one: one.kind)
def test_every_example_fits_its_own_layout(layout) -> None:
    found = check_licence(layout.kind, layout.example, at=TODAY)

    assert isinstance(found, WellFormed)
    assert found.layout_only


@pytest.mark.parametrize("kind", list(LAYOUTS))
def test_every_layout_refuses_a_word_and_shows_its_example(kind: IdentifierKind) -> None:
    found = check_licence(kind, "没有", at=TODAY)

    assert isinstance(found, Malformed)
    assert LAYOUTS[kind].example in found.reason.zh


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (IdentifierKind.ICP_FILING, "京icp备 12345678号－1"),
        (IdentifierKind.ICP_LICENCE, "京ICP证030000号"),
        (IdentifierKind.DRUG_INFORMATION, "（京）—经营性—2018—0001"),
        (IdentifierKind.CULTURE_LICENCE, "京网文〔2019〕0001-001号"),
        (IdentifierKind.FOOD_BUSINESS, "jy1 1100 0000 00000"),
        (IdentifierKind.MEDICAL_INSTITUTION, "91110000600037341L"),
        (IdentifierKind.LAW_FIRM, "91110000600037341L"),
        (IdentifierKind.NEWS_LICENCE, "１１１２０２０００００１"[:11]),
    ],
)
def test_licences_are_read_as_people_write_them(kind: IdentifierKind, text: str) -> None:
    assert isinstance(check_licence(kind, text, at=TODAY), WellFormed)


def test_year_to_come_is_refused() -> None:
    found = check_licence(IdentifierKind.NEWS_LICENCE, "11120270001", at=TODAY)

    assert isinstance(found, Malformed)
    assert "identifier:layout_year" == found.reason.code


def test_old_news_licence_is_a_caution() -> None:
    found = check_licence(IdentifierKind.NEWS_LICENCE, "3112000001", at=TODAY)

    assert isinstance(found, WellFormed)
    assert "identifier:layout_old" == found.cautions[0].code


def test_wrong_credit_code_of_a_firm_is_named_as_such() -> None:
    found = check_licence(IdentifierKind.LAW_FIRM, "911100006000373411", at=TODAY)

    assert isinstance(found, Malformed)
    assert (IdentifierKind.LAW_FIRM, "identifier:code_checksum") == (found.kind, found.reason.code)


def test_verification_names_who_where_and_when() -> None:
    found = check_mobile("13800000000")
    assert isinstance(found, WellFormed)

    with pytest.raises(ValueError, match="names who"):
        Verified(found, by="", register="", on=TODAY)


def test_tail_never_shows_more_than_a_third() -> None:
    assert ["…", "…", "…3", "…67", "…0012"] == [display_tail(text) for text in ("", "12", "123", "1234567", "110105194912310012")]


def test_every_sentence_is_whole_in_both_languages() -> None:
    blanks = dict.fromkeys(("length", "place", "character", "year", "code", "region", "title", "example"), "1")
    said = [sentence(code, **blanks) for code in sorted(codes())]

    assert [] == [one.code for one in said if not (one.zh.endswith("。") and one.en.endswith(".") and one.en[:1].isupper())]
