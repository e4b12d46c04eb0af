"""Business licence numbers of 15 digits, as licences bore before the unified social credit code (GB/T 17710, MOD 11,10)."""

from __future__ import annotations

from goodstanding.core.identifiers.divisions import division
from goodstanding.core.identifiers.findings import IdentifierKind, Malformed, WellFormed
from goodstanding.core.identifiers.sentences import sentence
from goodstanding.core.identifiers.writing import compact
from goodstanding.core.kernel.sentences import Sentence

_KIND = IdentifierKind.BUSINESS_LICENCE
_LENGTH = 15
_NATIONAL = "100000"


def check_business_licence(text: str, /) -> Malformed | WellFormed:
    """Check a business licence number: 15 digits, the last of which is the check digit. An unknown registrar is a caution."""
    number = compact(text)
    wrong = _fault(number)
    if wrong is not None:
        return Malformed(_KIND, wrong)
    is_known = number[:6] == _NATIONAL or division(number[:6]) is not None
    cautions = () if is_known else (sentence("code_region_unknown", place=number[:6]),)
    return WellFormed(_KIND, number, cautions=cautions)


def check_digit(body: str, /) -> str:
    """Return the check digit of the first 14 digits."""
    product = 10
    for digit in body:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def _fault(number: str) -> Sentence | None:
    if not number:
        return sentence("empty")
    if len(number) != _LENGTH:
        return sentence("licence_length", length=len(number))
    if not (number.isascii() and number.isdigit()):
        return sentence("licence_characters")
    return None if number[-1] == check_digit(number[:-1]) else sentence("licence_checksum")
