"""The same texts through datasketch and rensa, as their pages show them: MinHash of 4-grams in an LSH index."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any

from goodstanding.core.originality.index import Original, OriginalityIndex
from goodstanding.core.text.normalise import normalise
from tests.factories.articles import Article, Newsroom

PERMUTATIONS = 128
THRESHOLD = 0.2
"""Jaccard similarity asked of the rivals: lower finds more and lets more through."""
Answer = Callable[[str], set[str]]
Pipeline = tuple[Callable[[list[tuple[str, str]]], None], Answer]


def shingles(text: str) -> list[str]:
    """Return the 4-grams of a text's normal form."""
    normal = normalise(text).text
    return [normal[at : at + 4] for at in range(max(len(normal) - 3, 1))]


def ours() -> Pipeline:
    """Return our index, with alignment."""
    import tempfile

    index = OriginalityIndex.create(tempfile.mkdtemp(prefix="originality-rivals-"))
    return (
        lambda rows: (
            [index.add([Original(ref, text) for ref, text in rows[at : at + 1000]]) for at in range(0, len(rows), 1000)] and None
        ),
        lambda text: {match.entry.ref for match in index.query(text)},
    )


def datasketch() -> Pipeline:
    """Return datasketch's MinHash and MinHashLSH, in memory."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)

    def signed(text: str) -> Any:
        found = MinHash(num_perm=PERMUTATIONS)
        found.update_batch([gram.encode() for gram in shingles(text)])
        return found

    return (lambda rows: [lsh.insert(ref, signed(text)) for ref, text in rows] and None), lambda text: set(
        lsh.query(signed(text))
    )


def rensa() -> Pipeline:
    """Return rensa's RMinHash and RMinHashLSH, in memory; 64 bands of 2, the nearest it has to datasketch's choice."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=64)
    names: list[str] = []

    def signed(text: str) -> Any:
        found = RMinHash(num_perm=PERMUTATIONS, seed=42)
        found.update(shingles(text))
        return found

    def add(rows: list[tuple[str, str]]) -> None:
        for ref, text in rows:
            lsh.insert(len(names), signed(text))
            names.append(ref)

    return add, lambda text: {names[number] for number in lsh.query(signed(text))}


def compare(newsroom: Newsroom, originals: Sequence[Article], *, texts: int) -> None:
    """Print a row for each library that is installed."""
    rows = [(f"o-{n}", article.text) for n, article in enumerate(originals)]
    rows += [(f"t-{n}", text) for n, text in enumerate(newsroom.articles(texts))]
    questions = {
        "copy": [article.text for article in originals],
        "30 %": [newsroom.rewritten(article, share=0.3).text for article in originals],
        "50 %": [newsroom.rewritten(article, share=0.5).text for article in originals],
        "paragraph": [_with_paragraph(newsroom, article) for article in originals],
    }
    strangers = [newsroom.article(letters=900).text for _ in range(200)]
    print(
        f"\n| {texts:,} texts | add, texts per CPU-second | query, ms | recall: {', '.join(questions)} | strangers with a match "
        "| shows spans |"
    )
    print("| --- " * 6 + "|")
    for name, build in (("goodstanding", ours), ("datasketch", datasketch), ("rensa", rensa)):
        if name != "goodstanding" and find_spec(name) is None:
            print(f"| {name} | not installed (group “bench”) | | | | |")
            continue
        _row(name, build(), rows, questions, strangers)


def _row(
    name: str, pipeline: Pipeline, rows: list[tuple[str, str]], questions: dict[str, list[str]], strangers: list[str]
) -> None:
    add, ask = pipeline
    began = time.process_time()
    add(rows)
    added = len(rows) / (time.process_time() - began)
    times, recall = [], []
    for asked in questions.values():
        found = []
        for number, text in enumerate(asked):
            began = time.process_time()
            found.append(f"o-{number}" in ask(text))
            times.append((time.process_time() - began) * 1e3)
        recall.append(statistics.fmean(found))
    wrong = statistics.fmean(bool(ask(text)) for text in strangers)
    shares = ", ".join(f"{share:.3f}" for share in recall)
    spans = "both sides" if name == "goodstanding" else "no"
    print(f"| {name} | {added:,.0f} | {statistics.median(times):.2f} | {shares} | {wrong:.3f} | {spans} |", flush=True)


def _with_paragraph(newsroom: Newsroom, article: Article) -> str:
    own = newsroom.article(letters=1400).text
    start = int(newsroom.rng.integers(0, max(len(article.text) - 175, 1)))
    return own[:700] + article.text[start : start + 175] + own[700:]
