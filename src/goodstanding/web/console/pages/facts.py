"""The sentence of facts a decision is prefilled with, which follows the verdict until the person changes it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext, pgettext

from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review.values import CaseFile
from goodstanding.core.kernel.labels import VIOLATION_LABELS
from goodstanding.web.console.shapes import Finding
from goodstanding.web.design.vocabulary import name_of

LANGUAGE_OF_NOTICES = "zh-hans"
"""Where nobody acts for the account yet."""
_QUOTED = 3


def notice_language(account_ref: str, /) -> str:
    """Return the language the account is written to in: that of the first person who acts for it."""
    members = registry.members_of(account_ref)
    return identity.person(members[0]).language if members else LANGUAGE_OF_NOTICES


def suggested_facts(file: CaseFile, findings: tuple[Finding, ...], /, *, verdict: str, label: str) -> str:
    """Write the facts as the evidence shows them, in the language of the notice; empty where there is nothing to say."""
    with translation.override(notice_language(file.case.account_ref)):
        return _sentence(_quoted(findings), verdict=verdict, label=label, is_content=bool(file.case.content_ref))


def facts_to_show(facts: str, file: CaseFile, findings: tuple[Finding, ...], /, *, verdict: str, label: str) -> str:
    """Return the facts for what is chosen now: a sentence the person wrote stays, one that was suggested follows the choice."""
    with translation.override(notice_language(file.case.account_ref)):
        words, is_content = _quoted(findings), bool(file.case.content_ref)
        offered = {
            _sentence(words, verdict=a_verdict, label=a_label, is_content=is_content)
            for a_verdict in ("violation", "no_violation", "inadmissible")
            for a_label in (file.case.label, *VIOLATION_LABELS)
        }
        now = _sentence(words, verdict=verdict, label=label, is_content=is_content)
    return now if facts in offered else facts


def _quoted(findings: tuple[Finding, ...]) -> Sequence[str]:
    passages = {passage.number: passage.text for finding in findings for passage in finding.passages if passage.text}
    return [" ".join(text.split()) for _number, text in sorted(passages.items())][:_QUOTED]


def _sentence(quoted: Sequence[str], *, verdict: str, label: str, is_content: bool) -> str:
    if not quoted or verdict == "inadmissible":
        return ""
    words = pgettext("between quotations", ", ").join(gettext("“%(text)s”") % {"text": text} for text in quoted)
    named = {"words": words, "label": name_of("violation", label)}
    if verdict == "no_violation":
        if is_content:
            return gettext("The published content contains %(words)s; on examination this is not: %(label)s.") % named
        return gettext("The account's profile contains %(words)s; on examination this is not: %(label)s.") % named
    if is_content:
        return gettext("The published content contains %(words)s, which amounts to: %(label)s.") % named
    return gettext("The account's profile contains %(words)s, which amounts to: %(label)s.") % named
