"""Appeals and reports: filed, followed, answered."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, field_validator

from goodstanding.apps.redress.values import AppealView, NewAttachment, NewGround, ReportView, StageView
from goodstanding.web.api.shapes.common import Given, Moment, Page
from goodstanding.web.api.shapes.decisions import GivenMeasure

_MOST_ENCODED = 7 * 1024 * 1024
"""Characters of 5 MB in base 64, and some line ends."""


class GivenFile(Given):
    """A file handed in: PNG, JPEG, PDF or plain text, at most 5 MB."""

    model_config = ConfigDict(extra="forbid", str_max_length=_MOST_ENCODED)

    name: str = Field(min_length=1, max_length=200)
    content: str = Field(description="The bytes in base 64.")

    @field_validator("content")
    @classmethod
    def content_is_base64(cls, content: str) -> str:
        """Refuse what is not base 64."""
        try:
            base64.b64decode(content, validate=True)
        except (binascii.Error, ValueError) as fault:
            raise ValueError("The content is not base 64.") from fault
        return content

    def attachment(self) -> NewAttachment:
        """Turn it into what services take."""
        return NewAttachment(self.name, base64.b64decode(self.content))


class GivenGround(Given):
    """One reason why a decision is said to be wrong."""

    ground: str = Field(
        max_length=32, description="facts_wrong, clause_not_applicable, measure_too_heavy, procedure, new_evidence or other"
    )
    text: str = Field(max_length=5000)

    def new(self) -> NewGround:
        """Turn it into what services take."""
        return NewGround(self.ground, self.text)


class NewAppeal(Given):
    """An appeal against a decision."""

    grounds: list[GivenGround] = Field(max_length=20)
    attachments: list[GivenFile] = Field(default_factory=list, max_length=10)
    language: Literal["zh-hans", "en"] = Field("zh-hans", description="Language of the answer.")


class Withdrawal(Given):
    """Taking an appeal back."""

    reason: str = Field("", max_length=5000)


class AppealAnswer(Given):
    """The outcome of an appeal."""

    outcome: Literal["upheld", "partly_upheld", "rejected", "inadmissible"]
    answers: list[str] = Field(default_factory=list, max_length=20, description="One for each ground, in order.")
    reasons: str = Field(max_length=20_000, description="Why, as a whole; the account reads it.")
    measures: list[GivenMeasure] = Field(
        default_factory=list, max_length=20, description="What takes the place of the former measures: partly_upheld only."
    )
    expected_version: int | None = Field(None, ge=0, le=2**31 - 1, description="Version of the appeal's case you saw.")


class AnsweredGround(Schema):
    """A ground with its answer; empty until the appeal is decided."""

    ground: str
    text: str
    answer: str


class Stage(Schema):
    """One step of a report or appeal."""

    from_stage: str
    to_stage: str
    at: Moment
    reason: str


class Appeal(Schema):
    """An appeal as it stands."""

    receipt: str
    decision: str
    account: str
    grounds: list[AnsweredGround]
    urgent: bool
    filed_at: Moment
    due_at: Moment
    stage: str = Field(description="intake, screening, handling, feedback or closed")
    outcome: str = Field(description="Empty until it is decided: upheld, partly_upheld, rejected, inadmissible or withdrawn.")
    reasons: str
    new_decision: str | None
    closed_at: Moment | None
    steps: list[Stage]
    case: str | None = Field(None, description="Staff only.")


class AppealPage(Page[Appeal]):
    """The appeals against a decision."""


class NewReport(Given):
    """A report by anybody."""

    kind: str = Field(max_length=16, description="account, post or comment")
    target: str = Field(min_length=1, max_length=255, description="The account's or content's id on the platform.")
    category: str = Field(max_length=64, description="A violation label, or minors, personal_rights, copyright, other.")
    reason: str = Field(max_length=5000, description="What is wrong.")
    contact: str = Field("", max_length=200, description="Where you want to be told; kept sealed, never given out.")
    attachments: list[GivenFile] = Field(default_factory=list, max_length=10)
    language: Literal["zh-hans", "en"] = Field("zh-hans", description="Language of the feedback.")


class Report(Schema):
    """A report as whoever holds its receipt sees it."""

    receipt: str
    kind: str
    target: str
    category: str
    filed_at: Moment
    due_at: Moment
    stage: str = Field(description="intake, screening, handling, feedback or closed")
    outcome: str
    feedback: str
    closed_at: Moment | None
    steps: list[Stage]


def appeal(found: AppealView, steps: Sequence[StageView], /, *, is_staff: bool) -> dict[str, Any]:
    """Shape an appeal."""
    shaped: dict[str, Any] = {
        "receipt": found.receipt,
        "decision": found.decision_ref,
        "account": found.account_ref,
        "grounds": [{"ground": g.ground, "text": g.text, "answer": g.answer} for g in found.grounds],
        "urgent": found.urgent,
        "filed_at": found.filed_at,
        "due_at": found.due_at,
        "stage": found.stage,
        "outcome": found.outcome,
        "reasons": found.reasons,
        "new_decision": found.new_decision_ref or None,
        "closed_at": found.closed_at,
        "steps": _steps(steps),
    }
    return shaped | {"case": found.case_ref} if is_staff else shaped


def report(found: ReportView, steps: Sequence[StageView], /) -> dict[str, Any]:
    """Shape a report: neither what the reporter wrote nor who it was comes back."""
    return {
        "receipt": found.receipt,
        "kind": found.kind,
        "target": found.target,
        "category": found.category,
        "filed_at": found.filed_at,
        "due_at": found.due_at,
        "stage": found.stage,
        "outcome": found.outcome,
        "feedback": found.feedback,
        "closed_at": found.closed_at,
        "steps": _steps(steps),
    }


def _steps(steps: Sequence[StageView]) -> list[dict[str, Any]]:
    return [{"from_stage": s.from_stage, "to_stage": s.to_stage, "at": s.at, "reason": s.reason} for s in steps]
