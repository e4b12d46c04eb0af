"""The rules on account names that can be applied mechanically. Each finding cites its clause; a person decides about all but one.

Only the exact name of an account that was closed by law or agreement is refused without a person, because that is a fact of the
register and no judgment. Everything else depends on who the applicant is and what the name says of it.

Source: PA21:8.2, PA21:8.3; beside them the provisions on account information of 2022 (AIR22) and the notice on self-media of
2023 (SMN23).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from goodstanding.core.kernel.sentences import Sentence
from goodstanding.core.names.lexicon import added_words, divisions, occurrences, places
from goodstanding.core.names.sentences import sentence
from goodstanding.core.names.values import Disguise, NameKind, NameMatch
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.normalised import Normalised

STATE_WORDS = ("中国", "中华", "中央", "全国", "国家", "china", "national")
NEWS_WORDS = (
    "新闻", "报道", "头条", "日报", "晚报", "早报", "晨报", "都市报", "通讯社", "电视台", "广播电台", "记者", "主编", "要闻",
    "时政", "快讯", "播报", "融媒", "news",
)  # fmt: skip
OFFICIAL_WORDS = ("官方", "官微", "官博", "官号", "权威", "认证", "唯一指定", "旗舰店", "总部", "official")
ORGAN_WORDS = (
    "人民政府", "人民法院", "人民检察院", "公安局", "公安厅", "派出所", "交警", "税务局", "教育局", "民政局", "卫健委",
    "市场监管局", "海关", "纪委", "监委", "委员会", "管委会", "管理局", "监督局", "办事处", "巡查", "执法", "网信办", "发布厅",
)  # fmt: skip
ORGANS = frozenset({"government", "public_institution", "people_organization"})
"""Subject classes that may bear words of public bodies once verified."""
NEWS_DOMAIN = "news"

_CONTACT = re.compile(
    r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)[1-9]\d{6,10}(?!\d)|[\w.+-]+@[\w-]+\.\w+|https?://\S+|(?:[a-z0-9-]+\.)+(?:com|cn|net|org|top|vip|cc|xyz)\b"
    r"|(?:微信|vx|wx|v信|qq|扣扣|加微|电话|手机)[号:：]?\s*[a-z0-9_-]{5,}",
    re.IGNORECASE,
)


class Outcome(StrEnum):
    """What a finding leads to."""

    PERSON = "person"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who wants a name, as far as the rules ask.

    Args:
        subject_class: The product's subject class.
        verified_name: The verified subject's name; empty while nobody is verified.
        licences: Credentials on record, each a domain or ``domain:kind``.
        entitled: Entries whose use was allowed to the applicant by a letter on file, by their names.
        holder_refs: References under which the register of protected names knows the applicant.
    """

    subject_class: str
    verified_name: str = ""
    licences: tuple[str, ...] = ()
    entitled: frozenset[str] = frozenset()
    holder_refs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NameFinding:
    """One rule that a name touches. ``start`` and ``end`` are code points of the name as it was sent."""

    rule: str
    clause: str
    also: tuple[str, ...]
    start: int
    end: int
    text: str
    reason: Sentence
    outcome: Outcome = Outcome.PERSON


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    clause: str
    also: tuple[str, ...]
    find: Callable[[str, Applicant], Iterable[tuple[int, int]]]


def check_name(name: str, /, *, applicant: Applicant, matches: Sequence[NameMatch] = ()) -> tuple[NameFinding, ...]:
    """Apply the rules on names.

    Args:
        matches: What the register of protected names says of the name.

    Returns:
        The findings, refusals first, then by place; none where the name may be given without a person's look.
    """
    normal = normalise(name)
    text = normal.text.lower()
    found = [*_register_findings(name, applicant, matches)]
    for rule in _RULES:
        found += [_finding(rule, normal, span, applicant) for span in rule.find(text, applicant)]
    return tuple(sorted(found, key=lambda one: (one.outcome is not Outcome.REFUSED, one.start, one.rule)))


def _finding(rule: _Rule, normal: Normalised, span: tuple[int, int], applicant: Applicant) -> NameFinding:
    start, end = normal.original_span(*span)
    text = normal.original[start:end]
    code = "rule_official_unnamed" if rule.name == "official" and not applicant.verified_name else f"rule_{rule.name}"
    said = sentence(code, text=text, verified=applicant.verified_name)
    return NameFinding(rule.name, rule.clause, rule.also, start, end, text, said)


