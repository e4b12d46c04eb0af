"""What is wrong with an identifier and what to do about it: one sentence per code, in both languages."""

from __future__ import annotations

from goodstanding.core.kernel.sentences import Sentence

_SAID: dict[str, tuple[str, str]] = {
    "empty": ("没有填写号码，请填写。", "No number was given. Enter it."),
    "id_length": (
        "身份证号码应为 18 位（旧证 15 位），现为 {length} 位。请对照证件重新填写。",
        "A resident ID has 18 characters (15 on old cards); this has {length}. Copy it again from the card.",
    ),
    "id_characters": (
        "身份证号码只含数字，末位可以是 X；第 {place} 位“{character}”不是。请对照证件重新填写。",
        (
            "A resident ID holds digits only, and perhaps an X at the end; character {place} is “{character}”. "
            "Copy it again from the card."
        ),
    ),
    "id_birth": (
        "第 7 至 14 位不是一个存在的日期。请对照证件重新填写。",
        "Characters 7 to 14 are not a date that exists. Copy the number again from the card.",
    ),
    "id_birth_old": (
        "旧证号码第 7 至 12 位不是一个存在的日期。请对照证件重新填写。",
        "Characters 7 to 12 of the old number are not a date that exists. Copy the number again from the card.",
    ),
    "id_birth_future": (
        "号码中的出生日期晚于今天。请对照证件重新填写。",
        "The birth date in the number lies in the future. Copy the number again from the card.",
    ),
    "id_birth_early": (
        "号码中的出生日期在 130 多年以前。请对照证件重新填写。",
        "The birth date in the number lies more than 130 years back. Copy the number again from the card.",
    ),
    "id_place": (
        "号码前六位“{place}”从未用作行政区划代码。请对照证件重新填写。",
        "The first six digits, {place}, were never a code of an administrative division. Copy the number again from the card.",
    ),
    "id_place_withdrawn": (
        "号码前六位“{place}”在 {year} 年以后已不再使用，早于号码中的出生日期。请对照证件重新填写；与证件一致的，请申请人工核对。",
        (
            "The first six digits, {place}, went out of use after {year}, before the birth date in the number. "
            "Copy the number again from the card; if it says the same, ask for a check by a person."
        ),
    ),
    "id_checksum": (
        "身份证号码的校验位不符，至少有一位填错。请对照证件重新填写。",
        "The check digit of the resident ID does not fit: at least one character is wrong. Copy it again from the card.",
    ),
    "id_old_form": (
        "这是 15 位旧号码，已换算为 18 位；旧证已停用，请核对现用证件。",
        "This is an old 15-digit number and was converted to 18 digits; old cards are out of use, so see the present card.",
    ),
    "id_place_recently_withdrawn": (
        "号码前六位“{place}”在出生日期之前不久停用，请核对证件。",
        "The first six digits, {place}, went out of use shortly before the birth date; see the card.",
    ),
    "code_length": (
        "统一社会信用代码应为 18 位，现为 {length} 位。请对照执照重新填写。",
        "A unified social credit code has 18 characters; this has {length}. Copy it again from the licence.",
    ),
    "code_characters": (
        "统一社会信用代码不使用“{character}”（第 {place} 位），容易混淆的 I、O、S、V、Z 均不使用。请对照执照重新填写。",
        (
            "A unified social credit code never holds “{character}” (character {place}); I, O, S, V and Z are not used. "
            "Copy it again from the licence."
        ),
    ),
    "code_registrar": (
        "前两位“{code}”不是登记管理部门和机构类别代码。请对照执照重新填写。",
        "The first two characters, {code}, name no registrar and class of organisation. Copy the code again from the licence.",
    ),
    "code_region": (
        "第 3 至 8 位应为数字。请对照执照重新填写。",
        "Characters 3 to 8 must be digits. Copy the code again from the licence.",
    ),
    "code_checksum": (
        "统一社会信用代码的校验位不符，至少有一位填错。请对照执照重新填写。",
        (
            "The check character of the unified social credit code does not fit: at least one character is wrong. "
            "Copy it again from the licence."
        ),
    ),
    "code_region_unknown": (
        "第 3 至 8 位“{place}”不在行政区划代码表中（开发区可能如此），请核对执照。",
        "Characters 3 to 8, {place}, are no known division code (development zones may have such); see the licence.",
    ),
    "code_organisation_part": (
        "第 9 至 17 位不符合组织机构代码的校验规则，请核对执照。",
        "Characters 9 to 17 do not pass the check of organisation codes; see the licence.",
    ),
    "licence_length": (
        "营业执照注册号应为 15 位数字，现为 {length} 位。三证合一后的执照请填写 18 位统一社会信用代码。",
        (
            "A business licence number has 15 digits; this has {length}. From a newer licence, enter the 18 characters of the "
            "unified social credit code."
        ),
    ),
    "licence_characters": (
        "营业执照注册号只含数字。请对照执照重新填写。",
        "A business licence number holds digits only. Copy it again from the licence.",
    ),
    "licence_checksum": (
        "营业执照注册号的校验位不符，至少有一位填错。请对照执照重新填写。",
        "The check digit of the business licence number does not fit: at least one digit is wrong. Copy it again.",
    ),
    "phone_unreadable": (
        "这不是电话号码。请填写 11 位手机号码，境外号码以“+”和国家代码开头。",
        "This is not a telephone number. Enter 11 digits, or a number from abroad with + and its country code.",
    ),
    "phone_invalid": (
        "没有这样的手机号码。请核对位数；境外号码以“+”和国家代码开头。",
        "There is no such mobile number. Count its digits; a number from abroad begins with + and its country code.",
    ),
    "phone_not_mobile": (
        "这不是手机号码，无法接收验证短信。请填写手机号码。",
        "This is not a mobile number and cannot receive a code by text message. Enter a mobile number.",
    ),
    "phone_things": (
        "这是物联网号码，不能用于个人身份核验。请填写本人的手机号码。",
        "This number belongs to a device, not to a person. Enter your own mobile number.",
    ),
    "phone_virtual": ("虚拟运营商号段，请加做核验。", "A number range of virtual operators: verify further."),
    "phone_abroad": ("境外号码（{region}），请加做核验。", "A number from abroad ({region}): verify further."),
    "layout": (
        "{title}的号码写作“{example}”这样的形式。请对照证件重新填写。",
        "The number of {title} is written like “{example}”. Copy it again from the document.",
    ),
    "layout_old": (
        "这是旧式号码，请核对证件是否有效。",
        "This is an older form of number; see whether the document is still valid.",
    ),
    "layout_year": (
        "号码中的年份 {year} 晚于今天。请对照证件重新填写。",
        "The year in the number, {year}, lies in the future. Copy it again from the document.",
    ),
}


def sentence(code: str, /, **details: object) -> Sentence:
    """Say one thing in both languages. A detail that is itself a sentence is put in each in its language."""
    chinese, english = _SAID[code]
    spoken = {
        name: value if isinstance(value, Sentence) else Sentence("", str(value), str(value)) for name, value in details.items()
    }
    return Sentence(
        f"identifier:{code}",
        chinese.format(**{name: value.zh for name, value in spoken.items()}),
        english.format(**{name: value.en for name, value in spoken.items()}),
    )


def codes() -> frozenset[str]:
    """Return every code there is, for catalogues and their tests."""
    return frozenset(_SAID)
