"""Every fuzzed door keeps its promises on inputs drawn at random; hours of it are run by ``make fuzz``."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.entry_points import ENTRY_POINTS

INPUTS = 60


@pytest.mark.parametrize("name", ENTRY_POINTS)
def test_door_keeps_its_promises_on_random_input(name: str) -> None:
    drawn = random.Random(name)

    for _ in range(INPUTS):
        ENTRY_POINTS[name](drawn.randbytes(drawn.randrange(2, 400)))
