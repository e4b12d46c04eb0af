"""From labels to a model: keep near duplicates together, learn, calibrate on held-out folds, measure on held-out rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from goodstanding.batch.learning.augmenting import disguised_copies
from goodstanding.batch.learning.errors import CannotTrain
from goodstanding.batch.learning.fitting import (
    COPY_WEIGHT,
    Columns,
    Method,
    Table,
    curve_of,
    fitted,
    margins_of,
    matrix_of,
    require_learner,
    sizes_of,
    table_of,
)
from goodstanding.batch.learning.labelled import Labelled
from goodstanding.batch.learning.measures import confusion, figures_of, macro_f1
from goodstanding.batch.learning.near import near_duplicates
from goodstanding.batch.learning.stacking import (
    FirstStep,
    SecondStep,
    cross_weighed,
    expected_macro_f1,
    first_step,
    second_step,
    unseen_row,
)
from goodstanding.core.learning.card import Augmentation, Card, Curve, Figures, Source, Split, Threshold
from goodstanding.core.learning.drift import shares_of
from goodstanding.core.learning.features import Features, View
from goodstanding.core.learning.model import Model, digest_of, weights_bytes
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.normalised import Normalised

STACKED: Method = "stacked"
STACKED_VIEWS: tuple[View, ...] = ("characters", "sounds", "words")
"""What a stacked model looks at unless told otherwise."""
LEAST_ROWS = 10
"""Rows of each class below which nothing is learned."""
LEAST_THRESHOLD = 0.5
"""A text that is likelier not of a class is never said to be of it."""
_OFFSETS = np.linspace(-1.5, 1.5, 61)
_WIDE_OFFSETS = np.linspace(-3.0, 3.0, 121)
"""For margins that are logarithms of odds."""
_WORTH = 0.002
"""Macro-F1 an offset must gain on held-out folds."""

Labels = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Args:
        target_precision: By which precision a class's threshold is set, 0.0–1.0.
        test_share: Share of rows held out for the figures, 0.0–0.5; with 0.0 they are cross-validated.
        strength: How closely the rows are followed; usual values are 0.1–10.
    """

    task: str
    features: Features = field(default_factory=Features)
    method: Method = "svm"
    strength: float = 1.0
    augmentation: Augmentation = field(default_factory=Augmentation)
    target_precision: float = 0.95
    test_share: float = 0.2
    folds: int = 5
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Trained:
    """A model with the weights as they are to be stored."""

    model: Model
    weights: bytes


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Rows with their disguised copies behind them.

    Args:
        views: The table's columns by view, where each view is learned by itself.
        origins: By row of the table, the number of the labelled row it came from.
        groups: By labelled row.
    """

    table: Table
    views: tuple[Any, ...]
    origins: Labels
    labels: Labels
    groups: Labels

    def of(self, chosen: npt.NDArray[np.int64], /) -> npt.NDArray[np.int64]:
        """Return the table's rows of some labelled rows, copies included."""
        return np.flatnonzero(np.isin(self.origins, chosen))


@dataclass(frozen=True, slots=True, eq=False)
class _HeldOut:
    """What a model says of rows it did not learn from.

    Args:
        second: How the judgments of several models are weighed, where there are several.
    """

    margins: Floats
    labels: Labels
    second: SecondStep | None
    weights: Floats
    is_copy: npt.NDArray[np.bool_]


def train(
    rows: Sequence[Labelled], plan: Plan, /, *, sources: Sequence[Source], at: date, tell: Tell = lambda _: None
) -> Trained:
    """Train a model.

    Args:
        sources: Where the rows came from, for the card.
        at: The day, for the card.
        tell: Told what is being done.

    Raises:
        CannotTrain: There is one class only, too few rows, or no scikit-learn.
    """
    require_learner()
    classes = tuple(sorted({row.label for row in rows}))
    _check(rows, classes)
    tell(f"Reading {len(rows)} rows of {len(classes)} classes.")
    numbered = _numbered(rows, classes, plan)
    learned, tested = _sides(numbered, plan)
    tell(f"Learning from {len(learned)} rows in {plan.folds} folds; {len(tested)} are held out.")
    held_out = _cross_validated(numbered, learned, plan, classes=len(classes))
    curves = tuple(_curve(held_out, number) for number in range(len(classes)))
    offsets = _offsets(held_out, size=len(classes))
    fit = _fit(numbered, learned, plan, held_out.second, classes=len(classes))
    figures = _figures(numbered, tested, plan, classes, fit, curves, offsets, held_out)
    if len(tested):
        tell("Learning from all rows.")
        fit = _fit(numbered, np.arange(len(rows)), plan, held_out.second, classes=len(classes))
    weights, biases = fit[0].astype(np.float32), fit[1].astype(np.float32)
    stored = weights_bytes(weights, biases, rest=unseen_row(numbered.table, weights))
    card = Card(
        task=plan.task,
        classes=classes,
        features=plan.features,
        method=f"{plan.method} {plan.strength:g}",
        rows=dict(Counter(row.label for row in rows)),
        sources=tuple(sources),
        split=_split(rows, numbered, tested, plan),
        augmentation=plan.augmentation,
        figures=figures,
        curves=curves,
        offsets=offsets,
        thresholds={name: _threshold(held_out, curves[number], number, plan) for number, name in enumerate(classes)},
        expected={name: shares_of(_plain(held_out, curves[number], number).tolist()) for number, name in enumerate(classes)},
        created=at.isoformat(),
        sha256=digest_of(stored),
    )
    halved = weights.astype(np.float16).astype(np.float32)
    return Trained(Model(card, halved, biases), stored)


