"""Who may be asked to judge, and drawing among them at random: authors in good standing, related to neither side.

The drawing can be repeated: the same seed and the same list draw the same people.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.pairs import authors_with_badge
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.groups import group_of
from goodstanding.apps.registry.reading.rings import rings_of
from goodstanding.apps.registry.records import AccountRecord


@dataclass(frozen=True, slots=True)
class Juror:
    """Somebody who may be asked: the person, and the account as whose author they are asked."""

    user_id: int
    account_ref: str


@dataclass(frozen=True, slots=True)
class Ties:
    """What makes somebody related to a side."""

    accounts: frozenset[str]
    operators: frozenset[str]
    agencies: frozenset[str]
    people: frozenset[int]

    def holds(self, account: AccountRecord, members: Collection[int], /) -> bool:
        """Say whether an account is tied to a side: the same, of one subject, agency or person, in one ring, or licensed."""
        return (
            account.account_ref in self.accounts
            or (account.operator is not None and account.operator.ref in self.operators)
            or (account.agency != "" and account.agency in self.agencies)
            or not self.people.isdisjoint(members)
        )


def ties_of(sides: Collection[str], /) -> Ties:
    """Gather everything that ties others to either side."""
    known = registry.accounts(sides)
    accounts, people = set(sides), set[int]()
    for ref in sides:
        accounts |= {one.account_ref for one in group_of(ref)}
        accounts |= {member.account_ref for ring in rings_of(ref) for member in ring.members}
        accounts |= {one.grantee for one in originality.licences_given(ref)}
        accounts |= {one.grantor for one in originality.licences_received(ref)}
        people |= set(registry.members_of(ref))
    return Ties(
        frozenset(accounts),
        frozenset(one.operator.ref for one in known.values() if one.operator is not None),
        frozenset(one.agency for one in known.values() if one.agency),
        frozenset(people),
    )


def eligible_jurors(sides: Collection[str], /, *, not_again: Collection[int] = (), at: datetime) -> tuple[Juror, ...]:
    """List who may be asked, in order of account: one person a subject, with a badge, verified, active and without a violation.

    Args:
        sides: Accounts of both sides.
        not_again: People asked before.
    """
    ties, found = ties_of(sides), list[Juror]()
    asked, subjects = set(not_again), set[str]()
    for account, members in _authors():
        person = next((member for member in members if member not in asked), None)
        operator = account.operator
        if person is None or operator is None or operator.ref in subjects or ties.holds(account, members):
            continue
        if not _is_in_good_standing(account, at):
            continue
        asked.add(person)
        subjects.add(operator.ref)
        found.append(Juror(person, account.account_ref))
    return tuple(found)


def draw(jurors: Collection[Juror], /, *, seed: str, most: int) -> tuple[Juror, ...]:
    """Draw people at random, repeatably."""
    chosen = random.Random(seed).sample(list(jurors), min(most, len(jurors)))  # noqa: S311  a drawing to be repeated, no secret
    return tuple(chosen)


def _authors() -> Iterator[tuple[AccountRecord, tuple[int, ...]]]:
    known = registry.accounts(authors_with_badge())
    for ref in sorted(known):
        yield known[ref], registry.members_of(ref)


def _is_in_good_standing(account: AccountRecord, at: datetime) -> bool:
    if account.status != "active" or account.operator is None or account.operator.verified_at is None:
        return False
    since = at - timedelta(days=number("panel_clean_days"))
    return not any(
        decision.verdict == "violation" and decision.is_in_force and decision.decided_at >= since
        for decision in enforcement.decisions_of(account.account_ref)
    )
