"""Perceptual hashes of an image that is open: of the whole, and of copies with a little cut off.

The 256-bit hash is that of image banks (``core.signals.image_hash``): a cosine transform of the brightness, each of its 256
lowest terms above or below their median. Scaling, compression, greyscale and negatives hardly change it; a cut of a few per
cent does, so that a mark's own hash is kept together with those of cut copies. The optional libraries are imported here.
"""

from __future__ import annotations

from typing import Any

import imagehash
from PIL import Image

from goodstanding.adapters.images.limits import Limits
from goodstanding.adapters.images.reading import HASH_SIDE, opened

_CUT_SIDE = 512
"""Cuts are made on a copy of at most so many pixels a side: the hash looks at 64."""
_EVENLY = (0.02, 0.04, 0.06, 0.08)
_ONE_SIDE = (0.03, 0.06)
_CORNER = (0.025, 0.05)


class HashEye:
    """Hashes images and reads nothing on them: no recogniser is loaded."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.model = f"imagehash@{imagehash.__version__}"
        self.model_sha256 = ""

    def read(self, data: bytes, /) -> dict[str, Any]:
        """Hash one image.

        Raises:
            Refusal: It is not opened, and why.
        """
        image = opened(data, self._limits)
        return {
            "width": image.width,
            "height": image.height,
            "phash": hash_of(image),
            "cropped": cropped_hashes(image),
            "codes": [],
            "lines": [],
            "thumbnail": "",
        }


def hash_of(image: Image.Image, /) -> str:
    """Return the 256-bit hash of an image, 64 hexadecimal digits."""
    return str(imagehash.phash(image, hash_size=HASH_SIDE))


def cropped_hashes(image: Image.Image, /) -> list[str]:
    """Return the hashes of copies cut evenly (2-8 % a side), on one side (3 and 6 %) and at a corner (2.5 and 5 %), each once."""
    small = image.convert("L")
    small.thumbnail((_CUT_SIDE, _CUT_SIDE))
    cuts = [(cut, cut, cut, cut) for cut in _EVENLY]
    cuts += [_at(cut, side) for side in range(4) for cut in _ONE_SIDE]
    cuts += [_at(cut, side, (side + 1) % 4) for side in range(4) for cut in _CORNER]
    return list(dict.fromkeys(hash_of(_cut(small, *cut)) for cut in cuts))


def _at(cut: float, *sides: int) -> tuple[float, float, float, float]:
    left, top, right, bottom = (cut if side in sides else 0.0 for side in range(4))
    return left, top, right, bottom


def _cut(image: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    width, height = image.size
    box = (round(width * left), round(height * top), round(width * (1 - right)), round(height * (1 - bottom)))
    return image.crop((box[0], box[1], max(box[0] + 1, box[2]), max(box[1] + 1, box[3])))
