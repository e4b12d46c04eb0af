"""What may be shared without copying: quotations with their source, laws, notices, recipes, verse, forms, boilerplate.

Each exclusion names the passage it covers and says why, in both languages; a judge sees it beside the spans and may disagree.
What is recognised is the form of a text, never its subject.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from goodstanding.core.originality.alignment import Alignment, Passage
from goodstanding.core.originality.passed_on import passed_on

_SENTENCES: dict[str, tuple[str, str]] = {
    "same_account": ("两文由同一账号发布，属于同一系列", "both texts were published by the same account: one series"),
    "licensed": ("已获许可:{licence}", "licensed: {licence}"),
    "whitelisted": ("在作者的白名单中", "on the author's whitelist"),
    "quotation": ("引用，并注明了来源:“{mark}”", "a quotation with its source: “{mark}”"),
    "law_text": ("法律法规条文:{count} 处条款编号", "the text of a law: {count} numbered articles"),
    "public_document": ("公文:“{mark}”", "a public document: “{mark}”"),
    "footer": ("账号固定的版权或关注提示:“{mark}”", "an account's standing notice: “{mark}”"),
    "passed_on": ("在先作品转述的他人公告或讲话:“{mark}”", "an announcement or statement the earlier work passes on: “{mark}”"),
    "boilerplate": ("多篇无关文章共用的套话", "wording that many unrelated texts share"),
    "recipe": ("用料或步骤清单:{count} 处用量", "a list of ingredients or steps: {count} quantities"),
    "verse": ("歌词或诗行:{count} 行短句", "lyrics or verse: {count} short lines"),
    "form_text": (
        "同一格式、不同数据:{count} 个数字中 {same} 个相同",
        "one form, different data: {same} of {count} numbers agree",
    ),
    "labelled_form": (
        "同一表格、不同内容:{count} 个栏目中 {same} 个相同",
        "one form, different entries: {same} of {count} fields agree",
    ),
}
_QUOTED = re.compile(r"“[^“”]{4,2000}”|「[^「」]{4,2000}」|『[^『』]{4,2000}』|‘[^‘’]{4,2000}’|\"[^\"]{8,2000}\"")
_SOURCE = re.compile(
    r"(?:来源|出处|原载|原文链接|文章来源|转载自|转自|摘自|引自|出自|节选自|援引自?)\s*[:：]?\s*[《“「]?[^\s，。；！？]{2,30}"
    r"|据[^，。；！？\n]{2,24}(?:报道|消息|介绍|通报|披露)"
    r"|《[^》\n]{2,40}》[^，。；！？\n]{0,12}(?:写道|指出|规定|记载|提到|认为|中说|一文|一书)"
    r"|[^，。；！？\s]{2,12}(?:写道|曾说|说过|评论道|评价说|指出)[:：，]"
)
_ARTICLE = re.compile(r"(?:^|[。；;\n])\s*第\s*[〇零一二三四五六七八九十百千\d]+\s*条")
_HEADING = re.compile(r"关于[^。\n]{2,60}的(?:通知|公告|通告|通报|公示|意见|决定|批复|函)")
_FOOTER = re.compile(
    r"免责声明|版权(?:声明|所有|归)|未经(?:许可|授权|允许)|转载(?:请|须|需)|欢迎(?:关注|转发|投稿|订阅)|长按|扫码|二维码|阅读原文|点击(?:上方|下方|关注)"
    r"|(?:责任)?编辑\s*[:：/丨|]|责编|校对\s*[:：/丨|]|审核\s*[:：/丨|]|投稿(?:邮箱|请)|商务合作|侵(?:权)?(?:请)?(?:联系)?删|设为星标|点个?(?:在看|赞)"
)
_NOTICE = re.compile(
    r"〔20\d\d〕\s*\d+\s*号|特此(?:通知|公告|通报|公示|函告)|各(?:省|市|县|区)[^。\n]{0,20}人民政府|现(?:将|就)[^。\n]{2,60}(?:如下|公告|公示)"
    r"|(?:通知|公告|公示|通报)如下|经[^。\n]{2,30}(?:同意|批准),?现予(?:公布|发布|公告)|自(?:发布|印发|公布|\d+年)[^。\n]{0,16}之?日?起(?:施行|执行|实施)"
)
_QUANTITY = re.compile(
    r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十半]+)\s*(?:克|千克|公斤|斤|毫升|升|ml|g|kg|汤匙|茶匙|勺|小勺|大勺|杯|片|根|颗|粒|瓣|只|分钟|度)|适量|少许"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FIELD = re.compile(r"(?:^|[\n。;；])[\s\W]*(?P<label>[^\s\d:：，,。、“”]{2,8})[ \t]*[:：](?P<entry>[^\n;；]{1,200})")
_LEAST_FIELDS = 4
_NOBODY = re.compile(r"(?:来源|出处|转自|转载自)\s*[:：]?\s*(?:网络|互联网|网友|朋友圈)")
_NEAR_BEFORE, _NEAR_AFTER = 60, 40
_MOST_QUOTED = 0.5
_LEAST_NUMBERS = 4
_LONGEST_FOOTER = 300
_LONGEST_BOILERPLATE = 160
"""A longer passage is never boilerplate: it may be a text that many have copied already."""
_MOSTLY_INSIDE = 0.7
_LEAST_BESIDE = 80
"""Characters around an announcement from which its reporter's own words were taken too."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A passage, or all of them, that does not count as copied.

    Args:
        code: Why, one of the codes this module knows.
        passages: The passages it covers.
        details: What was found, by name, for the sentence.
    """

    code: str
    passages: tuple[Passage, ...]
    details: tuple[tuple[str, str], ...] = ()

    def sentence(self, language: str, /) -> str:
        """Say why in a language: ``zh`` or ``en``."""
        return _SENTENCES[self.code][0 if language.startswith("zh") else 1].format(**dict(self.details))


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the alignment.

    Args:
        examined: The examined text, ``a`` of the alignment, as it was sent.
        earlier: The earlier text, ``b``.
        examined_account: Who published the examined text; empty where unknown.
        earlier_account: Who published the earlier one.
        common: Spans of the examined text that many unrelated texts hold (``Match.common``).
        licence: The licence that covers this use; empty for none.
        whitelisted: Whether the earlier author lets this account reuse their texts.
    """

    examined: str
    earlier: str
    examined_account: str = ""
    earlier_account: str = ""
    common: tuple[tuple[int, int], ...] = ()
    licence: str = ""
    whitelisted: bool = False


