"""The form of an application: which fields there are, what each must hold, and what may be shown of the sealed ones.

Source: PA21:7.1, PA21:8.1, PA21:15.1, RQ-014, RQ-022, RQ-067, RQ-068, RQ-071
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from goodstanding.apps.registry import taxonomy
from goodstanding.apps.registry.models import SubjectClass
from goodstanding.apps.registry.sentences import say
from goodstanding.core.identifiers.credit_code import check_credit_code
from goodstanding.core.identifiers.divisions import division
from goodstanding.core.identifiers.findings import AgeBand, Malformed, WellFormed
from goodstanding.core.identifiers.mobile import check_mobile
from goodstanding.core.identifiers.resident_id import check_resident_id
from goodstanding.core.kernel.digests import is_perceptual_hash
from goodstanding.core.kernel.sentences import Sentence

OPEN_FIELDS = (
    "subject_class",
    "account_name",
    "bio",
    "avatar_sha256",
    "avatar_phash",
    "registered_place",
    "operating_place",
    "address",
    "business_scope",
    "organization_name",
    "uscc",
    "cap_reason",
)
"""Text fields kept in the clear: none of them identifies a natural person."""
PERSONAL_FIELDS = ("full_name", "resident_id", "mobile", "contact", "responsible_person")
"""Fields kept sealed."""
LONGEST = {"bio": 2000, "business_scope": 2000, "cap_reason": 1000, "address": 300, "account_name": 60, "organization_name": 200}
_LONGEST_OTHERWISE = 120

Problem = tuple[str, Sentence]


def problems_of(form: Mapping[str, Any], personal: Mapping[str, str], /, *, at: date) -> tuple[Problem, ...]:
    """Return what keeps a form from being handed in, field by field; nothing where it is complete."""
    found = [*_missing(form, personal), *_too_long(form, personal)]
    found += [*_wrong_codes(form), *_wrong_numbers(form, personal, at=at)]
    return tuple({name: (name, sentence) for name, sentence in reversed(found)}.values())[::-1]


def needed_fields(subject_class: str, /) -> tuple[str, ...]:
    """Return the fields a subject of this class must fill, in the order of the form."""
    basics = ("account_name", "registered_place", "operating_place")
    if subject_class == SubjectClass.PERSON:
        return (*basics, "full_name", "resident_id", "mobile", "contact")
    return (*basics, "organization_name", "uscc", "address", "business_scope", "responsible_person", "mobile", "contact")


def shown_of(personal: Mapping[str, str], /, *, at: date) -> dict[str, Any]:
    """Return what may be shown of the sealed fields: tails, the age band, and which are filled."""
    shown: dict[str, Any] = {f"has_{name}": True for name in PERSONAL_FIELDS if personal.get(name)}
    number = check_resident_id(personal["resident_id"], at=at) if personal.get("resident_id") else None
    if isinstance(number, WellFormed):
        shown |= {"resident_id": number.tail, "age_band": str(number.age_band or "")}
    phone = check_mobile(personal["mobile"]) if personal.get("mobile") else None
    if isinstance(phone, WellFormed):
        shown["mobile"] = phone.tail
    return shown


def _missing(form: Mapping[str, Any], personal: Mapping[str, str]) -> Iterator[Problem]:
    subject_class = str(form.get("subject_class", ""))
    if subject_class not in SubjectClass.values:
        yield "subject_class", say("subject_class", "请选择主体类型。", "Choose what the applicant is.")
    for name in needed_fields(subject_class):
        if not str(personal.get(name) or form.get(name) or "").strip():
            yield name, say("field_missing", "这一项必须填写。", "This has to be filled in.")
    if not form.get("categories"):
        yield "categories", say("categories_missing", "请至少选择一个内容类别。", "Choose at least one content category.")


def _too_long(form: Mapping[str, Any], personal: Mapping[str, str]) -> Iterator[Problem]:
    for name in (*OPEN_FIELDS, *PERSONAL_FIELDS):
        most = LONGEST.get(name, _LONGEST_OTHERWISE)
        if len(str(personal.get(name) or form.get(name) or "")) > most:
            yield name, say("too_long", "最多 {most} 个字符，请缩短。", "At most {most} characters; shorten it.", most=most)


def _wrong_codes(form: Mapping[str, Any]) -> Iterator[Problem]:
    unknown = taxonomy.unknown(tuple(form.get("categories") or ()))
    if unknown:
        zh, en = "没有“{codes}”这个内容类别，请从列表中选择。", "“{codes}” is no content category; choose from the list."
        yield "categories", say("category_unknown", zh, en, codes="、".join(unknown))
    if not is_perceptual_hash(str(form.get("avatar_phash") or ""), or_empty=True):
        zh, en = "感知哈希应为 64 位十六进制数字（小写）。", "A perceptual hash has 64 hexadecimal digits in lower case."
        yield "avatar_phash", say("avatar_phash_unfit", zh, en)
    for name in ("registered_place", "operating_place"):
        code = str(form.get(name) or "")
        if code and division(code) is None:
            zh, en = "“{code}”不是行政区划代码（六位数字，GB/T 2260）。", "“{code}” is no division code (six digits, GB/T 2260)."
            yield name, say("place_unknown", zh, en, code=code)


def _wrong_numbers(form: Mapping[str, Any], personal: Mapping[str, str], *, at: date) -> Iterator[Problem]:
    is_person = form.get("subject_class") == SubjectClass.PERSON
    if is_person and personal.get("resident_id"):
        number = check_resident_id(personal["resident_id"], at=at)
        if isinstance(number, Malformed):
            yield "resident_id", number.reason
        elif number.age_band == AgeBand.UNDER_14:
            zh, en = "未满十四周岁的，请由监护人申请。", "Somebody under fourteen cannot apply; a guardian can."
            yield "resident_id", say("under_14", zh, en)
    if not is_person and form.get("uscc"):
        yield from _wrong_code(form)
    phone = check_mobile(personal["mobile"]) if personal.get("mobile") else None
    if isinstance(phone, Malformed):
        yield "mobile", phone.reason


def _wrong_code(form: Mapping[str, Any]) -> Iterator[Problem]:
    code = check_credit_code(str(form["uscc"]))
    if isinstance(code, Malformed):
        yield "uscc", code.reason
