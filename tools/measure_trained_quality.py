"""Measure what training adds, on labelled sets that train nothing that ships: every row is said by a model that never saw it.

Usage: python tools/measure_trained_quality.py DATA_FOLDER [--set NAME]… [--write docs/reference/measured-quality-trained.md]

Cross-validated by groups of near duplicates. For cntp_obfuscation the model sees undisguised sentences only; the aligned
disguises of a sentence are tested where the sentence itself was held out. The rows stay where they are; only counts are printed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from goodstanding.batch.learning.assessing import ModelJudge
from goodstanding.batch.learning.augmenting import DISGUISES
from goodstanding.batch.learning.labelled import Labelled
from goodstanding.batch.learning.measures import confusion, f1_scores, figures_of, wilson
from goodstanding.batch.learning.near import near_duplicates
from goodstanding.batch.learning.training import STACKED, STACKED_VIEWS, Plan, train
from goodstanding.core.learning.card import Augmentation, Figures
from goodstanding.core.learning.features import Features
from goodstanding.core.learning.model import Model
from goodstanding.core.text.disguising import disguise

AT = date(2026, 11, 23)
FOLDS = 5
STACKED_DEFAULTS: Mapping[str, Any] = {"method": STACKED, "features": Features(views=STACKED_VIEWS)}
"""What the command does without options."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Set:
    """A labelled set and how a model is trained on it.

    Args:
        target: The macro-F1 aimed at.
    """

    name: str
    about: str
    target: float
    options: Mapping[str, Any] = field(default_factory=lambda: STACKED_DEFAULTS)


SETS = (
    Set("harm6", "五类短文本（ChineseHarm-Bench）。Short texts in five classes.", 0.93),
    Set(
        "fbs_sms",
        "垃圾短信四类（FBS）；“other”仅 54 行。Spam messages in four classes; “other” has 54 rows only.",
        0.90,
    ),
    Set("cold", "冒犯性言论（COLD）。Offensive or safe remarks; labels of this half are partly by machine.", 0.80),
)
DISGUISED = "cntp_obfuscation"
TOXIC, SAFE = "1", "0"
VARIANTS = ("vsim", "split", "trad", "py_init", "py_full", "homo", "shuffle", "emoji")


def rows_of(path: Path, /) -> list[Row]:
    """Read a JSON Lines file."""
    return [json.loads(line) for line in path.read_bytes().splitlines() if line.strip()]


def labelled(rows: Sequence[Row], /) -> list[Labelled]:
    """Return rows for training, grouped by near duplicates and by the set's own clusters."""
    near = near_duplicates([str(row["text"]) for row in rows])
    return [
        Labelled(str(row["text"]), str(row["label"]), group=str(row.get("cluster", group)))
        for row, group in zip(rows, near, strict=True)
    ]


def folds_of(rows: Sequence[Labelled], /) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the sides of each fold; rows of one group are on one side."""
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    yield from splitter.split(rows, [row.label for row in rows], [row.group for row in rows])


def trained(rows: Sequence[Labelled], name: str, options: Mapping[str, Any], /) -> Model:
    """Train as the command does, with calibration on inner folds."""
    plan = Plan(task=name, test_share=0.0, folds=4, **options)
    return train(rows, plan, sources=(), at=AT, tell=lambda said: print(said, file=sys.stderr)).model


def cross_validated(data: Set, rows: Sequence[Labelled], /) -> tuple[Figures, list[str], np.ndarray]:
    """Return the figures of models that did not see the rows they are asked about."""
    classes = sorted({row.label for row in rows})
    numbers = {name: number for number, name in enumerate(classes)}
    truth = np.array([numbers[row.label] for row in rows])
    said, stated = np.zeros(len(rows), np.int64), np.zeros((len(rows), len(classes)))
    for inside, outside in folds_of(rows):
        judge = ModelJudge(trained([rows[index] for index in inside], data.name, data.options))
        for index in outside.tolist():
            name, probabilities = judge.judge(rows[index].text)
            said[index] = numbers[name]
            stated[index] = [probabilities[other] for other in classes]
    groups = np.unique([row.group for row in rows], return_inverse=True)[1]
    return figures_of(truth, said, stated, classes=classes, groups=groups), classes, confusion(truth, said, size=len(classes))


def section(data: Set, figures: Figures, /) -> list[str]:
    """Return one set's part of the page."""
    low, high = figures.macro_f1_interval
    lines = [
        f"## {data.name}",
        "",
        data.about,
        "",
        "| class | n | precision (95 %) | recall (95 %) | F1 |",
        "| --- | --- | --- | --- | --- |",
    ]
    for one in figures.classes:
        precision, recall = one.precision_interval, one.recall_interval
        lines.append(
            f"| {one.name} | {one.rows} | {one.precision:.3f} ({precision[0]:.3f}–{precision[1]:.3f}) "
            f"| {one.recall:.3f} ({recall[0]:.3f}–{recall[1]:.3f}) | {one.f1:.3f} |"
        )
    return [
        *lines,
        "",
        f"Macro-F1 **{figures.macro_f1:.3f}** ({low:.3f}–{high:.3f}), n = {figures.rows}; target {data.target:.2f}.",
        f"Accuracy {figures.accuracy:.3f}, calibration error {figures.ece:.3f}.",
        "",
    ]


