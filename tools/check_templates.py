"""Checks that pages keep the content security policy and that messages can be translated.

Templates: no inline script, style attribute or event handler, no link to another host's files.
Python: no f-string and no positional placeholder inside gettext, because translators must be able to reorder.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE_RULES = (
    (re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE), "inline <script>: put it in a static file"),
    (re.compile(r"<style\b", re.IGNORECASE), "inline <style>: put it in the style sheet"),
    (re.compile(r"<[^>]*\sstyle=", re.IGNORECASE), "inline style attribute: use a class"),
    (re.compile(r"<[^>]*\son[a-z]+=\"", re.IGNORECASE), "inline event handler: add a listener in a static file"),
    (re.compile(r"\b(?:src|href)=\"(?:https?:)?//", re.IGNORECASE), "a file from another host: vendor it"),
)
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
POSITIONAL = re.compile(r"%[sd]|\{\d*\}")


def template_findings(path: Path) -> Iterator[str]:
    """Yield each place in a template that breaks the policy."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for pattern, message in TEMPLATE_RULES:
            if pattern.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {message}"


def called_name(node: ast.Call) -> str:
    """Return the plain name of what is called, or nothing."""
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def message_findings(path: Path) -> Iterator[str]:
    """Yield each gettext call whose message cannot be translated."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and called_name(node) in GETTEXT):
            continue
        for argument in node.args:
            place = f"{path.relative_to(ROOT)}:{argument.lineno}"
            if isinstance(argument, ast.JoinedStr):
                yield f"{place}: f-string inside gettext"
            elif isinstance(argument, ast.Constant) and isinstance(argument.value, str) and POSITIONAL.search(argument.value):
                yield f"{place}: positional placeholder inside gettext: name it"


def main() -> int:
    """Print every finding; exit 1 when there is one."""
    found = [line for path in sorted((ROOT / "src").rglob("*.html")) for line in template_findings(path)]
    found += [line for path in sorted((ROOT / "src").rglob("*.py")) for line in message_findings(path)]
    print("\n".join(found) if found else "templates and messages: clean")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
