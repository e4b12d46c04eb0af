"""The three ways of falsifying the law names, each found with evidence of its own. Pure.

Source: PA21:18(6), RQ-083: fabricating information, faking originality, false labels of source. One of the three is chosen, and a
report or a colleague's note alone shows none of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from goodstanding.apps.enforcement.errors import DraftIncomplete
from goodstanding.apps.enforcement.values import DecisionDraft

CLAUSE = "PA21:18(6)"
OWN_EVIDENCE: Mapping[str, frozenset[str]] = {
    "fabricated_information": frozenset({"claim_verdict", "evaluation", "snapshot", "attachment", "court_order"}),
    "false_originality": frozenset({"similarity", "evaluation", "court_order"}),
    "missing_source": frozenset({"source_check", "evaluation", "snapshot", "court_order"}),
}
"""Label → the kinds of evidence of which a decision needs one."""
_HINTS: Mapping[str, str] = {
    "fabricated_information": "Add the verdict on the claim, the content as published, or the document that refutes it.",
    "false_originality": "Add the similarity report: the passages of both texts, and which came first.",
    "missing_source": "Add the check of the source, or the content as published.",
}


def check_falsehood(draft: DecisionDraft, /) -> None:
    """Refuse a violation of this clause that does not say which of the three it is, or lacks the evidence of that one.

    Raises:
        DraftIncomplete: The label is none of the three, or no piece of evidence is of a kind that can show it.
    """
    if draft.verdict != "violation":
        return
    if CLAUSE in draft.clauses and draft.label not in OWN_EVIDENCE:
        raise DraftIncomplete(
            f"A violation of {CLAUSE} is one of three: {', '.join(OWN_EVIDENCE)}.",
            hint="Choose the one that was found; each has its own evidence.",
            clause=CLAUSE,
        )
    wanted = OWN_EVIDENCE.get(draft.label)
    if wanted is not None and not wanted & {piece.kind for piece in draft.evidence}:
        raise DraftIncomplete(
            f"A finding of {draft.label} needs evidence of its own; a report or a note is none.",
            hint=_HINTS[draft.label],
            clause=CLAUSE,
        )
