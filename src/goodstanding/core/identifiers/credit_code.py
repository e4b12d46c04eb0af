"""Unified social credit codes of organisations by GB 32100, and the class of organisation their first two characters tell.

The check arithmetic, with its final mod 31, is that of ``stdnum.cn.uscc``; its validation is not used, because it takes the first
eight characters for digits and so refuses the registrars A, N and Y, and knows no classes.
"""

from __future__ import annotations

from stdnum.cn import uscc

from goodstanding.core.identifiers.divisions import division
from goodstanding.core.identifiers.findings import IdentifierKind, Malformed, OrganisationClass, WellFormed
from goodstanding.core.identifiers.sentences import sentence
from goodstanding.core.identifiers.writing import compact
from goodstanding.core.kernel.sentences import Sentence

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_KIND = IdentifierKind.CREDIT_CODE
_LENGTH = 18
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_NATIONAL = "100000"

_REGISTRARS = {
    "1": ("机构编制部门", "institutional establishment office"),
    "2": ("外交部门", "foreign affairs authority"),
    "3": ("司法行政部门", "judicial administration"),
    "4": ("文化部门", "culture authority"),
    "5": ("民政部门", "civil affairs authority"),
    "6": ("旅游部门", "tourism authority"),
    "7": ("宗教事务部门", "religious affairs authority"),
    "8": ("工会", "trade union"),
    "9": ("市场监督管理部门", "market regulator"),
    "A": ("中央军委机构编制部门", "establishment office of the Central Military Commission"),
    "N": ("农业农村部门", "agriculture authority"),
    "Y": ("其他部门", "another authority"),
}
_CLASSES = {
    "11": ("机关", "state organ", "government"),
    "12": ("事业单位", "public institution", "public_institution"),
    "13": ("机构编制部门直接管理的群众团体", "people's organisation under the establishment office", "people_organization"),
    "19": ("机构编制部门登记的其他机构", "other body under the establishment office", "other_organization"),
    "21": ("外国常驻新闻机构", "resident foreign news organisation", "other_organization"),
    "29": ("外交部门登记的其他机构", "other body under foreign affairs", "other_organization"),
    "31": ("律师执业机构", "law practice", "other_organization"),
    "32": ("公证处", "notary office", "other_organization"),
    "33": ("基层法律服务所", "grass-roots legal service office", "other_organization"),
    "34": ("司法鉴定机构", "forensic institution", "other_organization"),
    "35": ("仲裁委员会", "arbitration commission", "other_organization"),
    "39": ("司法行政部门登记的其他机构", "other body under judicial administration", "other_organization"),
    "41": ("外国在华文化中心", "foreign cultural centre", "other_organization"),
    "49": ("文化部门登记的其他机构", "other body under the culture authority", "other_organization"),
    "51": ("社会团体", "social organisation", "other_organization"),
    "52": ("民办非企业单位", "private non-enterprise unit", "other_organization"),
    "53": ("基金会", "foundation", "other_organization"),
    "59": ("民政部门登记的其他机构", "other body under civil affairs", "other_organization"),
    "61": ("外国旅游部门常驻代表机构", "office of a foreign tourism authority", "other_organization"),
    "62": ("港澳台地区旅游部门常驻代表机构", "office of a tourism authority of Hong Kong, Macao or Taiwan", "other_organization"),
    "69": ("旅游部门登记的其他机构", "other body under the tourism authority", "other_organization"),
    "71": ("宗教活动场所", "place of religious activity", "other_organization"),
    "72": ("宗教院校", "religious school", "other_organization"),
    "79": ("宗教事务部门登记的其他机构", "other body under religious affairs", "other_organization"),
    "81": ("基层工会", "trade union", "people_organization"),
    "89": ("工会登记的其他机构", "other body under the trade union", "other_organization"),
    "91": ("企业", "enterprise", "enterprise"),
    "92": ("个体工商户", "individual business", "individual_business"),
    "93": ("农民专业合作社", "farmers' cooperative", "other_organization"),
    "A1": ("军队事业单位", "military institution", "other_organization"),
    "A9": ("军队其他机构", "other military body", "other_organization"),
    "N1": ("组级集体经济组织", "collective of a villagers' group", "other_organization"),
    "N2": ("村级集体经济组织", "collective of a village", "other_organization"),
    "N3": ("乡镇级集体经济组织", "collective of a township", "other_organization"),
    "N9": ("农业农村部门登记的其他机构", "other body under the agriculture authority", "other_organization"),
    "Y1": ("其他机构", "other organisation", "other_organization"),
}


def check_credit_code(text: str, /) -> Malformed | WellFormed:
    """Check a unified social credit code by its alphabet, registrar, class and check character.

    A region that is in no table, or an organisation part with another check character, is a caution: such codes were issued.

    Source: RQ-022.
    """
    code = compact(text)
    wrong = _fault(code)
    if wrong is not None:
        return Malformed(_KIND, wrong)
    return WellFormed(_KIND, code, cautions=_cautions(code), organisation_class=organisation_class(code))


def check_character(body: str, /) -> str:
    """Return the check character of the first 17 characters.

    Raises:
        ValueError: A character is not of the alphabet.
    """
    return str(uscc.calc_check_digit(body))


def organisation_class(code: str, /) -> OrganisationClass | None:
    """Return what a code's first two characters say of its holder; None where the standard has no such class."""
    found = _CLASSES.get(code[:2])
    if found is None:
        return None
    title, english, subject_class = found
    registrar = Sentence(f"registrar:{code[0]}", *_REGISTRARS[code[0]])
    return OrganisationClass(code[:2], registrar, Sentence(f"organisation:{code[:2]}", title, english), subject_class)


def _fault(code: str) -> Sentence | None:
    if not code:
        return sentence("empty")
    if len(code) != _LENGTH:
        return sentence("code_length", length=len(code))
    for place, character in enumerate(code, 1):
        if character not in ALPHABET:
            return sentence("code_characters", place=place, character=character)
    if code[:2] not in _CLASSES:
        return sentence("code_registrar", code=code[:2])
    if not code[2:8].isdigit():
        return sentence("code_region")
    return None if code[-1] == check_character(code[:-1]) else sentence("code_checksum")


def _cautions(code: str) -> tuple[Sentence, ...]:
    found = []
    if code[2:8] != _NATIONAL and division(code[2:8]) is None:
        found.append(sentence("code_region_unknown", place=code[2:8]))
    if not _is_organisation_code(code[8:17]):
        found.append(sentence("code_organisation_part"))
    return tuple(found)


def _is_organisation_code(code: str) -> bool:
    """Tell whether nine characters pass the check of GB 11714."""
    digits = (int(character, 36) for character in code[:8])
    rest = -sum(digit * weight for digit, weight in zip(digits, _ORGANISATION_WEIGHTS, strict=True)) % 11
    return code[8] == ("X" if rest == 10 else str(rest))
