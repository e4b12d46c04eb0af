"""Seeding: thirty days of the demo's platform, told through the doors the product itself uses, each at its own time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from stdnum.cn import uscc

from goodstanding.apps.enforcement import services as enforcement
from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.policies.services import install_bundled_pack
from goodstanding.apps.registry import services as registry
from goodstanding.apps.review import selectors as cases
from goodstanding.apps.screening import services as screening
from goodstanding.demo import acting
from goodstanding.demo.originality import look_at_declarations, tell_originality
from goodstanding.demo.people import create_people, create_quiet_owner
from goodstanding.demo.registering import open_register, tell_registrations
from goodstanding.demo.stories import DAYS, SOURCE, Story, StoryEvent, cast, lawful_events, moment, original_events, stories
from goodstanding.demo.watching import grade_everybody, tell_closing, tell_daily_posts, tell_ring

PLATFORM = Actor("api_key", "demo")
_PLATFORM_SCOPES = ("events:write", "checks:run", "content:read", "registry:read", "registry:write", "webhooks:manage")
_STAFF_SCOPES = (
    "cases:read", "cases:decide", "cases:assign", "decisions:approve", "appeals:decide", "reports:handle", "content:read",
    "registry:read", "queue:*",
)  # fmt: skip
_LICENCES = {
    "education": "school",
    "health": "medical_institution",
    "news": "news_service",
    "law": "law_firm",
    "finance": "financial_service",
}
"""The licence an account of the cast holds, by the field it opens."""
OPEN_FROM_DAY = 27
"""Cases of events before this day were decided in the past; later ones wait for the visitor."""
_QUIET_POST = "今天把{topic}的工具收拾了一遍，旧的擦亮，坏的修好。慢一点，也就到了。"


_LOOKED_AT_AFTER = timedelta(minutes=2)
"""How long after a post the worker looks at what it declares."""


@dataclass(slots=True)
class Seeded:
    """What was seeded: for the first page and for tests."""

    accounts: int = 0
    events: int = 0
    cases: int = 0
    decided: int = 0
    appeals: int = 0
    reports: int = 0
    api_secret: str = ""
    staff_secret: str = ""
    undetected: list[str] = field(default_factory=list)
    """Events of stories that no rule saw; readers report some of them."""
    false_alarms: list[str] = field(default_factory=list)
    """Lawful posts that opened a case: there should be none."""


@dataclass(order=True, slots=True)
class _Deed:
    """Something that happens at a moment; ``order`` keeps deeds of the same moment in the order they were told."""

    at: datetime
    order: int
    do: Callable[[datetime], None] = field(compare=False)


def seed(*, at: datetime) -> Seeded:
    """Fill an empty, migrated database.

    Args:
        at: Now; the last of the thirty days ends the evening before.
    """
    start = moment(at, 0, "00:00") - timedelta(days=DAYS)
    users = create_people(at=start)
    install_bundled_pack(SYSTEM, start)
    seeded = Seeded()
    _key, seeded.api_secret = identity.issue_api_key(users["platform"], title="demo platform", scopes=_PLATFORM_SCOPES, at=start)
    _key, seeded.staff_secret = identity.issue_api_key(users["senior"], title="demo staff", scopes=_STAFF_SCOPES, at=start)
    _register_cast(users, start=start, seeded=seeded)
    open_register(at=start)
    _Telling(users, start, seeded).tell()
    tell_daily_posts(start=start)
    tell_closing(users, at=moment(start, DAYS - 2, "21:00"))
    tell_registrations(users, at=moment(start, DAYS - 1, "21:30"))
    tell_originality(users, at=moment(start, DAYS - 1, "21:45"), now=at)
    tell_ring(at=moment(start, DAYS - 1, "23:00"))
    enforcement.expire_measures(at=at)
    grade_everybody(users, at=at)
    return seeded


def _register_cast(users: Mapping[str, int], *, start: datetime, seeded: Seeded) -> None:
    refs: dict[str, str] = {}
    for raw in cast()["operators"]:
        refs[raw["ref"]] = _register_operator(raw, start=start)
    owners = acting.owners()
    for raw_ref, ref in refs.items():
        user = users[owners[raw_ref]] if raw_ref in owners else create_quiet_owner(raw_ref, at=start)
        registry.add_member(ref, user_id=user, actor=SYSTEM, at=start)
    for raw in (*cast()["accounts"], *_quiet_accounts()):
        since = start - timedelta(days=raw.get("age", 200))
        registry.register_account(
            raw["ref"],
            name=raw["name"],
            bio=raw.get("bio", ""),
            categories=raw["categories"],
            operator_ref=refs.get(raw.get("operator", "")),
            followers=raw["followers"],
            registered_at=since,
            actor=PLATFORM,
            at=start,
        )
        for domain in raw.get("licences", ()):
            registry.add_credential(
                account_ref=raw["ref"],
                domain=domain,
                kind=_LICENCES[domain],
                number_tail="0001",
                verified_by="demo",
                valid_to=(start + timedelta(days=400)).date(),
                actor=SYSTEM,
                at=start,
            )
        seeded.accounts += 1


def _register_operator(raw: Mapping[str, Any], *, start: datetime) -> str:
    record = registry.register_operator(
        subject_class=raw["class"],
        name=raw["name"],
        uscc=demo_uscc(raw["uscc_seed"], raw["place"]) if "uscc_seed" in raw else "",
        contact="demo@platform.invalid",
        registered_place=raw["address"],
        operating_place=raw["address"],
        business_scope=raw.get("scope", ""),
        actor=SYSTEM,
        at=start,
    )
    registry.verify_operator(record.ref, means={"sandbox": "demo"}, actor=SYSTEM, at=start)
    return record.ref


def demo_uscc(seed: int, place: str, /) -> str:
    """Make a well-formed code that nobody was given: registrar 1, class 9 (other), an organisation part of zeros and the seed."""
    body = f"19{place}0000{seed:04d}"
    organisation = body + _organisation_check(body[8:16])
    return organisation + str(uscc.calc_check_digit(organisation))


def _organisation_check(digits: str) -> str:
    """Return the check character of an organisation code. Source: GB 11714."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    value = (11 - total % 11) % 11
    return "X" if value == 10 else str(value)


