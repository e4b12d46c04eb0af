"""A challenged refusal, or earlier work found later, before the person who decides it: the spans the author was shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.services.challenges import decide_challenge
from goodstanding.apps.originality.services.telling import reasons_for
from goodstanding.apps.originality.values import ChallengeKind, ChallengeView, OriginalStatus, OriginalView
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review.values import CaseView
from goodstanding.web.comparing import Found, found_by
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Fact, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design import moments
from goodstanding.web.design.vocabulary import name_of


@dataclass(frozen=True, slots=True)
class Texts:
    """What was found: what speaks against the declaration, and what does not and why."""

    against: tuple[Found, ...]
    excused: tuple[Found, ...]


class Challenged:
    """Let the declaration stand, or let the refusal stand; a badge is taken by a person alone.

    Source: PA21:14.2, RQ-064
    """

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show what is doubted, what the author says, and both texts."""
        found = originality.challenge(ref)
        original = originality.original(found.original_ref)
        is_refusal = found.kind == ChallengeKind.REFUSAL
        return Panel(
            kind="original",
            ref=ref,
            title=_("Refusal challenged") if is_refusal else _("Earlier work found later"),
            says=_("Compare both texts below. The author was shown the same passages.")
            if is_refusal
            else _("The badge is still shown; it goes only if you take it. The author was shown the same passages."),
            sections=(_doubt(found, original, desk.language), _record(original)),
            choices=_choices(is_refusal=is_refusal) if found.is_open else (),
            extra="console/parts/case/original.html",
            data=_texts(found, desk.language),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Settle it and say what happened."""
        settled = decide_challenge(
            ref, outcome=given.choice, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now
        )
        return _("Decided: %(outcome)s. The author is told.") % {"outcome": name_of("challenge_outcome", settled.outcome)}


def _choices(*, is_refusal: bool) -> tuple[Choice, ...]:
    stands = Choice("upheld", pgettext("original", "The declaration stands"), _("The badge is shown."))
    if is_refusal:
        return (stands, Choice("refused", _("The refusal stands"), _("No badge; nothing else follows.")))
    return (stands, Choice("revoked", _("Take the badge back"), _("No measure follows; the author is told why.")))


def _doubt(found: ChallengeView, original: OriginalView, language: str) -> Section:
    names = registry.accounts([original.account_ref])
    name = names[original.account_ref].name if original.account_ref in names else original.account_ref
    facts = [
        Fact(pgettext("original", "Author"), name, original.account_ref),
        Fact(_("Content"), original.content_ref),
        Fact(pgettext("original", "Declared"), moments.local(original.declared_at), f"L-{original.log_index}"),
        Fact(pgettext("original", "Badge"), _("shown") if original.has_badge else _("not shown")),
    ]
    if found.check_ref:
        facts += [
            Fact(_("What was answered"), one.in_language(language)) for one in reasons_for(originality.check(found.check_ref))
        ]
    if found.statement:
        facts.append(Fact(_("The author says"), found.statement))
    if found.reasons:
        facts.append(Fact(name_of("challenge_outcome", found.outcome), found.reasons))
    return Section(_("What is doubted"), tuple(facts))


def _record(original: OriginalView) -> Section:
    """Tell how the author's declarations went so far."""
    every = originality.originals_of(original.account_ref)
    badges = sum(one.has_badge for one in every)
    lost = sum(one.status in (OriginalStatus.REFUSED, OriginalStatus.REVOKED) for one in every)
    facts = (
        Fact(_("With the badge"), str(badges)),
        Fact(_("Refused or taken back"), str(lost), "", "warn" if lost > badges else ""),
    )
    return Section(_("The author's declarations"), facts)


def _texts(found: ChallengeView, language: str) -> Texts:
    shown = found_by(originality.check(found.check_ref), language, is_staff=True) if found.check_ref else ()
    return Texts(tuple(one for one in shown if one.counts), tuple(one for one in shown if not one.counts))
