"""How many events per CPU-second pass through the whole line, against the floor of storing alone?

Run: ``.venv/bin/python benchmarks/bench_ingest.py [--events 20000] [--batch 100]``. SQLite on disk (WAL, synchronous=FULL), one
process, one thread. Seed 20261123. CPU-seconds of this process, user and system; the database file is fresh each time.

* floor: the same events decoded with msgspec, encoded again and inserted with ``executemany``, one commit a batch. No Django.
* services: ``screening.services.receive_events``: everything (ADR 0011).
* http: the same through the view, Django's middleware and the key check, called in process by Django's test client.
"""

from __future__ import annotations

import argparse
import base64
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from django.test import Client

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SEED = 20261123
TEXT = "今天在江边散步，拍到一组照片，配上一点随笔，和大家分享出行的路线与花费，欢迎指正。"
OFFER = "长期收购公众号，价格面议，联系主页。"


def make_events(count: int, *, offers: float) -> list[bytes]:
    """Write events of about 300 bytes: mostly posts, some comments, follows and samples; a share of offers that open cases."""
    chance = random.Random(SEED)
    found = []
    for n in range(count):
        kind = chance.choices(["content.published", "comment.posted", "follow.created", "metric.sampled"], [60, 25, 10, 5])[0]
        body = OFFER if chance.random() < offers else TEXT[: chance.randint(10, len(TEXT))] * chance.randint(1, 6)
        data = {
            "content.published": {"content_id": f"c-{n}", "title": "示例标题", "body": body, "category": "life"},
            "comment.posted": {"comment_id": f"m-{n}", "content_id": f"c-{n // 2}", "body": body},
            "follow.created": {"follower": f"acct-{chance.randrange(3000)}"},
            "metric.sampled": {"metric": "reads", "value": chance.randrange(1000), "window_seconds": 3600},
        }[kind]
        event = {"specversion": "1.0", "id": f"e-{n}", "source": "/bench", "type": kind, "time": _time(n), "data": data}
        found.append(msgspec.json.encode(event | {"subject": f"acct-{chance.randrange(3000)}"}))
    return found


def _time(n: int) -> str:
    """Spread events thirty seconds apart, so that no account posts in bursts and only offers open cases."""
    return (datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=30 * n)).isoformat()


def floor(events: Sequence[bytes], batch: int, directory: Path) -> None:
    """Decode, encode and insert; one commit a batch."""
    database = sqlite3.connect(directory / "floor.sqlite3", isolation_level=None)
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    database.execute("CREATE TABLE event (source TEXT, id TEXT, body TEXT, UNIQUE (source, id))")
    for first in range(0, len(events), batch):
        rows = []
        for raw in events[first : first + batch]:
            event = msgspec.json.decode(raw)
            rows.append((event["source"], event["id"], msgspec.json.encode(event).decode()))
        database.execute("BEGIN IMMEDIATE")
        database.executemany("INSERT INTO event VALUES (?, ?, ?)", rows)
        database.execute("COMMIT")
    database.close()


def services(events: Sequence[bytes], batch: int) -> None:
    """Receive everything through the service."""
    from goodstanding.apps.identity.actors import Actor
    from goodstanding.apps.screening.services import receive_events

    actor = Actor("api_key", "bench")
    for first in range(0, len(events), batch):
        receive_events(events[first : first + batch], source_actor=actor, at=datetime(2026, 11, 24, tzinfo=UTC))


def http(events: Sequence[bytes], batch: int, client: Client, secret: str) -> None:
    """Receive everything through the view."""
    for first in range(0, len(events), batch):
        body = b"[" + b",".join(events[first : first + batch]) + b"]"
        answer = client.post(
            "/api/v1/events",
            body,
            content_type="application/cloudevents-batch+json",
            headers={"Authorization": f"Bearer {secret}"},
        )
        assert answer.status_code == 200, answer.content


def prepare(directory: Path, pack: str) -> str:
    """Make a fresh installation with a live pack; return the secret of a key."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="goodstanding.config.settings",
        GOODSTANDING_STATE_DIR=str(directory),
        GOODSTANDING_DATABASE_URL=f"sqlite:///{directory / 'bench.sqlite3'}",
        GOODSTANDING_ALLOWED_HOSTS="testserver",
        GOODSTANDING_SEALING_KEYS="bench:" + base64.b64encode(bytes(32)).decode(),
    )
    import django

    django.setup()
    from django.core.management import call_command

    from goodstanding.apps.identity.actors import SYSTEM
    from goodstanding.apps.identity.services import create_user, issue_api_key
    from goodstanding.apps.policies import selectors
    from goodstanding.apps.policies import services as policies

    at = datetime(2026, 11, 24, tzinfo=UTC)
    call_command("migrate", verbosity=0)
    if pack == "sample":
        from tests.factories.screening_pack import archive

        policies.install_pack(archive(), mode="live", actor=SYSTEM, at=at)
    else:
        policies.install_bundled_pack(SYSTEM, at)
    selectors.live_engine(at=at)
    owner = create_user("bench", kind="service", at=at)
    return issue_api_key(owner.id, title="bench", scopes=["events:write"], at=at)[1]


def measured(work: Callable[[], None], count: int) -> float:
    """Return events per CPU-second."""
    began = time.process_time()
    work()
    return count / (time.process_time() - began)


def in_turn(events: Sequence[bytes], batch: int, secret: str) -> tuple[float, float]:
    """Send batches through the service and through the view in turn, so that both meet the same database.

    Returns:
        Events per CPU-second of each.
    """
    from django.test import Client

    client = Client()
    client.get("/api/v1/events")  # loads the middleware, as a server does once
    spent = [0.0, 0.0]
    for number, first in enumerate(range(0, len(events), batch)):
        began = time.process_time()
        part = events[first : first + batch]
        if number % 2 == 0:
            services(part, batch)
        else:
            http(part, batch, client, secret)
        spent[number % 2] += time.process_time() - began
    return len(events) / 2 / spent[0], len(events) / 2 / spent[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=20_000, help="events for each way")
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--offers", type=float, default=0.002, help="share of events that open a case")
    parser.add_argument("--pack", choices=["bundled", "sample"], default="bundled")
    options = parser.parse_args()
    events = make_events(options.events * 2, offers=options.offers)
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        secret = prepare(directory, options.pack)
        bare = [
            measured(partial(floor, events[: options.events], options.batch, room), options.events) for room in _rooms(directory)
        ]
        own, web = in_turn(events, options.batch, secret)
    best = statistics.median(bare)
    print(f"{options.events} events a way, batches of {options.batch}, {options.offers:.1%} open a case, pack {options.pack}")
    for label, rate in (("floor", best), ("services", own), ("http", web)):
        print(f"{label:9} {rate:10,.0f} events per CPU-second   {1e6 / rate:7.1f} µs an event   1/{best / rate:.1f} of the floor")


def _rooms(directory: Path) -> list[Path]:
    rooms = [directory / str(n) for n in range(3)]
    for room in rooms:
        room.mkdir()
    return rooms


if __name__ == "__main__":
    main()
