"""How many phrases are still found in each disguise, and how often does honest text read as one?

    python benchmarks/bench_readings.py [--data FILE] [--half 0|1] [--worst N]

``cntp_obfuscation`` (MIT licence) has sentences with their telling words named, and each sentence in eight disguises. The phrases
of a bank are those words as they are, undisguised. The rows are split in two by position; choices were made looking at half 0
only, and half 1 is what counts. *Recall*: of the words a disguise changed, the share found at all, by word length. *False*: of
the harmless sentences (label 0) of the half, the share in which any phrase is read.

A second table says what reading costs: µs per KB of clean and of disguised Chinese (the texts of ``bench_normalise.py``), the
seconds and the memory it takes to build, for random phrases of two to six characters.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench_normalise import CLEAN, DISGUISED, ROUNDS, SEED, texts

from goodstanding.core.text.disguised_phrases import DisguisedPhrases
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.patterns import LiteralSet
from goodstanding.core.text.readings import EVERY

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "cntp_obfuscation" / "dev.jsonl"
DISGUISES = {
    "homo": "homophones",
    "vsim": "look-alike characters",
    "emoji": "emoji",
    "py_full": "pinyin",
    "py_init": "initials",
    "split": "split glyphs",
    "shuffle": "shuffled",
    "trad": "traditional",
}


def telling(row: dict[str, Any]) -> list[str]:
    return [normalise(word).text for word in row["toxic_entity"]]


class Finder:
    """A bank of the telling words: the literal search and the readings."""

    def __init__(self, rows: list[dict[str, Any]], *, short: bool) -> None:
        words = sorted({word for row in rows for word in telling(row) if len(word) >= 2})
        allowed = [EVERY if short and len(word) == 2 else None for word in words]
        self.words = words
        self.sizes = {2} if short else {3, 4, 5, 6}
        self.literals = LiteralSet(words)
        self.readings = DisguisedPhrases(words, allowed=allowed)

    def plain(self, text: str) -> set[str]:
        """Give the phrases the normal form of a text has."""
        return {self.words[index] for index in self.literals.which(normalise(text).text)}

    def read(self, text: str) -> set[str]:
        """Give the phrases that are read in a text."""
        return {self.words[found.index] for found in self.readings.find(normalise(text))}


def recall(
    finder: Finder, rows: list[dict[str, Any]], disguise: str, misses: list[str]
) -> tuple[Counter[int], Counter[int], Counter[int]]:
    """Count by word length: words the disguise changed, those the normal form gives back, and those found in all."""
    total, plain, found = Counter[int](), Counter[int](), Counter[int]()
    for row in rows:
        variant = row["variants"].get(disguise)
        if variant is None:
            continue
        normal, read = finder.plain(variant), finder.read(variant)
        for word in telling(row):
            if len(word) < 2 or word in variant:
                continue
            size = min(len(word), 4)
            total[size] += 1
            plain[size] += word in normal
            found[size] += word in normal or word in read
            if word not in normal | read and len(word) in finder.sizes:
                misses.append(f"{word} | {variant}")
    return total, plain, found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--half", type=int, choices=(0, 1), default=1)
    parser.add_argument("--phrases", type=int, nargs="*", default=[20_000, 100_000])
    parser.add_argument("--worst", type=int, default=0, help="print so many misses of each disguise and false alarms")
    asked = parser.parse_args()
    speed(asked.phrases)
    if not asked.data.exists():
        print(f"skipped: no data at {asked.data}")
        return
    rows = [json.loads(line) for line in asked.data.read_text(encoding="utf-8").splitlines()]
    toxic = [row for row in rows if row["variants"]][asked.half :: 2]
    harmless = [row["text"] for row in rows if row["label"] == 0][asked.half :: 2]
    for short in (False, True):
        finder = Finder(toxic, short=short)
        said = "with every reading" if short else "as by default"
        print(f"\n{len(finder.words)} phrases of half {asked.half}, two-character ones {said}")
        print(f"{'disguise':24}" + "".join(f"{size:>8} {'normal':>7} {'found':>7}" for size in ("n 2", "n 3", "n 4+")))
        for disguise, name in DISGUISES.items():
            misses: list[str] = []
            total, plain, found = recall(finder, toxic, disguise, misses)
            cells = (f"{total[n]:8} {share(plain[n], total[n]):>7} {share(found[n], total[n]):>7}" for n in (2, 3, 4))
            print(f"{name:24}" + "".join(cells))
            print_some(misses, asked.worst)
        false = [(text, read) for text in harmless if (read := finder.read(text))]
        print(f"false: {len(false)} of {len(harmless)} harmless sentences ({100 * len(false) / len(harmless):.2f} %)")
        print_some([f"{' '.join(sorted(read))} | {text}" for text, read in false], asked.worst)


def speed(sizes: list[int]) -> None:
    """Print what the readings cost beside the normal form and the literal search."""
    bodies = {"clean": texts(CLEAN, 0.0, seed=SEED), "disguised": texts(DISGUISED, 1.0, seed=SEED)}
    normal = {name: [normalise(text) for text in made] for name, made in bodies.items()}
    print(f"seed {SEED}, median of {ROUNDS}; µs per KB")
    print(f"{'phrases':>10} {'build s':>8} {'MB':>6}" + "".join(f" {name + ' literal':>18} {'readings':>9}" for name in normal))
    for size in sizes:
        phrases = random_phrases(size)
        before, began = resident(), time.process_time()
        readings = DisguisedPhrases(phrases)
        built, grown = time.process_time() - began, resident() - before
        literals = LiteralSet(phrases)
        cells = []
        for made in normal.values():
            kilobytes = sum(len(one.original.encode()) for one in made) / 1024
            cells.append(f" {cost(literals.find, [one.text for one in made]) / kilobytes:18.1f}")
            cells.append(f" {cost(readings.find, made) / kilobytes:9.1f}")
        print(f"{size:10,} {built:8.2f} {grown / 1e6:6.0f}" + "".join(cells))


def random_phrases(count: int) -> list[str]:
    draw = random.Random(SEED)
    letters = [chr(code) for code in range(0x4E00, 0x9000)]
    return ["".join(draw.choices(letters, k=draw.randint(2, 6))) for _ in range(count)]


def resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def cost(step: Callable[[Any], object], made: list[Any]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for one in made:
            step(one)
        taken.append((time.process_time() - began) * 1e6)
    return statistics.median(taken)


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def print_some(lines: list[str], most: int) -> None:
    for line in lines[: most * 7 : 7] if most else ():
        print(f"    {line}")


if __name__ == "__main__":
    main()
