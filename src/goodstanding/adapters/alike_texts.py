"""Alike texts for findings, from the index of texts: what is licensed or reposted with its source is left out."""

from __future__ import annotations

from collections.abc import Iterator

from goodstanding.apps.ingest.records import NumberedVersion
from goodstanding.apps.integrity.ports import AlikeText
from goodstanding.apps.originality.selectors import licence_covering, repost_of
from goodstanding.apps.originality.text_index import content_of, name_of, text_indexes, version_of, wordings
from goodstanding.core.originality.exclusions import Context
from goodstanding.core.originality.index import Match
from goodstanding.core.originality.verdict import judge

MOST = 12
"""Texts an examined one is held against, the closest first."""
_WHOLE = frozenset({"exact_copy", "light_edit", "rewriting"})


class IndexedTexts:
    """Finds alike texts in this installation's index; see ``integrity.ports.AlikeTexts``."""

    def read_to(self) -> int:
        """Return the number of the last version the index holds."""
        indexes = text_indexes()
        return indexes.position(indexes.current_number()).read_to

    def alike(self, version: NumberedVersion, /) -> tuple[AlikeText, ...]:
        """Return the texts of other accounts a version is alike as a whole, the closest first.

        Raises:
            IndexFault: The index is not there or cannot be read.
        """
        if _is_repost(version.version.content_ref):
            return ()
        own = frozenset({name_of(version.version.content_ref, version.version.sha256)})
        matches = text_indexes().current().query(version.version.body, limit=MOST, texts=wordings(), except_refs=own)
        found = [one for match in matches for one in _alike(version, match)]
        return tuple({one.content_ref: one for one in reversed(found)}.values())[::-1]


def _alike(version: NumberedVersion, match: Match) -> Iterator[AlikeText]:
    """Yield the match where it is another account's whole text, taken over without leave."""
    content_ref, entry = content_of(match.entry.ref), match.entry
    other = version_of(entry.ref)
    if match.alignment is None or entry.published_at is None or other is None or entry.account in {"", version.account_ref}:
        return
    verdict = judge(
        match.alignment,
        Context(
            version.version.body,
            other.body,
            examined_account=version.account_ref,
            earlier_account=entry.account,
            common=match.common,
        ),
    )
    if verdict.kind not in _WHOLE or _is_repost(content_ref) or _is_licensed(version, content_ref, match):
        return
    places = tuple((p.a_start, p.a_end, p.b_start, p.b_end) for p in verdict.passages)
    yield AlikeText(content_ref, other.sha256, entry.account, entry.published_at, verdict.kind, verdict.score, places)


def _is_repost(content_ref: str) -> bool:
    """Whether a content was published as a repost that names its owner and source."""
    form = repost_of(content_ref)
    return form is not None and form.is_repost and form.is_complete


def _is_licensed(version: NumberedVersion, content_ref: str, match: Match) -> bool:
    """Whether either account may reuse the other's text."""
    mine, theirs, at = version.account_ref, match.entry.account, version.version.at
    return (
        licence_covering(grantor=theirs, grantee=mine, content_ref=content_ref, at=at) is not None
        or licence_covering(grantor=mine, grantee=theirs, content_ref=version.version.content_ref, at=at) is not None
    )
