"""A model behind a server as a signal: off by default, unknown where it fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from goodstanding.core.signals.base import SignalError
from goodstanding.core.signals.model_server import Answer, ModelServed, Question, use_model_server
from tests.core.signals.conformance import SignalConformance, read, signal_of


class Answering:
    """Answers by a word in the text, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def ask(self, question: Question, /) -> Answer:
        self.asked.append(question)
        seen = "收购公众号" in question.text
        return Answer(0.95 if seen else 0.02, "收购公众号" if seen else "", "sample", 5, 10, "0.01")


@pytest.fixture(autouse=True)
def server() -> Iterator[Answering]:
    answering = Answering()
    use_model_server(answering)
    yield answering
    use_model_server(None)


class TestModelServed(SignalConformance):
    kind = ModelServed


def test_the_quoted_passage_is_the_span() -> None:
    reading = read(signal_of(ModelServed), {"body": "长期收购公众号,价格面议"})

    assert ["收购公众号"] == [span.text for span in reading.spans]
    assert "2026-11-23" in reading.spans[0].why


def test_without_a_server_the_reading_fails() -> None:
    use_model_server(None)

    with pytest.raises(SignalError, match="No model server"):
        read(signal_of(ModelServed), {"body": "文本"})


def test_an_empty_field_is_not_asked_about(server: Answering) -> None:
    read(signal_of(ModelServed), {"title": "  ", "body": "文本"})

    assert ["文本"] == [question.text for question in server.asked]


def test_a_new_prompt_is_a_new_question() -> None:
    one = Question("m", "判断", "1", "文本", 5.0)
    other = Question("m", "判断", "2", "文本", 5.0)

    assert one.key != other.key
    assert one.key == Question("m", "判断", "1", "文本", 9.0).key