def _check(rows: Sequence[Labelled], classes: Sequence[str]) -> None:
    if len(classes) < 2:
        raise CannotTrain("The labels name fewer than two classes.", hint="A classifier learns to tell classes apart.")
    for name, count in Counter(row.label for row in rows).items():
        if count < LEAST_ROWS:
            raise CannotTrain(f"Class “{name}” has {count} rows; at least {LEAST_ROWS} are needed.")


def _numbered(rows: Sequence[Labelled], classes: Sequence[str], plan: Plan) -> _Rows:
    copies = list(
        disguised_copies(
            rows, copies=plan.augmentation.copies, undisguised=frozenset(plan.augmentation.undisguised), seed=plan.seed
        )
    )
    texts = [row.text for row in rows] + [text for _, text in copies]
    origins = np.array([*range(len(rows)), *(number for number, _ in copies)], np.int64)
    numbers = {name: number for number, name in enumerate(classes)}
    labels = np.array([numbers[row.label] for row in rows], np.int64)
    weights = np.concatenate([np.ones(len(rows)), np.full(len(copies), COPY_WEIGHT)])
    read = [normalise(text) for text in texts]
    columns = [plan.features.columns_of(text) for text in read]
    table = table_of(columns, labels[origins], weights, bits=plan.features.bits)
    return _Rows(table, tuple(_views(read, columns, plan)), origins, labels, _groups(rows))


def _views(texts: Sequence[Normalised], columns: Columns, plan: Plan) -> Iterator[Any]:
    """Yield the columns of each view as a matrix, scaled as those of all views together are."""
    if plan.method == STACKED:
        whole = sizes_of(columns)
        for view in dict.fromkeys(plan.features.views):
            alone = msgspec.structs.replace(plan.features, views=(view,))
            yield matrix_of([alone.columns_of(text) for text in texts], whole, bits=plan.features.bits)


def _groups(rows: Sequence[Labelled]) -> Labels:
    if any(row.group for row in rows):
        _, numbers = np.unique([row.group for row in rows], return_inverse=True)
        return numbers.astype(np.int64)
    return np.array(near_duplicates([row.text for row in rows]), np.int64)


def _sides(rows: _Rows, plan: Plan) -> tuple[Labels, Labels]:
    """Return the labelled rows to learn from and those held out."""
    everything = np.arange(len(rows.labels))
    if not plan.test_share:
        return everything, everything[:0]
    learned, tested = next(_folded(rows, everything, folds=max(2, round(1 / plan.test_share)), seed=plan.seed))
    return learned, tested


def _folded(rows: _Rows, chosen: Labels, *, folds: int, seed: int) -> Iterator[tuple[Labels, Labels]]:
    from sklearn.model_selection import StratifiedGroupKFold

    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    for learned, tested in splitter.split(chosen, rows.labels[chosen], rows.groups[chosen]):
        yield chosen[learned], chosen[tested]


def _first(rows: _Rows, chosen: Labels, plan: Plan, *, classes: int) -> FirstStep:
    """Fit the models of the first step, or the only one, to some labelled rows and their copies."""
    place = rows.of(chosen)
    table = rows.table.rows(place)
    if plan.method == STACKED:
        return first_step(table, [view[place] for view in rows.views], classes=classes, strength=plan.strength)
    return FirstStep(*fitted(table, classes=classes, method=plan.method, strength=plan.strength))


def _fit(rows: _Rows, chosen: Labels, plan: Plan, second: SecondStep | None, *, classes: int) -> tuple[Floats, Floats]:
    first = _first(rows, chosen, plan, classes=classes)
    return (first.weights, first.biases) if second is None else second.after(first)


