"""The doors that are fuzzed, each with what must hold of whatever comes out.

An entry point takes bytes, makes its input of them and raises AssertionError where a promise is broken. Errors a door names
are answers; any other exception is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import cache
from itertools import pairwise
from typing import Any

from goodstanding.adapters.images.limits import Limits
from goodstanding.adapters.images.reading import Refusal, opened
from goodstanding.core.engine.compiled import Engine, compile_pack
from goodstanding.core.events.decoding import decode_batch
from goodstanding.core.events.event import Event
from goodstanding.core.identifiers.business_licence import check_business_licence
from goodstanding.core.identifiers.credit_code import check_credit_code
from goodstanding.core.identifiers.licences import LAYOUTS, check_licence
from goodstanding.core.identifiers.mobile import check_mobile
from goodstanding.core.identifiers.resident_id import check_resident_id
from goodstanding.core.names.protected import ProtectedNames
from goodstanding.core.names.rules import Applicant, check_name
from goodstanding.core.names.values import NameKind, ProtectedName
from goodstanding.core.originality.alignment import align
from goodstanding.core.originality.exclusions import Context
from goodstanding.core.originality.verdict import judge
from goodstanding.core.policy.bundled import bundled_pack_dir
from goodstanding.core.policy.cel.checker import check
from goodstanding.core.policy.cel.errors import ExpressionError
from goodstanding.core.policy.cel.parser import parse
from goodstanding.core.policy.cel.printer import printed
from goodstanding.core.policy.loader import load_pack
from goodstanding.core.policy.model import Location
from goodstanding.core.signals.contacts import ContactFinder
from goodstanding.core.signals.foreign_text import foreign_parts
from goodstanding.core.signals.link_finder import LinkFinder
from goodstanding.core.text.disguised_phrases import DisguisedPhrases
from goodstanding.core.text.normalise import normalise
from tests.fuzz.invention import PIECES, Maker, event

AT = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
_PHRASES = ("加微信", "开户送彩金", "刷单返利", "代开发票", "高仿手表", "贷款", "弓长", "日结工资", "免费领取", "公众号转让")
_MEDIA_TYPES = ("application/json", "application/cloudevents-batch+json", "application/x-ndjson", "text/plain;charset=x")
_NAMES = ("演示大学", "演示市公安局", "样例日报", "示例银行", "演示", "清样电视台", "A1演示B2")
_DECLARED = {"content.body": "string", "account.age_days": "int", "account.verified": "bool", "signal.links.score": "double"}
_WORDS = (
    "content.body", "account.age_days", "account.verified", "signal.links.score", "has(", "(", ")", "[", "]", "&&", "||", "!",
    "==", "<", ">=", "in", "?", ":", "+", "-", "*", "/", "%", ".size()", ".contains(", ".matches(", "'a'", '"\\u4e2d"',
    "r'\\d+'", "1", "2.5", "9" * 25, "duration(", "timestamp(", "true", "null", ",", " ", "\n", "// c", "b'x'", "{", "}",
)  # fmt: skip


def inside(spans: Iterable[tuple[int, int]], length: int) -> None:
    """Assert that spans lie in a text of a length."""
    for start, end in spans:
        assert 0 <= start <= end <= length, (start, end, length)


def normal_form(data: bytes) -> None:
    """The normal form is its own normal form, and its map is monotone and inside the text."""
    text = Maker(data).text()
    normal = normalise(text)
    starts, ends = normal.starts.tolist(), normal.ends.tolist()
    assert text == normal.original
    assert len(normal.text) == len(starts) == len(ends)
    assert sorted(starts) == starts
    assert sorted(ends) == ends
    assert all(first < last <= len(text) for first, last in zip(starts, ends, strict=True))
    assert normal.text == normalise(normal.text).text


@cache
def _disguised() -> DisguisedPhrases:
    return DisguisedPhrases(_PHRASES)


def disguised_phrases(data: bytes) -> None:
    """What is read in disguise lies in the normal form."""
    normal = normalise(Maker(data).text())
    inside(((one.start, one.end) for one in _disguised().find(normal)), len(normal.text))


_contacts, _links = ContactFinder(), LinkFinder()


def entities(data: bytes) -> None:
    """Contacts and foreign parts lie in the normal form, links in the text as sent, in order and without overlap."""
    normal = normalise(Maker(data).text())
    contacts, links = _contacts.find(normal.text), _links.find(normal)
    for found, length in ((contacts, len(normal.text)), (links, len(normal.original))):
        spans = [(one.start, one.end) for one in found]
        inside(spans, length)
        assert all(before[1] <= after[0] for before, after in pairwise(spans)), spans
    inside(((part.start, part.end) for part in foreign_parts(normal.text, contacts)), len(normal.text))


@cache
def _engine() -> Engine:
    return compile_pack(load_pack(bundled_pack_dir()), at=AT)


def evaluation(data: bytes) -> None:
    """The shipped pack answers on any post, comment or profile; every mark is a part of what was sent."""
    maker = Maker(data)
    kind = maker.pick(("content.published", "comment.published", "account.profile_changed"))
    fields = {"content_id": "c", "title": maker.text(8), "body": maker.text(50), "name": maker.text(4), "bio": maker.text(8)}
    sent = {"id": "e", "source": "/fuzz", "type": kind, "time": NOW.isoformat(), "subject": "a", "data": fields}
    found = _engine().evaluate({"event": sent, "account": {"age_days": maker.below(900), "verified": bool(maker.byte() % 2)}})
    assert not found.failed, found.failed
    for violation in found.violations:
        for span in violation.spans:
            if span.field in fields:
                inside([(span.start, span.end)], len(fields[span.field]))
                assert span.text == fields[span.field][span.start : span.end], span


def event_decoding(data: bytes) -> None:
    """Any bytes become events or refusals with a sentence; none is lost between."""
    maker = Maker(data)
    media_type = maker.pick(
        ("application/json", "application/cloudevents-batch+json", "application/x-ndjson", "text/plain;charset=x")
    )
    body = maker.rest() if maker.byte() % 4 == 0 else event(maker)
    if maker.byte() % 3 == 0:
        body = b"[" + body + b"," + event(maker) + b"]"
    for one in decode_batch(body, media_type, at=NOW):
        assert isinstance(one, Event) or one.reason


def image_door(data: bytes) -> None:
    """Any bytes are an upright RGB image within limits, or refused by name."""
    limits = Limits()
    try:
        image = opened(data, limits)
    except Refusal:
        return
    assert "RGB" == image.mode
    assert 0 < image.width * image.height <= limits.pixels


def alignment(data: bytes) -> None:
    """Passages and changes lie in both texts; what stands word for word does."""
    maker = Maker(data)
    sent = maker.text(40)
    earlier = _rewritten(sent, maker) if maker.byte() % 2 else maker.text(40)
    found = align(normalise(sent), normalise(earlier))
    assert 0 <= found.a_covered <= 1
    assert 0 <= found.b_covered <= 1
    for part in (*found.passages, *found.changes):
        inside([(part.a_start, part.a_end)], len(sent))
        inside([(part.b_start, part.b_end)], len(earlier))
    assert 0.0 <= judge(found, Context(examined=sent, earlier=earlier)).score <= 1.0


def _rewritten(text: str, maker: Maker) -> str:
    """Return a text with pieces taken out, put in and moved."""
    for _ in range(maker.byte() % 6):
        at, more = maker.below(len(text) + 1), maker.below(30)
        text = maker.pick((text[:at] + text[at + more :], text[:at] + maker.text(3) + text[at:], text[at:] + text[:at]))
    return text


@cache
def _names() -> ProtectedNames:
    return ProtectedNames.build(ProtectedName(name, NameKind.UNIVERSITY, "fuzz") for name in _NAMES)


def names(data: bytes) -> None:
    """Every name is matched and judged; each part it is read by is a part of it."""
    maker = Maker(data)
    name = maker.text(6)
    matches = _names().match(name)
    for match in matches:
        for span in match.spans:
            assert span.text == name[span.start : span.end], span
            assert span.protected_text == match.entry.name[span.protected_start : span.protected_end], span
    for finding in check_name(name, applicant=Applicant(maker.pick(("person", "enterprise", "media"))), matches=matches):
        assert finding.text == name[finding.start : finding.end], finding


def identifiers(data: bytes) -> None:
    """Every identifier is malformed with a reason or well formed; none raises."""
    maker = Maker(data)
    text = maker.text(6) if maker.byte() % 2 else "".join(maker.pick(tuple("0123456789Xx- ０１９ABLOIS")) for _ in range(18))
    checks: tuple[Callable[[], Any], ...] = (
        lambda: check_resident_id(text, at=AT),
        lambda: check_credit_code(text),
        lambda: check_business_licence(text),
        lambda: check_mobile(text),
        lambda: check_licence(maker.pick(tuple(LAYOUTS)), text, at=AT),
    )
    for one in checks:
        assert one().state in ("malformed", "well_formed")


def expressions(data: bytes) -> None:
    """An expression is refused with its place, or printed so that it reads the same again."""
    maker = Maker(data)
    source = "".join(maker.pick(_WORDS + PIECES[:6]) for _ in range(maker.below(40)))
    where = Location("fuzz.yaml", 1, 1)
    try:
        node = parse(source, where=where)
        check(node, _DECLARED)
    except ExpressionError:
        return
    assert printed(node) == printed(parse(printed(node), where=where))


ENTRY_POINTS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (
        normal_form, disguised_phrases, entities, evaluation, event_decoding, image_door, alignment, names, identifiers,
        expressions,
    )
}  # fmt: skip
