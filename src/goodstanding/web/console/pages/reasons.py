"""Why a passage is marked, in the reader's language: the evaluation froze one sentence, which serves both."""

from __future__ import annotations

from collections.abc import Mapping

from goodstanding.core.policy.model import Pack
from goodstanding.core.signals.base import Span
from goodstanding.core.signals.reasons import in_english
from goodstanding.web.design.vocabulary import in_words, name_of
from goodstanding.web.rulebook import in_language


def why_marked(span: Span, pack: Pack | None, /, *, language: str) -> str:
    """Return a span's reason; a bank is called by its title where the pack in force still has it."""
    why = in_english(span.why) if language == "en" else span.why
    bank = bank_of(span.signal, pack)
    if pack is None or bank not in pack.banks:
        return why
    return why.replace(f"“{bank}”", f"“{in_language(pack.banks[bank].title, language)}”", 1)


def signal_title(name: str, pack: Pack, /, *, language: str) -> str:
    """Return what a signal looks for: the title of its bank; empty where it uses none."""
    bank = pack.banks.get(bank_of(name, pack))
    return in_language(bank.title, language) if bank else ""


def rule_titles(pack: Pack | None, /, *, language: str) -> dict[str, str]:
    """Return the titles of a pack's rules by id."""
    return {rule.id: in_language(rule.title, language) for rule in pack.rules} if pack else {}


def summary_in_words(kind: str, summary: str, titles: Mapping[str, str], /) -> str:
    """Return what a piece of evidence shows: rules by their titles, a report by its category; its words stay sealed."""
    if kind == "report":
        return name_of("report", summary)
    if kind == "evaluation":
        return " · ".join(titles.get(rule, rule) for rule in summary.split(", "))
    return in_words(summary, titles=titles)


def bank_of(signal: str, pack: Pack | None, /) -> str:
    """Return the id of the bank a signal reads; empty where there is none."""
    declared = pack.signals.get(signal) if pack else None
    return str(declared.options.get("bank", "")) if declared else ""
