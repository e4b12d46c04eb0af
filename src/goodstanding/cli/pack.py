"""``goodstanding pack``: check policy packs, run their cases, compare versions, show rules, write the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from goodstanding.apps.common.clock import LOCAL, now
from goodstanding.cli._output import FOUND_WRONG, TOLD, emit, format_option
from goodstanding.cli._pack_install import install
from goodstanding.cli._packs import open_pack, pack_directory
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.policy.diff import Change, changes
from goodstanding.core.policy.errors import PackInvalid, Problem, did_you_mean, render
from goodstanding.core.policy.files import read_files
from goodstanding.core.policy.lint import lint_pack
from goodstanding.core.policy.loader import load_texts
from goodstanding.core.policy.model import Pack, Rule

_PACKS = click.argument("packs", nargs=-1, type=click.Path(path_type=Path), metavar="[PACK]...")


@click.group("pack")
def command() -> None:
    """Policy packs. PACK is a directory that holds pack.yaml; without one, the pack that ships is meant."""


command.add_command(install)


@command.command("lint")
@_PACKS
@format_option("table")
def lint(*, packs: tuple[Path, ...], form: str) -> None:
    """Check packs: form, clauses, conditions, cases, dates. Exit code 1 if anything is wrong; warnings alone are not."""
    today = now().astimezone(LOCAL).date()
    rows: list[dict[str, Any]] = []
    for directory in packs or (pack_directory(None),):
        texts, problems, pack = _examined(directory, at=today)
        rows += [_problem_row(directory, problem) for problem in problems]
        if form == "table":
            _print_problems(directory, problems, texts, pack)
    if form != "table":
        emit(rows, form=form, columns=("severity", "pack", "file", "line", "column", "check", "message", "hint"))
    if any(row["severity"] == "error" for row in rows):
        raise click.exceptions.Exit(FOUND_WRONG)


def _examined(directory: Path, *, at: date) -> tuple[Mapping[str, str], list[Problem], Pack | None]:
    """Return a pack's files, everything wrong with them, and the pack where it could be loaded."""
    try:
        texts = read_files(directory)
    except PackInvalid as fault:
        return {}, list(fault.problems), None
    try:
        pack = load_texts(texts)
    except PackInvalid as fault:
        return texts, list(fault.problems), None
    problems = lint_pack(pack, at=at)
    if not any(problem.severity == "error" for problem in problems):
        problems += _compiled(pack, at=at)
    return texts, problems, pack


def _compiled(pack: Pack, *, at: date) -> list[Problem]:
    from goodstanding.core.engine.compiled import compile_pack

    try:
        compile_pack(pack, at=at)
    except GoodstandingError as fault:
        return [Problem(fault.message, None, fault.hint, check="pack_compiles")]
    return []


def _problem_row(directory: Path, problem: Problem) -> dict[str, Any]:
    where = problem.where
    return {
        "severity": problem.severity,
        "pack": str(directory),
        "file": where.file if where else "",
        "line": where.line if where else 0,
        "column": where.column if where else 0,
        "check": problem.check,
        "message": problem.message,
        "hint": problem.hint,
    }


def _print_problems(directory: Path, problems: list[Problem], texts: Mapping[str, str], pack: Pack | None) -> None:
    for problem in problems:
        click.echo(render(problem, texts=texts))
    errors = sum(problem.severity == "error" for problem in problems)
    name = pack.name if pack else str(directory)
    about = f" ({len(pack.rules)} rules, {len(pack.clauses)} clauses, {len(pack.cases)} cases)" if pack else ""
    click.echo(f"{name}{about}: {_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}.")


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


@command.command("test")
@_PACKS
@format_option("table")
def test(*, packs: tuple[Path, ...], form: str) -> None:
    """Run the packs' worked examples, of rules and of banks. Exit code 1 if any comes out otherwise than promised."""
    from goodstanding.core.engine.bank_examples import try_banks
    from goodstanding.core.engine.cases import run_cases

    today = now().astimezone(LOCAL).date()
    rows: list[dict[str, Any]] = []
    for directory in packs or (pack_directory(None),):
        pack = _loaded(directory)
        results = [_result_row(pack, result) for result in run_cases(pack)]
        results += [_tried_row(pack, tried) for tried in try_banks(pack, at=today)]
        rows += results
        if form == "table":
            _print_results(pack, results)
    if form != "table":
        emit(rows, form=form, columns=("passed", "rule", "bank", "case", "kind", "at", "expect", "found", "missing_spans"))
    if not all(row["passed"] for row in rows):
        raise click.exceptions.Exit(FOUND_WRONG)


def _loaded(directory: Path) -> Pack:
    """Load a pack whose examples are to be run; one that cannot be meant fails the test with every place named."""
    try:
        return open_pack(directory)
    except PackInvalid as fault:
        for problem in fault.problems:
            click.echo(render(problem, texts={}), err=True)
        raise click.exceptions.Exit(FOUND_WRONG) from fault


def _result_row(pack: Pack, result: Any) -> dict[str, Any]:
    case = result.case
    return {
        "passed": result.passed,
        "pack": pack.name,
        "rule": case.rule,
        "bank": "",
        "case": case.name,
        "kind": case.kind,
        "at": case.at.isoformat(),
        "expect": case.expect,
        "found": result.found,
        "missing_spans": list(result.missing_spans),
        "file": case.where.file if case.where else "",
        "line": case.where.line if case.where else 0,
    }


