"""kill -9 during ingest at random points: every acknowledged event is there exactly once, and the record verifies."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.factories.events import post
from tests.factories.racing import own_postgresql
from tests.factories.screening_pack import texts

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("GOODSTANDING_TEST_CRASHES", "50"))
EVENTS = 200
SEED = "20261123"


class Installation:
    """A database of its own, driven through the command line like any other."""

    def __init__(self, directory: Path, url: str) -> None:
        self.directory = directory
        own = {"GOODSTANDING_DATABASE_URL": url, "GOODSTANDING_STATE_DIR": str(directory)}
        self.environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "goodstanding.config.settings", **own}

    def python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
        )
        assert 0 == done.returncode, done.stderr[-2000:]
        return done.stdout

    def goodstanding(self, *arguments: str) -> str:
        return self.python("-c", "from goodstanding.cli import main; main()", *arguments)

    def query(self, code: str) -> object:
        """Run a little code inside the installation and return what it prints, as JSON."""
        start = "import django; django.setup(); import json\n"
        return msgspec.json.decode(self.python("-c", start + code))


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    url = os.environ.get("GOODSTANDING_DATABASE_URL", "")
    if not url.startswith("postgresql"):
        yield Installation(tmp_path, f"sqlite:///{tmp_path / 'crash.sqlite3'}")
        return
    with own_postgresql("crash") as own:
        yield Installation(tmp_path, own)


@pytest.fixture
def crashed(installation: Installation) -> Installation:
    """An installation whose ingest was killed many times, each time over another file."""
    pack = installation.directory / "pack"
    for name, text in texts().items():
        (pack / name).parent.mkdir(parents=True, exist_ok=True)
        (pack / name).write_text(text, encoding="utf-8")
    installation.goodstanding("migrate")
    installation.query(
        "from datetime import UTC, datetime\nfrom pathlib import Path\n"
        "from goodstanding.apps.identity.actors import SYSTEM\nfrom goodstanding.apps.policies.services import install_pack\n"
        f"install_pack(Path({str(pack)!r}), mode='live', actor=SYSTEM, at=datetime.now(UTC))\nprint('null')"
    )
    for number in range(ROUNDS):
        lines = [_line(number, n) for n in range(EVENTS)]
        (installation.directory / f"events-{number}.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    killed = int(installation.python("-m", "tests.flows.crash_harness", str(installation.directory), str(ROUNDS), SEED))
    assert killed >= ROUNDS // 2, "most runs should die before their end; raise EVENTS"
    return installation


def _line(number: int, n: int) -> bytes:
    body = "收购公众号" if n % 50 == 10 else "示例博彩平台" if n % 100 == 30 else "今天天气不错。"
    return msgspec.json.encode(post(f"e-{number}-{n}", body, subject=f"acct-{number}-{n % 120}"))


def acknowledged(installation: Installation) -> dict[str, dict[str, object]]:
    """Return the outcomes printed before each death, by event; a line cut short was not acknowledged."""
    found = {}
    for path in installation.directory.glob("acknowledged-*.jsonl"):
        for line in path.read_bytes().split(b"\n")[:-1]:
            outcome = msgspec.json.decode(line)
            found[outcome["event_id"]] = outcome
    return found


STORED = """
from goodstanding.apps.ingest.models import Content, CounterBucket, StoredEvent
from goodstanding.apps.screening.models import EvaluationRecord
from goodstanding.apps.audit.verification import verify_log
from django.db.models import Count, Sum
print(json.dumps({
    "outcomes": dict(StoredEvent.objects.values_list("event_id", "outcome")),
    "rows": StoredEvent.objects.count(),
    "contents": Content.objects.count(),
    "posts": CounterBucket.objects.filter(metric="posts").aggregate(n=Sum("value"))["n"],
    "evaluations": EvaluationRecord.objects.count(),
    "log": verify_log().is_whole,
}))
"""


def test_every_acknowledged_event_is_there_once_and_the_log_verifies(crashed: Installation) -> None:
    before = acknowledged(crashed)
    stored = crashed.query(STORED)

    assert isinstance(stored, dict)
    assert before, "some events should be acknowledged before the kill; the kills come too early"
    assert [] == [event for event in before if msgspec.json.decode(stored["outcomes"].get(event, "null")) != before[event]]
    assert {stored["rows"]} == {len(stored["outcomes"]), stored["contents"], stored["posts"], stored["evaluations"]}
    assert stored["log"]

    crashed.goodstanding("ingest", "--quiet", *(str(crashed.directory / f"events-{number}.jsonl") for number in range(ROUNDS)))
    finished = crashed.query(STORED)

    assert isinstance(finished, dict)
    assert {ROUNDS * EVENTS} == {finished[name] for name in ("rows", "contents", "posts", "evaluations")}
    assert before.keys() <= finished["outcomes"].keys()
    assert "whole" in crashed.goodstanding("audit", "verify")
