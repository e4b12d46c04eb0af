"""How a report or an appeal goes on, as its page shows it: 受理 → 甄别 → 处置 → 反馈."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

_STAGES = ("intake", "screening", "handling", "feedback")


@dataclass(frozen=True, slots=True)
class StageMark:
    """One of the four stages and whether it is behind, here or ahead."""

    code: str
    state: Literal["done", "here", "ahead"]


def stage_marks(stage: str, /) -> tuple[StageMark, ...]:
    """Place a matter among its four stages; a closed one has them all behind it."""
    here = _STAGES.index(stage) if stage in _STAGES else len(_STAGES)
    return tuple(StageMark(code, _state(position, here)) for position, code in enumerate(_STAGES))


def _state(position: int, here: int) -> Literal["done", "here", "ahead"]:
    if position < here:
        return "done"
    return "here" if position == here else "ahead"