def _register_findings(name: str, applicant: Applicant, matches: Sequence[NameMatch]) -> Iterator[NameFinding]:
    for match in matches:
        if match.entry.name in applicant.entitled or (match.entry.holder_ref and match.entry.holder_ref in applicant.holder_refs):
            continue
        start = min((span.start for span in match.spans), default=0)
        end = max((span.end for span in match.spans), default=len(name))
        details = {"name": match.entry.name, "score": f"{match.score:.0%}", "source": match.entry.source}
        place = start, end, name[start:end]
        if match.entry.kind is not NameKind.CLOSED:
            yield NameFinding("protected", "PA21:8.2", ("AIR22:8(2)", "SMN23:1"), *place, sentence("rule_protected", **details))
        elif match.how is Disguise.EXACT:
            said = sentence("rule_closed", **details)
            yield NameFinding("closed", "PA21:8.3", ("AIR22:10", "SMN23:7"), *place, said, Outcome.REFUSED)
        else:
            yield NameFinding("closed_near", "PA21:8.3", ("AIR22:10", "SMN23:7"), *place, sentence("rule_closed_near", **details))


def _words(words: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """Find words; a Latin one only as a word of its own."""
    pattern = "|".join(rf"(?<![a-z]){word}(?![a-z])" if word.isascii() else re.escape(word) for word in words)
    return [match.span() for match in re.finditer(pattern, text)]


def _state_words(text: str, applicant: Applicant) -> list[tuple[int, int]]:
    """Find words of the state that the verified name does not hold."""
    verified = normalise(applicant.verified_name).text.lower()
    return [span for span in _words(STATE_WORDS, text) if text[slice(*span)] not in verified]


def _news_words(text: str, applicant: Applicant) -> list[tuple[int, int]]:
    """Find words of news media where no licence for news is on record."""
    domains = {licence.partition(":")[0].lower() for licence in applicant.licences}
    return [] if NEWS_DOMAIN in domains or applicant.subject_class == "media" else _words(NEWS_WORDS, text)


def _official_words(text: str, applicant: Applicant) -> list[tuple[int, int]]:
    """Find words of office where the rest of the name is no part of the verified name."""
    found = _words(OFFICIAL_WORDS, text)
    rest = "".join(character for character in re.sub("|".join(OFFICIAL_WORDS), "", text) if character.isalnum())
    verified = normalise(applicant.verified_name).text.lower()
    return [] if len(rest) >= 2 and rest in verified else found


def _organ_words(text: str, applicant: Applicant) -> list[tuple[int, int]]:
    """Find words of public bodies; verified ones bear them in the name they were verified by."""
    is_verified_organ = applicant.subject_class in ORGANS and applicant.verified_name
    verified = normalise(applicant.verified_name).text.lower() if is_verified_organ else ""
    return [span for span in _words(ORGAN_WORDS, text) if text[slice(*span)] not in verified]


def _place_names(text: str, applicant: Applicant) -> list[tuple[int, int]]:
    """Find the full name of a division anywhere, and a short one where nothing but added words stands beside it (杭州发布).

    A short name beside anything else (a dish, a journey) says nothing of whose the account is.
    """
    verified = normalise(applicant.verified_name).text.lower()
    found = [span for span in occurrences(text, divisions()) if text[slice(*span)] not in verified]
    if not found:
        short = [span for span in occurrences(text, places()) if text[slice(*span)] not in verified][:1]
        found = [span for span in short if _is_only_added(text[: span[0]]) and _is_only_added(text[span[1] :])]
    return found


def _is_only_added(text: str) -> bool:
    letters = "".join(character for character in text if character.isalnum())
    return sum(end - start for start, end in occurrences(letters, added_words())) == len(letters)


def _contacts(text: str, applicant: Applicant) -> list[tuple[int, int]]:  # noqa: ARG001 - one form for all rules
    """Find numbers and addresses that a name carries."""
    return [match.span() for match in _CONTACT.finditer(text)]


_RULES = (
    _Rule("state", "PA21:8.2", ("AIR22:10",), _state_words),
    _Rule("news", "PA21:8.2", ("AIR22:8(4)", "SMN23:1"), _news_words),
    _Rule("official", "PA21:8.2", ("AIR22:8(7)", "SMN23:1"), _official_words),
    _Rule("organ", "PA21:8.2", ("AIR22:8(2)", "SMN23:1"), _organ_words),
    _Rule("place", "PA21:8.2", ("AIR22:8(5)", "SMN23:1"), _place_names),
    _Rule("contact", "PA21:8.2", ("AIR22:8(6)",), _contacts),
)
