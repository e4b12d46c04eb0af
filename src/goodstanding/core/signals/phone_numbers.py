"""Mobile phone numbers of the mainland, in whatever digits they are written."""

from __future__ import annotations

CHINESE_DIGITS = "零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖"
_PLAIN = str.maketrans(CHINESE_DIGITS, "0012345678912123456789")
_LENGTH = 11
_NO_OPERATOR = frozenset(("140", "141", "142", "143", "144", "154", "160", "161", "163", "164", "168", "169", "179", "194"))
"""Of the ranges that begin with 13 to 19, those no operator was given."""


def digits_of(written: str, /) -> str:
    """Return the digits of a text as 0–9, without what stands between them."""
    return "".join(letter for letter in written.translate(_PLAIN) if "0" <= letter <= "9")


def is_mobile(written: str, /) -> bool:
    """Say whether the digits of a text are a mainland mobile number, with or without 86 before it."""
    digits = digits_of(written)
    if len(digits) == _LENGTH + 2 and digits.startswith("86"):
        digits = digits[2:]
    return len(digits) == _LENGTH and digits[0] == "1" and digits[1] >= "3" and digits[:3] not in _NO_OPERATOR
