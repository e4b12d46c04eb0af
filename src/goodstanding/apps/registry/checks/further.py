"""Four more looks before a subject gets a further account: its nature, qualification, scope and credit.

Source: PA21:10.1, RQ-040
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from goodstanding.apps.registry.checking import Applied, CheckResult
from goodstanding.apps.registry.checks import credential, scope
from goodstanding.apps.registry.models import Account, AccountChange, Operator, Restriction
from goodstanding.apps.registry.ports import sanctions
from goodstanding.apps.registry.sentences import say
from goodstanding.core.kernel.sentences import Sentence

CODE = "further"
CLAUSE = "PA21:10.1"
FOUR = ("nature", "qualification", "scope", "credit")
"""The four results that must exist before a further account does."""
WINDOW = timedelta(days=365)
"""How far back decisions count against a further account."""


def check(applied: Applied, at: datetime, /) -> CheckResult | None:
    """Look at the four; nothing to check for a subject's first account."""
    if not applied.is_further:
        return None
    refs = accounts_of_subject(applied.subject_index)
    decisions = _decisions(refs, at)
    found = {
        "nature": _nature(applied),
        "qualification": _state_of(credential.check(applied, at)),
        "scope": _state_of(scope.check(applied, at)),
        "credit": "needs_person" if decisions else "passed",
    }
    detail = {**found, "accounts": list(refs), "decisions": list(decisions)}
    if set(found.values()) == {"passed"}:
        says = say(
            "further_clear",
            "该主体已有 {n} 个账号；性质、资质、经营范围和信用四项审核均已通过。",
            "The subject runs {n} accounts; its nature, qualification, scope and credit were looked at and are in order.",
            n=len(refs),
        )
        return CheckResult(CODE, "passed", says, clause=CLAUSE, detail=detail)
    return CheckResult(CODE, "needs_person", _asks(found, decisions), clause=CLAUSE, detail=detail)


def has_four_results(detail: Mapping[str, object], /) -> bool:
    """Say whether all four looks left a result."""
    return all(detail.get(name) for name in FOUR)


def accounts_of_subject(subject_index: str, /) -> tuple[str, ...]:
    """Return the accounts of a subject that are not closed, in order."""
    rows = Account.objects.filter(operator__subject_index=subject_index).exclude(status="closed")
    return tuple(rows.order_by("account_ref").values_list("account_ref", flat=True))


def _nature(applied: Applied) -> str:
    """Compare what the subject is with what it was entered as, and make sure that it was verified."""
    entered = Operator.objects.filter(subject_index=applied.subject_index).order_by("id").first()
    if entered is None or entered.verified_at is None:
        return "needs_person"
    return "passed" if entered.subject_class == applied.subject_class else "needs_person"


def _state_of(result: CheckResult | None) -> str:
    """Take over what another check found; where it does not apply nothing stands in the way."""
    if result is None or result.state == "passed":
        return "passed"
    return "waiting" if result.state == "waiting" else "needs_person"


def _decisions(refs: tuple[str, ...], at: datetime) -> tuple[str, ...]:
    """Return the decisions that withheld something from the subject's accounts within the window, or do now."""
    since = at - WINDOW
    withheld = Restriction.objects.filter(account_ref__in=refs, starts_at__gte=since).values_list("decision_ref", flat=True)
    changed = AccountChange.objects.filter(account_ref__in=refs, at__gte=since, cause__startswith="decision:")
    causes = (cause.removeprefix("decision:") for cause in changed.values_list("cause", flat=True))
    in_force = (decision for ref in refs for decision in sanctions(ref, at))
    return tuple(sorted({*withheld, *causes, *in_force}))


def _asks(found: Mapping[str, str], decisions: tuple[str, ...]) -> Sentence:
    names = {
        "nature": ("主体性质", "nature"),
        "qualification": ("资质", "qualification"),
        "scope": ("经营范围", "scope"),
        "credit": ("信用", "credit"),
    }
    open_ = [names[name] for name in FOUR if found[name] != "passed"]
    zh = "该主体已有账号；增设账号的四项审核中，{zh}需要人工判断（近一年处置 {n} 次）。"
    en = "The subject runs accounts already; of the four looks at a further one, {en} needs a person ({n} decisions in a year)."
    joined = {"zh": "、".join(one for one, _ in open_), "en": ", ".join(one for _, one in open_)}
    return say("further_person", zh, en, n=len(decisions), **joined)
