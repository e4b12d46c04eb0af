"""The desk of the registers: a matter becomes a case like any other, with its clock, its queue and its lease."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry.matters import Matter
from goodstanding.apps.review.models import CaseKind, CaseStatus, SourceKind
from goodstanding.apps.review.selectors import case
from goodstanding.apps.review.services.opening import open_case
from goodstanding.apps.review.services.settling import close_case, require_lease
from goodstanding.apps.review.values import NewEvidence, NewSource
from goodstanding.core.names.rules import ORGANS


class ReviewDesk:
    """Opens matters as cases of kind ``matter``; see ``registry.matters.MatterDesk``."""

    def open_matter(self, matter: Matter, /, *, actor: Actor, at: datetime) -> str:
        """Open a case about a matter, or join the open one; return the case's reference.

        What a public body asks about its registration goes through the support lane. Source: PA21:4.2, RQ-004
        """
        name = f"{matter.kind}:{matter.ref}"
        opened = open_case(
            kind=CaseKind.MATTER,
            queue=matter.queue,
            account_ref=matter.account_ref,
            sources=[NewSource(SourceKind.MATTER, name)],
            evidence=[NewEvidence("note", name, matter.sha256, matter.summary)],
            severity=matter.severity,
            act_key=f"matter:{name}",
            due_at=matter.due_at,
            excluded=matter.excluded,
            in_support_lane=matter.subject_class in ORGANS,
            actor=actor,
            at=at,
        )
        return opened.ref

    def take_matter(self, case_ref: str, /, *, expected_version: int | None, actor: Actor, at: datetime) -> None:
        """Lock the case and make sure that this person may decide it now.

        Raises:
            CaseChanged: The case is no longer at that version.
            ReviewError: The policy refuses; the subclass says why.
        """
        require_lease(case_ref, expected_version=expected_version, actor=actor, at=at)

    def close_matter(self, case_ref: str, /, *, outcome: str, note: str, actor: Actor, at: datetime) -> None:
        """Close the case about a matter; nothing where it is closed already."""
        if case(case_ref).status == CaseStatus.OPEN:
            close_case(case_ref, outcome=outcome, note=note, actor=actor, at=at)