def exclusions_of(alignment: Alignment, context: Context, /) -> list[Exclusion]:
    """Return what does not count; where the whole use is excused, one exclusion covers every passage."""
    whole = _whole(alignment, context)
    if whole is not None:
        return [whole]
    found: dict[str, Exclusion] = {}
    own = _own_share(alignment)
    for passage in alignment.passages:
        exclusion = _of_passage(passage, context, own)
        if exclusion is not None:
            before = found.get(exclusion.code)
            covered = (*before.passages, passage) if before else (passage,)
            found[exclusion.code] = Exclusion(exclusion.code, covered, before.details if before else exclusion.details)
    return list(found.values())


def _whole(alignment: Alignment, context: Context) -> Exclusion | None:
    passages = alignment.passages
    if context.licence:
        return Exclusion("licensed", passages, (("licence", context.licence),))
    if context.whitelisted:
        return Exclusion("whitelisted", passages)
    if context.examined_account and context.examined_account == context.earlier_account:
        return Exclusion("same_account", passages)
    notice = _notice(context.earlier) if _HEADING.search(context.earlier, 0, 200) else ""
    if notice:
        return Exclusion("public_document", passages, (("mark", notice),))
    return _form(alignment, context) or _labelled_form(alignment, context)


def _notice(text: str) -> str:
    """Return a mark of a public notice where a text bears at least two different ones."""
    marks = {found.group().strip()[:20] for found in _NOTICE.finditer(text, 0, min(len(text), 20_000))}
    return min(marks) if len(marks) >= 2 else ""


def _form(alignment: Alignment, context: Context) -> Exclusion | None:
    """Whether the two fill one form with different data: most numbers differ, and what was changed is mostly numbers."""
    mine = Counter(number for p in alignment.passages for number in _NUMBER.findall(context.examined[p.a_start : p.a_end]))
    theirs = Counter(number for p in alignment.passages for number in _NUMBER.findall(context.earlier[p.b_start : p.b_end]))
    count, same = max(mine.total(), theirs.total()), (mine & theirs).total()
    if min(mine.total(), theirs.total()) < _LEAST_NUMBERS or count * 60 < alignment.matched:
        return None
    replaced = [change for change in alignment.changes if change.kind == "replaced"]
    numeric = sum(1 for change in replaced if _NUMBER.search(context.examined[change.a_start : change.a_end]))
    is_new_data = 2 * same <= count and 5 * numeric >= 2 * len(replaced)
    is_little_else = numeric >= _LEAST_NUMBERS and numeric * 60 >= alignment.matched and 5 * numeric >= 3 * len(replaced)
    if not is_new_data and not is_little_else:
        return None
    return Exclusion("form_text", alignment.passages, (("count", str(count)), ("same", str(same))))


def _labelled_form(alignment: Alignment, context: Context) -> Exclusion | None:
    """Whether both fill the same fields, and most of them with something else."""
    mine, theirs = _fields(context.examined), _fields(context.earlier)
    shared = mine.keys() & theirs.keys()
    same = sum(1 for label in shared if mine[label] == theirs[label])
    if (
        len(shared) < _LEAST_FIELDS
        or len(shared) - same < max(3, 0.4 * len(shared))
        or 3 * len(shared) < 2 * max(len(mine), len(theirs))
    ):
        return None
    return Exclusion("labelled_form", alignment.passages, (("count", str(len(shared))), ("same", str(same))))


