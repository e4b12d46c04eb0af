"""The appeal form as typed so far, and the page that follows an appeal to its answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.redress.selectors import GROUND_KINDS
from goodstanding.apps.redress.values import AppealView, AttachmentView, NewGround, StageView
from goodstanding.apps.registry import selectors as registry
from goodstanding.web.matters import StageMark, stage_marks
from goodstanding.web.typed import plain

BLOCKS = 3
"""Grounds the form has room for; more can go into one text."""


@dataclass(frozen=True, slots=True)
class GroundBlock:
    """One ground as typed so far. ``number`` counts from 1."""

    number: int
    ground: str = ""
    text: str = ""

    @property
    def is_used(self) -> bool:
        """Whether anything was typed; a kind alone says nothing."""
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class AppealForm:
    """The appeal form: its grounds, and what kinds there are."""

    blocks: tuple[GroundBlock, ...]
    kinds: tuple[str, ...] = GROUND_KINDS

    @property
    def grounds(self) -> tuple[NewGround, ...]:
        """The grounds with words, as redress takes them; a text without a kind is another reason."""
        return tuple(NewGround(block.ground or "other", block.text) for block in self.blocks if block.is_used)


@dataclass(frozen=True, slots=True)
class AppealPage:
    """One appeal from receipt to answer."""

    view: AppealView
    account_name: str
    stages: tuple[StageMark, ...]
    steps: tuple[StageView, ...]
    attachments: tuple[AttachmentView, ...]

    @property
    def is_open(self) -> bool:
        """Whether it waits for its answer, and can be withdrawn."""
        return not self.view.outcome


def empty_form() -> AppealForm:
    """Return the form before anything is typed; the first ground is chosen, so that one is always named."""
    return AppealForm(tuple(GroundBlock(number, "facts_wrong" if number == 1 else "") for number in range(1, BLOCKS + 1)))


def typed_form(form: QueryDict, /) -> AppealForm:
    """Return the form as it was sent."""
    return AppealForm(
        tuple(
            GroundBlock(number, form.get(f"ground_{number}", ""), plain(form.get(f"text_{number}")))
            for number in range(1, BLOCKS + 1)
        )
    )


def appeal_page(found: AppealView, /) -> AppealPage:
    """Return an appeal with its stages and files."""
    account = registry.find_account(found.account_ref)
    return AppealPage(
        view=found,
        account_name=(account.name if account else "") or found.account_ref,
        stages=stage_marks(found.stage),
        steps=redress.stages_of(found.receipt),
        attachments=redress.attachments_of(found.receipt),
    )
