"""A new pack, or a new day, while a server answers: nobody waits for the compiler, and outcomes name the pack that judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.policies import selectors, services
from goodstanding.apps.policies.engines import Engines
from goodstanding.apps.policies.services import install_pack
from goodstanding.apps.screening import selectors as screening
from goodstanding.apps.screening.replay import replay_evaluation
from goodstanding.core.engine import calendar
from goodstanding.core.events.outcome import Outcome
from goodstanding.core.policy.archive import load_archive
from tests.core.policy import sample
from tests.factories.events import post
from tests.factories.screening_pack import PARAMETERS, archive, rules_from

Receive = Callable[..., list[Outcome]]
FORMER, NEXT = "sample@2026.11.1", "sample@2026.11.2"


@pytest.fixture(autouse=True)
def _nothing_made_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "_engines", Engines(lambda digest: load_archive(selectors.archive_of(digest))))


@pytest.fixture(autouse=True)
def _another_process_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the command that installs a pack compiled of it is not there in a server, which may lack what the command has."""
    monkeypatch.setattr(services, "_require_judging", lambda pack, *, at: None)


@pytest.fixture
def jobs(pack: None, at: datetime) -> Iterator[list[Callable[[], None]]]:
    """A server that was warmed up; what it has made beside the requests waits here until a test runs it."""
    waiting: list[Callable[[], None]] = []
    selectors.make_engines_beside(waiting.append)
    selectors.live_engine(at=at)
    yield waiting
    selectors.make_engines_beside(None)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the packs compiled, as they are."""
    names: list[str] = []
    compile_pack = calendar.compile_pack

    def counted(pack: Any, /, **options: Any) -> Any:
        names.append(pack.name)
        return compile_pack(pack, **options)

    monkeypatch.setattr(calendar, "compile_pack", counted)
    return names


def install_next(at: datetime, **changes: str) -> None:
    pack = sample.PACK.replace("2026.11.1", "2026.11.2") + "settings: {machine_hold_hours: 24}\n"
    install_pack(archive(pack=pack, **changes), mode="live", actor=SYSTEM, at=at)


def broken_from(at: datetime) -> str:
    """Rules of which one cannot be compiled for today."""
    today = selectors.day_of(at).isoformat()
    return rules_from(today, "signal.offers.hit", "signal.offers.hit && param.none > 1", count=1)


def test_requests_are_judged_by_the_former_pack_while_the_next_is_made(
    jobs: list[Callable[[], None]], compiled: list[str], receive: Receive, at: datetime
) -> None:
    install_next(at)

    packs = [receive(post(f"e-{number}", "收购公众号"))[0].pack for number in range(5)]

    assert ([FORMER] * 5, [], 1) == (packs, compiled, len(jobs))


def test_next_pack_judges_once_it_is_made(
    jobs: list[Callable[[], None]], compiled: list[str], receive: Receive, at: datetime
) -> None:
    install_next(at)
    receive(post("e-1", "收购公众号"))

    jobs.pop()()

    assert (NEXT, [NEXT]) == (receive(post("e-2", "收购公众号"))[0].pack, compiled)
    assert selectors.waiting_engine() is None


def test_broken_pack_leaves_the_former_in_force_and_says_so(
    jobs: list[Callable[[], None]], receive: Receive, at: datetime
) -> None:
    install_next(at, rules__rules=broken_from(at))
    receive(post("e-1", "收购公众号"))

    jobs.pop()()
    outcome = receive(post("e-2", "收购公众号"))[0]

    waiting = selectors.waiting_engine()
    assert (FORMER, False, []) == (outcome.pack, outcome.degraded, jobs)
    assert waiting is not None
    assert waiting.fault is not None
    assert "param.none" in waiting.fault.sentence


def test_broken_pack_is_tried_again_later(jobs: list[Callable[[], None]], receive: Receive, at: datetime) -> None:
    install_next(at, rules__rules=broken_from(at))
    receive(post("e-1", "收购公众号"))
    jobs.pop()()

    receive(post("e-2", "收购公众号"), at=at + timedelta(minutes=6))

    assert 1 == len(jobs)


def test_new_day_is_judged_by_the_day_before_until_its_rules_are_made(
    jobs: list[Callable[[], None]], receive: Receive, at: datetime
) -> None:
    next_day = selectors.day_of(at) + timedelta(days=1)
    install_next(at, parameters__burst=f"{PARAMETERS}      {next_day.isoformat()}: 5\n")
    receive(post("e-1", "收购公众号"))
    jobs.pop()()

    outcome = receive(post("e-2", "收购公众号", time=(at + timedelta(days=1)).isoformat()), at=at + timedelta(days=1))[0]

    frozen = screening.evaluation(outcome.evaluation or "")
    assert (NEXT, selectors.day_of(at), 1) == (outcome.pack, frozen.day, len(jobs))
    assert frozen.evaluation == replay_evaluation(frozen)


def test_rules_of_a_new_day_are_made_before_it_begins(jobs: list[Callable[[], None]], receive: Receive, at: datetime) -> None:
    next_day = selectors.day_of(at) + timedelta(days=1)
    install_next(at, parameters__burst=f"{PARAMETERS}      {next_day.isoformat()}: 5\n")
    receive(post("e-1", "收购公众号"))
    jobs.pop()()
    late = datetime.combine(next_day, time(), tzinfo=selectors.LOCAL) - timedelta(minutes=10)

    receive(post("e-2", "收购公众号"), at=late)

    assert 1 == len(jobs)


def test_without_a_server_the_next_pack_judges_at_once(receive: Receive, at: datetime) -> None:
    receive(post("e-1", "收购公众号"))

    install_next(at)

    assert NEXT == receive(post("e-2", "收购公众号"))[0].pack