@dataclass(slots=True)
class Seen:
    """Of one kind of text: how many there were and how many were called toxic."""

    rows: int = 0
    toxic: int = 0


def disguised_section(rows: Sequence[Row], title: str, options: Mapping[str, Any], /) -> list[str]:
    """Return the part about disguises: recall by disguise, F1 with undisguised safe sentences as the other class."""
    texts = labelled(rows)
    seen = {name: Seen() for name in ("plain toxic", "plain safe", "disguised safe", *VARIANTS)}
    choices = Random(7)
    for inside, outside in folds_of(texts):
        judge = ModelJudge(trained([texts[index] for index in inside], DISGUISED, options))
        for index in outside.tolist():
            for kind, text in tested(rows[index], choices):
                seen[kind].rows += 1
                seen[kind].toxic += judge.judge(text)[0] == TOXIC
    return [f"### {title}", "", *_disguise_table(seen), ""]


def tested(row: Row, choices: Random, /) -> Iterator[tuple[str, str]]:
    """Yield what is asked about one held-out sentence; safe ones are disguised by us, for the set has no such rows."""
    if str(row["label"]) == TOXIC:
        yield "plain toxic", row["text"]
        yield from ((name, row["variants"][name]) for name in VARIANTS if name in row["variants"])
        return
    yield "plain safe", row["text"]
    yield "disguised safe", disguise(row["text"], choices.choice(DISGUISES), share=0.3, choices=choices)


def _disguise_table(seen: Mapping[str, Seen]) -> list[str]:
    safe = seen["plain safe"]
    lines = ["| text | n | found (95 %) | F1 |", "| --- | --- | --- | --- |"]
    recalls, scores = [], []
    for name in ("plain toxic", *VARIANTS):
        one = seen[name]
        counts = np.array([[safe.rows - safe.toxic, safe.toxic], [one.rows - one.toxic, one.toxic]])
        score, (low, high) = float(f1_scores(counts)[1]), wilson(one.toxic, one.rows)
        lines.append(f"| {name} | {one.rows} | {one.toxic / one.rows:.3f} ({low:.3f}–{high:.3f}) | {score:.3f} |")
        if name in VARIANTS:
            recalls.append(one.toxic / one.rows)
            scores.append(score)
    for name in ("plain safe", "disguised safe"):
        one = seen[name]
        low, high = wilson(one.toxic, one.rows)
        lines.append(f"| {name}: false alarms | {one.rows} | {one.toxic / one.rows:.3f} ({low:.3f}–{high:.3f}) | |")
    mean = f"Over the eight disguises: found **{np.mean(recalls):.3f}**, F1 **{np.mean(scores):.3f}**; targets 0.90 and 0.85."
    return [*lines, "", mean]


