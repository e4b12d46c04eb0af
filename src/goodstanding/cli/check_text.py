"""``goodstanding check-text``: what an author can know before publishing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from goodstanding.apps.common.clock import LOCAL, now
from goodstanding.cli._output import FOUND_WRONG, LINE_REFUSED, emit, format_option
from goodstanding.cli._packs import open_pack, pack_option
from goodstanding.core.engine.compiled import compile_pack
from goodstanding.core.engine.evaluation import Violation
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Refused
from goodstanding.core.policy.model import Bilingual, Pack, Rule

COLUMNS = ("rule", "clause", "label", "score", "found", "advice")


@click.command("check-text")
@click.argument("file", default="-", metavar="[FILE]")
@click.option("--title", default="", help="The title the text will have.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the advice.")
@pack_option
@format_option("table")
def command(*, file: str, title: str, language: str, pack_dir: Path | None, form: str) -> None:
    """Check one text before it is published: each hit with its clause, the passages and what to do.

    FILE “-”, or no FILE, is standard input. Exit code 0: nothing was found; 1: something was.
    """
    text = _read(file)
    pack = open_pack(pack_dir)
    at = now()
    event = decode_event({"id": file, "text": text, **({"title": title} if title else {})}, at=at)
    if isinstance(event, Refused):
        click.echo(f"{file}:1: {event.message}", err=True)
        raise click.exceptions.Exit(LINE_REFUSED)
    evaluation = compile_pack(pack, at=at.astimezone(LOCAL).date()).evaluate({"event": event.cloud_event()})
    hits = list(_hits(evaluation.violations, pack, language=language, text=text, title=title))
    if hits or form != "table":
        emit(hits, form=form, columns=COLUMNS)
    click.echo(_summary(hits, pack), err=True)
    if hits:
        raise click.exceptions.Exit(FOUND_WRONG)


def _read(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as fault:
        raise click.UsageError(f"{file} cannot be read: {fault.strerror}.") from fault
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        click.echo(f"{file}:{line}: the text is not UTF-8: byte 0x{data[fault.start]:02x} at byte {fault.start + 1}.", err=True)
        raise click.exceptions.Exit(LINE_REFUSED) from fault


def _hits(violations: tuple[Violation, ...], pack: Pack, *, language: str, text: str, title: str) -> Iterator[dict[str, Any]]:
    rules: dict[str, Rule] = {rule.id: rule for rule in pack.rules}
    fields = {"body": text, "title": title}
    for violation in violations:
        rule = rules[violation.rule]
        clause = pack.clauses.get(violation.clause)
        yield {
            "rule": violation.rule,
            "title": _in(language, rule.title),
            "clause": violation.clause,
            "clause_text": clause.text if clause else "",
            "label": violation.label,
            "score": violation.score,
            "found": list(dict.fromkeys(span.text for span in violation.spans)),
            "spans": [
                {**_span(span), "line": fields.get(span.field, "").count("\n", 0, span.start) + 1} for span in violation.spans
            ],
            "advice": _in(language, rule.advice),
        }


def _span(span: Any) -> dict[str, Any]:
    return {name: getattr(span, name) for name in ("field", "start", "end", "text", "signal", "why")}


def _in(language: str, text: Bilingual) -> str:
    return text.zh if language == "zh" else text.en


def _summary(hits: list[dict[str, Any]], pack: Pack) -> str:
    if not hits:
        return f"Nothing found by {pack.name}. This is no promise: people may see what rules do not."
    rules = "rule" if len(hits) == 1 else "rules"
    return f"{len(hits)} {rules} of {pack.name} found something. A person decides; this is advice."