def _fields(text: str) -> dict[str, str]:
    """Return what stands after each label of a form."""
    found = _FIELD.finditer(text, 0, min(len(text), 20_000))
    return {field["label"]: re.sub(r"\W", "", field["entry"]) for field in found}


def _own_share(alignment: Alignment) -> float:
    return 1.0 - alignment.a_covered


def _of_passage(passage: Passage, context: Context, own: float) -> Exclusion | None:
    text = context.examined[passage.a_start : passage.a_end]
    if passage.letters <= _LONGEST_BOILERPLATE and _share_inside((passage.a_start, passage.a_end), context.common) >= 0.7:
        return Exclusion("boilerplate", (passage,))
    mark = _passed_on(passage, context)
    if mark:
        return Exclusion("passed_on", (passage,), (("mark", mark),))
    footer = _footer(passage, context)
    if footer:
        return Exclusion("footer", (passage,), (("mark", footer),))
    for code, count in _FORMS.items():
        number = count(text)
        if number and (own >= _MOST_QUOTED or code != "verse"):
            return Exclusion(code, (passage,), (("count", str(number)),))
    if own >= _MOST_QUOTED:
        mark = _quotation(passage, context.examined)
        if mark:
            return Exclusion("quotation", (passage,), (("mark", mark),))
    return None


def _passed_on(passage: Passage, context: Context) -> str:
    """Return what leads the passage in where the earlier text has it from somebody else; speech counts where both quote it."""
    inside = [each for each in passed_on(context.earlier) if each.end > passage.b_start and each.start < passage.b_end]
    if not inside:
        return ""
    if all(each.is_speech for each in inside):
        quoted = [(each.start, each.end) for each in passed_on(context.examined)]
        if _share_inside((passage.a_start, passage.a_end), quoted) < _MOSTLY_INSIDE:
            return ""
    share = _share_inside((passage.b_start, passage.b_end), [(each.start, each.end) for each in inside])
    beside = (1.0 - share) * (passage.b_end - passage.b_start)
    return inside[0].mark if share >= _MOSTLY_INSIDE and beside < _LEAST_BESIDE else ""


def _footer(passage: Passage, context: Context) -> str:
    """Return a mark of an account's standing notice where the passage, at one end of a text, bears at least two."""
    if passage.letters > _LONGEST_FOOTER or not _is_at_edge(passage, context):
        return ""
    marks = {found.group() for found in _FOOTER.finditer(context.examined, passage.a_start, passage.a_end)}
    return min(marks) if len(marks) >= 2 else ""


def _is_at_edge(passage: Passage, context: Context) -> bool:
    ends = ((passage.a_start, passage.a_end, len(context.examined)), (passage.b_start, passage.b_end, len(context.earlier)))
    return any(start > 0.7 * length or end < 0.2 * length for start, end, length in ends)


def _quotation(passage: Passage, text: str) -> str:
    """Return the named source of a quoted passage; empty where it is not quoted or no source is named near it."""
    low = max(passage.a_start - 2 * _NEAR_BEFORE, 0)
    around = text[low : passage.a_end + _NEAR_AFTER]
    source = _SOURCE.search(text[max(passage.a_start - _NEAR_BEFORE, 0) : passage.a_start + _NEAR_AFTER]) or _SOURCE.search(
        text[max(passage.a_end - 2, 0) : passage.a_end + _NEAR_AFTER]
    )
    if source is None or _NOBODY.match(source.group()):
        return ""
    quoted = [(low + found.start(), low + found.end()) for found in _QUOTED.finditer(around)]
    is_marked = _share_inside((passage.a_start, passage.a_end), quoted) >= 0.7
    return source.group().strip()[:30] if is_marked or passage.letters <= 150 else ""


def _share_inside(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> float:
    covered = sum(max(min(span[1], end) - max(span[0], start), 0) for start, end in spans)
    return covered / max(span[1] - span[0], 1)


def _articles(text: str) -> int:
    count = len(_ARTICLE.findall(text))
    return count if count >= 2 and count * 160 >= len(text) else 0


def _quantities(text: str) -> int:
    count = len(_QUANTITY.findall(text))
    return count if count >= 5 and count * 40 >= len(text) else 0


def _short_lines(text: str) -> int:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    short = sum(1 for line in lines if len(line) <= 16 and line[-1] not in "。！？!?")
    return short if len(lines) >= 6 and short >= 0.8 * len(lines) else 0


_FORMS: dict[str, Callable[[str], int]] = {"law_text": _articles, "recipe": _quantities, "verse": _short_lines}
