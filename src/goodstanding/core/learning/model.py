"""A trained classifier: one row of weights per column of a text, added up; nothing else happens when a text is read."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from goodstanding.core.learning.card import Card, read_card
from goodstanding.core.learning.errors import ModelRefused
from goodstanding.core.text.normalised import Normalised

CARD_FILE = "model.json"
WEIGHTS_FILE = "weights.txt"
_LINE = 76
_LARGEST = 256 * 1024 * 1024
"""Bytes the weights may unfold to."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A classifier ready to read texts.

    Args:
        weights: By column and class.
        bias: By class.
    """

    card: Card
    weights: Floats
    bias: Floats

    def margins(self, text: Normalised | str, /) -> Floats:
        """Return the margin of each class: above 0 speaks for it."""
        return self.margins_of(self.card.features.columns_of(text))

    def margins_of(self, columns: npt.NDArray[np.int64], /) -> Floats:
        """Return the margins of a text by its columns."""
        if not len(columns):
            return self.bias
        total: Floats = self.weights.take(columns, axis=0).sum(axis=0) / np.float32(np.sqrt(len(columns))) + self.bias
        return total

    def probabilities(self, text: Normalised | str, /) -> dict[str, float]:
        """Return the calibrated probability of each class by itself; several may be likely at once."""
        return self.calibrated(self.margins(text))

    def calibrated(self, margins: Floats, /) -> dict[str, float]:
        """Return the probabilities that margins stand for."""
        return {
            name: float(np.interp(margin, curve.margins, curve.probabilities))
            for name, margin, curve in zip(self.card.classes, margins.tolist(), self.card.curves, strict=True)
        }

    def likeliest(self, margins: Floats, /) -> str:
        """Return the class that is said where exactly one must be."""
        return self.card.classes[int((margins + np.array(self.card.offsets, np.float32)).argmax())]


def weights_bytes(weights: Floats, bias: Floats, /, *, rest: Floats | None = None) -> bytes:
    """Store weights in half precision, compressed: the rows that are not those of a column nobody has seen.

    Args:
        rest: The row of such a column; zeros where none is given.
    """
    usual = np.zeros(weights.shape[1], np.float32) if rest is None else rest.astype(np.float32)
    rows = np.flatnonzero(np.abs(weights - usual).max(axis=1))
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        rows=rows.astype(np.int32),
        weights=weights[rows].astype(np.float16),
        rest=usual.astype(np.float16),
        bias=bias.astype(np.float32),
        shape=np.array(weights.shape, np.int64),
    )
    return packed.getvalue()


def as_text(weights: bytes, /) -> str:
    """Return stored weights as lines of text: a pack's files are texts."""
    coded = base64.b64encode(weights).decode("ascii")
    return "".join(f"{coded[at : at + _LINE]}\n" for at in range(0, len(coded), _LINE))


def digest_of(weights: bytes, /) -> str:
    """Return the SHA-256 of stored weights, hexadecimal."""
    return hashlib.sha256(weights).hexdigest()


@lru_cache(maxsize=8)
def read_model(card_text: str, weights_text: str, /) -> Model:
    """Read a model from its two files, checking the weights against the card before unpacking them.

    Raises:
        ModelRefused: They are not a model of this version, or the weights are not those the card names.
    """
    card = read_card(card_text.encode())
    try:
        stored = base64.b64decode("".join(weights_text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise ModelRefused(f"{WEIGHTS_FILE} is not the text “goodstanding train” wrote.") from None
    found = digest_of(stored)
    if found != card.sha256:
        raise ModelRefused(
            f"The weights have the digest {found[:12]}…, but the card of “{card.task}” names {card.sha256[:12]}….",
            hint="Use the two files of one training run, unchanged.",
        )
    return _unpacked(card, stored)


def _unpacked(card: Card, stored: bytes) -> Model:
    try:
        with zipfile.ZipFile(io.BytesIO(stored)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise ModelRefused("The weights are larger than any model of ours.")
        with np.load(io.BytesIO(stored), allow_pickle=False) as arrays:
            read = {name: arrays[name] for name in ("rows", "weights", "bias", "shape")}
            read["rest"] = arrays["rest"] if "rest" in arrays else np.zeros(read["bias"].shape)
    except (KeyError, ValueError, OSError, EOFError, zipfile.BadZipFile, zlib.error):
        raise ModelRefused("The weights cannot be unpacked.") from None
    _check(card, read)
    dense = np.empty((1 << card.features.bits, len(card.classes)), np.float32)
    dense[:] = read["rest"]
    dense[read["rows"]] = read["weights"]
    return Model(card, dense, read["bias"].astype(np.float32))


def _check(card: Card, read: Mapping[str, npt.NDArray[Any]]) -> None:
    shape = (1 << card.features.bits, len(card.classes))
    fits = read["shape"].tolist() == list(shape) and read["bias"].shape == read["rest"].shape == shape[1:]
    fits = fits and read["weights"].shape == (len(read["rows"]), shape[1]) and read["rows"].dtype == np.int32
    if not fits or not all(np.isfinite(read[name]).all() for name in ("weights", "bias", "rest")):
        raise ModelRefused("The weights do not have the form the card says.")
    if len(read["rows"]) and not (int(read["rows"].min()) >= 0 and int(read["rows"].max()) < shape[0]):
        raise ModelRefused("The weights do not have the form the card says.")
