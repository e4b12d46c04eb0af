"""Numbers of licences and filings by their published layouts. None is verified by its layout; each names a register to consult.

Where sources contradict each other only the length and the certain parts are checked. The rest is left to the person who looks
the number up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from goodstanding.core.identifiers.credit_code import check_credit_code
from goodstanding.core.identifiers.findings import IdentifierKind, Malformed, WellFormed
from goodstanding.core.identifiers.sentences import sentence
from goodstanding.core.identifiers.writing import plain
from goodstanding.core.kernel.sentences import Sentence

_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_BRACKETS = str.maketrans("〔【［（）］】〕", "[[[()]]]")
_CREDIT_CODE_LENGTH = 18
_YEAR = r"(?P<year>20\d\d)"


@dataclass(frozen=True, slots=True)
class Layout:
    """How the numbers of one kind of licence are written.

    ``pattern`` is matched against the number without blanks, in upper case and with half-width signs. ``old`` is an earlier
    layout whose documents may still be valid.
    """

    kind: IdentifierKind
    title: Sentence
    example: str
    register: Sentence
    pattern: re.Pattern[str]
    old: re.Pattern[str] | None = None
    may_be_credit_code: bool = False


def _layout(
    kind: IdentifierKind,
    names: tuple[str, str],
    example: str,
    registers: tuple[str, str],
    pattern: str,
    *,
    old: str = "",
    credit_code: bool = False,
) -> Layout:
    title, register = Sentence(f"licence:{kind}", *names), Sentence(f"register:{kind}", *registers)
    earlier = re.compile(old) if old else None
    return Layout(kind, title, example, register, re.compile(pattern), earlier, may_be_credit_code=credit_code)


_FILINGS = ("工业和信息化部备案管理系统", "filing system of the Ministry of Industry and Information Technology")
_DRUGS = ("国家药品监督管理局数据查询", "data search of the National Medical Products Administration")
_MARKET = ("国家市场监督管理总局许可信息公示", "public notice of licences of the State Administration for Market Regulation")
_BROADCAST = ("国家广播电视总局公示名单", "published lists of the National Radio and Television Administration")
_HEALTH = ("国家卫生健康委员会执业注册信息查询", "registration search of the National Health Commission")
_LAW = ("司法行政机关律师执业诚信信息公示", "public notice of lawyers of the judicial administration")
_K = IdentifierKind

LAYOUTS: Mapping[IdentifierKind, Layout] = {
    layout.kind: layout
    for layout in (
        _layout(
            _K.ICP_FILING,
            ("互联网信息服务备案", "an ICP filing"),
            "京ICP备12345678号-1",
            _FILINGS,
            rf"{_PROVINCE}ICP备\d{{8,10}}号(?:-\d{{1,5}}[A-Z]?)?",
        ),
        _layout(
            _K.ICP_LICENCE,
            ("互联网信息服务业务经营许可证", "an ICP licence"),
            "京ICP证123456号",
            _FILINGS,
            rf"{_PROVINCE}ICP证(?:B2-20\d{{6}}|\d{{6,8}}号?)",
            old=rf"{_PROVINCE}B2-20\d{{6}}",
        ),
        _layout(
            _K.TELECOM_LICENCE,
            ("增值电信业务经营许可证", "a value-added telecommunications licence"),
            "京B2-20200001",
            ("电信业务市场综合管理信息系统", "management system of the telecommunications market"),
            rf"(?:{_PROVINCE}|合字)?[AB][12][.-]?{_YEAR}\d{{4}}",
        ),
        _layout(
            _K.POLICE_FILING,
            ("公安联网备案", "a police filing"),
            "京公网安备11010500000001号",
            ("全国互联网安全管理服务平台", "national platform for Internet security management"),
            rf"(?:{_PROVINCE}?公网安备)?\d{{14}}号?",
            old=rf"(?:{_PROVINCE}?公网安备)?\d{{12,13}}号?",
        ),
        _layout(
            _K.NEWS_LICENCE,
            ("互联网新闻信息服务许可证", "an Internet news information licence"),
            "11120200001",
            ("互联网新闻信息服务单位许可信息公示", "published list of licensed Internet news services"),
            rf"[1-8]\d{{2}}{_YEAR}\d{{4}}",
            old=r"\d{10}",
        ),
        _layout(
            _K.DRUG_INFORMATION,
            ("互联网药品信息服务资格证书", "a certificate for Internet drug information services"),
            "(京)-非经营性-2020-0001",
            _DRUGS,
            rf"\(?{_PROVINCE}\)?-(?:非)?经营性-{_YEAR}-\d{{4,5}}",
            old=rf"{_PROVINCE}?\(?{_PROVINCE}\)?网药械信息备字\(20\d\d\)第?\d{{5}}号",
        ),
        _layout(
            _K.PUBLISHING_LICENCE,
            ("网络出版服务许可证", "an Internet publishing licence"),
            "(署)网出证(京)字第001号",
            ("国家新闻出版署名单", "lists of the National Press and Publication Administration"),
            rf"\((?:署|总)\)网出证\({_PROVINCE}\)字第?\d{{2,4}}号",
            old=rf"新出网证\({_PROVINCE}\)字?第?\d{{2,4}}号",
        ),
        _layout(
            _K.AUDIOVISUAL_LICENCE,
            ("信息网络传播视听节目许可证", "a licence for audio-visual programmes on information networks"),
            "0100001",
            _BROADCAST,
            r"(?:许可证号)?:?\d{7}号?",
        ),
        _layout(
            _K.BROADCAST_PRODUCTION,
            ("广播电视节目制作经营许可证", "a licence to produce radio and television programmes"),
            "(京)字第00001号",
            _BROADCAST,
            rf"(?:广媒)?\({_PROVINCE}\)字第?\d{{3,6}}号",
        ),
        _layout(
            _K.CULTURE_LICENCE,
            ("网络文化经营许可证", "an Internet culture licence"),
            "京网文[2020]0001-001号",
            ("全国文化市场技术监管与服务平台", "national platform of the culture market"),
            rf"{_PROVINCE}网文[\[(]{_YEAR}[\])]第?\d{{4}}-\d{{3}}号",
        ),
        _layout(
            _K.FOOD_BUSINESS,
            ("食品经营许可证", "a food business licence"),
            "JY11100000000000",
            _MARKET,
            r"JY[1-3]\d{13}",
        ),
        _layout(
            _K.FOOD_PRODUCTION,
            ("食品生产许可证", "a food production licence"),
            "SC10100000000000",
            _MARKET,
            r"SC[12]\d{13}",
        ),
        _layout(
            _K.MEDICAL_INSTITUTION,
            ("医疗机构执业许可证", "a medical institution's practice licence"),
            "12345678X11010512A1001",
            ("国家卫生健康委员会医疗机构查询", "medical institution search of the National Health Commission"),
            r"[0-9A-Z]{9}\d{6}[0-9A-Z]{7}",
            old=r"\d{12}",
            credit_code=True,
        ),
        _layout(_K.PHYSICIAN, ("医师执业证书", "a physician's practising certificate"), "110110000000001", _HEALTH,
                r"[12]\d{14}"),
        _layout(_K.NURSE, ("护士执业证书", "a nurse's practising certificate"), "202011000001", _HEALTH, rf"{_YEAR}\d{{8}}",
                old=r"(?:19)\d{10}"),
        _layout(_K.LAWYER, ("律师执业证", "a lawyer's practising certificate"), "11101202010000001", _LAW,
                r"1\d{4}(?P<year>(?:19|20)\d\d)[1-9]\d{7}", old=r"\d{12}"),
        _layout(_K.LAW_FIRM, ("律师事务所执业许可证", "a law firm's licence"), "31110000000000000X", _LAW,
                r"2\d{16}", credit_code=True),
        _layout(_K.TEACHER, ("教师资格证书", "a teacher's certificate"), "20201100000000001",
                ("中国教师资格网", "national teacher qualification site"), r"(?P<year>(?:19|20)\d\d)\d{13}"),
        _layout(_K.SECURITIES_PRACTITIONER, ("证券执业证书", "a securities practitioner's certificate"), "S0000000000001",
                ("中国证券业协会从业人员信息公示", "public notice of the Securities Association of China"), r"[A-Z]\d{13}"),
        _layout(_K.ACCOUNTANT, ("注册会计师证书", "a certified public accountant's certificate"), "110000000001",
                ("中国注册会计师协会行业管理信息系统", "information system of the Institute of Certified Public Accountants"),
                r"\d{12}"),
    )
}  # fmt: skip


def check_licence(kind: IdentifierKind, text: str, /, *, at: date) -> Malformed | WellFormed:
    """Check the number of a licence by its layout; `WellFormed.layout_only` says that no check digit stood behind it.

    Args:
        at: Today; a year of issue after it is impossible.

    Raises:
        KeyError: The kind is no licence; resident IDs, credit codes and mobile numbers have checks of their own.
    """
    layout = LAYOUTS[kind]
    number = "".join(plain(text).split()).translate(_BRACKETS).replace("—", "-").replace("–", "-").replace("－", "-")
    if not number:
        return Malformed(kind, sentence("empty"))
    if layout.may_be_credit_code and len(number) == _CREDIT_CODE_LENGTH:
        return replace(check_credit_code(number), kind=kind)
    found = layout.pattern.fullmatch(number)
    if found is None:
        if layout.old is not None and layout.old.fullmatch(number):
            return WellFormed(kind, number, cautions=(sentence("layout_old"),), layout_only=True)
        return Malformed(kind, sentence("layout", title=layout.title, example=layout.example))
    year = found.groupdict().get("year")
    if year is not None and int(year) > at.year:
        return Malformed(kind, sentence("layout_year", year=year))
    return WellFormed(kind, number, layout_only=True)
