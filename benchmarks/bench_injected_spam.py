"""How much injected spam is found, character by character: precision and recall on a file of articles with known spans.

    python benchmarks/bench_injected_spam.py [FILE]

FILE holds one JSON object a line: ``text``, ``kind`` and ``spans`` (code points); by default the shared development set.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

from goodstanding.core.signals.base import Document
from goodstanding.core.signals.declared import SampleDeclaration
from goodstanding.core.signals.registry import build_signals

DEFAULT = Path("../shared/data/injected_pages/dev.jsonl")


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    signal = build_signals({"spam": SampleDeclaration("spam", "injected_spam", {})}, {}, at=date(2026, 11, 23))["spam"]
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        truth = {at for start, end in row["spans"] for at in range(start, end)}
        found = {at for span in signal.read(Document({"body": row["text"]}, {})).spans for at in range(span.start, span.end)}
        values = (len(truth & found), len(found - truth), len(truth - found), 1, bool(found), bool(truth & found))
        for kind in (row["kind"], "all"):
            counted[kind] = [total + value for total, value in zip(counted[kind], values, strict=True)]
    print(f"{'kind':20} {'rows':>5} {'flagged':>8} {'overlap':>8} {'precision':>10} {'recall':>7}   (per character)")
    for kind, (right, wrong, missed, rows, flagged, overlap) in sorted(counted.items()):
        precision = f"{right / (right + wrong):.3f}" if right + wrong else "–"
        recall = f"{right / (right + missed):.3f}" if right + missed else "–"
        print(f"{kind:20} {rows:5} {flagged:8} {overlap:8} {precision:>10} {recall:>7}")


if __name__ == "__main__":
    main()
