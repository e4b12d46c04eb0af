"""Several linear models put together as one: each view of a text judges by itself, and a second step weighs the judgments.

The first step is a support vector machine per view and class, and one naive Bayes over all views, which also tells how usual a
text's n-grams are for a class: a class of few rows that have little in common is known by being unlike the others. The second
step is a logistic regression that sees the classes side by side; it learns from rows the first step did not see. All steps are
linear, so they are multiplied out: what is stored is one weight per column and class.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goodstanding.batch.learning.fitting import Floats, Labels, Table, fitted, margins_of

Singles = npt.NDArray[np.float32]
SMOOTHING = 0.1
"""Rows a class is taken to have seen of every column."""
SECOND_STRENGTH = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class FirstStep:
    """The weights of the first step by column, and its biases; the classes of each view side by side, those of Bayes last."""

    weights: Floats
    biases: Floats


@dataclass(frozen=True, slots=True, eq=False)
class SecondStep:
    """How the judgments of the first step are weighed."""

    weights: Floats
    biases: Floats

    def margins(self, judgments: Floats, /) -> Floats:
        """Return the margins of all rows by class."""
        found: Floats = judgments @ self.weights + self.biases
        return found

    def after(self, first: FirstStep, /) -> tuple[Floats, Floats]:
        """Return both steps as one: weights by column and class, and biases by class."""
        return first.weights @ self.weights, first.biases @ self.weights + self.biases


def first_step(table: Table, views: Sequence[Any], /, *, classes: int, strength: float) -> FirstStep:
    """Fit a model per view, and one over all.

    Args:
        table: All columns.
        views: For each view a matrix of the same rows with its columns only.
        strength: How closely the rows are followed.
    """
    found = [fitted(Table(view, table.labels, table.weights), classes=classes, method="svm", strength=strength) for view in views]
    found.append(_bayes(table, classes=classes))
    return FirstStep(
        np.concatenate([weights.astype(np.float32) for weights, _ in found], axis=1), np.concatenate([bias for _, bias in found])
    )


def second_step(judgments: Floats, labels: Labels, weights: Floats, /, *, classes: int) -> SecondStep:
    """Fit how judgments on held-out rows are weighed.

    Args:
        judgments: By row, the margins of the first step.
        weights: By row, how much it counts.
    """
    from sklearn.linear_model import LogisticRegression

    middle, size = judgments.mean(axis=0), np.maximum(judgments.std(axis=0), 1e-9)
    learner = LogisticRegression(C=SECOND_STRENGTH, max_iter=1000).fit((judgments - middle) / size, labels, sample_weight=weights)
    found, biases = learner.coef_.T, learner.intercept_
    if classes == 2:
        found, biases = np.concatenate([-found, found], axis=1) / 2, np.concatenate([-biases, biases]) / 2
    found = found / size[:, None]
    return SecondStep(found, biases - middle @ found)


def cross_weighed(judgments: Floats, labels: Labels, weights: Floats, groups: Labels, /, *, classes: int) -> Floats:
    """Return margins of held-out rows by second steps that did not see their group."""
    from sklearn.model_selection import GroupKFold

    found = np.zeros((len(labels), classes))
    for inside, outside in GroupKFold(min(5, len(np.unique(groups)))).split(judgments, labels, groups):
        if len(np.unique(labels[inside])) < classes:
            inside = np.arange(len(labels))  # noqa: PLW2901 - a fold without one of the classes cannot learn it
        step = second_step(judgments[inside], labels[inside], weights[inside], classes=classes)
        found[outside] = step.margins(judgments[outside])
    return found


def unseen_row(table: Table, weights: Singles, /) -> Singles:
    """Return what stands in the weights for a column that no row has; zero where there is no such column."""
    seen = np.asarray(abs(table.matrix).sum(axis=0)).ravel() > 0
    found: Singles = weights[int(seen.argmin())] if not seen.all() else np.zeros(weights.shape[1], np.float32)
    return found


def expected_macro_f1(margins: Floats, offsets: Floats, /) -> float:
    """Return the mean F1 to be expected of the likeliest classes after offsets, if the margins state how likely each is.

    Counting hits of a class of few rows is a matter of luck; stated probabilities of all rows are steadier.
    """
    stated = np.exp(margins - margins.max(axis=1, keepdims=True))
    stated /= stated.sum(axis=1, keepdims=True)
    said = (margins + offsets).argmax(axis=1)
    hits = np.bincount(said, weights=stated[np.arange(len(said)), said], minlength=margins.shape[1])
    found = 2 * hits / np.maximum(np.bincount(said, minlength=margins.shape[1]) + stated.sum(axis=0), 1e-9)
    return float(found.mean())


def _bayes(table: Table, *, classes: int) -> tuple[Floats, Floats]:
    """Return the logarithm of how often a class has each column, around what a column of a training row says on average."""
    from scipy.sparse import diags

    presence = table.matrix.copy()
    presence.data = np.ones_like(presence.data)
    presence = diags(table.weights) @ presence
    counts = np.stack([np.asarray(presence[table.labels == number].sum(axis=0)).ravel() for number in range(classes)], axis=1)
    seen = counts.sum(axis=1)
    logs = np.log((counts + SMOOTHING) / (counts.sum(axis=0) + SMOOTHING * np.count_nonzero(seen)))
    logs -= (seen @ logs).mean() / max(seen.sum(), 1e-9)
    size = float(np.std(margins_of(table, logs, np.zeros(classes)))) or 1.0
    return logs / size, np.zeros(classes)
