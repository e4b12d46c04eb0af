"""How well, how fast and how small does the similarity index find copies, and whom does it accuse wrongly?

One corpus, made up from a seed, grows from 10,000 texts to 100,000 (--million: 1,000,000); the same originals are asked for
at each size. Run: ``python benchmarks/bench_originality.py [--quick] [--million] [--rivals]``. One process, CPU time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from goodstanding.core.originality.alignment import align  # noqa: E402
from goodstanding.core.originality.exclusions import Context  # noqa: E402
from goodstanding.core.originality.index import Match, Original, OriginalityIndex  # noqa: E402
from goodstanding.core.originality.verdict import judge  # noqa: E402
from goodstanding.core.text.normalise import normalise  # noqa: E402
from tests.factories.articles import Article, Newsroom  # noqa: E402
from tests.factories.lookalikes import pairs  # noqa: E402
from tests.factories.reprints import reprint_pairs  # noqa: E402

SEED = 20261123
BATCH = 1000
STOLEN = 175
"""Characters of a stolen paragraph: 150 letters and their punctuation."""
LEVELS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
PAWSX = Path(os.environ.get("GOODSTANDING_DATA", ROOT.parent / "shared" / "data")) / "pawsx_zh" / "dev.jsonl"
Spans = Sequence[tuple[int, int]]
KINDS = "stranger | copy | rewritten 30 % | rewritten 50 % | stolen paragraph"
TABLES = {
    "cost": "add, texts per CPU-second | slowest batch or compaction, s | segments | with texts, B a text "
    "| fingerprints, B a text | open, ms | resident, MB",
    "times": f"ms a question in the median (p99): {KINDS}",
    "recall": f"found: {KINDS.partition(' | ')[2]}",
}
"""Tables printed of the index as it grows: what a row holds → its columns."""


def main() -> int:
    """Print the tables; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="2,000 texts and 50 originals: a smoke test, not a measurement")
    parser.add_argument("--million", action="store_true", help="go on to 1,000,000 texts (half an hour, 4 GB of disk)")
    parser.add_argument("--rivals", action="store_true", help="also run datasketch and rensa on the same texts (group “bench”)")
    parser.add_argument("--dir", type=Path, help="where the index is made; a temporary directory otherwise")
    options = parser.parse_args()
    sizes = [2_000] if options.quick else [10_000, 100_000, *([1_000_000] if options.million else [])]
    bench = Bench(originals=50 if options.quick else 300, strangers=200 if options.quick else 10_000)
    directory = options.dir or Path(tempfile.mkdtemp(prefix="originality-"))
    try:
        bench.grow(directory / "index", sizes)
        bench.curve()
        bench.strangers_accused()
        bench.lookalikes(20 if options.quick else 200)
        bench.sentences_of_the_same_words()
        bench.odd_inputs()
        if options.rivals:
            from rivals_of_originality import compare

            compare(bench.newsroom, bench.originals, texts=1_000 if options.quick else 10_000)
    finally:
        if options.dir is None:
            shutil.rmtree(directory, ignore_errors=True)
    print("\n" + ("\n".join(bench.missed) if bench.missed else "All targets met."))
    return 1 if bench.missed else 0


