"""A held name, self-description or avatar before the person who decides it: both names side by side, what reads as what, why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.registry.name_records import MARK_RULES, Hit, HoldRecord, Likeness, Reading
from goodstanding.apps.registry.reading.documents import documents_of
from goodstanding.apps.registry.reading.names import name_hold
from goodstanding.apps.registry.services.deciding_names import decide_name
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Document, Fact, Field, Given, Panel, Section
from goodstanding.web.console.pages.reasons import rule_titles
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design.vocabulary import name_of
from goodstanding.web.rulebook import live_policy


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a name; ``number`` ties it to the part it reads as, 0 where it is the same."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """One difference, told."""

    number: int
    text: str
    other: str
    says: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A proposed name beside one it reads as."""

    heading: str
    score: str
    source: str
    proposed: tuple[Piece, ...]
    other: tuple[Piece, ...]
    pairs: tuple[Pair, ...]


class Name:
    """Release, refuse or return a proposal.

    Source: PA21:8.2, PA21:8.3, RQ-027, RQ-032
    """

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show what is proposed, every rule it touches, and the names it reads as."""
        hold = name_hold(ref)
        subject = hold.application_ref or hold.account_ref
        letters = tuple(Document(one.name, "", f"{one.ref} · {one.kind}") for one in documents_of(subject) if not one.purged_at)
        return Panel(
            kind="name",
            ref=ref,
            title=_("Name, avatar or self-description"),
            says=_says(hold),
            sections=(_proposed(hold), _rules(hold, desk.language), *_mismatches(hold, desk.language)),
            documents=letters,
            choices=_choices(hold) if hold.is_open else (),
            fields=(_letter(),) if hold.is_open else (),
            extra="console/parts/case/name.html" if hold.likenesses else "",
            data=tuple(_comparison(hold.proposed["name"], one, desk.language) for one in hold.likenesses),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Decide it and say what happened."""
        decided = decide_name(
            ref,
            outcome=given.choice,
            reasons=given.reasons,
            letter=given.fields.get("letter", ""),
            case_version=case.version,
            actor=desk.actor,
            at=desk.now,
        )
        return {
            "held": _("Your release is noted; a second person decides now."),
            "released": _("The proposal is released and takes effect."),
            "refused": _("The proposal is refused; what stood before stands."),
        }.get(decided.state, _("The proposal went back with your reason."))


def _choices(hold: HoldRecord) -> tuple[Choice, ...]:
    release = _("It takes effect at once; with a letter on file the holder is not asked again.")
    if hold.origin == "recheck":
        release = _("The account keeps its avatar.") if _is_about_mark(hold) else _("The account keeps its name.")
    return (
        Choice("release", pgettext("name", "Release"), release),
        Choice("return", pgettext("name", "Return"), _("The applicant changes what you name and proposes it again.")),
        Choice("refuse", pgettext("name", "Refuse"), _("What stood before stands; the applicant may appeal.")),
    )


def _letter() -> Field:
    return Field(
        "letter",
        _("Letter of authorisation, where it is filed"),
        hint=_("Reference of the document (F-…) or file number. Only where the applicant may bear the protected name."),
        needed_for=(),
    )


def _says(hold: HoldRecord) -> str:
    origin = {
        "application": _("An application to register proposes it."),
        "request": _("The operator proposes a change."),
        "event": _("The platform reported a change; what stood before stands meanwhile."),
        "recheck": _("The account has this avatar already; a mark was protected since. Nothing was changed.")
        if _is_about_mark(hold)
        else _("The account has this name already; the register of names changed since."),
    }[hold.origin]
    seconded = _("One person released it already; you are the second.") if hold.first_release_by else ""
    return " ".join(filter(None, (origin, seconded)))


def _is_about_mark(hold: HoldRecord) -> bool:
    """Say whether nothing but a protected mark asks for a person."""
    return bool(hold.hits) and all(hit.rule in MARK_RULES for hit in hold.hits)


