"""What the page of a matter is made of: facts, documents, choices and the fields a choice needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from django.http import QueryDict

from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.shapes import Choice


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a section. ``tone`` colours it: good, warn, bad or nothing; ``note`` says more in small print."""

    name: str
    value: str
    note: str = ""
    tone: Literal["", "good", "warn", "bad"] = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A group of facts under a heading, with a sentence above them."""

    title: str
    facts: tuple[Fact, ...]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that can be opened; opening a sealed one is recorded. ``url`` is empty where it was purged."""

    name: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in besides the reason.

    Args:
        choices: Options of a ``choice``.
        given: What was typed.
        needed_for: Choices of the matter that need it; empty: all.
    """

    name: str
    title: str
    kind: Literal["text", "long", "date", "number", "choice", "check"] = "text"
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    given: str = ""
    needed_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """A matter as the person who decides it needs it.

    Args:
        title: What is asked, as a heading.
        says: What it is about, in one or two sentences.
        choices: What can be decided; none where the matter is settled.
        reasons: The reason typed so far; the applicant reads it.
        reasons_hint: Who reads the reason, where it is not the applicant.
        extra: A template of the kind's own (a graph, a comparison), shown below the sections; gets ``panel``.
    """

    kind: str
    ref: str
    title: str
    says: str
    sections: tuple[Section, ...] = ()
    documents: tuple[Document, ...] = ()
    choices: tuple[Choice, ...] = ()
    fields: tuple[Field, ...] = ()
    reasons: str = ""
    problems: tuple[str, ...] = ()
    extra: str = ""
    data: object = None
    reasons_hint: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What the person chose and typed."""

    choice: str
    reasons: str
    fields: Mapping[str, str]

    @classmethod
    def read(cls, form: QueryDict, /) -> Given:
        """Read the form of a matter; fields are named ``field_<name>``."""
        fields = {name.removeprefix("field_"): form.get(name, "").strip() for name in form if name.startswith("field_")}
        return cls(form.get("choice", ""), form.get("reasons", "").strip(), fields)


class MatterKind(Protocol):
    """How one kind of matter is shown and decided."""

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Gather what the page shows."""
        ...

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Call the service that decides it and say what happened, for the person.

        Raises:
            GoodstandingError: The service refuses; status 422 is shown beside the form.
        """
        ...


def with_given(panel: Panel, given: Given | None, problems: tuple[str, ...], /) -> Panel:
    """Return the panel with what was chosen and typed put back, and why it was refused."""
    if given is None:
        return panel
    return replace(
        panel,
        choices=tuple(replace(choice, chosen=choice.value == given.choice) for choice in panel.choices),
        fields=tuple(replace(one, given=given.fields.get(one.name, "")) for one in panel.fields),
        reasons=given.reasons,
        problems=problems,
    )
