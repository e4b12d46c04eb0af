"""My data: what is held about the subjects a person answers for, what of it is public, who read it, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from goodstanding.apps.registry.reading.consents import WORDINGS, consents_of
from goodstanding.apps.registry.reading.documents import DocumentRecord, ReadingRecord, documents_of, readings_of
from goodstanding.apps.registry.reading.personal import DataRequestRecord, HeldData, held_for, requests_of, subjects_of
from goodstanding.apps.registry.selectors import credentials_of_operator
from goodstanding.web.portal.access import Visitor

MOST_READINGS = 50


@dataclass(frozen=True, slots=True)
class ConsentSwitch:
    """One field a natural person may have published, and whether it is."""

    field: str
    says: str
    given_at: datetime | None


@dataclass(frozen=True, slots=True)
class NumberTail:
    """The end of a credential's number: the whole is sealed."""

    domain: str
    kind: str
    tail: str


@dataclass(frozen=True, slots=True)
class SubjectData:
    """One subject's part of the page."""

    held: HeldData
    documents: tuple[DocumentRecord, ...]
    numbers: tuple[NumberTail, ...]
    switches: tuple[ConsentSwitch, ...]


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """Somebody having read something; staff by their part, never by name."""

    what: str
    reader: str
    purpose: str
    case_ref: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonalPage:
    """What the page shows."""

    subjects: tuple[SubjectData, ...]
    readings: tuple[ReadingLine, ...]
    requests: tuple[DataRequestRecord, ...]
    accounts: tuple[tuple[str, str], ...]


def personal_page(visitor: Visitor, /) -> PersonalPage:
    """Gather what the page shows."""
    held = held_for(visitor.user_id)
    readings = readings_of(subjects_of(visitor.user_id))[:MOST_READINGS]
    return PersonalPage(
        subjects=tuple(_subject(one, visitor.language) for one in held),
        readings=tuple(_reading(one, visitor.user_id) for one in readings),
        requests=requests_of([one.operator_ref for one in held]),
        accounts=tuple(account for one in held for account in one.accounts),
    )


def _subject(held: HeldData, language: str) -> SubjectData:
    return SubjectData(
        held=held,
        documents=tuple(document for ref in held.subject_refs for document in documents_of(ref)),
        numbers=tuple(
            NumberTail(one.domain, one.kind, one.number_tail)
            for one in credentials_of_operator(held.operator_ref)
            if one.number_tail
        ),
        switches=_switches(held, language) if held.is_person else (),
    )


def _switches(held: HeldData, language: str) -> tuple[ConsentSwitch, ...]:
    standing = {one.field: one.given_at for one in consents_of(held.operator_ref) if one.withdrawn_at is None}
    return tuple(ConsentSwitch(field, says.in_language(language), standing.get(field)) for field, says in WORDINGS.items())


def _reading(found: ReadingRecord, user_id: int) -> ReadingLine:
    kind, _sep, ref = found.reader.partition(":")
    if kind == "user" and ref == str(user_id):
        reader = _("yourself")
    else:
        reader = {"user": _("a member of the platform's staff"), "api_key": _("a program of the platform")}.get(
            kind, _("the platform's system")
        )
    return ReadingLine(found.what, reader, found.purpose, found.case_ref, found.at)
