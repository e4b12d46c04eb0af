"""Logos drawn by code, and copies of them changed as people change them: for measuring and for tests. Nobody's mark is drawn."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw, ImageEnhance

SIDE = 400


def logo(seed: int) -> Image.Image:
    """Draw a few plain shapes; the same seed draws the same."""
    chosen = random.Random(seed)
    ground = chosen.choice(["white", "white", "white", _color(chosen)])
    image = Image.new("RGB", (SIDE, SIDE), ground)
    pen = ImageDraw.Draw(image)
    for _ in range(chosen.randrange(2, 6)):
        _shape(pen, chosen)
    return image


def written(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    """Return an image as a file."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def cut(image: Image.Image, share: float) -> Image.Image:
    """Cut a share off every side."""
    width, height = image.size
    return image.crop((round(width * share), round(height * share), round(width * (1 - share)), round(height * (1 - share))))


def _compressed(image: Image.Image) -> Image.Image:
    return Image.open(io.BytesIO(written(image, "JPEG", quality=50))).convert("RGB")


def _turned(image: Image.Image, hue: int) -> Image.Image:
    """Turn every hue by so many of 256 steps."""
    hues, saturation, value = image.convert("HSV").split()
    return Image.merge("HSV", (hues.point(lambda one: (one + hue) % 256), saturation, value)).convert("RGB")


def _brighter(image: Image.Image) -> Image.Image:
    return ImageEnhance.Color(ImageEnhance.Brightness(image).enhance(1.2)).enhance(0.6)


COPIES: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "scaled to 30 %": lambda image: image.resize((120, 120)),
    "JPEG, quality 50": _compressed,
    "greyscale": lambda image: image.convert("L").convert("RGB"),
    "negative": lambda image: image.point(lambda one: 255 - one),
    "brighter by 20 %, paler": _brighter,
    "hues turned by 28°": lambda image: _turned(image, 20),
    "hues turned by 90°": lambda image: _turned(image, 64),
    "cut by 2 % a side": lambda image: cut(image, 0.02),
    "cut by 3 % a side": lambda image: cut(image, 0.03),
    "cut by 5 % a side": lambda image: cut(image, 0.05),
    "cut by 10 % a side": lambda image: cut(image, 0.10),
    "cut by 4 % on the left": lambda image: image.crop((16, 0, SIDE, SIDE)),
    "cut by 3 % left and 2 % below": lambda image: image.crop((12, 0, SIDE, SIDE - 8)),
    "mirrored": lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    "turned by 90°": lambda image: image.transpose(Image.Transpose.ROTATE_90),
}


def _color(chosen: random.Random) -> tuple[int, ...]:
    return tuple(chosen.randrange(256) for _ in range(3))


def _shape(pen: ImageDraw.ImageDraw, chosen: random.Random) -> None:
    color = _color(chosen)
    left, top = chosen.randrange(40, 220), chosen.randrange(40, 220)
    box = (left, top, left + chosen.randrange(60, 180), top + chosen.randrange(60, 180))
    kind = chosen.randrange(5)
    if kind == 0:
        pen.ellipse(box, fill=color)
    elif kind == 1:
        pen.rectangle(box, fill=color)
    elif kind == 2:
        pen.polygon([(chosen.randrange(SIDE), chosen.randrange(SIDE)) for _ in range(3)], fill=color)
    elif kind == 3:
        pen.arc(box, chosen.randrange(360), chosen.randrange(360), fill=color, width=chosen.randrange(8, 40))
    else:
        pen.pieslice(box, 0, chosen.randrange(60, 330), fill=color)
