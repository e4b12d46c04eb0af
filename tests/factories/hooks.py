"""A platform that is called: what it answers, and what it was sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from goodstanding.apps.webhooks import ports
from goodstanding.apps.webhooks.services import DELIVER
from goodstanding.apps.webhooks.topics import TOPICS

OURS = frozenset({*TOPICS, DELIVER})
"""The outbox topics that lead to a call."""


class Platform:
    """Plays the platform: answers as it is told, and keeps what it was sent."""

    def __init__(self) -> None:
        self.answers: list[int | Exception] = []
        self.calls: list[tuple[bytes, Mapping[str, str]]] = []

    def check_address(self, url: str, /) -> None:
        """Take any address."""

    def post(self, url: str, /, *, body: bytes, headers: Mapping[str, str]) -> ports.Reply:
        """Answer."""
        self.calls.append((body, headers))
        answer = self.answers.pop(0) if self.answers else 204
        if isinstance(answer, Exception):
            raise answer
        return ports.Reply(answer, 7)


@contextmanager
def played_platform() -> Iterator[Platform]:
    """Let a played platform be called in the place of the real one."""
    former = ports.sender()
    played = Platform()
    ports.register_sender(played)
    try:
        yield played
    finally:
        ports.register_sender(former)