class Bench:
    """One index, measured as it grows."""

    def __init__(self, *, originals: int, strangers: int) -> None:
        self.newsroom = Newsroom(SEED)
        rng = self.newsroom.rng
        self.originals = [self.newsroom.article(letters=int(rng.integers(340, 1700))) for _ in range(originals)]
        self.strangers = strangers
        self.questions = self.asked_of_each()
        self.missed: list[str] = []
        self.index: OriginalityIndex

    def asked_of_each(self) -> dict[str, list[str]]:
        """Return what is asked at every size, the same each time: strangers, and each original in other hands."""
        return {
            "stranger": [self.newsroom.article(letters=letters).text for letters in range(340, 1700, 5)],
            "copy": [article.text for article in self.originals],
            "rewritten 30 %": [self.newsroom.rewritten(article, share=0.3).text for article in self.originals],
            "rewritten 50 %": [self.newsroom.rewritten(article, share=0.5).text for article in self.originals],
            "paragraph": [self.with_paragraph(article) for article in self.originals],
        }

    def want(self, claim: str, *, holds: bool) -> None:
        """Note a target that is missed."""
        if not holds:
            self.missed.append(f"Missed: {claim}")

    # --- growth ---

    def grow(self, directory: Path, sizes: Sequence[int]) -> None:
        """Add texts up to each size, the originals amid the first of them; at each, reopen, ask and print."""
        self.index = OriginalityIndex.create(directory)
        done, rows = 0, []
        for size in sizes:
            half = 0 if done else sizes[0] // 2
            if half:
                self.filled(half, 0)
                self.index.add([Original(f"o-{n}", article.text, account=f"o-{n}") for n, article in enumerate(self.originals)])
            added = self.filled(size - done - half, done + half)
            rows.append(self.row(directory, size, form="as added", added=added))
            began = time.process_time()
            self.index.compact()
            rows.append(self.row(directory, size, form="compacted", added=(added[0], time.process_time() - began)))
            done = size
        for name, columns in TABLES.items():
            print(f"\n| texts | {columns} |\n" + "| --- " * (2 + columns.count(" | ")) + "|")
            print("\n".join(f"| {row['head']} | {row[name]} |" for row in rows), flush=True)

    def filled(self, count: int, first: int) -> tuple[float, float]:
        """Add texts in batches; return texts per CPU-second and the slowest batch in seconds."""
        texts = self.newsroom.articles(count)
        spent, slowest, number = 0.0, 0.0, first
        while batch := list(islice(texts, BATCH)):
            began = time.process_time()
            self.index.add([Original(f"t-{number + n}", text, account=f"t-{n % 97}") for n, text in enumerate(batch)])
            took = time.process_time() - began
            spent, slowest, number = spent + took, max(slowest, took), number + len(batch)
        return count / spent, slowest

    def row(self, directory: Path, size: int, *, form: str, added: tuple[float, float]) -> dict[str, str]:
        """Reopen the index, ask, and return what was measured."""
        began = time.perf_counter()
        self.index = OriginalityIndex.open(directory)
        opened = (time.perf_counter() - began) * 1e3
        journals, segments = ([path.stat().st_size for path in directory.glob(kind)] for kind in ("*.gsj", "*.gss"))
        times: dict[str, list[float]] = {}
        recall = {}
        for name, texts in self.questions.items():
            found, times[name] = self.asked(texts)
            recall[name] = statistics.fmean(f"o-{n}" in refs for n, refs in enumerate(found)) if name != "stranger" else 0.0
        if form == "compacted":
            self.check_compacted(size, added[0], opened, times, recall)
        else:
            self.want(f"{size:,}: stranger ≤ 2 ms as added", holds=statistics.median(times["stranger"]) <= 2)
        bytes_each = f"{sum(journals + segments) / size:,.0f} | {sum(segments) / size:,.0f}"
        cells = [f"{statistics.median(each):.2f} ({np.quantile(each, 0.99):.2f})" for each in times.values()]
        return {
            "head": f"{size:,} {form}",
            "cost": f"{added[0]:,.0f} | {added[1]:.2f} | {len(segments)} | {bytes_each} | {opened:.1f} | {resident():.0f}",
            "times": " | ".join(cells),
            "recall": " | ".join(f"{share:.3f}" for name, share in recall.items() if name != "stranger"),
        }

    def check_compacted(
        self, size: int, added: float, opened: float, times: dict[str, list[float]], recall: dict[str, float]
    ) -> None:
        """Hold a compacted index against the targets."""
        everything = [each for kind in times.values() for each in kind]
        self.want(f"{size:,}: add ≥ 5,000/s", holds=added >= 5_000)
        self.want(f"{size:,}: open ≤ 200 ms", holds=opened <= 200)
        self.want(f"{size:,}: resident ≤ 500 MB", holds=resident() <= 500)
        for name, each in times.items():
            self.want(f"{size:,}: {name} ≤ 2 ms in the median", holds=statistics.median(each) <= 2)
        self.want(f"{size:,}: query ≤ 10 ms at p99", holds=float(np.quantile(everything, 0.99)) <= 10)
        for name, least in (("copy", 1.0), ("rewritten 30 %", 0.98), ("rewritten 50 %", 0.90), ("paragraph", 0.95)):
            self.want(f"{size:,}: recall {least} of {name}", holds=recall[name] >= least)

    def asked(self, texts: Sequence[str]) -> tuple[list[set[str]], list[float]]:
        """Ask each text; return the names found and the CPU milliseconds each took."""
        found, times = [], []
        for text in texts:
            began = time.process_time()
            matches = self.index.query(text)
            times.append((time.process_time() - began) * 1e3)
            found.append({match.entry.ref for match in matches})
        return found, times

    def with_paragraph(self, article: Article) -> str:
        """Put a paragraph of an article into an article of its own."""
        start = int(self.newsroom.rng.integers(0, max(len(article.text) - STOLEN, 1)))
        own = self.newsroom.article(letters=1400).text
        return own[:700] + article.text[start : start + STOLEN] + own[700:]

    # --- quality ---

    def curve(self) -> None:
        """Print what is found and shown at each level of rewriting."""
        print(
            "\n| words rewritten | found | judged as copying | span F1, new text | span F1, original "
            "| amid own writing: found | span F1 |"
        )
        print("| --- " * 7 + "|")
        for level in LEVELS:
            plain = [self.shown(n, article, level, own=0) for n, article in enumerate(self.originals)]
            mixed = [self.shown(n, article, level, own=900) for n, article in enumerate(self.originals)]
            columns, amid = ([float(np.mean(column)) for column in zip(*rows, strict=True)] for rows in (plain, mixed))
            cells = [f"{value:.3f}" for value in (*columns, amid[0], amid[2])]
            print(f"| {level:.0%} | " + " | ".join(cells) + " |", flush=True)
            if level == 0.3:
                self.want("span F1 ≥ 0.9 at 30 %", holds=min(columns[2], columns[3], amid[2]) >= 0.9)

    def shown(self, number: int, article: Article, level: float, *, own: int) -> tuple[float, float, float, float]:
        """Return whether the original was found and called copied, and how well the spans agree on both sides."""
        rewriting = self.newsroom.rewritten(article, share=level)
        if own:
            rewriting = self.newsroom.mixed(rewriting, letters=own)
        match = next((match for match in self.index.query(rewriting.text) if match.entry.ref == f"o-{number}"), None)
        alignment = match.alignment if match else align(normalise(rewriting.text), normalise(article.text))
        assert alignment is not None
        mine = agreement(rewriting.spans, [(p.a_start, p.a_end) for p in alignment.passages])
        theirs = agreement(rewriting.source_spans, [(p.b_start, p.b_end) for p in alignment.passages])
        accused = match is not None and accuses(rewriting.text, match)
        return float(match is not None), float(accused), mine, theirs

    def strangers_accused(self) -> None:
        """Print how many texts that copied nothing are accused."""
        matched = accused = 0
        for text in self.newsroom.articles(self.strangers):
            matches = self.index.query(text)
            matched += bool(matches)
            accused += any(accuses(text, match) for match in matches)
        print(f"\nUnrelated texts: {self.strangers:,}; with any match {matched}; accused {accused}.")
        self.want("unrelated texts accused ≤ 1 in 10,000", holds=accused <= max(self.strangers // 10_000, 0))

    def lookalikes(self, count: int) -> None:
        """Print how pairs that look alike are judged."""
        print("\n| look-alikes | pairs | judged as expected |")
        print("| --- " * 3 + "|")
        right: dict[str, list[bool]] = {}
        for pair in (*pairs(count, seed=SEED), *reprint_pairs(count, seed=SEED)):
            verdict = judge(
                align(normalise(pair.examined), normalise(pair.earlier)),
                Context(pair.examined, pair.earlier, pair.examined_account, pair.earlier_account),
            )
            right.setdefault(f"{pair.kind} ({pair.expected.replace('_', ' ')})", []).append(
                verdict.is_copying == (pair.expected == "copying")
            )
        for kind, answers in right.items():
            print(f"| {kind} | {len(answers)} | {statistics.fmean(answers):.3f} |")
        copies, others = (
            [each for kind, answers in right.items() if kind.endswith(end) for each in answers]
            for end in ("(copying)", "(no copying)")
        )
        wrong = others.count(False)
        precision, recall = copies.count(True) / max(copies.count(True) + wrong, 1), statistics.fmean(copies)
        print(f"\nOf {len(copies) + len(others):,} pairs: precision {precision:.3f}, recall {recall:.3f}.")
        self.want("look-alikes: precision ≥ 0.98", holds=precision >= 0.98)
        self.want("reprints: recall ≥ 0.95", holds=recall >= 0.95)

    def sentences_of_the_same_words(self) -> None:
        """Print how many sentence pairs of the same words are called copies."""
        if not PAWSX.exists():
            print(f"\nPAWS-X skipped: {PAWSX} is not there.")
            return
        rows = [json.loads(line) for line in PAWSX.read_text(encoding="utf-8").splitlines()]
        kinds: Counter[str] = Counter()
        for row in rows:
            kinds[judge(align(normalise(row["a"]), normalise(row["b"])), Context(row["a"], row["b"])).kind] += 1
        same, others = kinds["exact_copy"], len(rows) - kinds["exact_copy"] - kinds["none"]
        print(f"\nPAWS-X sentence pairs: {len(rows):,}; of the same letters {same}; others called copies {others}.")
        self.want("sentences of the same words are no copies", holds=others <= len(rows) // 300)

    def odd_inputs(self) -> None:
        """Print what odd inputs cost."""
        long = "".join(self.newsroom.article(letters=10_000).text for _ in range(170))
        cases: dict[str, Callable[[], object]] = {
            "add 5 MB": lambda: self.index.add([Original("odd-1", long)]),
            "ask 5 MB, edited in the middle": lambda: self.index.query(long[:800_000] + "改" * 40 + long[800_000:]),
            "ask a paragraph of 5 MB": lambda: self.index.query(long[900_000:900_200]),
            "ask 1,000,000 like letters": lambda: self.index.query("哈" * 1_000_000),
            "add 20,000 copies": lambda: self.index.add([Original(f"odd-{n}", long[:1000]) for n in range(10, 20_010)]),
            "ask for one of the copies": lambda: self.index.query(long[:1000]),
            "ask an empty text": lambda: self.index.query(""),
        }
        print("\n| odd input | CPU-seconds |")
        print("| --- " * 2 + "|")
        for name, call in cases.items():
            began = time.process_time()
            call()
            print(f"| {name} | {time.process_time() - began:.3f} |")


def accuses(text: str, match: Match) -> bool:
    """Return whether the verdict on a match is one of copying."""
    if match.alignment is None or match.earlier is None:
        return match.exact
    return judge(match.alignment, Context(text, match.earlier, common=match.common)).is_copying


def agreement(expected: Spans, actual: Spans) -> float:
    """Return the F1 of two sets of characters."""
    end = max([end for _, end in (*expected, *actual)], default=0)
    one, other = (mask(spans, end) for spans in (expected, actual))
    total = int(one.sum()) + int(other.sum())
    return 2 * int((one & other).sum()) / total if total else 1.0


def mask(spans: Spans, end: int) -> np.ndarray:
    """Return which characters lie in spans."""
    covered = np.zeros(end, dtype=np.bool_)
    for start, stop in spans:
        covered[start:stop] = True
    return covered


def resident() -> float:
    """Return the process's resident megabytes now."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    sys.exit(main())
