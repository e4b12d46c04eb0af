"""Profiles that claim what the verified subject is not: an office, an organisation, a licensed occupation, a protected name.

Source: PA21:8.2, PA21:18(1), PA21:18(2); RQ-026, RQ-078: the finding shows both values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple, Self

from goodstanding.core.signals.base import Cost, Document, Example, Reading
from goodstanding.core.signals.declared import SampleBank, SampleEntry
from goodstanding.core.signals.evidence import reading_of, span_of
from goodstanding.core.signals.kind import TextKind
from goodstanding.core.signals.naming import ORGANISATION_ENDINGS, NameIndex, core_of, likeness
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import Sharing
from goodstanding.core.text.patterns import LiteralSet, PatternSet

OFFICIAL_WORDS = ("官方", "官微", "官博", "官号", "认证", "旗舰店", "旗舰号", "唯一指定", "总部", "official")
OCCUPATIONS: Mapping[str, tuple[str, ...]] = {
    "health": ("医生", "医师", "主任医师", "药师", "护士", "中医师", "牙医", "营养师", "心理咨询师", "心理医生"),
    "law": ("律师", "法官", "检察官", "公证员"),
    "education": ("教师", "教授", "副教授", "班主任", "特级教师"),
    "finance": ("注册会计师", "基金经理", "证券分析师", "投资顾问", "理财师", "保荐代表人", "精算师"),
    "news": ("记者", "主编", "新闻主播"),
}
"""Licensed occupations by the domain of the credential each needs."""

_SAME = 0.6  # names at least this alike name the same subject
_VERIFIED = "account.verified_name"
_LICENCES = "account.licences"
_NOT_A_CLAIM_BEFORE = (
    r"(?:不是|并非|非|想当|想做|成为|找|寻|问|请教|咨询|求助|看|见|采访|陪|嫁给|我爸是|我妈是|家有|各位|所有|感谢|致敬)"
    r"\s*(?:个|一位|一名|位|名)?$"
)
_NOT_A_CLAIM_AFTER = r"^(?:节|函|费|资格|编制|招聘|推荐|朋友|家属|交流|群|协会|联盟|工会|法|证|站|岗|学习|考试|备考|圈|之家|们)"


class _Claim(NamedTuple):
    start: int
    end: int
    word: str
    domain: str


class ProfileMismatch(TextKind):
    """A profile against what is verified. The score is the gravest finding's, the count is of findings.

    0.9 for an official word in the name, or a protected name, that the verified name does not bear out; 0.8 for an
    organisation's name it does not bear out; 0.7 for a licensed occupation without a credential of its domain on record.
    An unverified account has an empty verified name: then nothing bears a claim out.
    """

    kind: ClassVar[str] = "profile_mismatch"
    cost: ClassVar[Cost] = Cost.MODERATE
    option_notes: ClassVar[Mapping[str, str]] = {
        "name_field": "Field that holds the name. Default: name.",
        "bio_field": "Field that holds the introduction. Default: bio.",
        "verified_fact": f"Fact that holds the verified subject's name. Default: {_VERIFIED}.",
        "licences_fact": f"Fact that lists credentials on record, each a domain or domain:kind. Default: {_LICENCES}.",
        "bank": "Id of a bank of protected names. Default: none.",
        "banks": "Ids of several banks of protected names.",
        "likeness": "From which likeness a name is taken for a protected one, 0.5–1.0. Default: 0.8.",
    }
    example_options: ClassVar[Mapping[str, Any]] = {"bank": "sample-protected"}
    example_banks: ClassVar[Mapping[str, SampleBank]] = {
        "sample-protected": SampleBank("sample-protected", "phrases", (SampleEntry("示例市人民图书馆"), SampleEntry("样例晚报"))),
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={"name": "示例汽车官方账号"}, facts={_VERIFIED: "演示餐饮有限公司"}, hit=True, spans=("官方",)),
        Example(fields={"name": "示例汽车官方账号"}, facts={_VERIFIED: "示例汽车有限公司"}, hit=False),
        Example(fields={"name": "小示例", "bio": "执业律师,专注劳动纠纷"}, facts={_VERIFIED: "某甲"}, hit=True, spans=("律师",)),
        Example(fields={"name": "小示例", "bio": "执业律师"}, facts={_VERIFIED: "某甲", _LICENCES: ["law:lawyer"]}, hit=False),
        Example(fields={"name": "样例晚报"}, facts={_VERIFIED: "某甲"}, hit=True),
        Example(fields={"name": "小示例", "bio": "爱做饭,教师节快乐"}, facts={_VERIFIED: "某甲"}, hit=False),
    )

    def __init__(
        self, name: str, fields: tuple[str, str], facts: tuple[str, str], protected: NameIndex, threshold: float
    ) -> None:
        super().__init__(name, fields)
        self._name_field, self._bio_field = fields
        self._verified, self._licences = facts
        self._protected = protected
        self._threshold = threshold
        self._official = LiteralSet(OFFICIAL_WORDS)
        self._occupations = [(word, domain) for domain, words in OCCUPATIONS.items() for word in words]
        self._words = LiteralSet([word for word, _ in self._occupations])
        self._disclaimed = PatternSet([_NOT_A_CLAIM_BEFORE])
        self._compound = PatternSet([_NOT_A_CLAIM_AFTER])

    @classmethod
    def build(cls, options: Options, sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.word("name_field", default="name"), options.word("bio_field", default="bio")
        facts = options.word("verified_fact", default=_VERIFIED), options.word("licences_fact", default=_LICENCES)
        banks = options.banks(kind="phrases", obligatory=False)
        names = [entry.pattern for bank in banks for entry in bank.entries if entry.expires is None or entry.expires > sharing.at]
        threshold = options.number("likeness", default=0.8, low=0.5, high=1.0)
        return cls(options.name, fields, facts, NameIndex(names), threshold)

    @property
    def facts(self) -> tuple[str, ...]:
        """The verified subject's name."""
        return (self._verified,)

    @property
    def optional_facts(self) -> tuple[str, ...]:
        """Credentials on record; none where the fact is missing."""
        return (self._licences,)

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        given = document.facts.get(self._verified)
        verified = given if isinstance(given, str) else ""
        findings = [*self._name_findings(document, verified), *self._occupation_findings(document)]
        spans = [
            span_of(document, field, start, end, signal=self.name, why=why)
            for _, field, start, end, why in findings
            if end > start
        ]
        score = max((finding[0] for finding in findings), default=0.0)
        return reading_of(self.name, score=score, spans=spans, count=len(findings))

    def _name_findings(self, document: Document, verified: str) -> Iterator[tuple[float, str, int, int, str]]:
        if self._name_field not in document.fields:
            return
        normal = document.normalised(self._name_field).text
        if not normal.strip():
            return
        if likeness(core_of(normal), core_of(verified)) >= _SAME:
            return
        whole = self._name_field, 0, len(normal)
        official = sorted(self._official.find(normal.lower()))
        if official:
            start, end, index = official[0]
            why = reason("claims_official", word=OFFICIAL_WORDS[index], verified=verified)
            yield 0.9, self._name_field, start, end, why
        protected, alike = self._protected.closest(normal)
        if alike >= self._threshold and likeness(core_of(protected), core_of(verified)) < _SAME:
            yield 0.9, *whole, reason("like_protected", protected=protected)
        elif not official and normal.endswith(ORGANISATION_ENDINGS):
            yield 0.8, *whole, reason("claims_official", word=normal, verified=verified)

    def _occupation_findings(self, document: Document) -> Iterator[tuple[float, str, int, int, str]]:
        held = document.facts.get(self._licences, ())
        domains = {str(licence).partition(":")[0].lower() for licence in held} if isinstance(held, list | tuple) else set()
        for field in self.present(document):
            claimed: set[str] = set()
            for claim in self._claims(document.normalised(field).text):
                if claim.domain not in domains and claim.domain not in claimed:
                    claimed.add(claim.domain)
                    yield 0.7, field, claim.start, claim.end, reason("claims_occupation", word=claim.word)

    def _claims(self, text: str) -> Iterator[_Claim]:
        """Yield the occupations a text claims: not those it denies, looks for, or names within another word."""
        for start, end, index in sorted(self._words.find(text)):
            word, domain = self._occupations[index]
            before, after = text[max(0, start - 12) : start], text[end : end + 6]
            if not self._disclaimed.which(before) and not self._compound.which(after):
                yield _Claim(start, end, word, domain)
