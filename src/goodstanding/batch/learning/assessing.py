"""Measuring a model, or a pack, against labelled rows: in all, by subgroup, and row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from goodstanding.batch.learning.labelled import Labelled
from goodstanding.batch.learning.measures import confusion, figures_of, reliability
from goodstanding.core.learning.card import Figures
from goodstanding.core.learning.drift import CHANGED, shares_of, stability
from goodstanding.core.learning.model import Model

Row = dict[str, Any]


class Judge(Protocol):
    """Says of a text which class it is, and how likely each is."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes it tells apart."""

    def judge(self, text: str, /) -> tuple[str, Mapping[str, float]]:
        """Return the class it says, and the probability of each, 0.0–1.0."""


@dataclass(frozen=True, slots=True)
class ModelJudge:
    """A trained model as a judge."""

    model: Model

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of its card."""
        return self.model.card.classes

    def judge(self, text: str, /) -> tuple[str, Mapping[str, float]]:
        """Return the likeliest class and the calibrated probabilities."""
        margins = self.model.margins(text)
        return self.model.likeliest(margins), self.model.calibrated(margins)


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """What a judge said of labelled rows.

    Args:
        classes: Those of the judge, then those only the labels have.
        truth: By row, the number of its class; likewise ``said``.
        stated: By row and class, probabilities.
    """

    rows: Sequence[Labelled]
    classes: tuple[str, ...]
    truth: npt.NDArray[np.int64]
    said: npt.NDArray[np.int64]
    stated: npt.NDArray[np.float64]

    def figures(self, chosen: npt.NDArray[np.int64] | None = None, /) -> Figures:
        """Return the figures of all rows, or of some."""
        place = np.arange(len(self.rows)) if chosen is None else chosen
        names = {name: number for number, name in enumerate(dict.fromkeys(row.group for row in self.rows))}
        groups = np.array([names[self.rows[index].group] for index in place.tolist()], np.int64) if len(names) > 1 else None
        return figures_of(self.truth[place], self.said[place], self.stated[place], classes=self.classes, groups=groups)

    def figure_rows(self) -> Iterator[Row]:
        """Yield a row per class and one for all, then the same for each subgroup."""
        yield from _figure_rows(self.figures(), subgroup="")
        for name in sorted({row.subgroup for row in self.rows} - {""}):
            chosen = np.array([index for index, row in enumerate(self.rows) if row.subgroup == name], np.int64)
            yield from _figure_rows(self.figures(chosen), subgroup=name)

    def confusion_rows(self) -> Iterator[Row]:
        """Yield for each class how its rows were said."""
        counts = confusion(self.truth, self.said, size=len(self.classes))
        for number, name in enumerate(self.classes):
            said = {f"said_{other}": int(counts[number, place]) for place, other in enumerate(self.classes)}
            yield {"show": "confusion", "class": name, "n": int(counts[number].sum()), **said}

    def calibration_rows(self) -> Iterator[Row]:
        """Yield for each class and tenth of probability what was stated and what came true."""
        for number, name in enumerate(self.classes):
            for stated, came, rows in reliability(self.truth == number, self.stated[:, number]):
                yield {"show": "calibration", "class": name, "stated": round(stated, 3), "came_true": round(came, 3), "n": rows}

    def drift_rows(self, expected: Mapping[str, Sequence[float]], /) -> Iterator[Row]:
        """Yield for each class how far its probabilities have moved from those expected."""
        for number, name in enumerate(self.classes):
            if name in expected:
                figure = stability(expected[name], shares_of(self.stated[:, number].tolist()))
                yield {
                    "show": "drift",
                    "class": name,
                    "stability": round(figure, 4),
                    "changed": figure >= CHANGED,
                    "n": len(self.rows),
                }

    def error_rows(self) -> Iterator[Row]:
        """Yield the rows that were said wrongly, the surest errors first; never their text."""
        wrong = np.flatnonzero(self.truth != self.said)
        sureness = self.stated[wrong, self.said[wrong]]
        for index in wrong[np.argsort(-sureness, kind="stable")].tolist():
            row = self.rows[index]
            yield {
                "show": "errors",
                "line": row.line,
                "truth": row.label,
                "said": self.classes[self.said[index]],
                "stated": round(float(self.stated[index, self.said[index]]), 4),
                "subgroup": row.subgroup,
            }


def assess(judge: Judge, rows: Iterable[Labelled], /) -> Assessment:
    """Have a judge say what each row is."""
    listed = list(rows)
    classes = tuple(dict.fromkeys([*judge.classes, *sorted({row.label for row in listed})]))
    numbers = {name: number for number, name in enumerate(classes)}
    said, stated = [], np.zeros((len(listed), len(classes)))
    for index, row in enumerate(listed):
        name, probabilities = judge.judge(row.text)
        said.append(numbers[name])
        for other, probability in probabilities.items():
            stated[index, numbers[other]] = probability
    truth = np.array([numbers[row.label] for row in listed], np.int64)
    return Assessment(listed, classes, truth, np.array(said, np.int64), stated)


def _figure_rows(figures: Figures, /, *, subgroup: str) -> Iterator[Row]:
    shown = {"show": "figures", "subgroup": subgroup}
    for one in figures.classes:
        if one.rows or one.precision:
            yield {
                **shown,
                "class": one.name,
                "n": one.rows,
                "precision": one.precision,
                "precision_interval": list(one.precision_interval),
                "recall": one.recall,
                "recall_interval": list(one.recall_interval),
                "f1": one.f1,
            }
    yield {
        **shown,
        "class": "(macro)",
        "n": figures.rows,
        "f1": figures.macro_f1,
        "f1_interval": list(figures.macro_f1_interval),
        "accuracy": figures.accuracy,
        "ece": figures.ece,
    }


__all__ = ["Assessment", "Judge", "ModelJudge", "assess"]
