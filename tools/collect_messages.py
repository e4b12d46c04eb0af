"""Bring the message catalogs up to date with the code and compile them; name what still lacks a translation.

Run ``python tools/collect_messages.py [PACKAGE …]`` (default: every package with a ``locale`` folder); ``--check`` changes
nothing and exits 1 when a message is missing from a catalog or not translated, or when two catalogs translate the same message
differently: Django merges them all and lets one win everywhere.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "goodstanding"
LANGUAGE = "zh_Hans"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def source_text(path: Path, /) -> str:
    """Return a file as Python that marks its messages: templates are turned into calls of gettext, without their indentation."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    return "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).split("\n"))


def found_messages(package: Path, /) -> Iterator[tuple[Path, int, Any, str | None]]:
    """Yield every message of a package: file, line, text (a pair where there is a plural), context."""
    paths = sorted([*package.rglob("*.py"), *package.rglob("templates/**/*.html"), *package.rglob("templates/**/*.txt")])
    for path in paths:
        nested = [
            folder for folder in path.parents if folder != package and package in folder.parents and (folder / "locale").is_dir()
        ]
        if nested:
            continue
        with io.BytesIO(source_text(path).encode("utf-8")) as stream:
            for line, message, _comments, context in extract("python", stream, keywords=KEYWORDS, options={"encoding": "utf-8"}):
                yield path, line, message, context


def template_catalog(package: Path, /) -> Catalog:
    """Return a catalog of the package's messages, untranslated."""
    catalog = Catalog(project="goodstanding", charset="utf-8")
    for path, line, message, context in found_messages(package):
        place = str(path.relative_to(ROOT))
        flags = {"python-format"} if "%(" in str(message) else set()
        catalog.add(message, locations=[(place, line)], context=context, flags=flags)
    return catalog


def untranslated(catalog: Catalog, /) -> list[Message]:
    """List the messages without a translation."""
    return [message for message in catalog if message.id and not _is_complete(message)]


def _is_complete(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def current_catalog(path: Path, /) -> Catalog:
    """Read a catalog, or begin one."""
    if not path.exists():
        return Catalog(locale=LANGUAGE, project="goodstanding", charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=LANGUAGE)


def collect(package: Path, /, *, check: bool) -> list[str]:
    """Update one package's catalog; return what is wrong with it."""
    path = package / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
    catalog, wanted = current_catalog(path), template_catalog(package)
    known = {(message.id if isinstance(message.id, str) else message.id[0], message.context) for message in catalog if message.id}
    name = package.relative_to(SOURCE)
    problems = [
        f"{name}: not collected: {message.id!r}"
        for message in wanted
        if message.id and check and (message.id if isinstance(message.id, str) else message.id[0], message.context) not in known
    ]
    catalog.update(wanted, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    if not check and len(wanted):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            write_po(stream, catalog, width=120, sort_by_file=True, omit_header=False, include_lineno=False)
        with path.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalog)
    return problems + [f"{name}: not translated: {message.id!r}" for message in untranslated(catalog)]


def conflicts(packages: Iterable[Path], /) -> list[str]:
    """Name the messages that two catalogs translate differently, with who says what."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for package in packages:
        for message in current_catalog(package / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"):
            if message.id and _is_complete(message):
                text = message.id if isinstance(message.id, str) else message.id[0]
                words = message.string if isinstance(message.string, str) else " / ".join(message.string)
                found.setdefault((message.context or "", text), {}).setdefault(words, []).append(str(package.relative_to(SOURCE)))
    return [
        f"{text!r}{f' (context {context!r})' if context else ''} is translated differently: "
        + "; ".join(f"{words} in {', '.join(names)}" for words, names in said.items())
        + ". Say it alike, or give one a context."
        for (context, text), said in sorted(found.items())
        if len(said) > 1
    ]


def main() -> int:
    """Collect or check; print what is wrong; exit 1 when there is something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", help="folders below src/goodstanding, e.g. web/console")
    parser.add_argument("--check", action="store_true", help="change nothing")
    arguments = parser.parse_args()
    if not settings.configured:
        settings.configure()
    every = [folder.parent for folder in sorted(SOURCE.rglob("locale")) if folder.is_dir()]
    packages = [SOURCE / name for name in arguments.packages] or every
    problems = [problem for package in packages for problem in collect(package, check=arguments.check)]
    if not arguments.packages:
        problems += conflicts(every)
    print("\n".join(problems) if problems else "catalogs: complete")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
