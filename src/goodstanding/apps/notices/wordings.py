"""The wordings in force: folders of ``templates/<code>/<language>``, with tables of words beside them.

``meta.yaml`` of a code says what the notice is for, what its context must hold (a JSON Schema), and what every language must
show.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import rfc8785
import yaml

from goodstanding.apps.notices.errors import ContextIncomplete, WordingUnknown
from goodstanding.apps.notices.filters import Words, filters_for
from goodstanding.apps.notices.rendering import Wording, parse

FOLDER = Path(__file__).resolve().parent / "templates"
LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True, slots=True)
class Meta:
    """What a notice of one code is for and must hold."""

    code: str
    purpose: str
    context: Mapping[str, Any]
    must_show: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """One wording in one language: its text, its words, and the digest that names both."""

    code: str
    language: str
    subject: str
    body: str
    words: Words

    @property
    def sha256(self) -> str:
        """Digest of everything the rendered bytes depend on besides the context."""
        words = {name: dict(table) for name, table in self.words.items()}
        return hashlib.sha256(rfc8785.dumps([self.code, self.language, self.subject, self.body, words])).hexdigest()

    def render(self, context: Mapping[str, Any], /) -> tuple[str, str]:
        """Fill the wording in: subject on one line, and body.

        Raises:
            ContextIncomplete: A value the wording shows is missing.
        """
        filters = filters_for(self.language, self.words)
        subject = _parsed(self.subject, f"{self.code}/{self.language}/subject.txt").render(context, filters=filters)
        body = _parsed(self.body, f"{self.code}/{self.language}/body.txt").render(context, filters=filters)
        return " ".join(subject.split()), body


def codes() -> tuple[str, ...]:
    """List the codes there are wordings for."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/meta.yaml")))


@cache
def meta(code: str, /) -> Meta:
    """Read what a code's notice is for.

    Raises:
        WordingUnknown: There is no such code.
    """
    path = FOLDER / code / "meta.yaml"
    if not path.is_file():
        raise WordingUnknown(f"There is no notice “{code}”.", hint=f"There are {', '.join(codes())}.")
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(held["context"])
    return Meta(code, held["purpose"], held["context"], tuple(held["must_show"]))


@cache
def template(code: str, language: str, /) -> Template:
    """Read the wording in force.

    Raises:
        WordingUnknown: The code has no wording in the language.
    """
    folder = FOLDER / code / language
    if language not in LANGUAGES or not folder.is_dir():
        raise WordingUnknown(f"There is no notice “{code}” in {language}.", hint=f"Languages: {', '.join(LANGUAGES)}.")
    subject, body = ((folder / name).read_text(encoding="utf-8") for name in ("subject.txt", "body.txt"))
    return Template(code, language, subject, body, words(language))


@cache
def words(language: str, /) -> Words:
    """Read the tables of words in force: how notices of a language print codes."""
    tables: Words = yaml.safe_load((FOLDER / f"words.{language}.yaml").read_text(encoding="utf-8"))
    return tables


def require_complete(code: str, context: Mapping[str, Any], /) -> None:
    """Refuse a context that lacks what the notice must hold.

    Raises:
        ContextIncomplete: The message names the place and what is wrong there.
    """
    fault = jsonschema.exceptions.best_match(_validator(code).iter_errors(context))
    if fault is not None:
        where = ".".join(str(step) for step in fault.absolute_path) or "context"
        raise ContextIncomplete(
            f"The notice “{code}” cannot be written: {where}: {fault.message}.", hint=f"See templates/{code}/meta.yaml."
        )


@cache
def _validator(code: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(dict(meta(code).context))


@cache
def _parsed(text: str, name: str) -> Wording:
    return parse(text, name=name)


def parsed_body(code: str, language: str, /) -> Wording:
    """Parse the body in force, for checks of what it shows."""
    return _parsed(template(code, language).body, f"{code}/{language}/body.txt")
