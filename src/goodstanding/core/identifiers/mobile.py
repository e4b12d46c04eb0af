"""Mobile numbers, Chinese and foreign. A number says nothing of its operator (numbers move) and nothing of its holder."""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import PhoneNumberType

from goodstanding.core.identifiers.findings import IdentifierKind, Malformed, WellFormed
from goodstanding.core.identifiers.sentences import sentence
from goodstanding.core.identifiers.writing import plain
from goodstanding.core.kernel.sentences import Sentence

_KIND = IdentifierKind.MOBILE
_HOME = "CN"
_WRITTEN = re.compile(r"[+\d\s\-().·]+")
_CHINESE = re.compile(r"1[3-9]\d{9}")
_THINGS = re.compile(r"1(?:4[0-4]|064)\d{9,10}")
_VIRTUAL = ("162", "165", "167", "170", "171")
_MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})


def check_mobile(text: str, /) -> Malformed | WellFormed:
    """Check a mobile number; one without a country is Chinese. The canonical form is E.164.

    Source: RQ-022.
    """
    written = plain(text)
    if not written:
        return Malformed(_KIND, sentence("empty"))
    if not _WRITTEN.fullmatch(written):
        return Malformed(_KIND, sentence("phone_unreadable"))
    try:
        number = phonenumbers.parse(written, _HOME)
    except phonenumbers.NumberParseException:
        return Malformed(_KIND, sentence("phone_unreadable"))
    return _checked(number)


def _checked(number: phonenumbers.PhoneNumber) -> Malformed | WellFormed:
    national = phonenumbers.national_significant_number(number)
    region = phonenumbers.region_code_for_number(number) or ""
    is_home = number.country_code == phonenumbers.country_code_for_region(_HOME)
    if is_home and _THINGS.fullmatch(national):
        return Malformed(_KIND, sentence("phone_things"))
    is_chinese = is_home and _CHINESE.fullmatch(national) is not None
    if not is_chinese:
        if not phonenumbers.is_valid_number(number):
            return Malformed(_KIND, sentence("phone_invalid"))
        if is_home or phonenumbers.number_type(number) not in _MOBILE:
            return Malformed(_KIND, sentence("phone_not_mobile"))
    cautions: tuple[Sentence, ...] = ()
    if is_chinese and national.startswith(_VIRTUAL):
        cautions = (sentence("phone_virtual"),)
    elif not is_chinese:
        cautions = (sentence("phone_abroad", region=region),)
    canonical = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return WellFormed(_KIND, canonical, cautions=cautions, region=_HOME if is_chinese else region)
