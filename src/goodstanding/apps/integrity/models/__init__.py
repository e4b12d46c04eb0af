"""The tables of findings."""

from __future__ import annotations

from goodstanding.apps.integrity.models.alike import Alike, Reading
from goodstanding.apps.integrity.models.findings import Finding, FindingMember, FindingStatus, MemberKind, Observation

__all__ = ["Alike", "Finding", "FindingMember", "FindingStatus", "MemberKind", "Observation", "Reading"]
