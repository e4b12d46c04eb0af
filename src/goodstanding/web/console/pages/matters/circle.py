"""Where the accounts of a graph stand: on a circle, so that every line can be followed."""

from __future__ import annotations

from math import cos, pi, sin

WIDTH, HEIGHT, MARGIN = 640, 420, 44


def places(count: int, /) -> tuple[tuple[int, int], ...]:
    """Return so many places on the circle, clockwise from the top."""
    angles = (2 * pi * place / count - pi / 2 for place in range(count))
    return tuple(
        (round(WIDTH / 2 + cos(angle) * (WIDTH / 2 - MARGIN)), round(HEIGHT / 2 + sin(angle) * (HEIGHT / 2 - MARGIN)))
        for angle in angles
    )
