"""The reference page of the signal kinds, written from the kinds themselves."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from datetime import date

from goodstanding.core.signals.base import Example
from goodstanding.core.signals.declared import SampleDeclaration
from goodstanding.core.signals.kind import Kind
from goodstanding.core.signals.registry import SIGNAL_KINDS, build_signals

_DAY = date(2026, 1, 1)
_HEAD = """# Signals

A signal observes one event and says how sure it is (0.0–1.0), how many things it saw, and where: spans in code points of the
field exactly as it was sent. A pack declares signals under `signals:` by name, kind and options; conditions read
`signal.<name>.hit`, `.score` and `.count`. An unknown option or bank is refused with its file and line.

A reading keeps at most 200 spans, and at most 1,000 hits of one expression in one text are counted. Costs are orders of
magnitude for 1 KB of text on one core: trivial below 5 µs, cheap below 50 µs, moderate below 1 ms.

This page is generated: `python tools/write_signal_reference.py`.
"""


def signal_reference() -> str:
    """Return the page as Markdown."""
    return "\n".join([_HEAD, *(line for kind in SIGNAL_KINDS.values() for line in _section(kind))])


def _section(kind: type[Kind]) -> Iterator[str]:
    declaration = SampleDeclaration(kind.kind, kind.kind, kind.example_options)
    signal = build_signals({kind.kind: declaration}, kind.example_banks, at=_DAY, models=kind.example_models)[kind.kind]
    yield f"## `{kind.kind}`\n"
    yield f"{inspect.cleandoc(kind.__doc__ or '')}\n"
    yield f"* Cost: {kind.cost.value}"
    yield f"* Text fields: {_listed(signal.fields)}"
    yield f"* Facts needed: {_listed(signal.facts)}; read where present: {_listed(signal.optional_facts)}\n"
    yield "| option | meaning |\n| --- | --- |"
    yield from (f"| `{option}` | {note} |" for option, note in kind.option_notes.items())
    yield f"\nExamples, with options `{json.dumps(dict(kind.example_options), ensure_ascii=False)}`:\n"
    yield "| seen | fields | facts |\n| --- | --- | --- |"
    yield from (_row(example) for example in kind.examples)
    yield ""


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


def _row(example: Example) -> str:
    fields = "; ".join(f"{name}: {_short(text)}" for name, text in example.fields.items())
    facts = "; ".join(f"{name} = {_short(json.dumps(value, ensure_ascii=False))}" for name, value in example.facts.items())
    return f"| {'yes' if example.hit else 'no'} | {fields or '–'} | {facts or '–'} |"


def _short(text: str) -> str:
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    return shown.replace("|", "\\|").replace("\n", " ⏎ ")
