"""The policy pack in force as everybody may read it: names, reasons, clauses, advice; never what a rule looks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from goodstanding.apps.notices.errors import ContextIncomplete
from goodstanding.apps.notices.filters import filters_for
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.policies.errors import NoLivePack, PackNotInstalled
from goodstanding.apps.review.limits import Limit
from goodstanding.core.policy.model import Bilingual, Pack, Rule


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause with its words, which are Chinese in every language.

    Args:
        name: How the provision is called, e.g. 第十八条第（八）项.
    """

    ref: str
    name: str
    text: str
    instrument_title: str


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule in the reader's language, without its condition, its signals and its banks."""

    id: str
    title: str
    rationale: str
    advice: str
    label: str
    severity: str
    clauses: tuple[str, ...]
    effective_from: date
    effective_to: date | None


def in_language(text: Bilingual, language: str, /) -> str:
    """Choose the wording of a pack's text."""
    return text.en if language == "en" else text.zh


def limit_words(limit: Limit, /) -> str:
    """Print a limit in hours or working days."""
    if limit.unit == "hours":
        return ngettext("%(count)d hour", "%(count)d hours", limit.amount) % {"count": limit.amount}
    return ngettext("%(count)d working day", "%(count)d working days", limit.amount) % {"count": limit.amount}


def live_policy() -> Pack | None:
    """Return the pack in force, or None."""
    try:
        return policies.live_policy()
    except NoLivePack:
        return None


def pack_of(digest: str, /) -> Pack | None:
    """Return the pack version a decision was made under; the one in force where that is not on file, or none."""
    try:
        return policies.pack_for(digest) if digest else live_policy()
    except PackNotInstalled:
        return live_policy()


def rules_in_force(pack: Pack, language: str, /, *, on: date) -> tuple[RuleText, ...]:
    """Return the rules that act on a day, in pack order; shadow rules are trials and bind nobody."""
    return tuple(rule_text(rule, language) for rule in pack.rules if rule.mode == "live" and _binds(rule, on))


def rules_named(ids: Iterable[str], pack: Pack | None, language: str, /) -> tuple[RuleText, ...]:
    """Return rules by id, in the order asked; ids the pack does not know are left out."""
    known = {rule.id: rule for rule in pack.rules} if pack else {}
    return tuple(rule_text(known[rule_id], language) for rule_id in ids if rule_id in known)


def clause_name(ref: str, language: str, /) -> str:
    """Call a provision by its article, paragraph and item; a reference of another form is returned as it is."""
    code = ref.partition(":")[0]
    try:
        name = filters_for(language, {"instrument": {code: ""}})["clause"](ref).removeprefix(", ")
    except ContextIncomplete:
        return ref
    return name[:1].upper() + name[1:]


def clause_texts(refs: Iterable[str], pack: Pack | None, language: str, /) -> tuple[ClauseText, ...]:
    """Return clauses with their words: from the pack at hand, else the latest text on file."""
    return tuple(_clause_text(ref, pack, language) for ref in refs)


def _clause_text(ref: str, pack: Pack | None, language: str) -> ClauseText:
    found = (pack.clauses.get(ref) if pack else None) or policies.find_clause(ref)
    text, title = (found.text, found.instrument_title) if found else ("", "")
    return ClauseText(ref, clause_name(ref, language), text, title)


def rule_text(rule: Rule, language: str, /) -> RuleText:
    """Return one rule in a language."""
    return RuleText(
        id=rule.id,
        title=in_language(rule.title, language),
        rationale=in_language(rule.rationale, language),
        advice=in_language(rule.advice, language),
        label=rule.label,
        severity=rule.severity,
        clauses=rule.clauses,
        effective_from=rule.effective_from,
        effective_to=rule.effective_to,
    )


def _binds(rule: Rule, on: date) -> bool:
    return rule.effective_from <= on and (rule.effective_to is None or on < rule.effective_to)
