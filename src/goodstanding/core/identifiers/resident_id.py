"""Numbers of persons by GB 11643: resident cards, old 15-digit numbers, residence permits, foreigners' permanent residence cards.

The place code is the one in force when the number was given, which may be years after the birth, or one that is long abolished:
only a code that no revision ever had, or that was withdrawn well before the birth, is wrong. (``stdnum.cn.ric`` also
refuses codes first given after the birth, and accepts births to come; of it only the check digit is used.)
"""

from __future__ import annotations

from datetime import date

from stdnum.cn import ric

from goodstanding.core.identifiers.divisions import division
from goodstanding.core.identifiers.findings import AgeBand, IdentifierKind, IdentityDocument, Malformed, WellFormed
from goodstanding.core.identifiers.sentences import sentence
from goodstanding.core.identifiers.writing import compact
from goodstanding.core.kernel.sentences import Sentence

_KIND = IdentifierKind.RESIDENT_ID
_LENGTH, _OLD_LENGTH = 18, 15
_OLDEST = 130
_LAG = 5  # years in which police stations went on giving numbers with a code that had been withdrawn
_BORN_BEFORE_1900 = frozenset({"996", "997", "998", "999"})  # sequences that old numbers set aside for centenarians
_PERMITS = frozenset({"810000", "820000", "830000"})
_FOREIGNER = "9"
_LOOK_LIKE_X = str.maketrans({"Х": "X", "х": "X", "×": "X", "✕": "X", "Χ": "X"})


class _Wrong(Exception):
    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason.code)
        self.reason = reason


def check_resident_id(text: str, /, *, at: date) -> Malformed | WellFormed:
    """Check a number of a person by its layout, place, birth date and check digit.

    Args:
        text: As it was typed: full-width digits, spaces and hyphens are accepted, and so is a Cyrillic Х at the end.
        at: Today; birth dates after it are impossible, and the age band is taken on it.

    Source: RQ-022.
    """
    number = compact(text).translate(_LOOK_LIKE_X)
    try:
        return _checked(number, at)
    except _Wrong as wrong:
        return Malformed(_KIND, wrong.reason)


def check_digit(body: str, /) -> str:
    """Return the check character of the first 17 digits (ISO 7064, MOD 11-2)."""
    return str(ric.calc_check_digit(f"{body}0"))


def age_band(born: date, /, *, at: date) -> AgeBand:
    """Return the band of a person's age on a day. Birthdays count from the day itself; 29 February counts on 1 March."""
    age = at.year - born.year - ((at.month, at.day) < (born.month, born.day))
    if age < 14:
        return AgeBand.UNDER_14
    if age < 16:
        return AgeBand.FROM_14_TO_15
    return AgeBand.FROM_16_TO_17 if age < 18 else AgeBand.ADULT


def _checked(number: str, at: date) -> WellFormed:
    is_old = len(number) == _OLD_LENGTH
    _characters(number)
    if is_old:
        number = _upgraded(number)
    born = _birth(number, at, old=is_old)
    document, cautions = _place(number, born)
    if is_old:
        cautions = (*cautions, sentence("id_old_form"))
    elif number[-1] != check_digit(number[:-1]):
        raise _Wrong(sentence("id_checksum"))
    return WellFormed(_KIND, number, cautions=cautions, age_band=age_band(born, at=at), document=document)


def _characters(number: str) -> None:
    if not number:
        raise _Wrong(sentence("empty"))
    if len(number) not in {_LENGTH, _OLD_LENGTH}:
        raise _Wrong(sentence("id_length", length=len(number)))
    for place, character in enumerate(number, 1):
        if character not in "0123456789" and not (character == "X" and place == _LENGTH):
            raise _Wrong(sentence("id_characters", place=place, character=character))


def _upgraded(number: str) -> str:
    century = "18" if number[12:] in _BORN_BEFORE_1900 else "19"
    body = number[:6] + century + number[6:]
    return body + check_digit(body)


def _birth(number: str, at: date, *, old: bool) -> date:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise _Wrong(sentence("id_birth_old" if old else "id_birth")) from None
    if born > at:
        raise _Wrong(sentence("id_birth_future"))
    if at.year - born.year > _OLDEST:
        raise _Wrong(sentence("id_birth_early"))
    return born


def _place(number: str, born: date) -> tuple[IdentityDocument, tuple[Sentence, ...]]:
    place = number[:6]
    if place in _PERMITS:
        return IdentityDocument.RESIDENCE_PERMIT, ()
    if place.startswith(_FOREIGNER):
        if division(f"{place[1:3]}0000") is None:
            raise _Wrong(sentence("id_place", place=place))
        return IdentityDocument.PERMANENT_RESIDENCE_CARD, ()
    known = division(place)
    if known is None:
        raise _Wrong(sentence("id_place", place=place))
    if known.last_year + _LAG < born.year:
        raise _Wrong(sentence("id_place_withdrawn", place=place, year=known.last_year))
    if known.last_year < born.year:
        return IdentityDocument.RESIDENT_CARD, (sentence("id_place_recently_withdrawn", place=place),)
    return IdentityDocument.RESIDENT_CARD, ()
