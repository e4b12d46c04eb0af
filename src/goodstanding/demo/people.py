"""The demo's people: staff who decide, colleagues who approve and hear appeals, and the accounts' owners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.obligations.services.appointments import appoint
from goodstanding.apps.obligations.values import Office

PASSWORD = "goodstanding-demo"  # noqa: S105  printed on the demo's first page; the demo listens on this machine only


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the visitor can be.

    Args:
        operator: The demo operator this person acts for; empty for staff.
        landing: The page the person starts on.
    """

    username: str
    name: str
    kind: str
    landing: str
    zh: str
    en: str
    roles: tuple[str, ...] = ()
    operator: str = ""


PEOPLE = (
    Person("reviewer", "演示审核员甲", "staff", "/console/", "审核案件、作出决定", "Reviews cases and decides", ("reviewer",)),
    Person(
        "senior",
        "演示审核员乙",
        "staff",
        "/console/",
        "复核两人事项、审理申诉",
        "Approves what takes two people, hears appeals",
        ("senior_reviewer", "appeals_officer"),
    ),
    Person("auditor", "演示审计员", "staff", "/console/", "查验记录", "Verifies the record", ("auditor", "administrator")),
    Person("owner", "演示运营者罗某", "operator", "/portal/", "看处置、提申诉", "Reads decisions and appeals", operator="op-luo"),
    Person(
        "owner-en",
        "Demo owner Wu",
        "operator",
        "/portal/",
        "使用英文的运营者",
        "An owner who reads English",
        operator="op-wu",
    ),
)


def create_people(*, at: datetime) -> dict[str, int]:
    """Create everybody, appoint who answers for content safety, and return the user ids by username."""
    ids = {"platform": identity.create_user("platform", at=at, display_name="演示平台程序", kind="service").id}
    for person in PEOPLE:
        view = identity.create_user(
            person.username,
            at=at,
            password=PASSWORD,
            display_name=person.name,
            kind=person.kind,
            language="en" if person.username.endswith("-en") else "zh-hans",
            roles=person.roles,
        )
        ids[person.username] = view.id
    appoint(Office.OFFICER, ids["senior"], actor=SYSTEM, at=at)
    appoint(Office.DEPUTY, ids["reviewer"], actor=SYSTEM, at=at)
    return ids


def create_quiet_owner(operator: str, /, *, at: datetime) -> int:
    """Create the owner behind an operator whom the visitor cannot be, and return the user id."""
    return identity.create_user(f"owner-of-{operator.removeprefix('op-')}", at=at, kind="operator").id


def person(username: str, /) -> Person | None:
    """Return one of the demo's people."""
    return next((one for one in PEOPLE if one.username == username), None)
