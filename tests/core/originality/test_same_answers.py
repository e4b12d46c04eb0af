"""What is found, shown and judged stays the same however the search and the alignment are made faster."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goodstanding.core.originality import segment
from goodstanding.core.originality.exclusions import Context
from goodstanding.core.originality.index import Match, Original, OriginalityIndex
from goodstanding.core.originality.verdict import judge
from tests.factories.articles import Newsroom


def filled(path: Path, newsroom: Newsroom) -> tuple[OriginalityIndex, dict[str, str]]:
    """Return an index, half of it in a segment and half since, and the texts to ask."""
    index = OriginalityIndex.create(path)
    articles = [newsroom.article(letters=letters) for letters in range(120, 1700, 40)]
    index.add([Original(f"o-{number}", article.text) for number, article in enumerate(articles[:20])])
    index.add([Original(f"t-{number}", text) for number, text in enumerate(newsroom.articles(300))])
    index.compact()
    index.add([Original(f"o-{number}", article.text) for number, article in enumerate(articles[20:], start=20)])
    asked: dict[str, str] = {}
    for number, article in enumerate(articles):
        own = newsroom.article(letters=900).text
        for share in (0.1, 0.3, 0.5):
            asked[f"{number} rewritten {share:.0%}"] = newsroom.rewritten(article, share=share).text
        asked[f"{number} paragraph"] = own[:500] + article.text[20:200] + own[500:]
        asked[f"{number} stranger"] = own
    return index, asked | oddities([article.text for article in articles])


def oddities(texts: list[str]) -> dict[str, str]:
    """Return disguised, traditional, padded, repeating and hardly punctuated forms of some texts."""
    return {
        "copy": texts[9],
        "copy since the segment": texts[30],
        "disguised": "★".join(texts[10][at : at + 9] for at in range(0, len(texts[10]), 9)),
        "wide": "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in "Ａ b " + texts[11] + " 9z!?"),
        "padded": "😀".join(sentence + "。" for sentence in texts[12].split("。")),
        "twice": texts[13] + texts[14] + texts[13],
        "backwards": "。".join(reversed(texts[15].split("。"))),
        "unpunctuated": texts[16].replace("。", "").replace("，", ""),
        "two halves": texts[17][:300] + texts[18][300:],
        "repeating": texts[19][40:90] * 30,
        "one sentence": texts[25][100:150],
        "like letters": "哈" * 3000,
        "empty": "",
    }


def told(text: str, match: Match) -> str:
    """Return a line that changes when anything about a match does."""
    found = match.alignment
    assert found is not None
    assert match.earlier is not None
    verdict = judge(found, Context(text, match.earlier, common=match.common))
    shares = (found.a_covered, found.b_covered, found.order_kept, match.share, verdict.score, verdict.verbatim)
    rest = repr((found.passages, found.changes, found.longest_run, match.common, match.copies, shares, verdict.passages))
    counts = f"{len(found.passages)} passages, {found.matched} letters, {found.verbatim} word for word"
    return f"{match.entry.ref} {verdict.kind}: {counts}, {match.shared} samples, {zlib.crc32(rest.encode()):08x}"


def lines(index: OriginalityIndex, asked: dict[str, str]) -> Iterator[str]:
    for name, text in asked.items():
        found = [told(text, match) for match in index.query(text)]
        yield f"{name} → {'; '.join(found) or '-'}"


@pytest.mark.parametrize("mapped", [segment.MAPPED, 0], ids=["mapped", "read"])
def test_answers_are_the_recorded_ones(
    tmp_path: Path, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, mapped: int
) -> None:
    monkeypatch.setattr(segment, "MAPPED", mapped)
    index, asked = filled(tmp_path / "index", Newsroom(7))

    answers = "\n".join(lines(index, asked)) + "\n"

    golden("originality/answers.txt", answers)
