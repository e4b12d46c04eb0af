"""Read a policy pack from its files: every fault is collected and told with its place, and none is passed over.

Source: RQ-011 (PA21:6.2), RQ-025 (PA21:8.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from goodstanding.core.policy import building
from goodstanding.core.policy.digest import digest_of, texts_bytes
from goodstanding.core.policy.errors import PackInvalid, Problem
from goodstanding.core.policy.files import REQUIRED, is_model_file, kind_of, read_files
from goodstanding.core.policy.model import Bilingual, Clause, LadderStep, Location, Pack, Rule
from goodstanding.core.policy.nodes import Node, read_yaml
from goodstanding.core.policy.schema import check_form

T = TypeVar("T")


def load_pack(directory: Path, /) -> Pack:
    """Load the pack a directory holds.

    Raises:
        PackUnreadable: The directory is no pack.
        PackInvalid: Something in it cannot be meant; the exception holds every problem found.
    """
    return load_texts(read_files(directory))


def load_texts(texts: Mapping[str, str], /) -> Pack:
    """Load a pack from its files by path, line ends normalised.

    Raises:
        PackInvalid: Something in them cannot be meant.
    """
    documents = _documents(texts)
    problems: list[Problem] = []
    models = {path: text for path, text in texts.items() if is_model_file(path)}
    pack = _build(documents, problems, models=models, digest=digest_of(texts_bytes(texts)))
    if problems:
        raise PackInvalid(problems)
    return pack


def _documents(texts: Mapping[str, str]) -> dict[str, list[Node]]:
    """Parse and check the form of every file; return the documents by kind."""
    problems = [
        Problem(f"the pack has no {name}.", Location("pack.yaml", 1), "See docs/reference/policy-pack.md.")
        for name in REQUIRED
        if name not in texts
    ]
    documents: dict[str, list[Node]] = {}
    for path in sorted(texts):
        kind = kind_of(path)
        if kind is None:
            continue
        root, faults = read_yaml(texts[path], path)
        problems += faults
        if root is not None:
            form = check_form(root, kind)
            problems += form
            documents.setdefault(kind, []).append(root)
        elif not faults:
            problems.append(Problem(f"{path} is empty.", Location(path, 1)))
    if problems:
        raise PackInvalid(problems)
    return documents


def _build(documents: Mapping[str, list[Node]], problems: list[Problem], *, models: Mapping[str, str], digest: str) -> Pack:
    about: dict[str, Any] = documents["pack"][0].plain()
    ladder = documents["ladder"][0]
    settings = dict(about.get("settings", {}))
    for credit in documents.get("credit", ()):
        settings["credit"] = credit.plain()
    facts = _by_key(_each(documents, "facts", "facts", building.fact), "name", "fact", problems)
    return Pack(
        id=about["id"],
        version=about["version"],
        title=Bilingual(**about["title"]),
        digest=digest,
        clauses=_clauses(documents, problems),
        facts=facts,
        parameters=_by_key(_each(documents, "parameters", "parameters", building.parameter), "id", "parameter", problems),
        signals=_by_key(_each(documents, "signals", "signals", building.signal), "name", "signal", problems),
        banks=_by_key(((building.bank(root), root.where) for root in documents.get("bank", ())), "id", "bank", problems),
        rules=_rules(documents, problems),
        queues=_by_key(_each(documents, "queues", "queues", building.queue), "id", "queue", problems),
        ladder=_ladder(ladder, problems),
        ladder_window_days=ladder.plain()["window_days"],
        cases=tuple(case for case, _ in _each(documents, "cases", "cases", building.case)),
        settings=settings,
        models=models,
    )


def _each(documents: Mapping[str, list[Node]], kind: str, key: str, build: Callable[[Node], T]) -> Iterator[tuple[T, Location]]:
    for root in documents.get(kind, ()):
        listed = root.get(key)
        for node in listed.items() if listed else ():
            yield build(node), node.where


def _by_key(things: Iterable[tuple[T, Location]], key: str, noun: str, problems: list[Problem]) -> dict[str, T]:
    found: dict[str, T] = {}
    places: dict[str, Location] = {}
    for thing, where in things:
        name = getattr(thing, key)
        if name in found:
            problems.append(_twice(noun, name, where, places[name]))
        else:
            found[name], places[name] = thing, where
    return found


def _twice(noun: str, name: str, where: Location, first: Location) -> Problem:
    return Problem(f"{noun} “{name}” is declared twice.", where, f"It stands first in {first.file}, line {first.line}.")


def _clauses(documents: Mapping[str, list[Node]], problems: list[Problem]) -> dict[str, Clause]:
    instruments = documents["sources"][0].get("instruments")
    built = (pair for node in (instruments.items() if instruments else ()) for pair in building.clauses(node))
    return _by_key(built, "ref", "clause", problems)


def _rules(documents: Mapping[str, list[Node]], problems: list[Problem]) -> tuple[Rule, ...]:
    """Build the rules; the same id may stand again only for another time: old law stays beside new law."""
    rules: list[Rule] = []
    for listed in documents.get("rules", ()):
        nodes = listed.get("rules")
        for node in nodes.items() if nodes else ():
            when = node.get("when")
            if when is not None and when.folded:
                hint = "Write “when: |” and the condition below it, indented."
                problems.append(Problem("a condition of several lines must be a literal block.", when.where, hint))
            rule = building.rule(node)
            problems.extend(_overlaps(rule, rules))
            rules.append(rule)
    return tuple(rules)


def _overlaps(rule: Rule, earlier: list[Rule]) -> Iterator[Problem]:
    for other in earlier:
        if other.id == rule.id and _meet(rule, other):
            first = other.where or Location("", 0)
            hint = f"It stands first in {first.file}, line {first.line}; end that one with effective_to before this one begins."
            yield Problem(f"rule “{rule.id}” is declared twice for the same days.", rule.where, hint)


def _meet(one: Rule, other: Rule) -> bool:
    return (one.effective_to is None or other.effective_from < one.effective_to) and (
        other.effective_to is None or one.effective_from < other.effective_to
    )


def _ladder(root: Node, problems: list[Problem]) -> tuple[LadderStep, ...]:
    steps: list[LadderStep] = []
    seen: dict[tuple[str, str], Location] = {}
    listed = root.get("steps")
    for node in listed.items() if listed else ():
        given = node.plain()
        key = given["label"], given["severity"]
        if key in seen:
            problems.append(_twice("ladder step", " ".join(key), node.where, seen[key]))
        else:
            seen[key] = node.where
            steps += building.ladder_steps(node)
    return tuple(steps)
