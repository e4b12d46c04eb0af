"""The kinds of matters the desk knows, by the name registers give them."""

from __future__ import annotations

from goodstanding.apps.review.values import CaseFile
from goodstanding.web.console.pages.matters.accuracy import Judging, Providing
from goodstanding.web.console.pages.matters.category import Categories, Drift
from goodstanding.web.console.pages.matters.correction import Handed, Mismatch, Overdue
from goodstanding.web.console.pages.matters.credential import Looking
from goodstanding.web.console.pages.matters.dispute import Originality
from goodstanding.web.console.pages.matters.dormancy import Disuse
from goodstanding.web.console.pages.matters.finding import Findings
from goodstanding.web.console.pages.matters.infringement import Infringement
from goodstanding.web.console.pages.matters.letter import Authorising
from goodstanding.web.console.pages.matters.name import Name
from goodstanding.web.console.pages.matters.original import Challenged
from goodstanding.web.console.pages.matters.owner_change import OwnerChange
from goodstanding.web.console.pages.matters.panel import MatterKind
from goodstanding.web.console.pages.matters.patrol import Patrolling
from goodstanding.web.console.pages.matters.personal import PersonalData
from goodstanding.web.console.pages.matters.registration import Registration
from goodstanding.web.console.pages.matters.ring import Ringing
from goodstanding.web.console.pages.matters.transfer import Passing

KINDS: dict[str, MatterKind] = {
    "accuracy": Judging(),
    "authorisation_letter": Authorising(),
    "category": Categories(),
    "copyright": Infringement(),
    "correction": Handed(),
    "credential": Looking(),
    "dispute": Originality(),
    "dormancy": Disuse(),
    "drift": Drift(),
    "finding": Findings(),
    "mismatch": Mismatch(),
    "name": Name(),
    "owner_change": OwnerChange(),
    "original": Challenged(),
    "overdue": Overdue(),
    "patrol": Patrolling(),
    "provider": Providing(),
    "personal_data": PersonalData(),
    "registration": Registration(),
    "ring": Ringing(),
    "transfer": Passing(),
}
"""Add a kind here and nowhere else."""


def matter_of(file: CaseFile, /) -> tuple[str, str]:
    """Return the kind and the reference of the matter a case is about; two empty texts where it is about none."""
    named = next((source.ref for source in file.sources if source.kind == "matter"), "")
    kind, _, ref = named.partition(":")
    return kind, ref
