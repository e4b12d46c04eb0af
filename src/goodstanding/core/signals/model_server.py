"""What a model behind a server says of a text: slow, dear and never alone. It is asked through a port.

An answer is kept by whoever gives it, under what was asked: a question asked again is answered the same, and a decision can be
derived again. Without a server, or where it fails, the reading is unknown and the outcome degraded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, Self

import msgspec

from goodstanding.core.signals.base import Cost, Document, Example, Reading, SignalError, Span
from goodstanding.core.signals.evidence import original_span, reading_of
from goodstanding.core.signals.kind import FIELDS_NOTE, TEXT_FIELDS, TextKind
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.reasons import reason
from goodstanding.core.signals.sharing import Sharing
from goodstanding.core.text.patterns import encoded, well_formed

LONGEST = 8_000
"""Characters of a field that are sent."""


class Question(msgspec.Struct, frozen=True):
    """What a model is asked about one text.

    Args:
        model: The model's name at the server.
        prompt: What it is told to judge.
        version: The prompt's version, for the record.
        text: The text as it was sent, shortened.
        timeout: Seconds an answer may take, all in all.
    """

    model: str
    prompt: str
    version: str
    text: str
    timeout: float

    @property
    def key(self) -> str:
        """SHA-256 of what is asked, hexadecimal; how long one waits for it is no part of it."""
        asked = f"{self.model}\x00{self.version}\x00{self.prompt}\x00{self.text}"
        return hashlib.sha256(encoded(asked)).hexdigest()


class Answer(msgspec.Struct, frozen=True):
    """What a model answered, and what it took.

    Args:
        probability: 0.0–1.0.
        quote: The passage it rests on, in the text's own words; empty where it named none.
        model: The model's name as the server gave it.
        milliseconds: How long it took.
        tokens: What it was billed for; 0 where the server did not say.
        cost: In yuan, as a decimal number in words, by the price configured; empty where none is.
    """

    probability: float
    quote: str
    model: str
    milliseconds: int
    tokens: int
    cost: str


class ModelServer(Protocol):
    """Answers questions about texts."""

    def ask(self, question: Question, /) -> Answer:
        """Return an answer.

        Raises:
            SignalError: None came in time, or what came is none.
        """


class _NoServer:
    """The server before the edge has named one."""

    def ask(self, _question: Question, /) -> Answer:
        """Refuse."""
        raise SignalError("No model server is configured.", hint="Set GOODSTANDING_MODEL_SERVER_URL, or drop the signal.")


_chosen: list[ModelServer] = [_NoServer()]


def use_model_server(server: ModelServer | None, /) -> None:
    """Name the model server of this process; None takes it away."""
    _chosen[0] = server or _NoServer()


class ModelServed(TextKind):
    """A model behind a server. The score is the probability it states for the likeliest field; below the threshold it is 0.

    Off unless a pack declares it and a server is configured; where the server fails or is late the reading is unknown. It is
    not for the hot path: an answer takes seconds and costs money, and a rule that reads it should ask cheaper signals first.
    """

    kind: ClassVar[str] = "model_server"
    cost: ClassVar[Cost] = Cost.EXPENSIVE
    option_notes: ClassVar[Mapping[str, str]] = {
        "model": "The model's name at the server.",
        "prompt": "What the model is told to judge; the form of the answer is added to it.",
        "version": "The prompt's version: change it with every change of the prompt.",
        "fields": FIELDS_NOTE,
        "threshold": "Probability from which it hits, 0.01–1.0. Default: 0.8.",
        "timeout": "Seconds one answer may take, 0.1–60. Default: 10.",
    }
    example_options: ClassVar[Mapping[str, Any]] = {
        "model": "sample",
        "prompt": "判断文本是否在买卖公众账号。",
        "version": "2026-11-23",
    }
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={"body": "长期收购公众号,价格面议"}, hit=True),
        Example(fields={"body": "今天去河边走了走"}, hit=False),
    )

    def __init__(self, name: str, fields: tuple[str, ...], question: Question, threshold: float) -> None:
        super().__init__(name, fields)
        self._question = question
        self._threshold = threshold

    @classmethod
    def build(cls, options: Options, _sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fields = options.names("fields", default=TEXT_FIELDS)
        question = Question(
            model=options.word("model"),
            prompt=options.word("prompt"),
            version=options.word("version"),
            text="",
            timeout=options.number("timeout", default=10.0, low=0.1, high=60.0),
        )
        return cls(options.name, fields, question, options.number("threshold", default=0.8, low=0.01, high=1.0))

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        score, spans = 0.0, []
        for field in self.present(document):
            text = document.fields[field]
            if not text.strip():
                continue
            answer = _chosen[0].ask(msgspec.structs.replace(self._question, text=well_formed(text[:LONGEST])))
            if answer.probability >= self._threshold:
                score = max(score, answer.probability)
                spans.append(self._span(document, field, answer))
        return reading_of(self.name, score=score, spans=spans, count=len(spans))

    def _span(self, document: Document, field: str, answer: Answer) -> Span:
        text = document.fields[field]
        start = text.find(answer.quote) if answer.quote else -1
        end = start + len(answer.quote) if start >= 0 else len(text)
        why = reason(
            "model_server", model=self._question.model, version=self._question.version, probability=f"{answer.probability:.2f}"
        )
        return original_span(document, field, max(0, start), end, signal=self.name, why=why)