HEAD = """# Measured quality of trained models

What `goodstanding train` adds on labelled sets. Every row is said by a model that saw neither the row nor a near duplicate of it
(five folds by group; thresholds and calibration from inner folds). Intervals are 95 %: Wilson's for shares, drawn by groups for
macro-F1. None of these models ships, and no row is in the repository.

Again: `python tools/measure_trained_quality.py DATA_FOLDER --write docs/reference/measured-quality-trained.md`

No row of harm6 or fbs_sms was looked at. Features, strength and copies were chosen by figures like these, so expect somewhat less
on rows nobody has measured. The untrained rules have a
[page of their own](measured-quality.md).
"""
DISGUISED_HEAD = """## cntp_obfuscation

有毒句子的八种伪装（CNTP），只用未伪装的原文训练。Toxic sentences in eight disguises; the models saw undisguised sentences only
and copies of them disguised by our own code. F1 is of the disguised toxic sentences against all undisguised safe ones: the set
has no disguised safe sentences. We disguised the safe ones too, a third of their words, to show what each way costs. The best
published result is 0.856 found at F1 0.64 (a language model that was not trained on the set).
"""
NOTES = """## What was tried, and what is missed

* **fbs_sms** just misses 0.90, and all of it is the class `other`: 54 messages that have little in common (53 groups of
  near duplicates); the other three classes come to 0.982. Three ways to cut the folds gave 0.895, 0.904 and 0.890: mean
  0.896, of `other` 0.640 (0.614–0.673), of the others within 0.003 each. A single support vector machine over characters
  came to 0.867 (`other` 0.540). What helped: a model per view put together with naive Bayes by a second step, and choosing
  the weight of each class by the F1 that stated probabilities lead to expect instead of counting hits. What did not:
  n-grams up to 2, 4 and 5; nearest neighbors, boosted trees, radial kernels; words of trades, length and contacts as
  further columns. With the best weight that hindsight can choose for `other`, no combination that was tried exceeds 0.90 by
  more than chance. The interval says how little 54 rows can tell.
* **cntp_obfuscation** reaches both targets, the second one just, only where a disguise counts against a text. Homophones
  (0.83), emoji (0.84), traditional script (0.86, as undisguised text) and shuffled characters (0.89) stay below 0.90;
  undisguised toxic sentences are themselves found at 0.85 only, F1 0.82: the limit is the judgment of the plain sentence
  from 2,700 examples, not the disguise. That way two of three innocent sentences with a third of their words disguised are
  called toxic, so it is not the default, and fit for sorting what people look at first, not for holding. Tried besides:
  disguising the words that give a sentence away instead of random ones (no gain), adding the COLD sentences to the training
  rows (less), or their model's margin to the margin (no gain), the parts of characters and pairs in no order as further
  views (no gain), three to five copies, an ensemble with logistic regression (0.918 found at F1 0.847).
* **cold** is measured on rows of the same making as those it learned from; the official test set was labelled by people and
  is harder.
"""
WAYS = (
    (
        "A disguise counts against a text",
        {"augmentation": Augmentation(3, (SAFE,)), "strength": 0.5},
    ),
    (
        "A disguise counts for nothing",
        {"augmentation": Augmentation(3), "strength": 0.5},
    ),
    ("Without disguised copies", {"strength": 0.5}),
)


def main() -> None:
    """Print or write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", dest="names", action="append")
    parser.add_argument("--write", type=Path)
    chosen = parser.parse_args()
    lines = [*HEAD.splitlines(), ""]
    for data in SETS:
        if not chosen.names or data.name in chosen.names:
            begun = time.process_time()
            figures, _, _ = cross_validated(data, labelled(rows_of(chosen.folder / data.name / "dev.jsonl")))
            lines += section(data, figures)
            print(f"{data.name}: {time.process_time() - begun:.0f} s CPU", file=sys.stderr)
    if not chosen.names or DISGUISED in chosen.names:
        rows = rows_of(chosen.folder / DISGUISED / "dev.jsonl")
        lines += [*DISGUISED_HEAD.splitlines(), ""]
        for title, options in WAYS:
            lines += disguised_section(rows, title, options)
            print("\n".join(lines[-20:]), file=sys.stderr)
    lines += NOTES.splitlines()
    text = "\n".join(lines).rstrip() + "\n"
    if chosen.write:
        chosen.write.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
