"""What is read from one image, inside the process with limits: text with its boxes, QR codes, a perceptual hash, a thumbnail.

The optional libraries are imported here alone. Refusals are named; they are answers, not faults.
"""

from __future__ import annotations

import base64
import hashlib
import io
import warnings
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import imagehash
import numpy as np
import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

from goodstanding.adapters.images.limits import FORMATS, READ_SIDE, THUMBNAIL_SIDE, Limits

_MODELS = ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx", "ch_ppocr_mobile_v2.0_cls_mobile.onnx")
_LEAST_SCORE = 0.5
"""Lines read with less certainty are left out."""
HASH_SIDE = 16
"""256 bits."""


class Refusal(Exception):
    """The image is not read.

    Args:
        reason: A word: not_an_image, format, corrupt, animated, too_many_pixels, empty.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ImageEye:
    """Reads images; the recogniser is loaded once."""

    def __init__(self, limits: Limits) -> None:
        from rapidocr import RapidOCR

        self._limits = limits
        single = {"EngineConfig.onnxruntime.intra_op_num_threads": 1, "EngineConfig.onnxruntime.inter_op_num_threads": 1}
        self._recogniser: Any = RapidOCR(params={"Global.log_level": "critical", **single})
        self.model = f"rapidocr@{version('rapidocr')}"
        self.model_sha256 = _models_sha256()

    def read(self, data: bytes, /) -> dict[str, Any]:
        """Read one image.

        Raises:
            Refusal: It is not read, and why.
        """
        image = opened(data, self._limits)
        pixels = np.asarray(image)
        return {
            "width": image.width,
            "height": image.height,
            "phash": str(imagehash.phash(image, hash_size=HASH_SIDE)),
            "codes": _codes(pixels)[: self._limits.codes],
            "lines": self._lines(image)[: self._limits.lines],
            "thumbnail": _thumbnail(image),
        }

    def _lines(self, image: Image.Image) -> list[dict[str, Any]]:
        small = image.copy()
        small.thumbnail((READ_SIDE, READ_SIDE))
        found = self._recogniser(np.asarray(small)[:, :, ::-1])
        if found.txts is None or found.boxes is None:
            return []
        scale = image.width / small.width
        return [
            {"text": text, "box": _box(corners, scale, image), "score": round(float(score), 4)}
            for text, corners, score in zip(found.txts, found.boxes, found.scores, strict=True)
            if score >= _LEAST_SCORE and text.strip()
        ]


def opened(data: bytes, limits: Limits, /) -> Image.Image:
    """Open and unpack an image as RGB, upright, after its header was found to be within limits.

    Raises:
        Refusal: It is not an image, or not one that is read.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = limits.pixels
        try:
            image = Image.open(io.BytesIO(data), formats=FORMATS)
        except UnidentifiedImageError:
            raise Refusal("not_an_image") from None
        except Image.DecompressionBombError:
            raise Refusal("too_many_pixels") from None
        except (OSError, ValueError, SyntaxError):
            raise Refusal("corrupt") from None
        return _unpacked(image, limits)


def _unpacked(image: Image.Image, limits: Limits) -> Image.Image:
    if image.width * image.height > limits.pixels or max(image.size) > limits.side:
        raise Refusal("too_many_pixels")
    if min(image.size) < 1:
        raise Refusal("empty")
    try:
        if getattr(image, "is_animated", False):
            raise Refusal("animated")
        image.load()
        upright = ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, EOFError):
        raise Refusal("corrupt") from None
    return _on_white(upright)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        ground = Image.new("RGBA", with_alpha.size, "white")
        return Image.alpha_composite(ground, with_alpha).convert("RGB")
    return image.convert("RGB")


def _codes(pixels: Any) -> list[dict[str, Any]]:
    formats = zxingcpp.BarcodeFormat.QRCode | zxingcpp.BarcodeFormat.MicroQRCode | zxingcpp.BarcodeFormat.DataMatrix
    found = []
    for code in zxingcpp.read_barcodes(pixels, formats=formats):
        at = code.position
        corners = [at.top_left, at.top_right, at.bottom_right, at.bottom_left]
        columns, rows = [corner.x for corner in corners], [corner.y for corner in corners]
        box = [max(0, min(columns)), max(0, min(rows)), max(columns) - min(columns), max(rows) - min(rows)]
        found.append({"text": code.text, "box": box, "score": 1.0})
    return found


def _box(corners: Any, scale: float, image: Image.Image) -> list[int]:
    """Return left, top, width and height in pixels of the image as it was sent, kept inside it."""
    left, top = (max(0, round(float(corners[:, axis].min()) * scale)) for axis in (0, 1))
    right = min(image.width, round(float(corners[:, 0].max()) * scale))
    bottom = min(image.height, round(float(corners[:, 1].max()) * scale))
    return [left, top, max(1, right - left), max(1, bottom - top)]


def _thumbnail(image: Image.Image) -> str:
    small = image.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    written = io.BytesIO()
    small.save(written, "JPEG", quality=70)
    return base64.b64encode(written.getvalue()).decode("ascii")


def _models_sha256() -> str:
    """Return one hash over the files of the recogniser: the same hash, the same reading."""
    models = files("rapidocr") / "models"
    whole = hashlib.sha256()
    for name in _MODELS:
        whole.update(hashlib.sha256((models / name).read_bytes()).digest())
    return whole.hexdigest()
