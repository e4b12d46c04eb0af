"""The card of a model: what it was trained on, how well it does, where it draws the line, and which weights are meant.

The card is what a person reads before trusting the model, and what the machine checks before reading the weights.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from goodstanding.core.learning.errors import ModelRefused
from goodstanding.core.learning.features import FEATURE_VERSION, Features

CARD_FORMAT = 1
_LONGEST_CARD = 1 << 20


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where training rows came from."""

    name: str
    licence: str
    rows: int


class Split(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How rows were kept apart.

    Args:
        by: ``near duplicates``, or the name of the field that says what belongs together.
        groups: Rows of one group are never on both sides.
        tested: Rows held out of training; 0 where the figures are cross-validated.
    """

    by: str
    seed: int
    folds: int
    groups: int
    tested: int


class Augmentation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Copies of training rows that were disguised on purpose.

    Args:
        copies: Disguised copies of each row.
        undisguised: Classes whose rows were not copied: a disguise then counts against a text.
    """

    copies: int = 0
    undisguised: tuple[str, ...] = ()


class ClassFigures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How well one class is told, 0.0–1.0, with 95 % intervals."""

    name: str
    rows: int
    precision: float
    precision_interval: tuple[float, float]
    recall: float
    recall_interval: tuple[float, float]
    f1: float


class Figures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How well a model does on rows it did not learn from.

    Args:
        ece: Expected calibration error: how far stated probabilities are from what happens, 0.0–1.0.
    """

    rows: int
    accuracy: float
    macro_f1: float
    macro_f1_interval: tuple[float, float]
    ece: float
    classes: tuple[ClassFigures, ...]


class Threshold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which probability a class is said to be there, and what that gives on held-out rows.

    Args:
        reached: Whether the wanted precision was reached at all; otherwise the threshold is the most precise one.
        rows: Held-out rows at or above it.
    """

    value: float
    wanted_precision: float
    precision: float
    recall: float
    rows: int
    reached: bool


class Curve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From a margin to a probability: straight lines between points, flat beyond them."""

    margins: tuple[float, ...]
    probabilities: tuple[float, ...]


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything about a model but its weights.

    Args:
        offsets: Added to the margins before the likeliest class is chosen.
        expected: By class, the shares of held-out probabilities in ten equal ranges: what drift is measured against.
        created: Day, ISO 8601.
        sha256: Digest of the weights as they are stored.
    """

    task: str
    classes: tuple[str, ...]
    features: Features
    method: str
    rows: Mapping[str, int]
    sources: tuple[Source, ...]
    split: Split
    augmentation: Augmentation
    figures: Figures
    curves: tuple[Curve, ...]
    offsets: tuple[float, ...]
    thresholds: Mapping[str, Threshold]
    expected: Mapping[str, tuple[float, ...]]
    created: str
    sha256: str
    format: int = CARD_FORMAT


def card_bytes(card: Card, /) -> bytes:
    """Write a card so that a person can read it."""
    return msgspec.json.format(msgspec.json.encode(card), indent=2) + b"\n"


def read_card(data: bytes, /) -> Card:
    """Read a card.

    Raises:
        ModelRefused: It is none, or of another version.
    """
    if len(data) > _LONGEST_CARD:
        raise ModelRefused("The model card is larger than 1 MiB.")
    try:
        about = msgspec.json.decode(data)
        found = about.get("format") if isinstance(about, dict) else None
        if isinstance(found, int) and found != CARD_FORMAT:
            raise ModelRefused(
                f"The model card has format {found}; this version reads {CARD_FORMAT}.", hint="Train the model again."
            )
        card = msgspec.convert(about, Card)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise ModelRefused(
            f"That is no model card: {fault}.", hint="Use the model.json that “goodstanding train” wrote."
        ) from None
    _check(card)
    return card


def _check(card: Card) -> None:
    if card.features.version != FEATURE_VERSION:
        raise ModelRefused(
            f"The model reads texts in version {card.features.version}; this version of Goodstanding in {FEATURE_VERSION}.",
            hint="Train the model again.",
        )
    card.features.check()
    sizes = {len(card.classes), len(card.curves), len(card.offsets)}
    if len(sizes) != 1 or len(set(card.classes)) < 2 or len(set(card.classes)) != len(card.classes):
        raise ModelRefused("The model card does not say one thing per class.")
    for curve in card.curves:
        if not curve.margins or len(curve.margins) != len(curve.probabilities) or list(curve.margins) != sorted(curve.margins):
            raise ModelRefused("The model card has a calibration curve that is none.")
