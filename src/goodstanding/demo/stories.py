"""The demo's stories, read from YAML: who acts, what they publish, and how it went on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

LOCAL = ZoneInfo("Asia/Shanghai")
DAYS = 30
SOURCE = "/demo/platform"
_STORIES = Path(__file__).parent / "stories"
_SCRIPTED = ("identity_and_news", "manipulation", "harm", "falsehood", "money", "trading", "illegal")
_EVENT_KEYS = {"day", "hour", "account", "type", "burst"}


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """One thing that happened on the platform.

    Args:
        day: 0 (thirty days ago) to 29 (yesterday).
        burst: How many ordinary posts the account made in the hour before.
    """

    id: str
    story: str
    day: int
    hour: str
    account: str
    type: str
    data: Mapping[str, Any]
    burst: int = 0

    def at(self, start: datetime, /) -> datetime:
        """When it happened, for a demo whose first day begins at ``start``."""
        return moment(start, self.day, self.hour)

    def cloud_event(self, start: datetime, /) -> dict[str, Any]:
        """Return the event as the platform would send it."""
        return {
            "specversion": "1.0",
            "id": self.id,
            "source": SOURCE,
            "type": self.type,
            "time": self.at(start).isoformat(),
            "subject": self.account,
            "data": dict(self.data),
        }


@dataclass(frozen=True, slots=True)
class Step:
    """What people did about an event: decide, appeal, decide_appeal."""

    day: int
    do: str
    event: int
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """One story from its first event to where it stands today."""

    id: str
    title: Mapping[str, str]
    told: Mapping[str, str]
    events: tuple[StoryEvent, ...]
    steps: tuple[Step, ...]
    reports: tuple[Mapping[str, Any], ...]


def moment(start: datetime, day: int, hour: str, /) -> datetime:
    """Return an instant of the demo's calendar, in Shanghai time."""
    clock = time.fromisoformat(hour)
    return datetime.combine(start.astimezone(LOCAL).date() + timedelta(days=day), clock, tzinfo=LOCAL)


@cache
def cast() -> Mapping[str, Any]:
    """Return operators and accounts as written in ``accounts.yaml``."""
    return _read("accounts")


@cache
def stories() -> tuple[Story, ...]:
    """Return every scripted story."""
    return tuple(_story(raw) for name in _SCRIPTED for raw in _read(name)["stories"])


@cache
def registering() -> Mapping[str, Any]:
    """Return the service agreement and those who come to the register's desk."""
    return _read("registering")


@cache
def originality() -> Mapping[str, Any]:
    """Return the posts, licences, drafts, dispute and notices of the stories about whose text it is."""
    return _read("originality")


def content_of(post: str, /) -> str:
    """Return the id of the content a post of the stories of originality is published as."""
    return f"c-demo-original-{post}"


def original_events() -> Iterator[tuple[StoryEvent, int]]:
    """Yield the posts of the stories of originality, each with the day on which the platform reports it."""
    for post in originality()["posts"]:
        data = {key: post[key] for key in ("category", "title", "body")} | {"content_id": content_of(post["id"])}
        data["declared_original"] = post.get("original", False)
        ref = f"demo-original-{post['id']}"
        event = StoryEvent(ref, "", post["day"], post["hour"], post["account"], "content.published", data)
        yield event, post.get("received", post["day"])


@cache
def lawful_posts() -> tuple[Mapping[str, Any], ...]:
    """Return ordinary posts and lawful look-alikes: none of them may open a case."""
    return tuple(_read("lawful")["posts"])


def lawful_events() -> tuple[StoryEvent, ...]:
    """Spread the lawful posts over the demo's days."""
    return tuple(
        StoryEvent(
            id=f"demo-lawful-{number:02d}",
            story="",
            day=number * 7 % DAYS,
            hour=f"{8 + number % 12:02d}:{number * 7 % 60:02d}",
            account=post["account"],
            type="content.published",
            data={"content_id": f"c-demo-lawful-{number:02d}", "declared_original": "source" not in post}
            | {key: value for key, value in post.items() if key not in {"account", "like"}},
        )
        for number, post in enumerate(lawful_posts())
    )


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((_STORIES / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def _story(raw: Mapping[str, Any]) -> Story:
    events = tuple(_event(raw["id"], number, event) for number, event in enumerate(raw["events"]))
    steps = tuple(
        Step(step["day"], step["do"], step["event"], {k: v for k, v in step.items() if k not in {"day", "do", "event"}})
        for step in raw.get("steps", ())
    )
    return Story(raw["id"], raw["title"], raw["told"], events, steps, tuple(raw.get("reports", ())))


def _event(story: str, number: int, raw: Mapping[str, Any]) -> StoryEvent:
    data = {key: value for key, value in raw.items() if key not in _EVENT_KEYS}
    ref = f"demo-{story}-{number}"
    if raw["type"].startswith("content."):
        data |= {"content_id": f"c-{ref}"}
    if raw["type"] == "comment.posted":
        data |= {"comment_id": f"c-{ref}"}
    return StoryEvent(ref, story, raw["day"], raw["hour"], raw["account"], raw["type"], data, raw.get("burst", 0))
