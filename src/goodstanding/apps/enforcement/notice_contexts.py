"""From a statement of reasons to what a notice is filled with. Pure; the wording itself belongs to notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

EXCERPT = 120
"""Code points of a content shown where no place in it is quoted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which notice to issue, filled with what."""

    code: str
    context: Mapping[str, Any]


def notice_of(
    statement: Mapping[str, Any], /, *, undone: Sequence[Mapping[str, str]], log_ref: str, public_url: str, excerpt: str
) -> Wanted:
    """Choose and fill the notice of a decision.

    Args:
        statement: See ``statements.compose_statement``.
        undone: Measures of the former decision that were taken back: ``{code, scope}``.
        log_ref: Entry of the record, ``L-…``.
        public_url: Address of the installation, without a slash at the end.
        excerpt: The content's beginning, shown where no place is quoted.
    """
    common = {
        "decision": {
            "ref": statement["decision"],
            "verdict": statement["verdict"],
            "label": statement["label"],
            "decided_at": statement["decided_at"],
        },
        "account": statement["account"],
        "facts": statement["facts"],
        "clauses": [{"ref": clause["ref"], "text": clause["text"]} for clause in statement["clauses"]],
        "appeal": _appeal(statement, public_url),
        "log_ref": log_ref,
    }
    if statement["supersedes"] and statement["provenance"]["decided_by"] != "machine" and statement["supersedes"]["by_person"]:
        return Wanted("decision_reversed", common | _reversal(statement, undone))
    detail = common | {
        "act": _act(statement, excerpt),
        "evidence": [dict(piece) for piece in statement["evidence"]],
        "provenance": statement["provenance"],
    }
    if statement["verdict"] == "precaution":
        return Wanted("precaution_taken", detail | {"measures": _measures(statement), "remedy": statement["advice"]})
    hold = _hold_alone(statement)
    if hold is not None:
        return Wanted("content_held", detail | {"until": hold["ends_at"]})
    return Wanted("decision_issued", detail | {"measures": _measures(statement), "remedy": statement["advice"]})


def _appeal(statement: Mapping[str, Any], public_url: str) -> dict[str, Any]:
    route = statement["appeal"]
    return {"url": public_url.rstrip("/") + route["url_path"], "deadline": route["deadline"], "days": route["days"]}


def _reversal(statement: Mapping[str, Any], undone: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    former = statement["supersedes"]
    is_violation = statement["verdict"] == "violation"
    return {
        "former": {"ref": former["ref"], "decided_at": former["decided_at"]},
        "reasons": former["reason"],
        "undone": [dict(measure) for measure in undone],
        "measures": _measures(statement),
        **({} if is_violation else {"clauses": []}),
    }


def _act(statement: Mapping[str, Any], excerpt: str) -> dict[str, Any]:
    act = statement["act"]
    quoted = [f"{quote['before']}【{quote['text']}】{quote['after']}" for quote in act["quotes"]]
    return {
        "kind": act["kind"],
        "ref": act["ref"] or statement["account"]["ref"],
        "title": act["title"],
        "excerpt": "" if quoted else excerpt,
        "published_at": act["published_at"] or None,
        "quotes": quoted,
    }


def _measures(statement: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"code": m["code"], "scope": m["scope"], "starts_at": m["starts_at"], "ends_at": m["ends_at"]}
        for m in statement["measures"]
    ]


def _hold_alone(statement: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """A machine's hold and nothing else has its own, gentler notice."""
    measures = statement["measures"]
    if (
        statement["verdict"] == "suspected"
        and [m["code"] for m in measures] == ["hold"]
        and statement["act"]["kind"] != "account"
    ):
        held: Mapping[str, Any] = measures[0]
        return held
    return None