def _cross_validated(rows: _Rows, learned: Labels, plan: Plan, *, classes: int) -> _HeldOut:
    """Return what models say of the folds they did not learn from, disguised copies included."""
    places, judged = [], []
    for inside, outside in _folded(rows, learned, folds=plan.folds, seed=plan.seed + 1):
        first = _first(rows, inside, plan, classes=classes)
        place = rows.of(outside)
        places.append(place)
        judged.append(margins_of(rows.table.rows(place), first.weights, first.biases))
    place, margins = np.concatenate(places), np.concatenate(judged)
    found = _HeldOut(margins, rows.table.labels[place], None, rows.table.weights[place], place >= len(rows.labels))
    if plan.method != STACKED:
        return found
    second = second_step(margins, found.labels, found.weights, classes=classes)
    groups = rows.groups[rows.origins[place]]
    return replace(found, margins=cross_weighed(margins, found.labels, found.weights, groups, classes=classes), second=second)


def _curve(held_out: _HeldOut, number: int) -> Curve:
    return curve_of(held_out.margins[:, number], held_out.labels == number, held_out.weights)


def _plain(held_out: _HeldOut, curve: Curve, number: int) -> Floats:
    """Return the probabilities of one class for held-out rows as they were written."""
    margins = held_out.margins[~held_out.is_copy, number]
    found: Floats = np.interp(margins, curve.margins, curve.probabilities)
    return found


def _offsets(held_out: _HeldOut, *, size: int) -> tuple[float, ...]:
    """Return what to add to the margins so that the classes are told apart best; nothing where it gains nothing."""
    offsets = np.zeros(size)
    steps = _OFFSETS if held_out.second is None else _WIDE_OFFSETS

    def gain(tried: Floats) -> float:
        if held_out.second is not None:
            return expected_macro_f1(held_out.margins, tried)
        return macro_f1(confusion(held_out.labels, (held_out.margins + tried).argmax(axis=1), size=size))

    best = gain(offsets)
    for number in range(size - 1 if size == 2 else size):
        tries = [offsets + np.eye(size)[number] * step for step in steps]
        gains = [gain(tried) for tried in tries]
        if max(gains) > best + _WORTH:
            best, offsets = max(gains), tries[int(np.argmax(gains))]
    return tuple(round(float(offset), 4) for offset in offsets)


def _figures(
    rows: _Rows,
    tested: Labels,
    plan: Plan,
    classes: Sequence[str],
    fit: tuple[Floats, Floats],
    curves: Sequence[Curve],
    offsets: Sequence[float],
    held_out: _HeldOut,
) -> Figures:
    if len(tested):
        margins, labels, groups = margins_of(rows.table.rows(tested), *fit), rows.labels[tested], rows.groups[tested]
    else:
        margins, labels, groups = held_out.margins[~held_out.is_copy], held_out.labels[~held_out.is_copy], None
    stated = np.stack([np.interp(margins[:, n], c.margins, c.probabilities) for n, c in enumerate(curves)], axis=1)
    said = (margins + np.array(offsets)).argmax(axis=1)
    return figures_of(labels, said, stated, classes=classes, groups=groups, seed=plan.seed)


def _threshold(held_out: _HeldOut, curve: Curve, number: int, plan: Plan) -> Threshold:
    """Return the lowest probability from which the wanted precision holds on the held-out folds, `LEAST_THRESHOLD` at least."""
    stated = np.interp(held_out.margins[:, number], curve.margins, curve.probabilities)
    order = np.argsort(-stated, kind="stable")
    hits = (held_out.labels == number)[order].cumsum()
    found = np.arange(1, len(order) + 1)
    last = np.append(np.diff(stated[order]) != 0, True)
    precision = np.where(last, hits / found, -1.0)
    good = np.flatnonzero((precision >= plan.target_precision) & (stated[order] >= LEAST_THRESHOLD))
    place = int(good[-1]) if len(good) else int(precision.argmax())
    return Threshold(
        value=max(0.01, round(float(np.floor(stated[order][place] * 1e4) / 1e4), 4)),
        wanted_precision=plan.target_precision,
        precision=round(float(hits[place] / found[place]), 4),
        recall=round(float(hits[place] / max(1, hits[-1])), 4),
        rows=int(found[place]),
        reached=bool(len(good)),
    )


def _split(rows: Sequence[Labelled], numbered: _Rows, tested: Labels, plan: Plan) -> Split:
    by = "a field of the rows" if any(row.group for row in rows) else "near duplicates"
    return Split(by=by, seed=plan.seed, folds=plan.folds, groups=len(np.unique(numbered.groups)), tested=len(tested))
