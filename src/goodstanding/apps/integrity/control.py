"""What shows one hand behind accounts: one subject, one agency, or registrations that share more than chance.

Alike content says nothing about who is behind it; these links do. Source: PA21:18(4), RQ-081
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from goodstanding.apps.integrity.values import ControlLink
from goodstanding.apps.registry.reading.agencies import agency_of
from goodstanding.apps.registry.reading.rings import rings_of, subjects_of

SURE = 100
"""Points of a link that leaves no doubt: one verified subject, one agency on file."""
_MOST_ASKED = 500


def control_links(account_refs: Collection[str], /) -> tuple[ControlLink, ...]:
    """Return what is known to join these accounts, the strongest first.

    Args:
        account_refs: Of these, the first 500 are asked about.
    """
    refs = sorted(set(account_refs))[:_MOST_ASKED]
    links = [*_same_subject(refs), *_same_agency(refs), *_registered_together(refs)]
    return tuple(sorted(links, key=lambda link: (-link.points, link.kind, link.a, link.b)))


def _same_subject(refs: list[str]) -> Iterator[ControlLink]:
    by_subject: dict[str, list[str]] = defaultdict(list)
    for ref, subject in subjects_of(refs).items():
        by_subject[subject].append(ref)
    for held in by_subject.values():
        for a, b in pairwise(sorted(held)):
            yield ControlLink(a, b, "same_subject", SURE)


def _same_agency(refs: list[str]) -> Iterator[ControlLink]:
    by_agency: Mapping[str, list[tuple[str, str]]] = defaultdict(list)
    for ref in refs:
        found = agency_of(ref)
        if found is not None:
            by_agency[found.agency_uscc].append((ref, found.agency_name))
    for held in by_agency.values():
        for (a, name), (b, _) in pairwise(sorted(held)):
            yield ControlLink(a, b, "same_agency", SURE, mark=name)


def _registered_together(refs: list[str]) -> Iterator[ControlLink]:
    """Yield the lines of rings among these accounts; rings a person found to be chance tell nothing."""
    wanted, told = set(refs), set()
    for ref in refs:
        for ring in rings_of(ref):
            if ring.status == "unrelated":
                continue
            for edge in ring.edges:
                a, b = sorted((edge.a, edge.b))
                if {a, b} <= wanted and (a, b) not in told:
                    told.add((a, b))
                    shared = tuple(sorted({reason.kind for reason in edge.reasons}))
                    yield ControlLink(a, b, "registration", edge.points, shared)
