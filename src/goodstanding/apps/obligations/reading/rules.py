"""The short digest of the rules an operator accepts, and who accepted which version. Source: PA21:15.2, RQ-069."""

from __future__ import annotations

import hashlib
from datetime import datetime

import rfc8785

from goodstanding.apps.obligations.models import RulesAcceptance
from goodstanding.apps.obligations.values import RulesDigest
from goodstanding.apps.policies.selectors import day_of, live_policy


def rules_digest(*, at: datetime) -> RulesDigest:
    """Draw the digest from the rules in force today: one line for each kind of violation, never what a rule looks for.

    Raises:
        NoLivePack: No rules are in force.
    """
    pack, day = live_policy(), day_of(at)
    lines: dict[str, tuple[list[str], list[tuple[str, str]]]] = {}
    for rule in pack.rules:
        begun = rule.effective_from <= day and (rule.effective_to is None or day < rule.effective_to)
        if rule.mode == "live" and begun:
            clauses, titles = lines.setdefault(rule.label, ([], []))
            clauses += [clause for clause in rule.clauses if clause not in clauses]
            titles.append((rule.title.zh, rule.title.en))
    told = tuple((label, tuple(clauses), tuple(titles)) for label, (clauses, titles) in lines.items())
    content = {
        "pack": pack.digest,
        "lines": [[label, list(clauses), [list(one) for one in titles]] for label, clauses, titles in told],
    }
    return RulesDigest(
        pack=f"{pack.id}@{pack.version}",
        pack_digest=pack.digest,
        lines=told,
        sha256=hashlib.sha256(rfc8785.dumps(content)).hexdigest(),
    )


def accepted_at(account_ref: str, user_id: int, /, *, pack_digest: str) -> datetime | None:
    """Return when a person accepted this version for an account; None where not: a new version asks anew."""
    rows = RulesAcceptance.objects.filter(account_ref=account_ref, user_id=user_id, pack_digest=pack_digest)
    return rows.values_list("at", flat=True).first()


def acceptances(account_ref: str, /) -> tuple[tuple[str, datetime], ...]:
    """Return the versions accepted for an account and when, latest first: its line in the ledger."""
    rows = RulesAcceptance.objects.filter(account_ref=account_ref).order_by("-at", "-id")
    return tuple(rows.values_list("pack_digest", "at"))
