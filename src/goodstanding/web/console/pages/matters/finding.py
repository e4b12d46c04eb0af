"""A finding among accounts before the person who says what it is: who is alike whom, in which words, and what joins them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.apps.ingest.selectors import content_version, contents
from goodstanding.apps.integrity.selectors import finding
from goodstanding.apps.integrity.services.deciding import LEAST_NAMED, NEEDS_CONTROL, decide_finding
from goodstanding.apps.integrity.values import AlikeRecord, ControlLink, FindingRecord
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review.values import CaseView
from goodstanding.apps.screening.selectors import image_text
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.circle import HEIGHT, WIDTH, places
from goodstanding.web.console.pages.matters.panel import Fact, Field, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design import moments
from goodstanding.web.design.findings import ALIKE, ANSWERS, DETECTORS, FINDINGS, LINKS
from goodstanding.web.design.licences import ORIGINS

MOST_DRAWN = 40
"""Accounts drawn, those with most lines first; the tables name all that the evidence names."""
MOST_LISTED = 200
_MOST_TEXTS, _MOST_QUOTED = 60, 4
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Node:
    """One account, by its number in the table; drawn where it has a place."""

    number: int
    ref: str
    name: str
    texts: int
    is_controlled: bool
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """Two accounts of the graph: how many alike texts join them, and whether something shows one hand."""

    a: Node
    b: Node
    weight: int
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table in words: between whom, and what."""

    a: Node
    b: Node
    says: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Two texts that are alike; the first was read from the post's images, or is its body."""

    content_ref: str
    account: str
    when: str
    other_ref: str
    kind: str
    percent: int
    is_in_image: bool
    quotes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """What the template draws and lists."""

    nodes: tuple[Node, ...]
    drawn: tuple[Node, ...]
    lines: tuple[Line, ...]
    links: tuple[Row, ...]
    met: tuple[Row, ...]
    texts: tuple[Text, ...]
    more_texts: int
    width: int = WIDTH
    height: int = HEIGHT


