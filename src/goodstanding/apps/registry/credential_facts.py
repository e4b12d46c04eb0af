"""What credentials open and close on a day: the licences rules read, and the categories a lapse suspends.

Told from status and day together and from nothing stored, so that a badge, a licence and a suspension change at midnight by
themselves. Source: PA21:5.2, PA21:9.1, RQ-033, RQ-035
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from goodstanding.apps.registry.models import CredentialStatus
from goodstanding.apps.registry.taxonomy import categories_of, domain_of

_ENDED = frozenset({CredentialStatus.VERIFIED, CredentialStatus.LAPSED, CredentialStatus.WITHDRAWN})
"""Standings of a credential that was verified once, or is."""
_ALSO: Mapping[str, tuple[str, ...]] = {"medicine": ("health",), "justice": ("law",), "economy": ("finance",)}
"""Content categories that rules name instead of the field they belong to."""


class Held(NamedTuple):
    """A credential as the facts need it."""

    domain: str
    kind: str
    valid_to: date | None
    status: str
    forms: str

    def covers(self, day: date, /) -> bool:
        """Say whether it is verified and valid on a day."""
        return self.status == CredentialStatus.VERIFIED and (self.valid_to is None or day <= self.valid_to)


def licences_of(held: Iterable[Held], day: date, /) -> list[str]:
    """List the credentials valid on a day, as ``domain``, ``domain:kind`` and ``domain:form``, in order."""
    found: set[str] = set()
    for one in held:
        if one.covers(day):
            for domain in (one.domain, *_ALSO.get(one.domain, ())):
                found |= {domain, f"{domain}:{one.kind}"} | {f"{domain}:{form}" for form in one.forms.split()}
    return sorted(found)


def suspended_domains(held: Iterable[Held], day: date, /) -> tuple[str, ...]:
    """Return the fields in which a credential ended and none is valid on a day, in order."""
    known = tuple(held)
    open_ = {domain_of(one.domain) for one in known if one.covers(day)}
    return tuple(sorted({domain_of(one.domain) for one in known if one.status in _ENDED and not one.covers(day)} - open_))


def suspended_categories(held: Iterable[Held], day: date, /) -> list[str]:
    """Return the content categories that are suspended on a day, in order."""
    return sorted({code for domain in suspended_domains(held, day) for code in categories_of(domain)})
