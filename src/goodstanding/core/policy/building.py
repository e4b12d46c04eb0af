"""From checked nodes to the pack's dataclasses, one function per thing. The form is right already; see ``schema``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from goodstanding.core.kernel.clauses import OPEN_ENDED
from goodstanding.core.kernel.severity import Severity
from goodstanding.core.policy.model import (
    Bank,
    BankEntry,
    Bilingual,
    Case,
    Clause,
    Examples,
    Fact,
    LadderStep,
    Location,
    Parameter,
    Queue,
    Rule,
    SignalSpec,
)
from goodstanding.core.policy.nodes import Node

DEFAULT_ACCOUNT = "acct-sample"
"""The account of worked examples that name none."""


def clauses(instrument: Node, /) -> Iterator[tuple[Clause, Location]]:
    """Build the clauses of one instrument."""
    about = _values(instrument)
    for node in cast("Node", instrument.get("clauses")).items():
        given = _values(node)
        ref = given["ref"]
        yield (
            Clause(
                ref=ref,
                text=given["text"],
                sha256=given["sha256"],
                in_force=date.fromisoformat(given.get("in_force", about["in_force"])),
                instrument=about["id"],
                instrument_title=about["title"],
                open_ended=given.get("open_ended", False) or ref in OPEN_ENDED,
                where=node.where,
            ),
            node.where,
        )


def fact(node: Node, /) -> Fact:
    """Build one fact."""
    given = _values(node)
    return Fact(
        name=given["name"],
        type=given["type"],
        path=tuple(given["path"].split(".")),
        events=tuple(given.get("events", ())),
        text_field=given.get("text_field"),
        where=node.where,
    )


def signal(node: Node, /) -> SignalSpec:
    """Build one signal declaration."""
    given = _values(node)
    return SignalSpec(name=given["name"], kind=given["kind"], options=given.get("options", {}), where=node.where)


def parameter(node: Node, /) -> Parameter:
    """Build one parameter with its history in order of date."""
    given = _values(node)
    values = sorted((date.fromisoformat(day), value) for day, value in given["values"].items())
    return Parameter(
        id=given["id"],
        type=given["type"],
        unit=given["unit"],
        description=_bilingual(given["description"]),
        reference=given["reference"],
        values=tuple(values),
        where=node.where,
    )


def rule(node: Node, /) -> Rule:
    """Build one rule."""
    given = _values(node)
    when = cast("Node", node.get("when"))
    return Rule(
        id=given["id"],
        title=_bilingual(given["title"]),
        events=tuple(given["events"]),
        clauses=tuple(given["clauses"]),
        label=given["label"],
        severity=Severity(given["severity"]),
        when=given["when"].rstrip("\n"),
        suggestion=given["suggestion"],
        queue=given["queue"],
        score=float(given["score"]),
        rationale=_bilingual(given["rationale"]),
        advice=_bilingual(given["advice"]),
        owner=given["owner"],
        review_by=date.fromisoformat(given["review_by"]),
        effective_from=date.fromisoformat(given["effective_from"]),
        effective_to=date.fromisoformat(given["effective_to"]) if "effective_to" in given else None,
        mode=given.get("mode", "live"),
        rollout=float(given.get("rollout", 1.0)),
        when_at=when.text_at,
        where=node.where,
    )


def bank(root: Node, /) -> Bank:
    """Build the bank a file holds."""
    given = _values(root)
    return Bank(
        id=given["id"],
        kind=given["kind"],
        title=_bilingual(given["title"]),
        owner=given["owner"],
        source=given["source"],
        clause=given["clause"],
        review_by=date.fromisoformat(given["review_by"]),
        rollout=float(given.get("rollout", 1.0)),
        examples=_examples(given.get("examples")),
        entries=tuple(entry for written in cast("Node", root.get("entries")).items() for entry in _entries(written)),
        where=root.where,
    )


def _entries(node: Node) -> Iterator[BankEntry]:
    """Build what one item of a bank stands for: a pattern, an entry with details, or several patterns that share theirs."""
    if isinstance(node.value, str):
        yield BankEntry(pattern=node.value, line=node.where.line)
        return
    given: Mapping[str, Any] = node.plain()
    weight = float(given.get("weight", 1.0))
    expires = date.fromisoformat(given["expires"]) if "expires" in given else None
    readings = given.get("readings")
    allowed = None if readings is None else tuple(readings or ())
    told = {name: given.get(name, "") for name in ("id", "owner", "clause", "source")}
    examples = _examples(given.get("examples"))
    several, single = node.get("patterns"), node.get("pattern")
    for written in several.items() if several is not None else [cast("Node", single)]:
        pattern, line = cast("str", written.value), written.where.line
        yield BankEntry(pattern, weight, expires, given.get("note", ""), allowed, line, examples=examples, **told)


def _examples(given: Mapping[str, Any] | None) -> Examples | None:
    return Examples(tuple(given.get("hits", ())), tuple(given.get("misses", ()))) if given else None


def queue(node: Node, /) -> Queue:
    """Build one queue."""
    given = _values(node)
    return Queue(
        id=given["id"],
        title=_bilingual(given["title"]),
        limit=given["limit"],
        unit=given["unit"],
        restricted=given.get("restricted", False),
    )


def ladder_steps(node: Node, /) -> Iterator[LadderStep]:
    """Build the steps of one label and severity: one for each occurrence, in order."""
    given = _values(node)
    occurrences = cast("Node", node.get("occurrences")).items()
    for occurrence, (measures, written) in enumerate(zip(given["occurrences"], occurrences, strict=True), start=1):
        yield LadderStep(
            label=given["label"],
            severity=Severity(given["severity"]),
            occurrence=occurrence,
            measures=tuple(measures),
            maximum=given["maximum"],
            where=written.where,
        )


def case(node: Node, /) -> Case:
    """Build one worked example; ``post``, ``comment`` and ``profile`` are short ways to write an event."""
    given = _values(node)
    kind = given["kind"]
    return Case(
        rule=given["rule"],
        name=given["name"],
        kind=kind,
        event=_case_event(given),
        account=given.get("account", {}),
        counters=given.get("counters", {}),
        expect=given.get("expect", "miss" if kind == "miss" else "hit"),
        at=date.fromisoformat(given["at"]),
        spans=tuple(given.get("spans", ())),
        where=node.where,
    )


def _case_event(given: Mapping[str, Any]) -> dict[str, Any]:
    stated = dict(given.get("event", {}))
    kind, data = stated.pop("type", None), stated.pop("data", {})
    if "post" in given:
        kind, data = "content.published", {"content_id": "c-sample", **given["post"]}
    elif "comment" in given:
        kind, data = "comment.posted", {"comment_id": "m-sample", "body": given["comment"]}
    elif "profile" in given:
        kind, data = "account.profile_changed", dict(given["profile"])
    return {
        "specversion": "1.0",
        "id": "e-sample",
        "source": "/pack/cases",
        "type": kind or "content.published",
        "time": f"{given['at']}T12:00:00+08:00",
        "subject": DEFAULT_ACCOUNT,
        "data": data,
        **stated,
    }


def _bilingual(given: Mapping[str, str]) -> Bilingual:
    return Bilingual(zh=given["zh"], en=given["en"])


def _values(node: Node) -> dict[str, Any]:
    return cast("dict[str, Any]", node.plain())