def _tried_row(pack: Pack, tried: Any) -> dict[str, Any]:
    where = tried.bank.place_of(tried.entry) if tried.entry is not None else tried.bank.where
    return {
        "passed": tried.passed,
        "pack": pack.name,
        "rule": "",
        "bank": tried.bank.id,
        "entry": tried.entry.key if tried.entry is not None else "",
        "case": tried.text,
        "kind": tried.expect,
        "at": "",
        "expect": tried.expect,
        "found": tried.found,
        "missing_spans": [],
        "file": where.file if where else "",
        "line": where.line if where else 0,
    }


def _print_results(pack: Pack, rows: list[dict[str, Any]]) -> None:
    failed = [row for row in rows if not row["passed"]]
    for row in failed:
        about = row["rule"] or f"bank {row['bank']}"
        click.echo(f"{row['file']}:{row['line']}: {about} “{row['case']}”: expected {row['expect']}, found {row['found']}.")
        for text in row["missing_spans"]:
            click.echo(f"  no span says “{text}”.")
    click.echo(f"{pack.name}: {len(rows) - len(failed)} of {_count(len(rows), 'case')} passed.")


@command.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@format_option("table")
def diff(*, old: Path, new: Path, form: str) -> None:
    """Say what changed from OLD to NEW: rules, parameters, banks, clauses, ladder, queues, cases."""
    before, after = open_pack(old), open_pack(new)
    found = list(changes(before, after))
    if form == "table":
        click.echo(f"{before.name} → {after.name}: {_count(len(found), 'change')}.")
        for change in found:
            _print_change(change)
    else:
        rows = [{"change": c.change, "kind": c.kind, "name": c.name, "fields": _texts(c)} for c in found]
        emit(rows, form=form, columns=("change", "kind", "name", "fields"))


def _texts(change: Change) -> dict[str, list[str]]:
    return {name: [str(old), str(new)] for name, (old, new) in change.fields.items()}


def _print_change(change: Change) -> None:
    sign = {"added": "+", "removed": "-", "changed": "~"}[change.change]
    click.echo(f"{sign} {change.kind} {change.name}")
    for name, (old, new) in change.fields.items():
        click.echo(f"    {name}: {_short(old)} → {_short(new)}")


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 120 else text[:119] + "…"


@command.command("show")
@click.argument("words", nargs=-1, metavar="[PACK] [RULE]")
@click.option("--format", "form", type=click.Choice(TOLD), default="text", show_default=True, help="Form of the output.")
def show(*, words: tuple[str, ...], form: str) -> None:
    """Show one rule with its clauses and cases; without RULE, list the rules."""
    named, rule_id = _pack_and_rule(words)
    pack = open_pack(named)
    if rule_id is None:
        rows = [
            {"rule": r.id, "clauses": list(r.clauses), "label": r.label, "mode": _mode(r), "title": r.title.zh}
            for r in pack.rules
        ]
        emit(rows, form="table" if form == "text" else form, columns=("rule", "clauses", "label", "mode", "title"))
        return
    from goodstanding.core.policy.pages import rule_page

    found = [rule for rule in pack.rules if rule.id == rule_id]
    if not found:
        hint = did_you_mean(rule_id, {rule.id for rule in pack.rules})
        raise click.UsageError(f"{pack.name} has no rule “{rule_id}”. {hint}".strip())
    if form == "text":
        click.echo("\n".join(_rule_texts(pack, found, rule_page)))
    else:
        emit(
            [_rule_row(pack, rule) for rule in found],
            form=form,
            columns=("rule", "clauses", "label", "severity", "mode", "when", "title"),
        )


def _rule_row(pack: Pack, rule: Rule) -> dict[str, Any]:
    """Return everything a rule says, and the clauses and cases it stands on."""
    said: dict[str, Any] = msgspec.to_builtins(rule)
    clauses = {ref: pack.clauses[ref].text for ref in rule.clauses if ref in pack.clauses}
    cases = [msgspec.to_builtins(case) for case in pack.cases if case.rule == rule.id]
    return {"rule": rule.id, **{k: v for k, v in said.items() if k != "id"}, "clause_texts": clauses, "cases": cases}


def _mode(rule: Rule) -> str:
    """Return a rule's mode, with the share of events it acts on where that is not all."""
    return rule.mode if rule.rollout == 1.0 else f"{rule.mode} {rule.rollout:.0%}"


def _rule_texts(pack: Pack, rules: list[Rule], page: Any) -> Iterator[str]:
    for rule in rules:
        yield page(pack, rule)


def _pack_and_rule(words: tuple[str, ...]) -> tuple[Path | None, str | None]:
    if len(words) > 2:
        raise click.UsageError("Name a pack and a rule, no more.")
    if len(words) == 2:
        return Path(words[0]), words[1]
    if words and Path(words[0]).is_dir():
        return Path(words[0]), None
    return None, words[0] if words else None


@command.command("docs")
@_PACKS
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Directory to write to; without it, standard output."
)
def docs(*, packs: tuple[Path, ...], out: Path | None) -> None:
    """Write the clause → rule → case pages in Markdown."""
    from goodstanding.core.policy.pages import pages

    for directory in packs or (pack_directory(None),):
        pack = open_pack(directory)
        for path, text in pages(pack).items():
            if out is None:
                click.echo(text)
                continue
            target = out / path if len(packs) < 2 else out / pack.id / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        if out is not None:
            click.echo(f"{pack.name}: {_count(len(pack.rules) + 1, 'page')} in {out}.", err=True)