class Findings:
    """Say what a finding is. No account is limited by the answer. Source: PA21:18(4), RQ-081."""

    def panel(self, ref: str, _desk: Desk, /) -> Panel:
        """Show the texts, the accounts, and what shows one hand behind them."""
        found = finding(ref)
        says = ngettext("%(n)d account, %(texts)d posts.", "%(n)d accounts, %(texts)d posts.", len(found.accounts))
        return Panel(
            kind="finding",
            ref=ref,
            title=str(FINDINGS.get(found.kind, found.kind)),
            says=" ".join((says % {"n": len(found.accounts), "texts": len(found.contents)}, _question(found))),
            sections=(_summary(found),),
            choices=_choices(found) if found.status == "open" else (),
            fields=_fields(found) if found.status == "open" else (),
            extra="console/parts/case/cluster.html",
            data=cluster_of(found),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Note what it is and say what follows."""
        done = decide_finding(
            ref,
            outcome=given.choice,
            reasons=given.reasons,
            control=given.fields.get("control", ""),
            case_version=case.version,
            actor=desk.actor,
            at=desk.now,
        )
        if done.status != "confirmed":
            return _("Noted. Nothing changes for the accounts.")
        n = len(done.account_cases)
        says = ngettext("%(n)d account has a case of its own now.", "%(n)d accounts have a case of their own now.", n) % {"n": n}
        return " ".join((says, _("None is limited by this.")))


def cluster_of(found: FindingRecord, /) -> Cluster:
    """Number the accounts, place those with most lines, and word every line."""
    lines = _weights(found)
    linked = {tuple(sorted((link.a, link.b))) for link in found.control}
    degree = Counter(name for pair in {*lines, *linked} for name in pair)
    order = sorted(found.accounts, key=lambda ref: (-degree[ref], ref))[:MOST_LISTED]
    names = registry.accounts(order)
    texts, controlled = _texts_by_account(found), set(found.controlled)
    spots = places(min(len(order), MOST_DRAWN))
    nodes = {
        ref: Node(
            number=place + 1,
            ref=ref,
            name=names[ref].name if ref in names else "",
            texts=texts[ref],
            is_controlled=ref in controlled,
            x=spots[place][0] if place < len(spots) else 0,
            y=spots[place][1] if place < len(spots) else 0,
        )
        for place, ref in enumerate(order)
    }
    drawn = {ref: node for ref, node in nodes.items() if node.number <= len(spots)}
    return Cluster(
        nodes=tuple(nodes.values()),
        drawn=tuple(drawn.values()),
        lines=tuple(_lines(lines, linked, drawn)),
        links=tuple(Row(nodes[link.a], nodes[link.b], *_link(link)) for link in found.control if {link.a, link.b} <= set(nodes)),
        met=tuple(_met(found, nodes)),
        texts=tuple(_text(one, quoted=place < _MOST_QUOTED) for place, one in enumerate(found.alike[:_MOST_TEXTS])),
        more_texts=max(len(found.alike) - _MOST_TEXTS, 0),
    )


def _weights(found: FindingRecord) -> dict[tuple[str, ...], int]:
    """Return how strongly each two accounts are joined by what they published."""
    weights: Counter[tuple[str, ...]] = Counter({tuple(sorted((one.a, one.b))): one.shared for one in found.met})
    if not weights:
        whose = {one.content_ref: one.account_ref for one in found.alike}
        whose |= {ref: content.account_ref for ref, content in contents(one.other_ref for one in found.alike).items()}
        for one in found.alike:
            a, b = sorted((one.account_ref, whose.get(one.other_ref, "")))
            if a and a != b:
                weights[a, b] += 1
    return dict(weights)


def _texts_by_account(found: FindingRecord) -> Counter[str]:
    told = Counter(content.account_ref for content in contents(found.contents).values())
    return told or Counter({one.account_ref: 1 for one in found.alike})


def _lines(weights: Mapping[tuple[str, ...], int], linked: set[tuple[str, ...]], drawn: Mapping[str, Node]) -> Iterable[Line]:
    for pair in sorted({*weights, *linked}):
        if all(name in drawn for name in pair):
            a, b = sorted((drawn[name] for name in pair), key=lambda node: node.number)
            yield Line(a, b, weights.get(pair, 0), pair in linked)


def _link(link: ControlLink) -> tuple[str, str]:
    shared = " · ".join(str(ORIGINS.get(kind, kind)) for kind in link.shared)
    note = _("%(points)d points") % {"points": link.points} if link.kind == "registration" else ""
    return " ".join(part for part in (str(LINKS.get(link.kind, link.kind)), link.mark, shared) if part), note


def _met(found: FindingRecord, nodes: Mapping[str, Node]) -> Iterable[Row]:
    for one in found.met[:MOST_LISTED]:
        if one.a in nodes and one.b in nodes:
            a, b = sorted((nodes[one.a], nodes[one.b]), key=lambda node: node.number)
            says = ngettext("%(n)d time the same", "%(n)d times the same", one.shared) % {"n": one.shared}
            yield Row(a, b, says, _apart(one.apart))


def _apart(seconds: int | None) -> str:
    if seconds is None:
        return ""
    if seconds < 120:
        return _("closest: %(n)d seconds apart") % {"n": seconds}
    return _("closest: %(n)d minutes apart") % {"n": seconds // 60}


def _text(one: AlikeRecord, *, quoted: bool) -> Text:
    return Text(
        content_ref=one.content_ref,
        account=one.account_ref,
        when=moments.local(one.at) if one.at else "",
        other_ref=one.other_ref,
        kind=str(ALIKE.get(one.kind, one.kind)),
        percent=round(100 * one.score),
        is_in_image=bool(one.evaluation_ref),
        quotes=_quotes(one) if quoted else (),
    )


def _quotes(one: AlikeRecord) -> tuple[tuple[str, str], ...]:
    """Return the longest passage of both texts; none where a wording's retention ended."""
    mine = content_version(one.content_ref, one.sha256) if one.sha256 else None
    other = content_version(one.other_ref, one.other_sha256) if one.other_sha256 else None
    if mine is None or other is None:
        return ()
    body = image_text(one.evaluation_ref) if one.evaluation_ref else mine.body
    longest = sorted(one.passages, key=lambda place: place[0] - place[1])[:1] if body else []
    return tuple((_cut(body[a:b]), _cut(other.body[c:d])) for a, b, c, d in longest)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _question(found: FindingRecord) -> str:
    if found.clause not in NEEDS_CONTROL:
        return _("Say what this is.")
    if found.control:
        return _("Something shows one hand behind some of them: see the table. Say what this is.")
    return _("Nothing on file shows one hand behind them. Alike content alone is no violation.")


def _choices(found: FindingRecord) -> tuple[Choice, ...]:
    named = found.clause in NEEDS_CONTROL
    return (
        Choice("unrelated", _("Chance"), _("They have nothing to do with one another. Nothing changes.")),
        Choice(
            "lawful",
            _("They belong together, lawfully"),
            _("A media house, an agency, a campaign that says so. Nothing changes; the same accounts are not asked about again."),
        ),
        Choice(
            "confirmed",
            _("Confirmed"),
            _("Each account that something joins to another gets a case of its own, decided there. None is limited by this.")
            if named
            else _("Each account gets a case of its own, decided there. None is limited by this."),
        ),
    )


def _fields(found: FindingRecord) -> tuple[Field, ...]:
    if found.clause not in NEEDS_CONTROL:
        return ()
    hint = _("Needed to confirm where the table shows nothing, %(n)d characters or more. All accounts get cases then.")
    title = _("What shows one hand behind all of them")
    return (Field("control", title, "long", hint % {"n": LEAST_NAMED}, needed_for=("confirmed",)),)


def _summary(found: FindingRecord) -> Section:
    facts = [
        Fact(_("When"), f"{moments.local(found.since)} – {moments.local(found.until)}"),
        Fact(_("Strength"), f"{found.score:.2f}", _("1.00 is the most")),
        Fact(_("Clause"), found.clause),
        Fact(_("Found by"), " · ".join((str(DETECTORS.get(found.detector, found.detector)), *_limits(found)))),
        Fact(_("Observed"), moments.local(found.grown_at), _("%(n)d. observation") % {"n": found.observations}),
        Fact(_("In the record"), f"L-{found.log_index}", found.sha256[:16]),
    ]
    if found.decided_at:
        facts.append(Fact(_("Found to be"), str(ANSWERS.get(found.status, found.status)), found.reasons))
    if found.named_control:
        facts.append(Fact(_("What shows one hand behind all of them"), found.named_control))
    if found.account_cases:
        facts.append(Fact(_("Cases of the accounts"), " · ".join(found.account_cases)))
    return Section(_("The finding"), tuple(facts))


def _limits(found: FindingRecord) -> Iterable[str]:
    worded = {
        "accounts": _("at least %(n)d accounts"),
        "texts": _("at least %(n)d texts"),
        "objects": _("at least %(n)d things"),
        "days": _("within %(n)d days"),
        "minutes": _("within %(n)d minutes"),
        "seconds": _("within %(n)d seconds"),
    }
    return tuple(words % {"n": found.limits[name]} for name, words in worded.items() if name in found.limits)
