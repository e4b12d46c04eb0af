"""How well a classifier does: precision, recall, F1, calibration and confusion, with intervals. NumPy only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

import numpy as np
import numpy.typing as npt

from goodstanding.core.learning.card import ClassFigures, Figures

_Z = 1.96
"""Standard deviations of a 95 % interval."""
RESAMPLES = 400
BINS = 10

Labels = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def figures_of(
    truth: Labels, said: Labels, probabilities: Floats, /, *, classes: Sequence[str], groups: Labels | None = None, seed: int = 0
) -> Figures:
    """Return the figures of a classifier.

    Args:
        truth: By row, the number of its class.
        said: By row, the number of the class the model says.
        probabilities: By row and class.
        groups: Rows that belong together are drawn together when intervals are estimated.
    """
    counts = confusion(truth, said, size=len(classes))
    return Figures(
        rows=len(truth),
        accuracy=_ratio(int(np.trace(counts)), len(truth)),
        macro_f1=round(macro_f1(counts), 4),
        macro_f1_interval=interval_of(macro_f1, truth, said, size=len(classes), groups=groups, seed=seed),
        ece=round(calibration_error(truth, probabilities), 4),
        classes=tuple(_class_figures(counts, number, name) for number, name in enumerate(classes)),
    )


def confusion(truth: Labels, said: Labels, /, *, size: int) -> npt.NDArray[np.int64]:
    """Return how many rows of each class (down) were said to be of each class (across)."""
    return np.bincount(truth * size + said, minlength=size * size).reshape(size, size)


def f1_scores(counts: npt.NDArray[np.int64], /) -> Floats:
    """Return the F1 of each class; 0.0 for a class that was neither there nor said."""
    hits = np.diag(counts).astype(np.float64)
    found: Floats = 2 * hits / np.maximum(counts.sum(axis=0) + counts.sum(axis=1), 1)
    return found


def macro_f1(counts: npt.NDArray[np.int64], /) -> float:
    """Return the mean F1 of the classes that are there."""
    present = counts.sum(axis=1) > 0
    return float(f1_scores(counts)[present].mean()) if present.any() else 0.0


def interval_of(
    measure: Callable[[npt.NDArray[np.int64]], float],
    truth: Labels,
    said: Labels,
    /,
    *,
    size: int,
    groups: Labels | None = None,
    seed: int = 0,
) -> tuple[float, float]:
    """Return a 95 % interval of a measure of the confusion, by drawing groups again and again."""
    if not len(truth):
        return 0.0, 0.0
    keys, member = np.unique(groups if groups is not None else np.arange(len(truth)), return_inverse=True)
    draws = np.random.default_rng(seed)
    cells = truth * size + said
    found = []
    for _ in range(RESAMPLES):
        times = np.bincount(draws.integers(len(keys), size=len(keys)), minlength=len(keys))
        drawn = np.bincount(cells, weights=times[member], minlength=size * size).reshape(size, size)
        found.append(measure(drawn.astype(np.int64)))
    low, high = np.percentile(found, [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)


def wilson(part: int, whole: int, /) -> tuple[float, float]:
    """Return the 95 % interval of a share, by Wilson's score; the whole range where there is nothing to share."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, _Z * _Z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    width = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return round(max(0.0, middle - width), 4), round(min(1.0, middle + width), 4)


def reliability(right: npt.NDArray[np.bool_], stated: Floats, /) -> list[tuple[float, float, int]]:
    """Return for each tenth of stated probability: its mean, the share that came true, and how many rows there were."""
    places = np.minimum((stated * BINS).astype(np.int64), BINS - 1)
    table = []
    for place in range(BINS):
        here = places == place
        if here.any():
            table.append((float(stated[here].mean()), float(right[here].mean()), int(here.sum())))
    return table


def calibration_error(truth: Labels, probabilities: Floats, /) -> float:
    """Return the expected calibration error, averaged over the classes, 0.0–1.0."""
    if not len(truth):
        return 0.0
    errors = []
    for number in range(probabilities.shape[1]):
        table = reliability(truth == number, probabilities[:, number])
        errors.append(sum(rows * abs(stated - came) for stated, came, rows in table) / len(truth))
    return float(np.mean(errors))


def _class_figures(counts: npt.NDArray[np.int64], number: int, name: str) -> ClassFigures:
    hits, there, said = int(counts[number, number]), int(counts[number].sum()), int(counts[:, number].sum())
    return ClassFigures(
        name=name,
        rows=there,
        precision=_ratio(hits, said),
        precision_interval=wilson(hits, said),
        recall=_ratio(hits, there),
        recall_interval=wilson(hits, there),
        f1=round(float(f1_scores(counts)[number]), 4),
    )


def _ratio(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