def _quiet_accounts() -> Iterator[dict[str, Any]]:
    quiet = cast()["quiet"]
    for number in range(quiet["count"]):
        topic = quiet["topics"][number % len(quiet["topics"])]
        name = quiet["pattern"].format(topic=topic, number=number // len(quiet["topics"]) + 1)
        yield {"ref": f"demo-quiet-{number:02d}", "name": name, "categories": quiet["categories"], "followers": 120 + number * 37}


class _Telling:
    """The telling of all stories in the order of time."""

    def __init__(self, users: Mapping[str, int], start: datetime, seeded: Seeded) -> None:
        self._users = users
        self._start = start
        self._seeded = seeded
        self._deeds: list[_Deed] = []
        self._cases: dict[str, str] = {}
        self._appeals: dict[str, str] = {}

    def tell(self) -> None:
        """Do everything, each at its time."""
        for event in (*lawful_events(), *self._quiet_events()):
            self._plan(event.at(self._start), self._receiver(event))
        for event, day in original_events():
            reported = moment(self._start, day, event.hour)
            self._plan(reported, self._receiver(event))
            self._plan(reported + _LOOKED_AT_AFTER, look_at_declarations)
        for story in stories():
            self._plan_story(story)
        last = self._start
        for deed in sorted(self._deeds):
            if deed.at.date() != last.date():
                enforcement.expire_measures(at=deed.at)
            last = deed.at
            deed.do(deed.at)

    def _plan(self, at: datetime, do: Callable[[datetime], None]) -> None:
        self._deeds.append(_Deed(at, len(self._deeds), do))

    def _plan_story(self, story: Story) -> None:
        for event in story.events:
            self._plan(event.at(self._start), self._receiver(event))
        for report in story.reports:
            self._plan(moment(self._start, report["day"], report["hour"]), self._reporter(report))
        decided = set()
        for step in story.steps:
            event = story.events[step.event]
            at = moment(self._start, step.day, "10:30") + timedelta(minutes=7 * step.event)
            if step.do == "decide":
                decided.add(event.id)
                self._plan(at, self._decider(event, step.detail))
            elif step.do == "appeal":
                self._plan(at, self._appellant(event, step.detail))
            else:
                self._plan(at, self._appeal_decider(event, step.detail))
        for event in story.events:
            if event.id not in decided and event.day < OPEN_FROM_DAY:
                self._plan(event.at(self._start) + timedelta(hours=20), self._decider(event, {"verdict": "violation"}))

    def _receiver(self, event: StoryEvent) -> Callable[[datetime], None]:
        def receive(at: datetime) -> None:
            outcomes = screening.receive_events(
                [*self._burst(event), event.cloud_event(self._start)], source_actor=PLATFORM, at=at
            )
            self._seeded.events += len(outcomes)
            outcome = outcomes[-1]
            if outcome.case:
                self._seeded.cases += outcome.case not in self._cases.values()
                self._cases[event.id] = outcome.case
            if bool(outcome.case) is not bool(event.story):
                (self._seeded.undetected if event.story else self._seeded.false_alarms).append(event.id)

        return receive

    def _burst(self, event: StoryEvent) -> list[dict[str, Any]]:
        return [
            {
                "specversion": "1.0",
                "id": f"{event.id}-burst-{number}",
                "source": SOURCE,
                "type": "content.published",
                "time": (event.at(self._start) - timedelta(minutes=3 * (event.burst - number))).isoformat(),
                "subject": event.account,
                "data": dict(event.data)
                | {"content_id": f"c-{event.id}-burst-{number}", "title": f"{event.data['title']}（{number + 1}）"},
            }
            for number in range(event.burst)
        ]

    def _quiet_events(self) -> Iterator[StoryEvent]:
        for number, raw in enumerate(_quiet_accounts()):
            body = _QUIET_POST.format(topic=raw["name"].removeprefix("演示")[:2])
            data = {"content_id": f"c-{raw['ref']}", "category": "life", "title": "今日小记", "body": body}
            yield StoryEvent(f"{raw['ref']}-post", "", number * 3 % DAYS, "09:45", raw["ref"], "content.published", data)

    def _decider(self, event: StoryEvent, detail: Mapping[str, Any]) -> Callable[[datetime], None]:
        def decide(at: datetime) -> None:
            ref = self._cases.get(event.id)
            if ref is None or cases.case(ref).status != "open":
                return
            reviewer = self._users["senior"] if event.story in acting.SENIOR_STORIES else self._users["reviewer"]
            acting.decide_case(ref, verdict=detail["verdict"], facts=detail.get("facts", ""), reviewer=reviewer, at=at)
            self._seeded.decided += 1

        return decide

    def _reporter(self, report: Mapping[str, Any]) -> Callable[[datetime], None]:
        def file_report(at: datetime) -> None:
            acting.file_report(report, at=at)
            self._seeded.reports += 1

        return file_report

    def _appellant(self, event: StoryEvent, detail: Mapping[str, Any]) -> Callable[[datetime], None]:
        def appeal(at: datetime) -> None:
            decision = cases.case(self._cases[event.id]).decision_ref
            self._appeals[event.id] = acting.file_appeal(decision, detail, at=at)
            self._seeded.appeals += 1

        return appeal

    def _appeal_decider(self, event: StoryEvent, detail: Mapping[str, Any]) -> Callable[[datetime], None]:
        def decide(at: datetime) -> None:
            acting.decide_appeal(self._appeals[event.id], detail, officer=self._users["senior"], at=at)

        return decide