def _proposed(hold: HoldRecord) -> Section:
    names = {"name": _("Name"), "bio": _("Self-description"), "avatar_sha256": _("Avatar (SHA-256)")}
    names |= {"avatar_phash": _("Avatar (perceptual hash)")}
    facts = [
        Fact(title, hold.proposed[field], _("so far: %(value)s") % {"value": hold.standing.get(field) or "—"})
        for field, title in names.items()
        if hold.proposed.get(field) and (hold.origin == "application" or hold.proposed[field] != hold.standing.get(field))
    ] or [
        Fact(names[field], hold.proposed.get(field, ""))
        for field in (("name", "avatar_sha256") if _is_about_mark(hold) else ("name",))
    ]
    facts.append(Fact(_("Class"), name_of("subject", str(hold.bearer.get("subject_class", "")))))
    facts.append(Fact(_("Verified name"), str(hold.bearer.get("verified_name", "")) or _("none shown; a natural person")))
    facts.append(Fact(_("Credentials on record"), " · ".join(hold.bearer.get("licences", ())) or _("none")))
    return Section(_("What is proposed"), tuple(facts))


def _rules(hold: HoldRecord, language: str) -> Section:
    titles = rule_titles(live_policy(), language=language)
    facts = tuple(
        Fact(_titled(hit, titles), _placed(hit), f"{hit.says.in_language(language)} {hit.clause}", "warn") for hit in hold.hits
    )
    return Section(_("Rules it touches"), facts or (Fact(_("None"), _("No rule pack is in force: look at all of it.")),))


def _titled(hit: Hit, titles: Mapping[str, str]) -> str:
    """Call a rule by its title: of the platform's pack, or of the register itself."""
    return titles.get(hit.rule) or name_of("name_rule", hit.rule)


def _placed(hit: Hit) -> str:
    if hit.rule in MARK_RULES:
        return _("%(mark)s (%(field)s)") % {"mark": hit.text, "field": name_of("field", hit.field)}
    return _("“%(text)s” (%(field)s, %(start)d-%(end)d)") % {
        "text": hit.text,
        "field": name_of("field", hit.field),
        "start": hit.start,
        "end": hit.end,
    }


def _mismatches(hold: HoldRecord, language: str) -> Iterable[Section]:
    """Show both values of each claim that the records do not bear out. Source: RQ-026."""
    names = {
        "claimed": _("Claimed"),
        "needs": _("Needs a credential of"),
        "on_record": _("On record"),
        "subject": _("Verified subject"),
    }
    titles = rule_titles(live_policy(), language=language)
    for hit in hold.hits:
        if hit.rule in MARK_RULES:
            yield _mark(hit)
        elif hit.values:
            facts = tuple(Fact(names.get(name, name), _worded(name, value)) for name, value in hit.values)
            yield Section(_("Claimed and on record: %(rule)s") % {"rule": _titled(hit, titles)}, facts)


def _worded(name: str, value: str) -> str:
    """Call fields and credentials by their names."""
    if name == "needs":
        return name_of("category", value)
    return value or _("none")


def _mark(hit: Hit) -> Section:
    """Show the protected mark an avatar is or looks like, and how near it is."""
    values = dict(hit.values)
    bits, most = values.get("bits", ""), values.get("threshold", "")
    near = _("%(bits)s of 256 bits differ; held up to %(most)s") % {"bits": bits, "most": most}
    facts = (
        Fact(_("Protected mark"), values.get("mark", ""), hit.text),
        Fact(_("Source"), values.get("source", "")),
        Fact(_("Compared with the avatar"), _("The same file") if hit.rule == "protected_mark" else near),
    )
    return Section(_("Avatar and protected mark"), facts)


def _comparison(name: str, likeness: Likeness, language: str) -> Comparison:
    different = [one for one in likeness.readings if one.disguise != "exact"]
    numbers = {id(one): number for number, one in enumerate(different, 1)}
    return Comparison(
        heading=likeness.says.in_language(language),
        score=_("score %(score)d%%, held from %(threshold)d%%") % {"score": likeness.percent, "threshold": likeness.threshold},
        source=f"{likeness.ref} · {likeness.source}",
        proposed=_pieces(name, ((one.start, one.end, numbers[id(one)]) for one in different)),
        other=_pieces(likeness.name, ((one.other_start, one.other_end, numbers[id(one)]) for one in different)),
        pairs=tuple(_pair(one, numbers[id(one)], language) for one in different),
    )


def _pair(reading: Reading, number: int, language: str) -> Pair:
    return Pair(number, reading.text, reading.other_text, reading.says.in_language(language))


def _pieces(text: str, places: Iterable[tuple[int, int, int]]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    reached = 0
    for start, end, number in sorted(places):
        if end <= start or start < reached:
            continue
        found += [Piece(text[reached:start])] if start > reached else []
        found.append(Piece(text[start:end], number))
        reached = end
    return (*found, Piece(text[reached:])) if reached < len(text) else tuple(found)
