"""Two texts held against each other because somebody says that one was made of the other: the evidence of a dispute, frozen.

The same alignment, exclusions and form of evidence as a check's; here both texts are named by people, not found by the index.
"""

from __future__ import annotations

from dataclasses import dataclass

from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.records import ContentVersionRecord
from goodstanding.apps.originality import evidence
from goodstanding.apps.originality.errors import OriginalUnknown
from goodstanding.apps.originality.models import Declaration, Original
from goodstanding.apps.originality.selectors import drafted_at, licence_covering
from goodstanding.apps.originality.values import MatchView, Version
from goodstanding.core.originality.alignment import align
from goodstanding.core.originality.exclusions import Context
from goodstanding.core.originality.verdict import judge
from goodstanding.core.text.normalise import normalise


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and what they share.

    Args:
        evidence: Canonical JSON, as checks freeze it; ``evidence.read`` reads it back.
        sha256: Of ``evidence``.
        match: What was found; ``counts`` says that it is copying and that the other text came first.
    """

    examined: Version
    match: MatchView
    evidence: str
    sha256: str


def compare_pair(examined_ref: str, earlier_ref: str, /) -> Pair:
    """Hold a content, in the wording declared last, against one said to be earlier, in its first wording.

    Raises:
        OriginalUnknown: One of them has no wording on file.
    """
    examined, examined_text = _examined(examined_ref)
    earlier, earlier_text = _named(earlier_ref, _versions(earlier_ref)[0])
    found = licence_covering(grantor=earlier.account_ref, grantee=examined.account_ref, content_ref=earlier_ref, at=examined.at)
    alignment = align(normalise(examined_text), normalise(earlier_text))
    context = Context(
        examined_text,
        earlier_text,
        examined_account=examined.account_ref,
        earlier_account=earlier.account_ref,
        licence=found.ref if found is not None and found.kind != "whitelist" else "",
        whitelisted=found is not None and found.kind == "whitelist",
    )
    verdict = judge(alignment, context)
    order = _order(examined, earlier)
    comparison = evidence.Comparison(earlier, verdict, alignment, counts=verdict.is_copying and bool(order), order=order)
    text = evidence.written(examined, [comparison])
    declared, matches = evidence.read(text)
    return Pair(declared, matches[0], text, evidence.digest(text))


def read_pair(text: str, /) -> Pair:
    """Read a frozen pair back."""
    declared, matches = evidence.read(text)
    return Pair(declared, matches[0], text, evidence.digest(text))


def authors_with_badge() -> tuple[str, ...]:
    """List the accounts that have a content with the badge, in order."""
    rows = Original.objects.filter(has_badge=True).order_by("account_ref")
    return tuple(rows.values_list("account_ref", flat=True).distinct())


def _examined(content_ref: str) -> tuple[Version, str]:
    versions = _versions(content_ref)
    declared = Original.objects.filter(content_ref=content_ref).values_list("content_sha256", flat=True).first()
    wanted = next((one for one in versions if one.sha256 == declared), versions[-1])
    return _named(content_ref, wanted)


def _versions(content_ref: str) -> tuple[ContentVersionRecord, ...]:
    versions = ingest.content_versions(content_ref)
    if not versions:
        raise OriginalUnknown(f"No wording of “{content_ref}” is on file.", hint="Check the content's id.")
    return versions


def _named(content_ref: str, wording: ContentVersionRecord) -> tuple[Version, str]:
    content = ingest.content(content_ref)
    draft = drafted_at(content.account_ref, wording.sha256)
    first = Declaration.objects.filter(original__content_ref=content_ref).order_by("log_index")
    version = Version(
        content_ref=content_ref,
        account_ref=content.account_ref,
        sha256=wording.sha256,
        at=wording.at,
        drafted_at=draft.recorded_at if draft else None,
        log_index=first.values_list("log_index", flat=True).first(),
    )
    return version, wording.body


def _order(examined: Version, earlier: Version) -> str:
    """Say what shows that the other text came first: time or log; empty where nothing does."""
    if earlier.since != examined.since:
        return "time" if earlier.since < examined.since else ""
    if earlier.log_index is not None and examined.log_index is not None:
        return "log" if earlier.log_index < examined.log_index else ""
    return ""
