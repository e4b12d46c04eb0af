"""A ring of registrations before the person who says what it is: a graph, and every line of it in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.reading.rings import EdgeRecord, ReasonRecord, RingRecord, ring
from goodstanding.apps.registry.services.ringing import decide_ring
from goodstanding.apps.review.values import CaseView
from goodstanding.core.scoring.rings import KINDS, LEAST_POINTS
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Fact, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design import moments
from goodstanding.web.design.licences import CAUTIONS, ORIGINS
from goodstanding.web.design.vocabulary import name_of

_WIDTH, _HEIGHT, _MARGIN = 640, 420, 44
_STRONG = 85


@dataclass(frozen=True, slots=True)
class Node:
    """One account of the graph, by its number in the table."""

    number: int
    ref: str
    name: str
    x: int
    y: int
    when: str
    application: str
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One edge: where it runs, how much it weighs, and why in words."""

    a: Node
    b: Node
    points: int
    why: tuple[str, ...]
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """What the template draws."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    width: int = _WIDTH
    height: int = _HEIGHT


class Ringing:
    """Say what registrations that hang together are. No account is limited by the answer.

    Source: PA21:10.3, RQ-042
    """

    def panel(self, ref: str, _desk: Desk, /) -> Panel:
        """Show who shares what with whom and when, and what the weights are."""
        found = ring(ref)
        n = len(found.members)
        says = ngettext(
            "%(n)d registration shares more with others than chance would have it.",
            "%(n)d registrations share more with one another than chance would have it.",
            n,
        ) % {"n": n}
        return Panel(
            kind="ring",
            ref=ref,
            title=_("Registrations that hang together"),
            says=" ".join((says, _("Families, classes and agencies do too: say what this is."))),
            sections=(_summary(found), *_bursts(found), _weights()),
            choices=_choices() if found.status == "open" else (),
            extra="console/parts/case/ring.html",
            reasons_hint=_("Colleagues read this, and the record keeps it: say what you looked at."),
            data=graph_of(found),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Note what it is and say what follows."""
        done = decide_ring(
            ref, outcome=given.choice, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now
        )
        if done.status == "doubtful":
            return _("Each account is due for verification now, on its own. None is limited.")
        return _("Noted. Nothing changes for the accounts.")


def graph_of(found: RingRecord, /) -> Graph:
    """Place the accounts on a circle, those with the most lines next to one another, and word every line."""
    lines = {member.account_ref: 0 for member in found.members}
    for edge in found.edges:
        lines[edge.a] = lines.get(edge.a, 0) + 1
        lines[edge.b] = lines.get(edge.b, 0) + 1
    members = sorted(found.members, key=lambda one: (-lines[one.account_ref], one.at, one.account_ref))
    names = registry.accounts([one.account_ref for one in members])
    nodes: dict[str, Node] = {}
    for place, member in enumerate(members):
        angle = 2 * pi * place / len(members) - pi / 2
        nodes[member.account_ref] = Node(
            number=place + 1,
            ref=member.account_ref,
            name=names[member.account_ref].name if member.account_ref in names else "",
            x=round(_WIDTH / 2 + cos(angle) * (_WIDTH / 2 - _MARGIN)),
            y=round(_HEIGHT / 2 + sin(angle) * (_HEIGHT / 2 - _MARGIN)),
            when=moments.local(member.at),
            application=member.application_ref,
            cautions=tuple(str(CAUTIONS.get(code, code)) for code in member.cautions),
        )
    drawn = tuple(_line(edge, nodes) for edge in found.edges if edge.a in nodes and edge.b in nodes)
    return Graph(tuple(nodes.values()), tuple(sorted(drawn, key=lambda line: (-line.points, line.a.number, line.b.number))))


def _line(edge: EdgeRecord, nodes: dict[str, Node]) -> Line:
    a, b = sorted((nodes[edge.a], nodes[edge.b]), key=lambda node: node.number)
    return Line(a, b, edge.points, tuple(_why(reason) for reason in edge.reasons), edge.points >= _STRONG)


def _why(reason: ReasonRecord) -> str:
    said = _("same %(kind)s (%(mark)s…), %(holders)d hold it, %(hours)d hours apart: %(points)d") % {
        "kind": name_of_kind(reason.kind),
        "mark": reason.mark,
        "holders": reason.holders,
        "hours": reason.hours_apart,
        "points": reason.points,
    }
    return " · ".join((said, _("in a burst"))) if reason.in_burst else said


def name_of_kind(kind: str, /) -> str:
    """Name what two registrations share."""
    return str(ORIGINS.get(kind, kind))


def _choices() -> tuple[Choice, ...]:
    return (
        Choice("unrelated", _("Chance"), _("They have nothing to do with one another. Nothing changes.")),
        Choice("lawful", _("They belong together, lawfully"), _("A family, a class, an agency. Nothing changes.")),
        Choice(
            "doubtful",
            _("Doubtful"),
            _("Identity and contact of each account are looked at again, one by one. No account is limited by this."),
        ),
    )


def _summary(found: RingRecord) -> Section:
    facts = [
        Fact(_("Found"), moments.local(found.found_at)),
        Fact(_("Weight of its weaker lines"), f"{found.score:.2f}", _("1.00 is the most")),
        Fact(_("Virtual operators' numbers"), str(sum("virtual_number" in one.cautions for one in found.members))),
    ]
    if found.earlier:
        facts.append(Fact(_("Decided before"), " · ".join(found.earlier)))
    if found.decided_at:
        facts.append(Fact(_("Found to be"), name_of("ring", found.status), found.reasons))
    return Section(_("The ring"), tuple(facts))


def _bursts(found: RingRecord) -> tuple[Section, ...]:
    facts = tuple(
        Fact(
            f"{name_of_kind(one.kind)} {one.mark}…",
            ngettext("%(n)d subject", "%(n)d subjects", one.n) % {"n": one.n},
            f"{moments.local(one.first)} – {moments.local(one.last)}",
            "warn",
        )
        for one in found.bursts
    )
    return (Section(_("Too many within a time"), facts),) if facts else ()


def _weights() -> Section:
    facts = tuple(
        Fact(
            name_of_kind(code),
            _("%(points)d points") % {"points": kind.strength},
            _("within %(days)d days; less from %(crowd)d holders on") % {"days": kind.near.days, "crowd": kind.crowd},
        )
        for code, kind in KINDS.items()
    )
    says = _("Two subjects are joined from %(least)d points. Device and network count as one, the stronger of the two.")
    return Section(_("What sharing weighs"), facts, says % {"least": LEAST_POINTS})
