"""Fitting the weights: the only place that needs scikit-learn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from goodstanding.batch.learning.errors import CannotTrain
from goodstanding.core.learning.card import Curve

Method = Literal["stacked", "svm", "logistic", "svm+logistic"]
METHODS: tuple[Method, ...] = ("stacked", "svm", "logistic", "svm+logistic")
COPY_WEIGHT = 0.7
"""What a disguised copy counts beside an original row."""
_MOST_POINTS = 40
_ENOUGH = 300
"""Rows of a class from which a stepped curve is steadier than a smooth one."""

Columns = Sequence[npt.NDArray[np.int64]]
Labels = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows as a classifier sees them.

    Args:
        matrix: A sparse row per text, each of length 1.
        labels: By row, the number of its class.
        weights: By row, how much it counts.
    """

    matrix: Any
    labels: Labels
    weights: Floats

    def rows(self, chosen: npt.NDArray[np.int64], /) -> Table:
        """Return some of the rows."""
        return Table(self.matrix[chosen], self.labels[chosen], self.weights[chosen])


def table_of(columns: Columns, labels: Labels, weights: Floats, /, *, bits: int) -> Table:
    """Put the columns of many texts into one table.

    Raises:
        CannotTrain: scikit-learn is not installed.
    """
    return Table(matrix_of(columns, sizes_of(columns), bits=bits), labels, weights)


def sizes_of(columns: Columns, /) -> Labels:
    """Return how many columns each text has."""
    return np.array([len(found) for found in columns], np.int64)


def matrix_of(columns: Columns, whole: Labels, /, *, bits: int) -> Any:
    """Put columns of many texts into one sparse matrix.

    Args:
        whole: Columns each text has in all; a text with all of its columns gets a row of length 1.

    Raises:
        CannotTrain: scikit-learn is not installed.
    """
    require_learner()
    from scipy.sparse import csr_matrix

    sizes = sizes_of(columns)
    values = np.repeat(1 / np.sqrt(np.maximum(whole, 1)), sizes).astype(np.float32)
    places = np.concatenate([*columns, np.zeros(0, np.int64)])
    return csr_matrix((values, places, np.concatenate(([0], sizes.cumsum()))), shape=(len(columns), 1 << bits))


def require_learner() -> None:
    """Refuse to go on without scikit-learn.

    Raises:
        CannotTrain: It is not installed.
    """
    try:
        import sklearn  # noqa: F401
    except ImportError:
        raise CannotTrain("Training needs scikit-learn.", hint="Install it with: pip install 'goodstanding[train]'") from None


def fitted(table: Table, /, *, classes: int, method: Method, strength: float) -> tuple[Floats, Floats]:
    """Return weights by column and class, and biases by class, one class against the rest at a time.

    Args:
        strength: How closely the rows are followed, above 0; usual values are 0.1–10.
    """
    columns, biases = [], []
    for number in range(1 if classes == 2 else classes):
        weights, bias = _against_rest(table, number, method=method, strength=strength)
        columns.append(weights)
        biases.append(bias)
    if classes == 2:
        columns.append(-columns[0])
        biases.append(-biases[0])
    return np.stack(columns, axis=1), np.array(biases)


def _against_rest(table: Table, number: int, *, method: Method, strength: float) -> tuple[Floats, float]:
    """Fit one class: each column is first scaled by how unevenly the class and the rest have it."""
    from scipy.sparse import diags

    is_class = table.labels == number
    scale = unevenness(table, is_class)
    scaled = table.matrix @ diags(scale.astype(np.float32))
    found = [_learn(learner, scaled, is_class, table.weights) for learner in _learners(method, strength)]
    weights = np.mean([weights for weights, _ in found], axis=0) * scale
    return weights, float(np.mean([bias for _, bias in found]))


def _learners(method: Method, strength: float) -> Iterator[Any]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import LinearSVC

    if "svm" in method:
        yield LinearSVC(C=strength, class_weight="balanced", random_state=0, max_iter=5000)
    if "logistic" in method:
        yield LogisticRegression(
            C=20 * strength, class_weight="balanced", solver="liblinear", dual=True, random_state=0, max_iter=1000
        )


def _learn(learner: Any, matrix: Any, is_class: npt.NDArray[np.bool_], weights: Floats) -> tuple[Floats, float]:
    learner.fit(matrix, is_class, sample_weight=weights)
    margins = learner.decision_function(matrix)
    size = float(np.std(margins)) or 1.0
    return learner.coef_[0] / size, float(learner.intercept_[0]) / size


def unevenness(table: Table, is_class: npt.NDArray[np.bool_], /) -> Floats:
    """Return by column the logarithm of how much more of the class than of the rest has it, or less; without sign."""
    presence = table.matrix.copy()
    presence.data = np.ones_like(presence.data)
    mine, others = (np.asarray(presence[side].sum(axis=0)).ravel() + 1.0 for side in (is_class, ~is_class))
    found: Floats = np.abs(np.log((mine / mine.sum()) / (others / others.sum())))
    return found


def margins_of(table: Table, weights: Floats, biases: Floats, /) -> Floats:
    """Return the margins of all rows by class."""
    found: Floats = np.asarray(table.matrix @ weights) + biases
    return found


def curve_of(margins: Floats, is_class: npt.NDArray[np.bool_], weights: Floats, /) -> Curve:
    """Return the calibration curve of one class: stepped (isotonic) where there are enough rows, smooth (Platt) otherwise."""
    if min(int(is_class.sum()), int((~is_class).sum())) >= _ENOUGH:
        return _isotonic(margins, is_class, weights)
    return _platt(margins, is_class, weights)


def _isotonic(margins: Floats, is_class: npt.NDArray[np.bool_], weights: Floats) -> Curve:
    from sklearn.isotonic import IsotonicRegression

    learner = IsotonicRegression(y_min=0.001, y_max=0.999, out_of_bounds="clip").fit(margins, is_class, sample_weight=weights)
    places = np.unique(np.quantile(margins, np.linspace(0, 1, _MOST_POINTS)))
    return _curve(places, learner.predict(places))


def _platt(margins: Floats, is_class: npt.NDArray[np.bool_], weights: Floats) -> Curve:
    from sklearn.linear_model import LogisticRegression

    learner = LogisticRegression(C=100.0).fit(margins.reshape(-1, 1), is_class, sample_weight=weights)
    places = np.linspace(float(margins.min()), float(margins.max()), _MOST_POINTS)
    return _curve(places, learner.predict_proba(places.reshape(-1, 1))[:, 1])


def _curve(margins: Floats, probabilities: Floats) -> Curve:
    rounded = [round(float(margin), 5) for margin in margins]
    return Curve(tuple(rounded), tuple(round(float(value), 5) for value in np.maximum.accumulate(probabilities)))
